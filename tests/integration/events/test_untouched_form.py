"""A form that is saved as it was shown changes nothing; one field that is touched changes that and no more."""

from dataclasses import fields as fields_of
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from organizer.campaigns.operations import grant_role
from organizer.campaigns.queries import get_campaign
from organizer.events.models import EventNotice, EventRevision
from organizer.events.queries import details_of, get_event
from organizer.events.rules import (
    Access,
    AddressVisibility,
    EventDetails,
    Kind,
    Mode,
    PinSource,
    Precision,
    needs_new_sequence,
)
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.audit.models import AuditEntry
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_person
from tests.factories.rsvps import make_rsvp
from tests.support.client import InspectingClient, page_of
from tests.support.signed_in import sign_in
from tests.support.unpacked_gazetteer import lend_gazetteer

CODE = "near22"
EDIT = f"/manage/e/{CODE}/edit/"
BOGOTA = 3688689

#: As a host's form leaves it.
LISTED: dict[str, object] = {
    "place_id": BOGOTA, "city": "Bogotá", "region": "Bogota D.C.", "lat": 4.60971, "lon": -74.08175,
    "pin_source": PinSource.GAZETTEER, "precision": Precision.CITY, "accessibility": (Access.STEP_FREE, Access.SEATS),
}  # fmt: skip
#: As a calendar file leaves it: everything that a form shows otherwise, or not at all.
IMPORTED: dict[str, object] = {
    "language": "en",
    "title": {"en": "  March  for land ", "es": "Marcha", "pt": "Marcha pela terra"},
    "description": {"en": "Bring a drum.\n\n\nAnd water. \n", "es": "Trae un tambor."},
    "kind": Kind.OTHER, "mode": Mode.HYBRID, "zone": "America/Bogota",
    "start": datetime(2027, 11, 17, 15, 0, 30), "end": datetime(2027, 11, 18, 1, 15, 20),  # noqa: DTZ001
    "is_tentative": True, "group_name": "Comité  Bogotá", "venue": " Plaza  de Bolívar", "address": "Carrera 7 # 11-10 ",
    "city": "Santafé de Bogotá", "region": "Distrito Capital", "country": "CO", "place_id": BOGOTA,
    "lat": 4.59811234567, "lon": -74.0760987654, "pin_source": PinSource.IMPORT, "precision": Precision.APPROXIMATE,
    "online_url": "https://example.org/room", "online_visibility": AddressVisibility.CONFIRMED,
    "capacity": 120, "other_languages": ("es", "pt"),
    "accessibility": (Access.CHILDREN, Access.STEP_FREE, Access.CAPTIONS), "access_note": "Ramp  behind",
    "more_url": "https://example.org/more?a=1#b",
}  # fmt: skip
SHAPES: dict[str, dict[str, object]] = {
    "listed": LISTED,
    "imported": IMPORTED,
    "by-hand": {"place_id": None, "city": "Nowhereville", "region": "Somewhere", "pin_source": PinSource.HOST},
    "withheld": {
        **IMPORTED, "address_visibility": AddressVisibility.CONFIRMED, "place_hint": "Near the park ",
        "pin_source": PinSource.HOST, "precision": Precision.EXACT,
    },
    "geocoded": {**LISTED, "pin_source": PinSource.GEOCODER, "precision": Precision.EXACT, "lat": 4.5981, "lon": -74.076},
    "online": {
        "mode": Mode.ONLINE, "online_url": "https://example.org/room", "venue": None, "address": None, "lat": None,
        "lon": None, "precision": Precision.NONE, "kind": Kind.ONLINE,
    },
    "all-day": {**LISTED, "all_day": True, "start": datetime(2027, 11, 17), "end": datetime(2027, 11, 17)},  # noqa: DTZ001
    "hour-later": {
        **LISTED, "to_be_announced": True, "start": datetime(2027, 11, 17), "end": None,  # noqa: DTZ001
    },
    "old-zone-name": {**LISTED, "zone": "America/Buenos_Aires"},
    "hour-twice": {
        "place_id": 2950159, "city": "Berlin", "region": "Land Berlin", "country": "DE", "zone": "Europe/Berlin",
        "start": datetime(2027, 10, 31, 2, 30), "end": None, "fold": 1, "lat": 52.52437, "lon": 13.41053,  # noqa: DTZ001
        "pin_source": PinSource.GAZETTEER, "precision": Precision.CITY,
    },
    "town-that-is-no-more": {**LISTED, "place_id": 999_999_999, "pin_source": PinSource.IMPORT},
    "title-in-another-language": {**LISTED, "language": "es", "title": {"en": "March"}, "description": {"en": "Drum"}},
}  # fmt: skip


