"""What is counted equals what is there: found by the doctor, put right by the worker (R-24); and whatever happens (R-20)."""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.rules import Mode
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.errors import DomainError
from organizer.rsvps.models import Rsvp, Shift
from organizer.rsvps.operations import (
    Answer,
    add_shift,
    answer,
    approve,
    cancel,
    change,
    choose_shifts,
    confirm,
    count_drifted,
    count_places_anew,
    decline,
    erase,
    list_events_with_turns,
    release_holds,
    say_maybe,
    settle_asked,
    take_turns,
)
from organizer.rsvps.rules import Change, IsLetIn, RsvpState
from organizer.rsvps.rules.approval import DeclineReason, Refusal
from organizer.rsvps.rules.shifts import ShiftPlan, ShiftRole
from organizer.rsvps.rules.ways import Way
from tests.factories import make_campaign, make_event, make_rsvp
from tests.support.waiting import NOW, come

#: Steps of one history, and histories; ORGANIZER_STEPS=10000 for a long one.
STEPS = int(os.environ.get("ORGANIZER_STEPS", "25"))
GUESTS = 5
_ACTS = (
    "answer", "confirm", "wait", "cancel", "change", "move", "maybe", "erase", "approve", "decline", "shifts", "turn",
    "later", "places", "asks",
)  # fmt: skip


def test_r24_what_was_counted_wrongly_is_found_and_put_right(session: Session) -> None:
    event = make_event(session, make_campaign(session), capacity=9)
    come(session, event, "ana@x.org", 2)
    plan = ShiftPlan(ShiftRole.MEDIC, event.starts, event.starts + timedelta(hours=1), 2)
    shift = add_shift(session, event_id=event.id, plan=plan, actor=ANONYMOUS)
    session.flush()
    assert count_drifted(session, now=NOW) == 0
    for row, name in ((event, "taken"), (event, "held"), (event, "waiting"), (event, "online_taken"), (shift, "taken")):
        setattr(row, name, 7)
        session.flush()
        assert count_drifted(session, now=NOW) == 1, name
        assert count_places_anew(session, now=NOW) == 1
        assert count_drifted(session, now=NOW) == 0
        session.expire_all()
    assert (event.taken, shift.taken) == (2, 0)


@settings(
    max_examples=8, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.tuples(st.sampled_from(_ACTS), st.integers(0, GUESTS - 1), st.integers(1, 4)), max_size=STEPS))
def test_r20_whatever_happens_everything_is_counted_and_nothing_oversold(
    session: Session, steps: list[tuple[str, int, int]]
) -> None:
    with session.begin_nested() as undone:
        history = _History(session)
        for act, guest, size in steps:
            with suppress(DomainError), session.begin_nested():
                history.do(act, guest, size)
                session.flush()
            history.check()
        undone.rollback()
    session.expunge_all()


class _History:
    """One event with few places, and what happens to it."""

    def __init__(self, session: Session) -> None:
        self.session, self.at = session, NOW
        slug = f"c{abs(hash(self)) % 10**9}"
        campaign = make_campaign(session, slug=slug)
        self.event = make_event(session, campaign, mode=Mode.HYBRID, capacity=5, online_capacity=3)
        plan = ShiftPlan(ShiftRole.MARSHAL, self.event.starts, self.event.starts + timedelta(hours=1), 2)
        self.shift = add_shift(session, event_id=self.event.id, plan=plan, actor=ANONYMOUS).id

    def do(self, act: str, guest: int, size: int) -> None:
        """Let one thing happen; what can't is refused."""
        session, at, event = self.session, self.at, self.event
        if act == "turn":
            settle_asked(session, now=at)
            for event_id in list_events_with_turns(session, now=at):
                take_turns(session, event_id=event_id, now=at)
        elif act == "later":
            self.at += timedelta(hours=7 * size)
            release_holds(session, now=self.at)
        elif act == "places":
            session.refresh(event)
            event.capacity = None if size == 4 else event.taken + size
        elif act == "asks":
            event.asks_first = size > 2
        elif act == "answer":
            way = Way.ONLINE if size % 2 else Way.HERE
            given = Answer(f"guest{guest}@x.org", "G", size, "en", way=way, waits=size > 2)
            answer(session, code=event.code, given=given, now=at)
        elif (rsvp := self._rsvp(guest)) is not None:
            self._act_on(rsvp, act, size)

    def _act_on(self, rsvp: Rsvp, act: str, size: int) -> None:
        session, at, key = self.session, self.at, rsvp.id
        match act:
            case "confirm" | "wait":
                confirm(session, rsvp_id=key, link_version=1, now=at, may_wait=act == "wait")
            case "cancel":
                cancel(session, rsvp_id=key, link_version=1)
            case "change":
                change(session, rsvp_id=key, link_version=1, given=Change(size), now=at)
            case "move":
                way = Way.ONLINE if rsvp.way is Way.HERE else Way.HERE
                change(session, rsvp_id=key, link_version=1, given=Change(size, way=way), now=at)
            case "maybe":
                say_maybe(session, rsvp_id=key, link_version=1, now=at)
            case "erase":
                erase(session, rsvp_id=key, link_version=1)
            case "approve":
                approve(session, event_id=self.event.id, rsvp_id=key, actor=ANONYMOUS, now=at)
            case "decline":
                no = Refusal(DeclineReason.NO_REASON)
                decline(session, event_id=self.event.id, rsvp_id=key, actor=ANONYMOUS, refusal=no, now=at)
            case "shifts":
                wanted = [self.shift] if size > 2 else []
                choose_shifts(session, rsvp_id=key, link_version=1, wanted=wanted, now=at)

    def _rsvp(self, guest: int) -> Rsvp | None:
        rows = self.session.query(Rsvp).filter_by(event_id=self.event.id).all()
        return next((row for row in rows if row.email == f"guest{guest}@x.org"), None)

    def check(self) -> None:
        """See that nothing is counted wrongly and nothing is oversold."""
        assert count_drifted(self.session, now=NOW) == 0
        event = self.session.get_one(Event, self.event.id, populate_existing=True)
        assert event.capacity is None or event.taken <= event.capacity
        assert event.online_taken <= 3
        shift = self.session.get_one(Shift, self.shift, populate_existing=True)
        assert 0 <= shift.taken <= 2


@pytest.mark.parametrize("name", ["taken", "held", "waiting"])
def test_events_that_are_over_are_not_counted_anew(session: Session, name: str) -> None:
    event = make_event(session, make_campaign(session), capacity=9)
    setattr(event, name, 3)
    session.flush()
    assert count_drifted(session, now=NOW + timedelta(days=400)) == 0


def test_a_no_after_another_hosts_yes_says_so(session: Session) -> None:
    event = make_event(session, make_campaign(session), asks_first=True)
    rsvp = make_rsvp(session, event)
    who = {"event_id": event.id, "rsvp_id": rsvp.id, "actor": ANONYMOUS}
    approve(session, **who, now=NOW)
    with pytest.raises(IsLetIn):
        decline(session, **who, refusal=Refusal(DeclineReason.NO_REASON), now=NOW)
    assert rsvp.state is RsvpState.CONFIRMED
