"""The operator's own geocoder and the pin of an event: it helps, it never decides, it never stands in the way."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY, AddressRule, SafetyProfile
from organizer.events.models import Event
from organizer.events.queries import details_of
from organizer.events.rules import EventDetails, PinSource, Precision
from organizer.foundation.db import Database
from tests.conftest import MakeApp
from tests.factories import make_campaign
from tests.integration.events.test_host_form import PAGE, filled
from tests.integration.places.geocoder_server import (
    BOGOTA,
    GeocoderServer,
    Reply,
    answering,
    dripping,
    geocoder_server,
    hanging,
)
from tests.support.client import InspectingClient
from tests.support.unpacked_gazetteer import lend_gazetteer

STREET = {"address": "Carrera 7 # 11-10"}


@pytest.fixture
def server() -> Iterator[GeocoderServer]:
    with geocoder_server() as running:
        yield running


@pytest.fixture
def app(make_app: MakeApp, server: GeocoderServer, tmp_path: Path) -> Flask:
    lend_gazetteer(tmp_path / "instance")
    return make_app(geocoder="nominatim", geocoder_url=server.base_url)


@pytest.fixture(autouse=True)
def campaign(app_database: Database) -> None:
    with app_database.transaction() as session:
        make_campaign(session, languages=["en", "es", "ar"])


def listed(client: InspectingClient, database: Database, **changes: str) -> EventDetails:
    """List an event and return its details."""
    assert client.post(PAGE, data=filled(client, **{**STREET, **changes})).status_code == 303
    with database.reading() as session:
        return details_of(session.scalars(select(Event)).one())


def place(lat: float, lon: float, rank: int) -> dict[str, Any]:
    return {"lat": str(lat), "lon": str(lon), "display_name": "x", "place_rank": rank}


def found(*places: dict[str, Any]) -> Reply:
    return answering(json.dumps(places))


def test_the_address_of_a_public_event_gets_its_point(
    client: InspectingClient, app_database: Database, server: GeocoderServer
) -> None:
    details = listed(client, app_database)
    assert (details.lat, details.lon) == BOGOTA
    assert (details.pin_source, details.precision) == (PinSource.GEOCODER, Precision.EXACT)
    assert server.asked == ["Carrera 7 # 11-10, Bogotá, Colombia"]


def test_a_street_is_known_less_well_than_a_house(
    client: InspectingClient, app_database: Database, server: GeocoderServer
) -> None:
    server.reply = found(place(*BOGOTA, 26))
    assert listed(client, app_database).precision is Precision.APPROXIMATE


def test_b73_a_pin_that_the_host_set_is_not_even_asked_about(
    client: InspectingClient, app_database: Database, server: GeocoderServer
) -> None:
    details = listed(client, app_database, lat="4.7", lon="-74.05")
    assert (details.lat, details.pin_source) == (4.7, PinSource.HOST)
    assert server.asked == []


@pytest.mark.parametrize(
    "places",
    [
        [place(4.0, -73.0, 4)],  # the country
        [place(4.653, -74.083, 16)],  # the town
        [place(4.653, -74.083, 20)],  # a quarter
    ],
)
def test_b82_a_country_or_town_does_not_stand_for_a_street(
    client: InspectingClient, app_database: Database, server: GeocoderServer, places: list[dict[str, Any]]
) -> None:
    server.reply = found(*places)
    details = listed(client, app_database)
    assert (details.pin_source, details.precision) == (PinSource.GAZETTEER, Precision.CITY)


@pytest.mark.parametrize(
    "places",
    [
        [place(40.41, -3.7, 30)],  # another country
        [place(10.39, -75.48, 30)],  # another town of the country
        [place(4.65, -74.08, 26), place(4.72, -74.03, 26)],  # two streets of this name
        [place(4.65, -74.08, 30), place(4.75, -74.08, 30)],
    ],
)
def test_b86_the_first_hit_is_not_believed_when_it_is_elsewhere_or_the_hits_disagree(
    client: InspectingClient, app_database: Database, server: GeocoderServer, places: list[dict[str, Any]]
) -> None:
    server.reply = found(*places)
    assert listed(client, app_database).pin_source is PinSource.GAZETTEER


def test_b86_the_hit_that_fits_is_taken_wherever_it_stands(
    client: InspectingClient, app_database: Database, server: GeocoderServer
) -> None:
    server.reply = found(place(40.41, -3.7, 30), place(4.6, -74.08, 16), place(*BOGOTA, 30))
    assert listed(client, app_database).lat == BOGOTA[0]


@pytest.mark.parametrize("is_by", ["host", "campaign"])
def test_nothing_is_sent_for_an_event_whose_place_is_withheld(
    client: InspectingClient, app_database: Database, server: GeocoderServer, is_by: str
) -> None:
    if is_by == "campaign":
        withholding = next(one for one in SafetyProfile if SAFETY[one].public_place is not AddressRule.EXACT)
        with app_database.transaction() as session:
            session.execute(update(Campaign).values(safety=withholding))
    details = listed(client, app_database, address_visibility="confirmed" if is_by == "host" else "public")
    assert server.asked == []
    assert details.pin_source is PinSource.GAZETTEER


@pytest.mark.parametrize(
    "reply",
    [hanging, dripping, answering("no", 500), answering("{"), answering("x" * (3 << 20)), answering("[" * 100_000)],
    ids=["hanging", "dripping", "500", "garbage", "huge", "deep"],
)
def test_a_geocoder_that_fails_never_keeps_an_event_from_being_listed(
    client: InspectingClient, app_database: Database, server: GeocoderServer, reply: Reply
) -> None:
    server.reply = reply
    assert listed(client, app_database).pin_source is PinSource.GAZETTEER
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(
    client: InspectingClient, app_database: Database, server: GeocoderServer, status: int
) -> None:
    with geocoder_server() as other:
        server.reply = answering("", status, Location=f"{other.base_url}/search?q=x")
        assert listed(client, app_database).pin_source is PinSource.GAZETTEER
        assert (len(server.asked), other.asked) == (1, [])
