"""Sixty-four people reach for ten places at once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import true

from organizer.events.models import Event
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database
from organizer.rsvps.operations import Answer, answer, places
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import EventIsFull
from tests.factories import make_campaign, make_event

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
CLIENTS, PLACES = 64, 10


def _race(database: Database, code: str) -> Counter[str]:
    together = threading.Barrier(CLIENTS)

    def reach(number: int) -> str:
        given = Answer(f"guest{number}@example.net", None, 1, "en")
        together.wait()
        for _ in range(20):
            try:
                database.run(lambda session: answer(session, code=code, given=given, now=NOW))
            except EventIsFull:
                return "full"
            except TryAgainLater:
                continue
            return "in"
        return "gave up"

    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(reach, range(CLIENTS)))


def _limited_event(database: Database) -> str:
    with database.transaction() as session:
        return make_event(session, make_campaign(session), capacity=PLACES).code


def _holding(database: Database, code: str) -> tuple[int, int]:
    with database.reading() as session:
        event = session.query(Event).filter_by(code=code).one()
        return event.taken, count_holding(session, event_id=event.id)


def test_exactly_ten_get_a_place_and_all_others_are_told_so(database: Database) -> None:
    code = _limited_event(database)

    outcomes = _race(database, code)

    assert outcomes == {"in": PLACES, "full": CLIENTS - PLACES}
    assert _holding(database, code) == (PLACES, PLACES)


def test_without_the_guard_the_same_race_oversells(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    code = _limited_event(database)
    monkeypatch.setattr(places, "has_room_for", lambda people: true())

    outcomes = _race(database, code)

    assert outcomes["in"] > PLACES
    assert _holding(database, code)[1] > PLACES
