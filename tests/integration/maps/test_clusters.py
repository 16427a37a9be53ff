"""Clusters over HTTP: the same events as the list under the same filters, in any box; bad boxes are refused with words."""

import json
import random
from typing import Any
from urllib.parse import urlencode

import pytest

from organizer.events.rules import AddressVisibility, Kind, Mode
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient
from tests.support.query_count import counted

pytestmark = pytest.mark.engines("sqlite", "postgresql")

_COUNTRIES, _KINDS = ("DE", "FJ", "WS", "CO"), (Kind.RALLY, Kind.VIGIL, Kind.MARCH)
FILTERS: list[dict[str, str]] = [
    {}, {"country": "DE"}, {"type": "vigil"}, {"country": "FJ", "type": "march"}, {"q": "water"},
    {"near": "-17,179.5", "radius": "500"}, {"country": "CO", "type": "rally", "from": "2027-11-01"}, {"country": "PE"},
]  # fmt: skip
BOXES = [
    "-180,-90,180,90",
    "170,-30,-160,10",
    "5,40,15,55",
    "-180,-90,0,90",
    "0,-90,180,90",
    "-10,60,30,90",
    "0,-90,1,-80",
]


@pytest.fixture
def _world(app_database: Database) -> None:
    chance = random.Random(17)
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        for number in range(60):
            lon = chance.choice((chance.uniform(-180, 180), chance.uniform(176, 180), chance.uniform(-180, -165), 10.0))
            place: dict[str, Any] = {"lat": round(chance.uniform(-85, 85), 5), "lon": round(lon, 5)}
            if number % 10 == 0:
                place = {"mode": Mode.ONLINE, "city": None, "country": None}
            elif number % 10 == 1:
                place = {"lat": chance.choice((-90.0, 90.0)), "lon": chance.choice((-180.0, 180.0))}
            elif number % 10 == 2:
                place |= {"address_visibility": AddressVisibility.CONFIRMED}
            title = f"Land and {'water' if number % 3 else 'tea'} {number}"
            changes = {"country": _COUNTRIES[number % 4], "kind": _KINDS[number % 3], "title": title} | place
            make_event(session, campaign, **changes)


def ask(client: InspectingClient, file: str, filters: dict[str, str], **more: str | list[str]) -> Any:
    response = client.get(f"/c/17n/{file}?{urlencode(filters | more, doseq=True)}")
    assert response.status_code == 200, response.data
    return json.loads(response.data)


def placed(client: InspectingClient, filters: dict[str, str]) -> list[tuple[float, float]]:
    features = ask(client, "events.geojson", filters)["features"]
    return [tuple(feature["geometry"]["coordinates"]) for feature in features if feature["geometry"]]


def lies_in(point: tuple[float, float], box: list[float]) -> bool:
    """Tell whether a point lies in a box of RFC 7946, east less than west across 180°."""
    (lon, lat), (west, south, east, north) = point, box
    return south <= lat <= north and (west <= lon <= east if west < east else lon >= west or lon <= east)


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_clusters_hold_exactly_what_the_list_holds(client: InspectingClient, filters: dict[str, str]) -> None:
    everywhere = placed(client, filters)
    assert ask(client, "map/clusters.json", filters)["count"] == len(everywhere)
    assert ask(client, "map/points.json", filters)["count"] == len(everywhere)
    for box in BOXES:
        for zoom in ("0", "5"):
            data = ask(client, "map/clusters.json", filters, bbox=box, zoom=zoom)
            within = sum(lies_in(point, data["bbox"]) for point in everywhere)
            assert sum(cell[3] for cell in data["cells"]) == data["count"] == within, (box, zoom, data["bbox"])


@pytest.mark.usefixtures("_world")
def test_the_events_of_the_clusters_are_the_events_of_the_list(client: InspectingClient) -> None:
    data = ask(client, "map/clusters.json", {"type": "vigil"}, zoom="1")
    numbers = [str(cell[0]) for cell in data["cells"]]

    found = ask(client, "map/cell.json", {"type": "vigil"}, zoom="1", cell=numbers)

    features = ask(client, "events.geojson", {"type": "vigil"})["features"]
    assert found["count"] == data["count"]
    assert {row[0] for row in found["events"]} == {feature["id"] for feature in features if feature["geometry"]}
    starts = [row[3] for row in found["events"]]
    assert starts == sorted(starts)


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3", "bbox=a,b,c,d&zoom=1", "bbox=nan,0,1,1", "bbox=0,10,10,0", "bbox=0,-91,1,0", "zoom=99", "zoom=-1",
        "zoom=1.5", "zoom=x", "bbox=%00&zoom=%ff", "bbox=-180,-90,180,90&zoom=12", "bbox=" + "9" * 4000, "zoom=%D9%A3",
    ],
)  # fmt: skip
def test_a_box_that_is_none_is_refused_with_words(client: InspectingClient, query: str) -> None:
    response = client.get(f"/c/17n/map/clusters.json?{query}")

    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert json.loads(response.data)["detail"].startswith(("bbox: ", "zoom: "))
    assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("query", ["cell=x", "cell=-1", "zoom=x", "cell=" + "1" * 40, "&".join(["cell=1"] * 65)])
def test_cells_that_are_none_are_refused_with_words(client: InspectingClient, query: str) -> None:
    response = client.get(f"/c/17n/map/cell.json?{query}")

    assert response.status_code == 400
    assert json.loads(response.data)["detail"].startswith(("cell: ", "zoom: "))


@pytest.mark.usefixtures("_world")
def test_cells_and_pages_that_hold_nothing_are_empty_or_the_last(client: InspectingClient) -> None:
    assert ask(client, "map/cell.json", {}, cell="9" * 16, zoom="12")["events"] == []
    assert ask(client, "map/cell.json", {}, page="999999999")["page"] == 2
    assert ask(client, "map/cell.json", {}, page="x")["page"] == 1


def test_a_campaign_that_is_not_there_has_no_clusters(client: InspectingClient) -> None:
    assert client.get("/c/nothing/map/clusters.json").status_code == 404


@pytest.mark.usefixtures("_world")
def test_boxes_in_the_same_tiles_are_one_answer_without_a_look_at_the_events(
    client: InspectingClient, app_database: Database
) -> None:
    first = client.get("/c/17n/map/clusters.json?bbox=8,46,9,47&zoom=6")
    with counted(app_database.engine) as statements:
        second = client.get("/c/17n/map/clusters.json?bbox=8.1,46.1,9.1,46.9&zoom=6")

    assert first.headers["ETag"] == second.headers["ETag"]
    # The campaign's version at most; see the shelf.
    assert len(statements) <= 1


def test_one_edit_makes_new_clusters(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
    assert ask(client, "map/clusters.json", {})["count"] == 0

    with app_database.transaction() as session:
        make_event(session, session.merge(campaign, load=False), lat=1.0, lon=2.0)

    assert ask(client, "map/clusters.json", {})["cells"][0][1:4] == [2.0, 1.0, 1]
