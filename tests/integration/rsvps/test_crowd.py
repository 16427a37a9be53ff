"""A crowd at one event: answers, cancellations, offers, approvals and changed numbers of places, all at once.

Sixty-four people reach for ten places while others leave, hosts change the number, and the worker makes offers. After each
act that is over, nobody has more places than there are; at the end nothing is counted wrongly, and no place is free while
somebody waits who fits. With the guard switched off, the same crowd oversells: the test can fail.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, true

from organizer.events.models import Event
from organizer.events.operations import edit_event
from organizer.events.queries import details_of, get_event_for_update
from organizer.events.rules import CapacityTooSmall
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.core.errors import DomainError
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer,
    approve,
    cancel,
    confirm,
    count_drifted,
    list_events_with_turns,
    places,
    take_turns,
)
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import RsvpState
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING
from tests.support.waiting import NOW

CLIENTS, PLACES = 64, 10
#: More with ORGANIZER_CROWDS=20.
RUNS = int(os.environ.get("ORGANIZER_CROWDS", "1"))


def _event(database: Database, **details: object) -> UUID:
    with database.transaction() as session:
        return make_event(session, make_campaign(session), capacity=PLACES, **details).id  # type: ignore[arg-type]


def _come(database: Database, event_id: UUID, number: int) -> UUID:
    """Answer, confirm, or stand in line; every fourth leaves again."""
    given = Answer(f"guest{number}@example.net", None, 1 + number % 2, "en", waits=True)
    with database.reading() as session:
        code = session.get_one(Event, event_id).code
    key = database.run(lambda session: answer(session, code=code, given=given, now=NOW).id)
    database.run(lambda session: confirm(session, rsvp_id=key, link_version=1, now=NOW, may_wait=True))
    if number % 4 == 0:
        database.run(lambda session: cancel(session, rsvp_id=key, link_version=1))
    return key


def _accept(database: Database, event_id: UUID) -> None:
    with database.reading() as session:
        offered = session.scalars(select(Rsvp.id).where(Rsvp.event_id == event_id, Rsvp.state == RsvpState.OFFERED))
        keys = offered.all()
    for key in keys:
        with suppress(DomainError):
            database.run(lambda session, key=key: confirm(session, rsvp_id=key, link_version=1, now=NOW))


def _turn(database: Database) -> None:
    with database.reading() as session:
        due = list_events_with_turns(session, now=NOW)
    for event_id in due:
        database.run(lambda session, event_id=event_id: take_turns(session, event_id=event_id, now=NOW))


def _set_places(database: Database, event_id: UUID, number: int) -> None:
    def edit(session: object) -> None:
        event = get_event_for_update(session, event_id=event_id)  # type: ignore[arg-type]
        actor = Actor(event_id, grants=frozenset({Grant(Role.MODERATOR, event.campaign_id)}))
        details = replace(details_of(event), capacity=number)
        edit_event(session, event=event, details=details, writing=replace(WRITING, actor=actor))  # type: ignore[arg-type]

    with suppress(CapacityTooSmall):
        database.run(edit)


def _crowd(database: Database, event_id: UUID, *, most: int) -> list[int]:
    """Let them all loose; return by how many persons too many had places, whenever somebody looked."""
    too_many: list[int] = []
    together = threading.Barrier(CLIENTS + 2)
    is_over = threading.Event()

    def come(number: int) -> None:
        together.wait()
        _come(database, event_id, number)

    def keep_going(act: Callable[[], None]) -> None:
        together.wait()
        while not is_over.is_set():
            act()

    def look() -> None:
        _turn(database)
        _accept(database, event_id)
        with database.reading() as session:
            too_many.append(count_holding(session, event_id=event_id) - most)

    def edit() -> None:
        for number in (most, PLACES):
            _set_places(database, event_id, number)

    with ThreadPoolExecutor(CLIENTS + 2) as pool:
        others = [pool.submit(keep_going, act) for act in (look, edit)]
        guests = [pool.submit(come, number) for number in range(CLIENTS)]
        for guest in guests:
            guest.result()
        is_over.set()
        for other in others:
            other.result()
    return too_many


@pytest.mark.parametrize("run", range(RUNS))
def test_r2_b89_b101_b103_b104_nobody_gets_a_place_that_is_not_there(database: Database, run: int) -> None:
    event_id = _event(database)

    too_many = _crowd(database, event_id, most=PLACES + 2)
    _set_places(database, event_id, PLACES + 2)
    for _ in range(3):
        _turn(database)
        _accept(database, event_id)

    assert max(too_many) <= 0
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        assert count_drifted(session, now=NOW) == 0, "R-24"
        assert event.taken <= event.capacity
        waiting = session.scalars(select(Rsvp).where(Rsvp.state == RsvpState.WAITING)).all()
        left = (event.capacity or 0) - event.taken
        assert not waiting or left < min(rsvp.party_size for rsvp in waiting) or any(r.passed_over for r in waiting)
        assert session.scalars(select(Rsvp.event_id)).all().count(event_id) == CLIENTS


def test_r2_without_the_guard_the_same_crowd_oversells(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    event_id = _event(database)
    monkeypatch.setattr(places, "has_room_for", lambda people, counted: true())

    assert max(_crowd(database, event_id, most=PLACES + 2)) > 0


def test_b110_one_address_is_one_answer_however_often_it_comes_at_once(database: Database) -> None:
    event_id = _event(database)
    together = threading.Barrier(12)

    def come(_: int) -> None:
        together.wait()
        for _attempt in range(10):
            with suppress(DomainError):
                _come(database, event_id, 1)
                return

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(come, range(12)))

    with database.reading() as session:
        assert session.get_one(Event, event_id).taken == 2
        assert len(session.scalars(select(Rsvp.id)).all()) == 1


def test_a_yes_of_the_hosts_takes_a_place_or_a_number_in_the_list(database: Database) -> None:
    event_id = _event(database, asks_first=True)
    keys = [_come(database, event_id, number) for number in range(1, 24, 2)]
    together = threading.Barrier(len(keys) * 2)

    def decide(key: UUID) -> None:
        together.wait()
        database.run(lambda s: approve(s, event_id=event_id, rsvp_id=key, actor=ANONYMOUS, now=NOW))

    with ThreadPoolExecutor(len(keys) * 2) as pool:
        list(pool.map(decide, keys * 2))

    with database.reading() as session:
        states = session.scalars(select(Rsvp.state)).all()
        assert (states.count(RsvpState.CONFIRMED), states.count(RsvpState.WAITING)) == (5, 7)
        assert count_drifted(session, now=NOW + timedelta(days=1)) == 0