@pytest.fixture
def browser(app: Flask, app_database: Database, tmp_path: Path) -> InspectingClient:
    """The browser of a moderator, whose changes take effect at once."""
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        campaign, person = make_campaign(session), make_person(session, "jana@example.org")
        session.flush()
        grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=person.id, role=Role.MODERATOR)
        person_id: UUID = person.id
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    sign_in(client, person_id)
    return client


def have(database: Database, shape: str) -> EventDetails:
    with database.transaction() as session:
        event = make_event(session, get_campaign(session, slug="17n"), code=CODE, **SHAPES[shape])
        make_rsvp(session, event)
    return now_is(database)


def now_is(database: Database) -> EventDetails:
    with database.reading() as session:
        return details_of(get_event(session, code=CODE))


def trace(database: Database) -> tuple[object, ...]:
    """Return everything that a change leaves behind."""
    with database.reading() as session:
        event = get_event(session, code=CODE)
        tables = (EventRevision, EventNotice, AuditEntry)
        counts = [session.scalar(select(func.count()).select_from(table)) for table in tables]
        version = get_campaign(session, slug="17n").version
        return (event.state, event.revision, event.sequence, event.updated_at, event.change, version, *counts)


@pytest.mark.parametrize("shape", SHAPES)
def test_saving_what_was_shown_is_no_change_at_all(
    browser: InspectingClient, app_database: Database, shape: str
) -> None:
    before = have(app_database, shape)
    left = trace(app_database)
    response = browser.submit(EDIT, {"do": "save"}, having="title")
    assert response.status_code == 303, page_of(response).main
    assert now_is(app_database) == before
    assert response.location.endswith("done=nothing-changed")
    assert trace(app_database) == left


TOUCHED: list[tuple[str, dict[str, str | list[str] | None], set[str]]] = [
    ("title", {"title": "Another"}, {"title"}),
    ("description", {"description": "Other words"}, {"description"}),
    ("kind", {"kind": "vigil"}, {"kind"}),
    ("group", {"group_name": "Others"}, {"group_name"}),
    ("venue", {"venue": "Parque", "pin_is_right": "y"}, {"venue"}),
    ("visibility", {"address_visibility": "confirmed"}, {"address_visibility"}),
    ("link", {"online_url": "https://example.org/other"}, {"online_url"}),
    ("who-gets-it", {"online_visibility": "public"}, {"online_visibility"}),
    ("start", {"start": "16:00"}, {"start", "end"}),
    ("access", {"accessibility": ["captions", "children-welcome", "step-free", "seats"]}, {"accessibility"}),
    ("access-note", {"access_note": "Other"}, {"access_note"}),
    ("capacity", {"capacity": "130"}, {"capacity"}),
    ("more", {"more_url": "https://example.org/other"}, {"more_url"}),
]


@pytest.mark.parametrize(("answers", "changed"), [row[1:] for row in TOUCHED], ids=[row[0] for row in TOUCHED])
def test_one_field_that_is_touched_changes_that_and_no_more(
    browser: InspectingClient, app_database: Database, answers: dict[str, str | list[str] | None], changed: set[str]
) -> None:
    before = have(app_database, "imported")
    sequence = trace(app_database)[2]
    response = browser.submit(EDIT, {**answers, "do": "save"}, having="title")
    assert response.status_code == 303
    after = now_is(app_database)
    differs = {f.name for f in fields_of(EventDetails) if getattr(before, f.name) != getattr(after, f.name)}
    pinned = {"pin_source", "precision"} if "venue" in changed else set()  # the host said that the pin is right
    assert differs - pinned == changed
    moves = needs_new_sequence(frozenset(differs))
    assert (trace(app_database)[2] == sequence) is not moves


def test_access_facts_keep_their_order_and_new_ones_come_last(
    browser: InspectingClient, app_database: Database
) -> None:
    have(app_database, "imported")
    facts = ["seats", "captions", "children-welcome"]
    browser.submit(EDIT, {"accessibility": facts, "do": "save"}, having="title")
    assert now_is(app_database).accessibility == (Access.CHILDREN, Access.CAPTIONS, Access.SEATS)


def test_another_town_takes_its_region_point_and_clock(browser: InspectingClient, app_database: Database) -> None:
    have(app_database, "listed")
    answers = {"place_q": "Berlin", "place": "2950159", "address": "", "venue": ""}
    browser.post(EDIT, data={**browser.page(EDIT).form(having="title").values, **answers, "do": "save"})
    after = now_is(app_database)
    assert (after.city, after.country, after.zone, after.start.hour) == ("Berlin", "DE", "Europe/Berlin", 15)
    assert after.region != "Bogota D.C."


def test_a_region_moves_no_calendar() -> None:
    assert not needs_new_sequence(frozenset({"region"}))
    assert needs_new_sequence(frozenset({"city"}))
