"""Map data over HTTP: open to other sites, kept by caches, never more exact than the public may know."""

import json
from datetime import date
from typing import Any

import pytest

from organizer.campaigns.rules import SafetyProfile
from organizer.events.rules import AddressVisibility
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient
from tests.support.map_points import rows_of

PATHS = [
    f"/c/17n/{file}"
    for file in ("events.geojson", "map/points.json", "map/names.json", "map/clusters.json", "map/cell.json")
]
EXACT: dict[str, Any] = {"lat": -0.213456, "lon": -78.485123}


@pytest.fixture
def _world(app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign)
        make_event(
            session, campaign, title="Withheld", venue="Casa Secreta", address="Calle Oculta 7",
            address_visibility=AddressVisibility.CONFIRMED, **EXACT,
        )  # fmt: skip


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("path", PATHS)
def test_map_data_may_be_kept_and_used_by_anybody(client: InspectingClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept-Language" not in first.headers.get("Vary", "")
    assert "Set-Cookie" not in first.headers
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.usefixtures("_world")
def test_types_are_the_registered_ones(client: InspectingClient) -> None:
    assert [client.get(path).mimetype for path in PATHS] == ["application/geo+json", *["application/json"] * 4]


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("path", PATHS)
def test_b76_a_withheld_place_is_an_area_and_nothing_more(client: InspectingClient, path: str) -> None:
    text = client.get(path).get_data(as_text=True)

    for secret in ("Secreta", "Oculta", "-0.2134", "-78.4851", "0.213456"):
        assert secret not in text
    assert "Withheld" in text or "points" in path or "clusters" in path


def points_of(client: InspectingClient, slug: str) -> list[list[Any]]:
    return rows_of(client.get(f"/c/{slug}/map/points.json").data)


def test_a_campaign_at_risk_shows_towns_only(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        careful = make_campaign(session, slug="careful", safety=SafetyProfile.HIGH_RISK)
        make_event(session, careful, **EXACT)

    [row] = points_of(client, "careful")
    response = client.get("/c/careful/events.geojson")

    assert abs(row[1] - EXACT["lon"]) > 0.001 or abs(row[2] - EXACT["lat"]) > 0.001
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Plaza de Bolívar" not in response.get_data(as_text=True)


def test_nobody_can_find_by_distance_what_is_withheld(client: InspectingClient, app_database: Database) -> None:
    """A radius asked for from three sides would give a house away; it is measured from the cell's middle instead."""
    with app_database.transaction() as session:
        campaign = make_campaign(session, safety=SafetyProfile.HIGH_RISK)
        make_event(session, campaign, **EXACT)
    [row] = points_of(client, "17n")

    data = json.loads(client.get(f"/c/17n/events.geojson?near={row[2]},{row[1]}&radius=25").data)

    assert len(data["features"]) == 1
    assert data["features"][0]["geometry"]["coordinates"] == row[1:3]


@pytest.mark.usefixtures("_world")
def test_a_language_in_the_address_is_the_datas_own(client: InspectingClient) -> None:
    assert json.loads(client.get("/es/c/17n/events.geojson").data)["name"] == "Día de la tierra y el agua"
    assert json.loads(client.get("/c/17n/events.geojson").data)["name"] == "Day of land and water"


def test_one_edit_makes_new_data(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
    assert points_of(client, "17n") == []

    with app_database.transaction() as session:
        make_event(session, session.merge(campaign, load=False), title="New")

    assert [row[3] for row in points_of(client, "17n")] == ["New"]


def test_the_day_of_nothing_is_an_empty_map(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        make_campaign(session, day=date(2028, 1, 1), last_day=date(2028, 1, 1))

    assert rows_of(client.get("/c/17n/map/points.json").data) == []
    assert json.loads(client.get("/c/17n/events.geojson").data)["features"] == []
