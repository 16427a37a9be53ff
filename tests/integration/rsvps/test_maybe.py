"""Maybe: no place is taken, the news come all the same, and it can become yes or no."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer,
    cancel,
    confirm,
    expand_notices,
    purge_over,
    release_holds,
    remind_due,
    say_maybe,
)  # fmt: skip
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import EventIsFull, EventTakesNoAnswers, RsvpState
from organizer.rsvps.rules.replies import Reply
from tests.factories import make_campaign, make_event, make_rsvp

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, make_campaign(session), capacity=4)


def _maybe(session: Session, event: Event, email: str = "lu@example.net") -> Rsvp:
    rsvp = answer(session, code=event.code, given=Answer(email, "Lu", 2, "en", Reply.MAYBE), now=NOW)
    return say_maybe(session, rsvp_id=rsvp.id, link_version=1, now=NOW)


def _taken(session: Session, event: Event) -> int:
    session.flush()
    session.refresh(event)
    assert event.taken == count_holding(session, event_id=event.id)
    return event.taken


def test_a_maybe_takes_no_place_even_where_none_is_left(session: Session, event: Event) -> None:
    make_rsvp(session, event, "ana@example.net", people=4)

    rsvp = _maybe(session, event)

    assert (rsvp.state, rsvp.reply, rsvp.holds_places) == (RsvpState.CONFIRMED, Reply.MAYBE, False)
    assert _taken(session, event) == 4
    with pytest.raises(EventIsFull):
        confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW)


def test_yes_maybe_no_and_back_move_places_exactly_once(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event, people=3)
    steps = [
        (lambda: say_maybe(session, rsvp_id=rsvp.id, link_version=1, now=NOW), 0),
        (lambda: confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW), 3),
        (lambda: cancel(session, rsvp_id=rsvp.id, link_version=1), 0),
        (lambda: say_maybe(session, rsvp_id=rsvp.id, link_version=1, now=NOW), 0),
        (lambda: confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW), 1),
    ]
    for act, taken in steps:
        for _ in range(2):
            act()
            assert _taken(session, event) == taken


def test_who_can_not_come_leaves_an_address_and_no_name(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event, name="Lu", people=3)
    cancel(session, rsvp_id=rsvp.id, link_version=1)
    assert (rsvp.name, rsvp.party_size, rsvp.reply) == (None, 1, Reply.GOING)
    assert rsvp.email == "guest@example.net"


def test_a_maybe_is_reminded_and_told_of_changes(session: Session, event: Event) -> None:
    _maybe(session, event)
    before = event.starts_utc - timedelta(hours=2)
    while remind_due(session, now=before):
        pass
    cancel_event(session, event=event, writing=Writing(ANONYMOUS, before), reason="")
    session.flush()
    expand_notices(session, now=before)
    kinds = set(session.scalars(select(Message.kind)))
    assert {"reminder-hours", "event-cancelled"} <= kinds


def test_an_unconfirmed_maybe_holds_nothing_and_goes_with_the_purge(session: Session, event: Event) -> None:
    answer(session, code=event.code, given=Answer("lu@example.net", None, 2, "en", Reply.MAYBE), now=NOW)
    assert _taken(session, event) == 0
    assert release_holds(session, now=NOW + timedelta(days=9)) == 0
    assert purge_over(session, now=event.starts_utc + timedelta(days=200)) == 1


def test_a_maybe_for_what_is_over_is_refused(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event)
    with pytest.raises(EventTakesNoAnswers):
        say_maybe(session, rsvp_id=rsvp.id, link_version=1, now=event.starts_utc + timedelta(days=9))
