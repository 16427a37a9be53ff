"""The operations do what the table of acts says can be done, and refuse the rest without a trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import (
    Writing,
    cancel_event,
    edit_event,
    reopen_event,
    repeat_event,
    submit_event,
)
from organizer.events.policy import stand_of
from organizer.events.queries import details_of, newest_number
from organizer.events.rules import WrongState
from organizer.events.rules.acts import EventAct, is_possible
from organizer.events.rules.repeating import Frequency, Repetition, Rule
from organizer.foundation.access import Actor, Grant, Role
from organizer.moderation import operations as decisions
from organizer.moderation.queries import list_waiting
from tests.factories import make_campaign
from tests.factories.events import WRITTEN
from tests.factories.stands import STANDS, make_standing

Do = Callable[[Session, Event, Writing], object]


def change(session: Session, event: Event, writing: Writing) -> object:
    return edit_event(
        session, event=event, details=replace(details_of(event), title={"en": "Another"}), writing=writing
    )


def repeat(session: Session, event: Event, writing: Writing) -> object:
    starts = tuple(event.starts + timedelta(weeks=number) for number in range(3))
    repetition = Repetition(Rule(Frequency.WEEKLY, 1, event.starts.weekday()), starts, 0)
    return repeat_event(session, event=event, repetition=repetition, writing=writing)


def decide(operation: Callable[..., Event], **words: str) -> Do:
    return lambda session, event, writing: operation(session, event_id=event.id, writing=writing, **words)


def cancel(session: Session, event: Event, writing: Writing) -> object:
    return cancel_event(session, event=event, writing=writing, reason="Storm")


ACTS: dict[EventAct, Do] = {
    EventAct.CHANGE: change,
    EventAct.SUBMIT: lambda session, event, writing: submit_event(session, event=event, writing=writing),
    EventAct.CANCEL: cancel,
    EventAct.REOPEN: lambda session, event, writing: reopen_event(session, event=event, writing=writing),
    EventAct.REPEAT: repeat,
    EventAct.APPROVE: decide(decisions.approve),
    EventAct.ASK: decide(decisions.ask_for_changes, note="Which corner?"),
    EventAct.DECLINE: decide(decisions.reject, reason="No"),
    EventAct.HIDE: decide(decisions.hide, reason="A trap"),
}


def face(session: Session, event: Event) -> tuple[object, ...]:
    session.flush()
    session.refresh(event)
    return (
        event.state, event.revision, event.sequence, event.updated_at, event.note, event.reason, event.published_at,
        event.series_id, event.title, newest_number(session, event_id=event.id),
    )  # fmt: skip


@pytest.mark.parametrize("name", STANDS)
@pytest.mark.parametrize("role", [Role.HOST, Role.MODERATOR])
def test_what_can_be_done_is_done_and_all_else_is_refused(session: Session, name: str, role: Role) -> None:
    campaign = make_campaign(session)
    for act in EventAct:
        event = make_standing(session, campaign, name)
        scope = event.id if role is Role.HOST else campaign.id
        actor = Actor(scope, grants=frozenset({Grant(role, scope)}))
        do = partial(ACTS[act], session, event, Writing(actor, WRITTEN + timedelta(hours=9)))
        before = face(session, event)
        if is_possible(act, stand_of(event, changes_at_once=role is Role.MODERATOR)):
            do()
            assert face(session, event) != before, (name, act)
            continue
        with pytest.raises(WrongState):
            do()
        assert face(session, event) == before, (name, act)


def test_the_queue_holds_what_waits_and_nothing_else(session: Session) -> None:
    campaign = make_campaign(session)
    events = {name: make_standing(session, campaign, name) for name in STANDS}
    moderator = Actor(campaign.id, grants=frozenset({Grant(Role.MODERATOR, campaign.id)}))
    waiting = {one.event.code for one in list_waiting(session, actor=moderator)}
    assert {name for name, event in events.items() if event.code in waiting} == {"pending", "changed", "answered"}
    assert {name for name, event in events.items() if stand_of(event).waits} == {"pending", "changed", "answered"}


def test_every_act_is_tried() -> None:
    assert set(ACTS) == set(EventAct)
