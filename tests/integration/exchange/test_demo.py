"""The demo campaign comes in whole, with its history."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.rules import EventState
from organizer.exchange.operations import load_campaign_file
from organizer.foundation.outbox import Message
from organizer.record.loader import load_campaign
from organizer.record.projector import Reader
from organizer.record.toolkits import load_toolkit
from organizer.record.types import Audience
from organizer.toolkits.rules import PIECES

FILE = Path("organizer/data/demo/day-of-action-17-nov.json")


@pytest.fixture(scope="module")
def seed() -> dict[str, object]:
    loaded: dict[str, object] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


def test_every_event_starts_when_the_file_says(session: Session, seed: dict[str, list[dict[str, str]]]) -> None:
    load_campaign_file(session, seed=seed)

    events = {(next(iter(e.title.values())), e.city): e for e in session.query(Event)}
    assert len(events) == len(seed["actions"]) == 54
    for action in seed["actions"]:
        event = events[action["title"], action["city"]]
        assert event.uid
        if not action.get("time_tbc") and not action["all_day"]:
            assert event.starts_utc == datetime.fromisoformat(action["start_utc"]).astimezone(UTC), action["slug"]


def test_cancelled_and_moved_events_have_their_history(session: Session, seed: dict[str, object]) -> None:
    load_campaign_file(session, seed=seed)

    states = {e.country: e for e in session.query(Event).filter(Event.state != EventState.PUBLISHED)}
    assert {cc: e.state for cc, e in states.items()} == {"AT": EventState.CANCELLED, "PH": EventState.POSTPONED}
    madrid = session.query(Event).filter(Event.city == "Madrid").one()
    assert madrid.change is not None
    assert "Plaza Mayor" in madrid.change["venue"]


def test_nobody_gets_a_mail_by_loading_it(session: Session, seed: dict[str, object]) -> None:
    load_campaign_file(session, seed=seed)

    assert session.query(Message).count() == 0


def test_the_private_address_lies_sealed(session: Session, seed: dict[str, list[dict[str, str]]]) -> None:
    load_campaign_file(session, seed=seed)
    private = next(a["private_address"] for a in seed["actions"] if "private_address" in a)

    for table in ("event", "event_revision", "audit_entry"):
        for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}"):
            assert private[:15] not in repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))


def test_its_toolkit_is_given_out_and_its_rights_cards_say_that_they_are_examples(
    session: Session, seed: dict[str, object]
) -> None:
    load_campaign_file(session, seed=seed)
    reader = Reader(("es",), "https://act.example.org", Audience.HOST)
    campaign = load_campaign(session, slug="17n-land-and-water", reader=reader)

    toolkit = load_toolkit(session, campaign=campaign, country="CO", reader=reader)
    assert all(getattr(toolkit, piece) for piece in PIECES)
    assert {text.lang for text in (*toolkit.checklist, toolkit.contacts[0].label)} == {"es"}
    assert toolkit.rights is not None
    assert toolkit.rights.title.value.startswith("Ejemplo")
    assert toolkit.rights.phone.strip("+0 ") == ""
    assert load_toolkit(session, campaign=campaign, country="DE", reader=reader).rights is None
