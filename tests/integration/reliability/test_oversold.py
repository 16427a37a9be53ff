"""Nobody gets a place that is not there, in real processes that all write at once; and whoever could have one, gets it.

With the guard of the places switched off, the same crowd oversells: the test can fail.
"""

from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select, true

from organizer.events.models import Event
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import answer, cancel, confirm, count_drifted, places
from organizer.rsvps.operations.answering import Answer
from organizer.rsvps.rules import HOLD, EventIsFull, RsvpState
from tests.factories import make_campaign, make_event
from tests.integration.reliability.crowd import Place, decide, let_loose, turn
from tests.support.length import runs
from tests.support.waiting import NOW

GUESTS, AT_ONCE, PLACES, RUNS = 64, 16, 10, runs(1, 20)


@pytest.fixture
def place(database: Database, database_url: str, tmp_path: Path) -> Place:
    with database.transaction() as session:
        event = make_event(session, make_campaign(session), capacity=PLACES)
        keystore = tmp_path / "vault" / "keys.json"
        return Place(database_url, keystore, event.id, event.code, (PLACES + 2, PLACES - 2, PLACES))


@pytest.mark.parametrize("run", range(RUNS))
def test_r2_r23_r24_b89_b101_b103_b104_nobody_gets_a_place_that_is_not_there(
    database: Database, place: Place, run: int
) -> None:
    seen = let_loose(place, GUESTS, at_once=AT_ONCE)

    assert [fault for one in seen for fault in one.faults] == []
    assert sum(one.commits for one in seen) > GUESTS
    assert max(one.too_many for one in seen) == 0, "at no commit more persons than places"
    _settle(database, place)
    with database.reading() as session:
        assert count_drifted(session, now=NOW) == 0
        event = session.get_one(Event, place.event_id)
        left = (event.capacity or 0) - event.taken  # hosts could not lower it below who has places
        assert left >= 0
        waiting = session.scalars(select(Rsvp).where(Rsvp.state == RsvpState.WAITING)).all()
        assert all(rsvp.party_size > left or rsvp.passed_over for rsvp in waiting), "a free place, and somebody waits"
        keys = [rsvp.id for rsvp in waiting]
    for key in keys:
        database.run(partial(cancel, rsvp_id=key, link_version=1))
    assert _comers(database, place) == left, "each place that is free is given, and none more"


def test_r2_without_the_guard_the_same_crowd_oversells(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "has_room_for", lambda people, counted: true())

    assert max(one.too_many for one in let_loose(place, GUESTS // 2, at_once=AT_ONCE)) > 0


def _settle(database: Database, place: Place) -> None:
    """Let the crowd go home: the last decisions, and every offer is taken."""
    decide(place, database)
    for _ in range(4):
        turn(NOW + HOLD * 2, database)


def _comers(database: Database, place: Place) -> int:
    """Let one after the other come until one is refused; return how many came."""
    for number in count():
        given = Answer(f"late{number}@example.net", None, 1, "en")
        try:
            key = database.run(partial(answer, code=place.code, given=given, now=NOW)).id
            database.run(partial(confirm, rsvp_id=key, link_version=1, now=NOW))
        except EventIsFull:
            break
    return number
