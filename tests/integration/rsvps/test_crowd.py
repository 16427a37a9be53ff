"""Many at the same moment: one address that answers in many windows, hosts who say yes to more than there are places."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from organizer.events.models import Event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.errors import DomainError
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, approve, confirm, count_drifted
from organizer.rsvps.rules import RsvpState
from tests.factories import make_campaign, make_event
from tests.support.waiting import NOW

PLACES = 10


def _event(database: Database, **details: object) -> Event:
    with database.transaction() as session:
        return make_event(session, make_campaign(session), capacity=PLACES, **details)  # type: ignore[arg-type]


def _come(database: Database, event: Event, number: int) -> UUID:
    """Answer with two persons, and confirm or stand in line."""
    given = Answer(f"guest{number}@example.net", None, 2, "en", waits=True)
    key = database.run(partial(answer, code=event.code, given=given, now=NOW)).id
    database.run(partial(confirm, rsvp_id=key, link_version=1, now=NOW, may_wait=True))
    return key


def test_b110_one_address_is_one_answer_however_often_it_comes_at_once(database: Database) -> None:
    event = _event(database)
    together = threading.Barrier(12)

    def come(_: int) -> None:
        together.wait()
        for _attempt in range(10):
            with suppress(DomainError):
                _come(database, event, 1)
                return

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(come, range(12)))

    with database.reading() as session:
        assert session.get_one(Event, event.id).taken == 2
        assert len(session.scalars(select(Rsvp.id)).all()) == 1


def test_a_yes_of_the_hosts_takes_a_place_or_a_number_in_the_list(database: Database) -> None:
    event = _event(database, asks_first=True)
    keys = [_come(database, event, number) for number in range(1, 24, 2)]
    together = threading.Barrier(len(keys) * 2)

    def decide(key: UUID) -> None:
        together.wait()
        database.run(partial(approve, event_id=event.id, rsvp_id=key, actor=ANONYMOUS, now=NOW))

    with ThreadPoolExecutor(len(keys) * 2) as pool:
        list(pool.map(decide, keys * 2))

    with database.reading() as session:
        states = session.scalars(select(Rsvp.state)).all()
        assert (states.count(RsvpState.CONFIRMED), states.count(RsvpState.WAITING)) == (5, 7)
        assert count_drifted(session, now=NOW + timedelta(days=1)) == 0
