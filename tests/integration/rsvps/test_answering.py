"""What becomes of an answer."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer,
    cancel,
    change,
    confirm,
    expand_notices,
    purge_over,
    refresh_bands,
    release_holds,
)
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import Change, EventIsFull, EventTakesNoAnswers, NothingToChange, PartyTooLarge, RsvpState
from organizer.rsvps.rules.replies import Reply
from tests.factories import make_campaign, make_event, make_rsvp

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, make_campaign(session), capacity=10)


def _say(session: Session, event: Event, email: str = "lu@example.net", people: int = 2, now: datetime = NOW) -> Rsvp:
    rsvp = answer(session, code=event.code, given=Answer(email, "Lu", people, "es"), now=now)
    session.flush()
    session.refresh(event)
    return rsvp


def _taken(session: Session, event: Event) -> int:
    session.refresh(event)
    assert event.taken == count_holding(session, event_id=event.id)
    return event.taken


def _kinds(session: Session) -> list[str]:
    return list(session.scalars(select(Message.kind).order_by(Message.id)))


def test_an_answer_holds_its_places_until_it_is_confirmed(session: Session, event: Event) -> None:
    rsvp = _say(session, event)

    assert (rsvp.state, rsvp.holds_places) == (RsvpState.PENDING, True)
    assert _taken(session, event) == 2
    assert _kinds(session) == ["rsvp-confirm"]


def test_confirming_twice_changes_nothing_more(session: Session, event: Event) -> None:
    rsvp = _say(session, event)

    for _ in range(2):
        confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW)

    assert rsvp.state is RsvpState.CONFIRMED
    assert _taken(session, event) == 2
    assert _kinds(session) == ["rsvp-confirm", "rsvp-confirmed"]


def test_the_same_address_again_in_any_spelling_is_the_same_guest(session: Session, event: Event) -> None:
    first = _say(session, event, "Lu@Example.net")
    again = _say(session, event, "lu@example.NET", people=1)

    assert again.id == first.id
    assert _taken(session, event) == 2


def test_nobody_rewrites_an_answer_before_its_owner_confirms(session: Session, event: Event) -> None:
    vic = answer(session, code=event.code, given=Answer("vic@example.net", "Vic", 1, "en"), now=NOW)
    for minutes in (1, 10):
        words = Answer("vic@example.net", "Somebody else", 10, "es", Reply.MAYBE)
        answer(session, code=event.code, given=words, now=NOW + timedelta(minutes=minutes))

    confirm(session, rsvp_id=vic.id, link_version=1, now=NOW + timedelta(minutes=11))

    assert (vic.name, vic.party_size, vic.language, vic.reply) == ("Vic", 1, "en", Reply.GOING)
    assert _taken(session, event) == 1


def test_answering_again_after_confirming_keeps_the_answer_and_sends_a_reminder(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW)

    _say(session, event, people=5)

    assert (rsvp.state, rsvp.party_size) == (RsvpState.CONFIRMED, 2)
    assert _kinds(session)[-1] == "rsvp-already"


def test_a_party_that_does_not_fit_takes_no_place_at_all(session: Session, event: Event) -> None:
    first = _say(session, event, people=9)
    confirm(session, rsvp_id=first.id, link_version=1, now=NOW)

    with pytest.raises(EventIsFull):
        _say(session, event, "more@example.net", people=2)

    assert _taken(session, event) == 9


@pytest.mark.parametrize("people", [0, -1, 21])
def test_a_party_has_one_to_twenty_people(session: Session, event: Event, people: int) -> None:
    with pytest.raises(PartyTooLarge):
        _say(session, event, people=people)


def test_a_larger_party_takes_and_a_smaller_one_gives_back(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW)

    change(session, rsvp_id=rsvp.id, link_version=1, given=Change(10), now=NOW)
    assert _taken(session, event) == 10
    change(session, rsvp_id=rsvp.id, link_version=1, given=Change(1, "L"), now=NOW)
    assert _taken(session, event) == 1
    assert rsvp.name == "L"


def test_growing_past_the_last_place_is_refused_and_changes_nothing(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    with pytest.raises(NothingToChange):
        change(session, rsvp_id=rsvp.id, link_version=1, given=Change(3), now=NOW)
    confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW)

    with pytest.raises(EventIsFull):
        change(session, rsvp_id=rsvp.id, link_version=1, given=Change(11), now=NOW)

    assert rsvp.party_size == 2
    assert _taken(session, event) == 2


def test_cancelling_gives_places_back_exactly_once(session: Session, event: Event) -> None:
    rsvp = _say(session, event)

    for _ in range(3):
        cancel(session, rsvp_id=rsvp.id, link_version=1)

    assert _taken(session, event) == 0


def test_a_cancelled_guest_can_come_after_all(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    cancel(session, rsvp_id=rsvp.id, link_version=1)

    confirm(session, rsvp_id=_say(session, event, people=4, now=NOW + timedelta(hours=1)).id, link_version=1, now=NOW)

    assert rsvp.state is RsvpState.CONFIRMED
    assert _taken(session, event) == 4


def test_a_hold_ends_after_half_an_hour_and_gives_places_back_once(session: Session, event: Event) -> None:
    _say(session, event)

    assert release_holds(session, now=NOW + timedelta(minutes=29)) == 0
    assert release_holds(session, now=NOW + timedelta(minutes=31)) == 1
    assert release_holds(session, now=NOW + timedelta(minutes=32)) == 0
    assert _taken(session, event) == 0


def test_a_late_confirmation_takes_places_again_while_there_are_some(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    release_holds(session, now=NOW + timedelta(hours=1))

    confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW + timedelta(hours=1))

    assert _taken(session, event) == 2


def test_a_late_confirmation_is_refused_when_all_places_are_gone(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    release_holds(session, now=NOW + timedelta(hours=1))
    make_rsvp(session, event, "quick@example.net", people=10)

    with pytest.raises(EventIsFull):
        confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW + timedelta(hours=1))


def test_a_cancelled_event_takes_no_answers(session: Session, event: Event) -> None:
    cancel_event(session, event=event, writing=Writing(ANONYMOUS, NOW), reason="storm")

    with pytest.raises(EventTakesNoAnswers) as refusal:
        _say(session, event)
    assert refusal.value.params == {"why": "cancelled"}


def test_an_event_that_is_over_takes_no_answers(session: Session, event: Event) -> None:
    with pytest.raises(EventTakesNoAnswers) as refusal:
        _say(session, event, now=datetime(2028, 1, 1, tzinfo=UTC))
    assert refusal.value.params == {"why": "over"}


def test_a_draft_looks_as_if_it_were_not_there(session: Session) -> None:
    draft = make_event(session, make_campaign(session), is_published=False)

    with pytest.raises(NotFound):
        _say(session, draft)


def test_a_renewed_link_makes_the_old_one_useless(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    rsvp.link_version = 2
    session.flush()

    with pytest.raises(NotFound):
        cancel(session, rsvp_id=rsvp.id, link_version=1)


def test_everyone_who_confirmed_hears_of_a_cancellation_once(session: Session, event: Event) -> None:
    make_rsvp(session, event, "a@example.net")
    make_rsvp(session, event, "b@example.net")
    make_rsvp(session, event, "c@example.net", is_confirmed=False)
    cancel_event(session, event=event, writing=Writing(ANONYMOUS, NOW), reason="")
    session.flush()

    assert expand_notices(session, now=NOW) == 2
    assert expand_notices(session, now=NOW) == 0
    assert _kinds(session).count("event-cancelled") == 2


def test_answers_are_deleted_when_the_campaign_keeps_them_no_longer(session: Session, event: Event) -> None:
    make_rsvp(session, event)
    end = event.ends_utc
    assert end is not None

    assert purge_over(session, now=end + timedelta(days=29)) == 0
    assert purge_over(session, now=end + timedelta(days=31)) == 1
    assert session.scalars(select(Rsvp)).all() == []


def test_the_public_band_follows_at_fixed_times_only(session: Session, event: Event) -> None:
    make_rsvp(session, event, people=10)
    session.refresh(event)
    assert event.band is None

    assert refresh_bands(session) == 1
    assert event.band == "none"
    assert refresh_bands(session) == 0


def test_what_a_guest_writes_lies_sealed_in_the_table(session: Session, event: Event) -> None:
    rsvp = answer(session, code=event.code, given=Answer("canary-guest@example.net", "Canary", 2, "es"), now=NOW)
    session.flush()

    raw = session.connection().exec_driver_sql("SELECT name_sealed, email_sealed, email_index FROM rsvp").one()

    assert all(word not in bytes(value) for value in raw for word in (b"canary", b"Canary"))
    assert rsvp.email == "canary-guest@example.net"


def test_r94_each_turn_of_an_invitation_is_one_mail_and_one_step(session: Session, event: Event) -> None:
    rsvp = _say(session, event)
    confirm(session, rsvp_id=rsvp.id, link_version=1, now=NOW, wants_invitation=True)
    done = []
    for wants in (True, False, False, True):
        done.append(change(session, rsvp_id=rsvp.id, link_version=1, given=Change(2, "Lu", wants), now=NOW).value)
    cancel(session, rsvp_id=rsvp.id, link_version=1)
    cancel(session, rsvp_id=rsvp.id, link_version=1)

    assert done == ["changed", "uninvited", "changed", "invited"]
    assert rsvp.invitation_step == 4
    assert _kinds(session) == [
        "rsvp-confirm", "rsvp-confirmed", "rsvp-uninvited", "rsvp-invitation", "rsvp-uninvited",
    ]  # fmt: skip
