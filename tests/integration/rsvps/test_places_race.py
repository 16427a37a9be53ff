"""Sixty-four people reach for ten places at once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import true
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import Database
from organizer.rsvps.operations import Answer, answer, cancel, confirm, erase, places
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import EventIsFull
from tests.factories import make_campaign, make_event, make_rsvp

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
CLIENTS, PLACES = 64, 10


def _race(database: Database, code: str) -> Counter[str]:
    together = threading.Barrier(CLIENTS)

    def reach(number: int) -> str:
        given = Answer(f"guest{number}@example.net", None, 1, "en")
        together.wait()
        for _ in range(20):
            try:
                database.run(lambda session: _come(session, code, given))
            except EventIsFull:
                return "full"
            except TryAgainLater:
                continue
            return "in"
        return "gave up"

    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(reach, range(CLIENTS)))


def _come(session: Session, code: str, given: Answer) -> None:
    rsvp = answer(session, code=code, given=given, now=NOW)
    confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW)


def _limited_event(database: Database) -> str:
    with database.transaction() as session:
        return make_event(session, make_campaign(session), capacity=PLACES).code


def _holding(database: Database, code: str) -> tuple[int, int]:
    with database.reading() as session:
        event = session.query(Event).filter_by(code=code).one()
        return event.taken, count_holding(session, event_id=event.id)


def test_b101_b103_b104_exactly_ten_get_a_place_and_all_others_are_told_so(database: Database) -> None:
    code = _limited_event(database)

    outcomes = _race(database, code)

    assert outcomes == {"in": PLACES, "full": CLIENTS - PLACES}
    assert _holding(database, code) == (PLACES, PLACES)


def test_without_the_guard_the_same_race_oversells(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    code = _limited_event(database)
    monkeypatch.setattr(places, "has_room_for", lambda people, counted: true())

    outcomes = _race(database, code)

    assert outcomes["in"] > PLACES
    assert _holding(database, code)[1] > PLACES


def test_places_come_back_once_when_a_guest_erases_and_cancels_in_many_windows(database: Database) -> None:
    with database.transaction() as session:
        campaign = make_campaign(session)
        events = [make_event(session, campaign, capacity=PLACES) for _ in range(3)]
        mine = [make_rsvp(session, event, "lu@example.net", people=3) for event in events]
        make_rsvp(session, events[0], "ana@example.net", people=2)
        codes, keys = [event.code for event in events], [rsvp.id for rsvp in mine]
    together = threading.Barrier(12)

    def act(number: int) -> None:
        key = keys[number % 3]
        together.wait()
        with suppress(NotFound):
            if number % 2:
                database.run(lambda session: cancel(session, rsvp_id=key, link_version=1))
            else:
                database.run(lambda session: erase(session, rsvp_id=key, link_version=1, with_others=True))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(act, range(12)))

    assert [_holding(database, code) for code in codes] == [(2, 2), (0, 0), (0, 0)]
