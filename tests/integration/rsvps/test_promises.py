"""Whatever happens to an event, in whatever order, what we promise its guests holds (R-20).

A machine lets guests answer, confirm, change and leave; hosts change places and dates, decide, call off and on; a stranger
try an old link; and the worker do its rounds, late or not at all. After each step it looks at the promises:

- who confirmed stays on the list until they, or the hosts, take that back; with the mail that says so;
- nobody has a place that is not there, and everything is counted; who waits gets what is free;
- reminders go to who comes, of the event as it is now, and none of one that is off;
- the hour on the clock of the event stays as its hosts said;
- at the end all guests are forgotten, however long the worker was off.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event, reopen_event
from organizer.events.queries import details_of
from organizer.events.rules import EventState, Mode
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.walltime import get_zone
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp, Shift
from organizer.rsvps.operations import (
    Answer,
    add_shift,
    answer,
    answer_without_mail,
    approve,
    cancel,
    change,
    choose_shifts,
    confirm,
    count_drifted,
    decline,
    erase,
    list_events_with_turns,
    purge_over,
    release_holds,
    remind_due,
    say_maybe,
    settle_asked,
    take_off_list,
    take_turns,
)
from organizer.rsvps.operations.sweeping import forget_unconfirmed
from organizer.rsvps.rules import Change, EventIsFull, RsvpState
from organizer.rsvps.rules.approval import DeclineReason, Refusal
from organizer.rsvps.rules.own_words import new_words
from organizer.rsvps.rules.reminders import reminders_of
from organizer.rsvps.rules.shifts import ShiftPlan, ShiftRole
from organizer.rsvps.rules.ways import Way
from tests.factories import make_campaign, make_event
from tests.support.length import runs
from tests.support.waiting import NOW

#: Together 10,000 steps in the long run. The short one shows that the machine runs; test_counts keeps counts under pressure.
HISTORIES, STEPS = runs(5, 200), runs(25, 50)
GUESTS = st.integers(0, 4)
PEOPLE = st.integers(1, 4)
_CONFIRMED = ("rsvp-confirmed", "rsvp-approved")


class Promises(RuleBasedStateMachine):
    """One hybrid event with few places, and what happens to it. ``session`` is set by the test."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.undone = self.session.begin_nested()
        self.at = NOW
        campaign = make_campaign(self.session)
        event = make_event(self.session, campaign, mode=Mode.HYBRID, capacity=5, online_capacity=3)
        self.event_id, self.code, self.said = event.id, event.code, (event.starts, event.zone)
        plan = ShiftPlan(ShiftRole.MARSHAL, event.starts, event.starts + timedelta(hours=1), 2)
        self.shift_id = add_shift(self.session, event_id=event.id, plan=plan, actor=ANONYMOUS).id
        self.hosts = Actor(event.id, grants=frozenset({Grant(Role.MODERATOR, campaign.id)}))
        self.kept: dict[UUID, int] = {}
        self.words = 0
        # Nearly full from the start: what is promised is hard to keep there.
        self.comes(0, people=2, online=False, how="both")
        self.comes(1, people=2, online=False, how="both")
        self.comes(2, people=2, online=True, how="both")

    def teardown(self) -> None:
        """Forget all, as the worker does after 40 days off; then undo everything."""
        try:
            purge_over(self.session, now=self.event.starts_utc + timedelta(days=400))
            assert self.session.scalars(select(Rsvp.id)).all() == []
        finally:
            self.undone.rollback()
            self.session.expunge_all()

    @property
    def event(self) -> Event:
        """The event as it is in the database."""
        return self.session.get_one(Event, self.event_id, populate_existing=True)

    def rsvp(self, guest: int) -> Rsvp | None:
        """Return the answer of a guest."""
        rows = self.session.scalars(select(Rsvp).where(Rsvp.event_id == self.event_id)).all()
        return next((row for row in rows if row.email == f"guest{guest}@x.org"), None)

    # Guests.

    def answers(self, guest: int, people: int, online: bool, waits: bool) -> None:
        way = Way.ONLINE if online else Way.HERE
        given = Answer(f"guest{guest}@x.org", "G", people, "en", way=way, waits=waits)
        with suppress(DomainError), self.session.begin_nested():
            answer(self.session, code=self.code, given=given, now=self.at)

    @rule(guest=GUESTS, people=PEOPLE, online=st.booleans(), how=st.sampled_from(["both", "answers", "confirms"]))
    def comes(self, guest: int, people: int, online: bool, how: str) -> None:
        if how != "confirms":
            self.answers(guest, people, online, waits=how == "both")
        if how != "answers":
            self.confirms(guest, may_wait=people > 1)

    @rule(people=PEOPLE)
    def answers_without_mail(self, people: int) -> None:
        self.words += 1
        given = Answer("", None, people, "en")
        key = UUID(int=self.words)
        with suppress(DomainError), self.session.begin_nested():
            answer_without_mail(self.session, code=self.code, given=given, rsvp_id=key, words=new_words(), now=self.at)

    def confirms(self, guest: int, may_wait: bool) -> None:
        if (rsvp := self.rsvp(guest)) is None:
            return
        with suppress(DomainError), self.session.begin_nested():
            confirm(self.session, rsvp_id=rsvp.id, link_version=1, now=self.at, may_wait=may_wait)

    @rule(guest=GUESTS, people=PEOPLE, moves=st.booleans())
    def changes(self, guest: int, people: int, moves: bool) -> None:
        if (rsvp := self.rsvp(guest)) is None:
            return
        way = None if not moves else Way.ONLINE if rsvp.way is Way.HERE else Way.HERE
        with suppress(DomainError), self.session.begin_nested():
            change(self.session, rsvp_id=rsvp.id, link_version=1, given=Change(people, way=way), now=self.at)
            if rsvp.id in self.kept:
                self.kept[rsvp.id] = people

    @rule(guest=GUESTS, takes=st.booleans())
    def chooses_shifts(self, guest: int, takes: bool) -> None:
        if (rsvp := self.rsvp(guest)) is None:
            return
        wanted = [self.shift_id] if takes else []
        with suppress(DomainError), self.session.begin_nested():
            choose_shifts(self.session, rsvp_id=rsvp.id, link_version=1, wanted=wanted, now=self.at)

    @rule(guest=GUESTS, how=st.sampled_from(["cancel", "maybe", "erase"]))
    def leaves(self, guest: int, how: str) -> None:
        if (rsvp := self.rsvp(guest)) is None:
            return
        key = rsvp.id
        with suppress(DomainError), self.session.begin_nested():
            match how:
                case "cancel":
                    cancel(self.session, rsvp_id=key, link_version=1)
                case "maybe":
                    say_maybe(self.session, rsvp_id=key, link_version=1, now=self.at)
                case "erase":
                    erase(self.session, rsvp_id=key, link_version=1)
            self.kept.pop(key, None)

    @rule(guest=GUESTS)
    def stranger_tries_an_old_link(self, guest: int) -> None:
        if (rsvp := self.rsvp(guest)) is None:
            return
        with pytest.raises(NotFound):
            cancel(self.session, rsvp_id=rsvp.id, link_version=99)

    # Hosts.

    @rule(places=st.one_of(st.none(), st.integers(0, 7)), online=st.booleans())
    def set_places(self, places: int | None, online: bool) -> None:
        details = details_of(self.event)
        self._edit(replace(details, **{"online_capacity" if online else "capacity": places}))

    @rule(days=st.integers(-20, 20))
    def move(self, days: int) -> None:
        details = details_of(self.event)
        start = details.start + timedelta(days=days)
        if self._edit(replace(details, start=start, end=None)):
            self.said = (start, self.said[1])

    def _edit(self, details: object) -> bool:
        with suppress(DomainError), self.session.begin_nested():
            edit_event(self.session, event=self.event, details=details, writing=self._writing())  # type: ignore[arg-type]
            return True
        return False

    @rule(asks=st.booleans())
    def ask_first(self, asks: bool) -> None:
        self.event.asks_first = asks
        self.session.flush()

    @rule(guest=GUESTS, act=st.sampled_from(["yes", "no", "off"]))
    def decide(self, guest: int, act: str) -> None:
        if (rsvp := self.rsvp(guest)) is None:
            return
        key = rsvp.id
        who = {"event_id": self.event_id, "rsvp_id": key, "actor": self.hosts, "now": self.at}
        with suppress(DomainError), self.session.begin_nested():
            match act:
                case "yes":
                    approve(self.session, **who)  # type: ignore[arg-type]
                case "no":
                    decline(self.session, **who, refusal=Refusal(DeclineReason.NO_REASON))  # type: ignore[arg-type]
                case "off":
                    take_off_list(self.session, **who, reason="")  # type: ignore[arg-type]
                    self.kept.pop(key, None)

    @rule(is_off=st.booleans())
    def call_off_and_on(self, is_off: bool) -> None:
        with suppress(DomainError), self.session.begin_nested():
            if is_off:
                cancel_event(self.session, event=self.event, writing=self._writing(), reason="Storm")
            else:
                reopen_event(self.session, event=self.event, writing=self._writing())

    def _writing(self) -> Writing:
        return Writing(self.hosts, self.at)

    # Time, and the worker.

    @rule(hours=st.sampled_from([1, 7, 25, 24 * 30]))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(hours=st.sampled_from([1, 2, 20]))
    def the_day_comes(self, hours: int) -> None:
        """Let the worker remind, then see what time it was: most of a history is before that day."""
        before, self.at = self.at, max(self.at, self.event.starts_utc - timedelta(hours=hours))
        self.worker_reminds()
        self.at = before

    @rule()
    def worker_goes_round(self) -> None:
        session, at = self.session, self.at
        release_holds(session, now=at)
        forget_unconfirmed(session, now=at)
        settle_asked(session, now=at)
        for event_id in list_events_with_turns(session, now=at):
            take_turns(session, event_id=event_id, now=at)
        session.flush()
        self._who_could_come_can()

    def worker_reminds(self) -> None:
        known = set(self.session.scalars(select(Message.id)).all())
        while remind_due(self.session, now=self.at):
            pass
        self.session.flush()
        event = self.event
        sent = [row for row in self.session.scalars(select(Message)).all() if row.id not in known]
        assert not sent or (event.state is not EventState.CANCELLED and event.starts_utc > self.at)
        is_date_only = event.all_day or event.to_be_announced
        now_due = {
            one.occasion: one.until
            for one in reminders_of(event.starts, event.starts_utc, event.zone, is_date_only=is_date_only)
        }
        for row in sent:
            guest = self.session.get_one(Rsvp, row.subject_id)
            assert guest.state is RsvpState.CONFIRMED
            assert row.occurrence in now_due
            assert row.not_after == now_due[row.occurrence] > self.at

    def _who_could_come_can(self) -> None:
        """See that what is free is given: to who waits, else to the next who comes."""
        event = self.event
        is_open = event.state is not EventState.CANCELLED and event.starts_utc > self.at and not event.asks_first
        if not is_open or event.capacity is None or not event.capacity:
            return
        left = event.capacity - event.taken
        line = self.session.scalars(
            select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.state == RsvpState.WAITING, Rsvp.way == Way.HERE)
        ).all()
        assert all(rsvp.party_size > left or rsvp.passed_over or any(o.passed_over for o in line) for rsvp in line)
        if line:
            return
        with self.session.begin_nested() as tried:
            given = Answer("new@x.org", None, 1, "en", waits=True)
            key = answer(self.session, code=self.code, given=given, now=self.at).id
            if left > 0:
                confirm(self.session, rsvp_id=key, link_version=1, now=self.at)
            else:
                with pytest.raises(EventIsFull):
                    confirm(self.session, rsvp_id=key, link_version=1, now=self.at)
            tried.rollback()
        self.session.expire_all()

    # Promises.

    @invariant()
    def everything_is_counted_and_nothing_oversold(self) -> None:
        assert count_drifted(self.session, now=NOW) == 0
        event = self.event
        for capacity, taken, held, mailless in (
            (event.capacity, event.taken, event.held, event.mailless),
            (event.online_capacity, event.online_taken, event.online_held, event.online_mailless),
        ):
            assert min(taken, held, mailless) >= 0
            assert not capacity or taken <= capacity
        assert 0 <= self.session.get_one(Shift, self.shift_id, populate_existing=True).taken <= 2

    @invariant()
    def who_confirmed_stays(self) -> None:
        rows = self.session.execute(
            select(Rsvp.id, Rsvp.state, Rsvp.party_size, Rsvp.email_sealed.is_(None), Rsvp.holds_places).where(
                Rsvp.event_id == self.event_id
            )
        ).all()
        there = {key: people for key, state, people, _, has in rows if state is RsvpState.CONFIRMED and has}
        assert {key: there.get(key) for key in self.kept} == self.kept
        told = set(self.session.scalars(select(Message.subject_id).where(Message.kind.in_(_CONFIRMED))).all())
        assert {key for key, _, _, no_mail, _ in rows if key in there and not no_mail} <= told
        self.kept |= there

    @invariant()
    def the_hour_on_the_clock_stays(self) -> None:
        event = self.event
        assert (event.starts, event.zone) == self.said
        assert event.starts_utc == datetime.replace(event.starts, tzinfo=get_zone(event.zone))


@pytest.mark.slow
def test_r20_whatever_happens_what_we_promise_holds(session: Session) -> None:
    Promises.session = session
    run_state_machine_as_test(
        Promises,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=(Phase.generate,),  # a long history that fails is shortened by hand: a machine takes minutes
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
