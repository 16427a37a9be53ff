"""A crowd at one event, spread over processes of their own: guests, hosts, and the worker.

Whoever writes looks, in the same transaction and just before its end, at how many persons have places and how many places
there are: so every commit is looked at, by who makes it.
"""

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import edit_event
from organizer.events.queries import details_of, get_event_for_update
from organizer.events.rules import CapacityTooSmall
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.core.errors import DomainError, TryAgainLater
from organizer.foundation.db import Database, Vault
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer,
    approve,
    cancel,
    change,
    confirm,
    decline,
    list_events_with_turns,
    release_holds,
    settle_asked,
    take_turns,
)
from organizer.rsvps.rules import Change, EventIsFull, HostsSaidNo, NothingToChange, RsvpState
from organizer.rsvps.rules.approval import DeclineReason, Refusal
from tests.factories.events import WRITING
from tests.support.waiting import NOW

T = TypeVar("T")
_FORK = multiprocessing.get_context("fork")


@dataclass
class Seen:
    """What a process saw: commits, by how many persons too many had places at the worst, and refusals."""

    commits: int = 0
    too_many: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where a crowd meets: a database, and the event in it."""

    url: str
    keystore: Path
    event_id: UUID
    code: str
    capacities: tuple[int, ...]

    def open(self, seen: Seen) -> Database:
        """Connect anew, and look at each commit."""
        vault = Vault(bytes(32), bytes(range(32)), self.keystore)
        database = Database.from_url(self.url, vault=vault)
        guard = threading.Lock()

        def look(session: Session) -> None:
            session.flush()
            has_places = (Rsvp.event_id == Event.id, Rsvp.holds_places.is_(True))
            people = select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(*has_places).scalar_subquery()
            more = session.scalar(select(people - Event.capacity).where(Event.id == self.event_id)) or 0
            with guard:
                seen.commits, seen.too_many = seen.commits + 1, max(seen.too_many, more)

        database.before_commit = look
        return database


def let_loose(place: Place, guests: int, *, at_once: int) -> list[Seen]:
    """Let the crowd act, ``at_once`` guests in each process; return what each process saw, hosts and worker last."""
    groups = [range(start, min(start + at_once, guests)) for start in range(0, guests, at_once)]
    start, is_over = _FORK.Barrier(len(groups) + 2), _FORK.Event()
    acts: list[Callable[[Database, Seen], None]] = [
        *(partial(_guests, place, numbers) for numbers in groups),
        partial(_until, is_over, partial(decide, place)),
        partial(_until, is_over, partial(turn, NOW)),
    ]
    pipes = [_FORK.Pipe(duplex=False) for _ in acts]
    processes = [
        _FORK.Process(target=_play, args=(place, act, start.wait, there))
        for act, (_, there) in zip(acts, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    seen: list[Seen] = [here.recv() for here, _ in pipes[:-2]]
    is_over.set()
    seen += [here.recv() for here, _ in pipes[-2:]]
    for process in processes:
        process.join()
    return seen


def _play(place: Place, act: Callable[[Database, Seen], None], start: Callable[[], object], told: Connection) -> None:
    seen = Seen()
    database = place.open(seen)
    start()
    try:
        act(database, seen)
    except Exception as error:  # noqa: BLE001 - told to the test, which fails
        seen.faults.append(repr(error))
    told.send(seen)


def _until(is_over: threading.Event, act: Callable[[Database], None], database: Database, _seen: Seen) -> None:
    while not is_over.is_set():
        act(database)


def _guests(place: Place, numbers: range, database: Database, seen: Seen) -> None:
    with ThreadPoolExecutor(len(numbers)) as pool:
        for refused in pool.map(partial(_come, database, place.code), numbers):
            seen.refused += refused


def _come(database: Database, code: str, number: int) -> bool:
    """Come as people do: some wait, some bring somebody more, some leave again. True: they were told no."""
    waits = number % 3 != 0
    given = Answer(f"guest{number}@example.net", None, 1 + number % 2, "en", waits=waits)
    try:
        key = again(database, partial(answer, code=code, given=given, now=NOW)).id
        again(database, partial(confirm, rsvp_id=key, link_version=1, now=NOW, may_wait=waits))
        if number % 5 == 0:
            again(database, partial(change, rsvp_id=key, link_version=1, given=Change(2), now=NOW))
    except (EventIsFull, HostsSaidNo, NothingToChange):
        return True
    if number % 4 == 0:
        again(database, partial(cancel, rsvp_id=key, link_version=1))
    return False


def again(database: Database, work: Callable[[Session], T]) -> T:
    """Do it, again when the database is busy, as somebody does who reads that they should."""
    while True:
        try:
            return database.run(work)
        except TryAgainLater:
            continue


def decide(place: Place, database: Database) -> None:
    """Do what hosts do: change the number of places, look at each answer for a while, say yes and no."""
    for capacity in place.capacities:
        with suppress(CapacityTooSmall):
            again(database, partial(_set_places, event_id=place.event_id, capacity=capacity))
        again(database, partial(_ask_first, event_id=place.event_id, asks=capacity != place.capacities[-1]))
        with database.reading() as session:
            asked = session.scalars(select(Rsvp.id).where(Rsvp.state == RsvpState.ASKED)).all()
        for number, key in enumerate(asked):
            who = {"event_id": place.event_id, "rsvp_id": key, "actor": ANONYMOUS, "now": NOW}
            with suppress(DomainError):
                if number % 4:
                    again(database, partial(approve, **who))
                else:
                    again(database, partial(decline, **who, refusal=Refusal(DeclineReason.NO_REASON)))


def turn(at: datetime, database: Database) -> None:
    """Do what the worker does, and what guests do who get an offer."""
    again(database, partial(release_holds, now=at))
    again(database, partial(settle_asked, now=at))
    with database.reading() as session:
        due = list_events_with_turns(session, now=at)
    for event_id in due:
        again(database, partial(take_turns, event_id=event_id, now=at))
    with database.reading() as session:
        offered = session.scalars(select(Rsvp.id).where(Rsvp.state == RsvpState.OFFERED)).all()
    for key in offered:
        with suppress(DomainError):
            again(database, partial(confirm, rsvp_id=key, link_version=1, now=at))


def _set_places(session: Session, *, event_id: UUID, capacity: int) -> None:
    event = get_event_for_update(session, event_id=event_id)
    actor = Actor(event_id, grants=frozenset({Grant(Role.MODERATOR, event.campaign_id)}))
    details = replace(details_of(event), capacity=capacity)
    edit_event(session, event=event, details=details, writing=replace(WRITING, actor=actor))


def _ask_first(session: Session, *, event_id: UUID, asks: bool) -> None:
    get_event_for_update(session, event_id=event_id).asks_first = asks
