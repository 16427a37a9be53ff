"""The waiting list: in its order, never more than is free, offers that lapse go on, leaving is final."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event, hide_event, reopen_event
from organizer.events.queries import details_of
from organizer.events.rules import CapacityTooSmall, Mode
from organizer.foundation.access import Actor, Grant, Role
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer,
    cancel,
    change,
    confirm,
    erase,
    expand_notices,
    purge_over,
    remind_due,
)
from organizer.rsvps.rules import Change, EventIsFull, EventTakesNoAnswers, RsvpState
from organizer.rsvps.rules.ways import Way
from tests.factories import make_campaign, make_event
from tests.support.waiting import NOW, STARTS, come, mails_to, states, turn

S = RsvpState


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return make_campaign(session)


@pytest.fixture
def event(session: Session, campaign: Campaign) -> Event:
    return make_event(session, campaign, capacity=2)


def _writing(event: Event) -> Writing:
    return Writing(Actor(event.id, grants=frozenset({Grant(Role.MODERATOR, event.campaign_id)})), NOW)


def _set_places(session: Session, event: Event, **places: int | None) -> None:
    session.refresh(event)
    edit_event(session, event=event, details=replace(details_of(event), **places), writing=_writing(event))
    session.flush()


def _leave(session: Session, rsvp: Rsvp) -> None:
    cancel(session, rsvp_id=rsvp.id, link_version=1)
    session.flush()


def _full(session: Session, event: Event) -> tuple[Rsvp, Rsvp]:
    return come(session, event, "ana@x.org"), come(session, event, "bo@x.org")


def test_who_comes_too_late_waits_in_order_and_hears_it(session: Session, event: Event) -> None:
    _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org", 2)

    assert (lu.state, lu.queue_number, mo.queue_number) == (S.WAITING, 1, 2)
    assert mails_to(session, lu.id) == ["waiting-confirm", "waiting-joined"]
    session.refresh(event)
    assert (event.taken, event.waiting) == (2, 3)
    with pytest.raises(EventIsFull):
        confirm(session, rsvp_id=_pending(session, event).id, link_version=1, now=NOW)


def _pending(session: Session, event: Event) -> Rsvp:
    return answer(session, code=event.code, given=Answer("new@x.org", None, 1, "en", waits=True), now=NOW)


def test_b89_b95_one_free_place_is_offered_to_one_and_held_for_them(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org")

    _leave(session, ana)
    for _ in range(3):
        turn(session)

    assert (lu.state, mo.state) == (S.OFFERED, S.WAITING)
    session.refresh(event)
    assert (event.taken, event.waiting) == (2, 1), "the offer holds its place and is not counted twice"
    assert mails_to(session, lu.id)[-1] == "waiting-offer"
    assert lu.hold_until == NOW + timedelta(days=1)


def test_nobody_gets_past_those_who_wait(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    come(session, event, "lu@x.org")
    _leave(session, ana)

    assert come(session, event, "quick@x.org").state is S.WAITING


def test_an_offer_is_taken_once_and_brings_the_mail_with_everything(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu = come(session, event, "lu@x.org")
    _leave(session, ana)
    turn(session)

    for _ in range(2):
        confirm(session, rsvp_id=lu.id, link_version=1, now=NOW + timedelta(hours=1))

    assert (lu.state, lu.queue_number) == (S.CONFIRMED, None)
    assert mails_to(session, lu.id)[-2:] == ["waiting-offer", "rsvp-confirmed"]
    turn(session)


def test_an_offer_that_lapses_goes_on_to_the_next_also_after_days_off(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org")
    _leave(session, ana)
    turn(session)

    turn(session, at=NOW + timedelta(days=1))
    assert lu.state is S.OFFERED, "its time is not over"
    turn(session, at=NOW + timedelta(days=3))

    assert (lu.state, mo.state) == (S.CANCELLED, S.OFFERED)
    assert mails_to(session, lu.id)[-1] == "waiting-lapsed"
    assert mo.hold_until == NOW + timedelta(days=4)
    assert come(session, event, "lu@x.org", at=NOW + timedelta(days=3)).queue_number == 3, "at the end"


def test_leaving_is_final_and_coming_back_is_at_the_end(session: Session, event: Event) -> None:
    _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org")

    for _ in range(2):
        _leave(session, lu)
    session.refresh(event)
    assert (lu.state, lu.queue_number, event.waiting) == (S.CANCELLED, None, 1)
    confirm(session, rsvp_id=lu.id, link_version=1, now=NOW, may_wait=True)
    assert (lu.queue_number, mo.queue_number) == (3, 2)


def test_a_party_of_four_does_not_block_a_free_place(session: Session, campaign: Campaign) -> None:
    event = make_event(session, campaign, capacity=5)
    ana = come(session, event, "ana@x.org")
    come(session, event, "bo@x.org", 4)
    four, one = come(session, event, "four@x.org", 4), come(session, event, "one@x.org")

    _leave(session, ana)
    turn(session)

    assert (four.state, four.passed_over, one.state) == (S.WAITING, 1, S.OFFERED)
    change(session, rsvp_id=four.id, link_version=1, given=Change(1), now=NOW)
    _leave(session, one)
    turn(session)
    assert four.state is S.OFFERED, "with fewer people it is their turn"


def test_b91_more_places_promote_and_fewer_drop_nobody(session: Session, event: Event) -> None:
    _full(session, event)
    lu, mo, no = (come(session, event, f"{name}@x.org") for name in ("lu", "mo", "no"))
    _set_places(session, event, capacity=4)
    turn(session)
    assert (lu.state, mo.state, no.state) == (S.OFFERED, S.OFFERED, S.WAITING)

    with pytest.raises(CapacityTooSmall):
        _set_places(session, event, capacity=3)
    _set_places(session, event, capacity=0)  # closed for others; nobody is dropped
    turn(session)
    assert (lu.state, mo.state, no.state) == (S.OFFERED, S.OFFERED, S.WAITING)
    confirm(session, rsvp_id=lu.id, link_version=1, now=NOW)
    assert lu.state is S.CONFIRMED

    _set_places(session, event, capacity=None)
    turn(session)
    assert no.state is S.OFFERED


def test_r23_capacity_lowered_below_what_is_taken_by_hand_offers_nothing(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu = come(session, event, "lu@x.org")
    event.capacity = 1
    session.flush()
    turn(session)
    _leave(session, ana)
    turn(session)
    session.refresh(event)
    assert (lu.state, event.taken, event.waiting) == (S.WAITING, 1, 1)


def test_an_event_called_off_takes_its_offers_back_and_on_again_makes_them_anew(session: Session, event: Event) -> None:
    ana, bo = _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org")
    _leave(session, ana)
    turn(session)

    cancel_event(session, event=event, writing=_writing(event), reason="Storm")
    session.flush()
    with pytest.raises(EventTakesNoAnswers):
        confirm(session, rsvp_id=lu.id, link_version=1, now=NOW)
    turn(session, at=NOW + timedelta(days=2))
    assert (lu.state, lu.queue_number, mo.state) == (S.WAITING, 1, S.WAITING)
    expand_notices(session, now=NOW)
    assert all("event-cancelled" in mails_to(session, one.id) for one in (bo, lu, mo)), "who waits hears it too"

    reopen_event(session, event=event, writing=_writing(event))
    session.flush()
    turn(session, at=NOW + timedelta(days=3))
    assert (lu.state, mo.state) == (S.OFFERED, S.WAITING)


def test_an_event_taken_away_offers_nothing(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu = come(session, event, "lu@x.org")
    hide_event(session, event=event, writing=_writing(event), reason="A trap")
    _leave(session, ana)
    turn(session)
    assert lu.state is S.WAITING


def test_at_the_start_the_list_is_closed_and_told_so(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org")
    _leave(session, ana)
    turn(session, at=STARTS - timedelta(minutes=20))
    assert lu.hold_until == STARTS

    turn(session, at=STARTS)

    assert (lu.state, mo.state) == (S.CANCELLED, S.CANCELLED)
    assert mails_to(session, mo.id)[-1] == "waiting-over"
    session.refresh(event)
    assert (event.taken, event.waiting) == (1, 0)


def test_reminders_go_to_who_comes_alone(session: Session, event: Event) -> None:
    ana, _ = _full(session, event)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org")
    _leave(session, ana)
    at = STARTS - timedelta(hours=20)
    turn(session, at=at)
    assert (lu.state, mo.state) == (S.OFFERED, S.WAITING)

    assert remind_due(session, now=at)

    kinds = [kind for one in (lu, mo) for kind in mails_to(session, one.id)]
    assert not any(kind.startswith("reminder") for kind in kinds)


def test_two_lists_where_there_are_two_ways_and_one_may_change_over(session: Session, campaign: Campaign) -> None:
    event = make_event(session, campaign, mode=Mode.HYBRID, capacity=1, online_capacity=1)
    here = come(session, event, "ana@x.org")
    come(session, event, "bo@x.org", way=Way.ONLINE)
    lu, mo = come(session, event, "lu@x.org"), come(session, event, "mo@x.org", way=Way.ONLINE)
    _leave(session, here)
    turn(session)
    assert states(session, event) == {"ana": S.CANCELLED, "bo": S.CONFIRMED, "lu": S.OFFERED, "mo": S.WAITING}

    change(session, rsvp_id=mo.id, link_version=1, given=Change(1, way=Way.HERE), now=NOW)
    session.refresh(event)
    assert (event.waiting, event.online_waiting, mo.queue_number) == (1, 0, 3)
    confirm(session, rsvp_id=lu.id, link_version=1, now=NOW)
    with pytest.raises(EventIsFull):
        change(session, rsvp_id=lu.id, link_version=1, given=Change(1, way=Way.ONLINE), now=NOW)
    _set_places(session, event, online_capacity=2)
    change(session, rsvp_id=lu.id, link_version=1, given=Change(1, way=Way.ONLINE), now=NOW)
    turn(session)
    assert (lu.way, mo.state) == (Way.ONLINE, S.OFFERED)


def test_who_is_erased_or_purged_stands_in_no_list(session: Session, event: Event) -> None:
    _full(session, event)
    lu = come(session, event, "lu@x.org", 2)
    come(session, event, "mo@x.org")

    erase(session, rsvp_id=lu.id, link_version=1)
    session.refresh(event)
    assert event.waiting == 1
    assert purge_over(session, now=STARTS + timedelta(days=90)) == 3
