"""An address that a row holds and that today's rules would refuse: its own mails are given up, and nobody else's."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from organizer.accounts.models import Person
from organizer.broadcasts.operations import write_to_hosts
from organizer.broadcasts.operations.to_hosts import Words
from organizer.events.operations import add_host
from organizer.events.operations.telling import tell_hosts
from organizer.events.queries import get_event
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from tests.factories import make_person
from tests.integration.mail.wire import CODE, PUBLISHED, THIRD, Town, find

DAY_BEFORE = datetime(2027, 11, 16, 20, tzinfo=UTC)
HOST = "host@example.org"


@pytest.mark.parametrize("refused", ["=?utf-8?q?a?=@example.org", "a,b@example.org", "nobody", "x@ü..example", ""])
def test_a_stored_address_stops_no_round(town: Town, refused: str) -> None:
    for address in (PUBLISHED, THIRD):
        town.comes(address)
    town.post()
    with time_machine.travel(DAY_BEFORE, tick=False):
        with town.database.transaction() as session:
            event = get_event(session, code=CODE)
            for address in ("other@example.org", HOST):  # the one that is refused comes first
                add_host(session, event=event, person_id=make_person(session, address).id)
            rsvps = session.query(Rsvp).all()
            find(rsvps, PUBLISHED).email = refused
            next(person for person in session.query(Person) if person.email != HOST).email = refused
            session.flush()
            guest = find(rsvps, THIRD)
            assert write_to_hosts(session, rsvp_id=guest.id, link_version=1, words=Words("A question"), now=now()) == 2
            tell_hosts(session, event=event, kind="event-approved")
        town.does_the_job("remind")
        came = town.post()
    assert {to: len(mails) for to, mails in came.items()} == {THIRD: 1, HOST: 2}
    with town.database.reading() as session:
        ended = session.execute(select(Message.kind, Message.error).where(Message.state == "dead")).all()
    assert sorted(ended) == (
        [("event-approved", "address"), ("guest-words", "address"), ("reminder-day", "address")] if refused else []
    )
