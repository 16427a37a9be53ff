"""A worker that was off for two days: what is still of use leaves when it is back, and all else is dropped."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from organizer.accounts.operations import request_sign_in_link
from organizer.broadcasts.operations import Draft, save_draft, send_test, write_to_hosts
from organizer.broadcasts.operations.to_hosts import Words
from organizer.broadcasts.rules import Audience
from organizer.events.operations import add_host
from organizer.events.queries import get_event
from organizer.foundation.access import Actor
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from tests.factories import make_person
from tests.integration.mail.wire import CODE, INVITED, PUBLISHED, THIRD, Town, find

#: 15:00 in Bogotá on 17 November 2027; it ends at 19:00.
START = datetime(2027, 11, 17, 20, tzinfo=UTC)
TWO_DAYS, MINUTE = timedelta(days=2), timedelta(minutes=1)
HOST, NOBODY = "host@example.org", "nobody@example.net"
JOBS = ("remind", "after-events", "waiting-lists")
_MARCH = "March for land and water"


def subjects(town: Town) -> dict[str, list[str]]:
    """Let the worker do all that it does by itself; return the subjects of what newly arrived."""
    for job in JOBS:
        town.does_the_job(job)
    return {to: sorted(mail.mail["Subject"] for mail in came) for to, came in town.post().items()}


def kinds(town: Town, state: str) -> set[str]:
    """Return the kinds of mails in a state."""
    with town.database.reading() as session:
        return set(session.scalars(select(Message.kind).where(Message.state == state)))


def has_host(town: Town) -> None:
    with town.database.transaction() as session:
        add_host(session, event=get_event(session, code=CODE), person_id=make_person(session, HOST).id)


def is_written_of_all_sorts(town: Town) -> None:
    """Let people do what mails come of: sign in, answer, move the event, write."""
    town.answers(THIRD)
    with town.database.transaction() as session:
        for address in (HOST, NOBODY):
            request_sign_in_link(session, email=address, locale="en", next_path=None)
        rsvp = find(session.query(Rsvp).all(), PUBLISHED)
        write_to_hosts(session, rsvp_id=rsvp.id, link_version=1, words=Words("May I bring my dog?"), now=now())
        writer = Actor(person_id=make_person(session, HOST).id)
        draft = Draft(rsvp.campaign_id, Audience.GUESTS, "en", "Try", "Words", rsvp.event_id, ("going",))
        row = save_draft(session, actor=writer, draft=draft, now=now())
        send_test(session, broadcast_id=row.id, actor=writer, now=now())
    town.is_moved()


def test_weeks_before_what_can_still_be_acted_on_leaves(town: Town) -> None:
    has_host(town)
    town.comes(PUBLISHED)
    town.post()
    stops = START - timedelta(days=20)
    with time_machine.travel(stops, tick=False):
        is_written_of_all_sorts(town)
    with time_machine.travel(stops + TWO_DAYS - MINUTE, tick=False):
        assert subjects(town) == {
            THIRD: [f"Confirm: {_MARCH}"],
            PUBLISHED: [f"Changed: {_MARCH}"],
            HOST: [f"A guest writes: {_MARCH}"],
        }
    assert kinds(town, "dropped") == {"rsvp-confirm", "sign-in-link", "sign-in-unknown", "broadcast-test"}
    assert kinds(town, "queued") == set()


def test_over_the_event_what_would_come_too_late_is_dropped_and_thanks_leave(town: Town) -> None:
    has_host(town)
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    town.post()
    stops = START - timedelta(hours=25)
    with time_machine.travel(stops, tick=False):
        is_written_of_all_sorts(town)
    with time_machine.travel(stops + timedelta(hours=2), tick=False):
        town.does_the_job("remind")  # written, and then the worker stops
    with time_machine.travel(stops + TWO_DAYS, tick=False):
        assert subjects(town) == {
            INVITED: [f"Thank you: {_MARCH}"],
            PUBLISHED: [f"Thank you: {_MARCH}"],
            HOST: [f"A guest writes: {_MARCH}"],
        }
    late = {"rsvp-confirm", "sign-in-link", "sign-in-unknown", "broadcast-test", "event-changed", "reminder-day"}
    assert late <= kinds(town, "dropped")
    assert "reminder-hours" not in kinds(town, "sent") | kinds(town, "dropped"), "never even written"
    with time_machine.travel(stops + TWO_DAYS + MINUTE, tick=False):
        assert subjects(town) == {}, "once"
