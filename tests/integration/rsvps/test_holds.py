"""Places count persons; who has not confirmed holds them for half an hour, and together not more than a fifth."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.rules import Mode
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, cancel, change, confirm, release_holds
from organizer.rsvps.operations.places import take_places
from organizer.rsvps.rules import (
    Change,
    EventIsFull,
    EventTakesNoAnswers,
    NoPlacesWithoutMail,
    PartyAbovePlaces,
    RsvpState,
)
from organizer.rsvps.rules.ways import Claim, Way
from tests.factories import make_campaign, make_event, make_rsvp
from tests.support.waiting import NOW, come, mails_to, turn


def _event(session: Session, **details: object) -> Event:
    return make_event(session, make_campaign(session), **details)  # type: ignore[arg-type]


def _say(session: Session, event: Event, number: int, people: int = 1) -> Rsvp:
    given = Answer(f"guest{number}@example.net", None, people, "en")
    return answer(session, code=event.code, given=given, now=NOW)


def _counts(session: Session, event: Event) -> tuple[int, int]:
    session.flush()
    session.refresh(event)
    return event.taken, event.held


def test_b100_unconfirmed_answers_hold_a_fifth_and_the_next_is_taken_all_the_same(session: Session) -> None:
    event = _event(session, capacity=10)

    answers = [_say(session, event, number) for number in range(40)]

    assert [rsvp.holds_places for rsvp in answers] == [True] * 2 + [False] * 38
    assert _counts(session, event) == (2, 2)
    late = answers[-1]
    confirm(session, rsvp_id=late.id, link_version=1, now=NOW)
    assert (late.state, late.holds_places) == (RsvpState.CONFIRMED, True)
    assert _counts(session, event) == (3, 2), "a flood keeps nobody out who opens their mail"


def test_one_person_can_always_hold_also_at_a_tiny_event(session: Session) -> None:
    event = _event(session, capacity=3)
    assert [_say(session, event, number).holds_places for number in (1, 2)] == [True, False]
    assert _counts(session, event) == (1, 1)


def test_one_invented_address_holds_no_more_than_a_fifth(session: Session) -> None:
    event = _event(session, capacity=10)
    party = _say(session, event, 1, 10)
    assert not party.holds_places
    assert _counts(session, event) == (0, 0)
    assert _say(session, event, 2, 2).holds_places, "the share is still there for others"
    confirm(session, rsvp_id=_say(session, event, 3, 8).id, link_version=1, now=NOW)
    assert _counts(session, event) == (10, 2)
    with pytest.raises(EventIsFull):
        confirm(session, rsvp_id=party.id, link_version=1, now=NOW)


def test_a_confirmed_hold_makes_room_for_the_next_hold(session: Session) -> None:
    event = _event(session, capacity=5)
    first = _say(session, event, 1)
    assert not _say(session, event, 2).holds_places
    confirm(session, rsvp_id=first.id, link_version=1, now=NOW)
    assert _say(session, event, 3).holds_places
    assert _counts(session, event) == (2, 1)


def test_b100_holds_end_after_half_an_hour(session: Session) -> None:
    event = _event(session, capacity=5)
    _say(session, event, 1)
    release_holds(session, now=NOW + timedelta(minutes=30))
    assert _counts(session, event) == (1, 1)
    release_holds(session, now=NOW + timedelta(minutes=30, seconds=1))
    assert _counts(session, event) == (0, 0)


def test_b98_no_number_is_no_limit_and_zero_is_closed(session: Session) -> None:
    open_to_all, closed = _event(session), make_event(session, make_campaign(session, slug="other"), capacity=0)
    assert all(_say(session, open_to_all, number, 20).holds_places for number in range(5))
    with pytest.raises(EventTakesNoAnswers):
        _say(session, closed, 1)


def test_answers_without_an_address_get_at_most_half(session: Session) -> None:
    event = _event(session, capacity=5)
    for _ in range(2):
        take_places(session, event_id=event.id, people=1, claim=Claim.MAILLESS)
    with pytest.raises(NoPlacesWithoutMail):
        take_places(session, event_id=event.id, people=1, claim=Claim.MAILLESS)
    make_rsvp(session, event, people=3)
    with pytest.raises(EventIsFull):
        take_places(session, event_id=event.id, people=1, claim=Claim.MAILLESS)


def test_there_and_online_are_counted_apart(session: Session) -> None:
    event = _event(session, mode=Mode.HYBRID, capacity=1, online_capacity=2)
    take_places(session, event_id=event.id, people=1, way=Way.HERE)
    take_places(session, event_id=event.id, people=2, way=Way.ONLINE)
    for way in Way:
        with pytest.raises(EventIsFull):
            take_places(session, event_id=event.id, people=1, way=way)
    session.refresh(event)
    assert (event.taken, event.online_taken) == (1, 2)


def test_who_says_online_where_there_is_no_such_thing_comes_there(session: Session) -> None:
    event = _event(session, capacity=5)
    given = Answer("lu@example.net", None, 1, "en", way=Way.ONLINE)
    assert answer(session, code=event.code, given=given, now=NOW).way is Way.HERE


def test_a_party_above_all_places_cannot_shut_an_empty_event(session: Session) -> None:
    event = _event(session, capacity=4)
    with pytest.raises(PartyAbovePlaces):
        answer(session, code=event.code, given=Answer("big@example.net", None, 20, "en", waits=True), now=NOW)
    assert _counts(session, event) == (0, 0)
    make_rsvp(session, event, people=4)
    waiter = come(session, event, "two@example.net", 2)
    assert waiter.state is RsvpState.WAITING
    with pytest.raises(PartyAbovePlaces):
        change(session, rsvp_id=waiter.id, link_version=1, given=Change(5), now=NOW)
    session.refresh(event)
    assert (event.taken, event.waiting) == (4, 2)


def test_a_party_that_was_sent_before_places_were_lowered_does_not_line_up(session: Session) -> None:
    event = _event(session, capacity=8)
    party = _say(session, event, 1, 6)
    event.capacity = 4
    session.flush()
    with pytest.raises(PartyAbovePlaces):
        confirm(session, rsvp_id=party.id, link_version=1, now=NOW, may_wait=True)
    assert _say(session, event, 2).holds_places


def test_a_waiting_party_above_lowered_places_is_let_out_and_told(session: Session) -> None:
    event = _event(session, capacity=8)
    first = come(session, event, "first@example.net", 4)
    come(session, event, "second@example.net", 3)
    party = come(session, event, "party@example.net", 8)
    assert party.state is RsvpState.WAITING
    cancel(session, rsvp_id=first.id, link_version=1)
    event.capacity = 4
    session.flush()
    turn(session)
    assert party.state is RsvpState.CANCELLED
    assert mails_to(session, party.id)[-1] == "waiting-too-large"
    session.refresh(event)
    assert (event.taken, event.waiting) == (3, 0)
    assert _say(session, event, 9).holds_places
