"""A change that waits for a coordinator is never lost: not when the event is called off, nor when it is taken away."""

from collections.abc import Callable

import pytest

from organizer.events.models import Event
from organizer.events.operations import (
    accept_proposal,
    cancel_event,
    edit_event,
    hide_event,
    publish_event,
    refuse_proposal,
    reopen_event,
)
from organizer.events.queries import details_of, find_proposal, list_revisions
from organizer.events.rules import EventState, WrongState
from organizer.events.rules.notice import RevisionState
from organizer.foundation.access import Role
from organizer.moderation.operations import approve
from organizer.moderation.queries import list_waiting
from tests.factories import make_details
from tests.integration.events.conftest import Stage

OLD, NEW, NEWER = "March for land and water", "Walk", "Run"
Act = Callable[[Stage, Event], None]


def call_off(stage: Stage, event: Event) -> None:
    cancel_event(stage.session, event=event, writing=stage.writing(stage.host(event)), reason="Storm")


def call_on(stage: Stage, event: Event) -> None:
    reopen_event(stage.session, event=event, writing=stage.writing(stage.host(event)))


def hide(stage: Stage, event: Event) -> None:
    hide_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), reason="A trap")


def put_back(stage: Stage, event: Event) -> None:
    publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))


@pytest.fixture
def event(stage: Stage) -> Event:
    """A public event with a change that waits."""
    event = stage.confirmed()
    publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    change(stage, event, NEW)
    assert event.state is EventState.CHANGED_PENDING
    return event


def change(stage: Stage, event: Event, title: str, role: Role = Role.HOST) -> None:
    writing = stage.writing(stage.staff(role, event))
    edit_event(stage.session, event=event, details=make_details(title=title), writing=writing)


def history(stage: Stage, event: Event) -> list[tuple[str, RevisionState]]:
    """Return the versions, oldest first, by their titles."""
    found = reversed(list_revisions(stage.session, event_id=event.id))
    return [(revision.snapshot["title"]["en"], revision.state) for revision in found]


@pytest.mark.parametrize(
    "acts",
    [
        [call_off, call_on],
        [hide, put_back],
        [call_off, hide, put_back, call_on],
        [hide, put_back, call_off, call_on],
        [call_off, call_on, call_off, call_on],
    ],
    ids=lambda acts: "-".join(act.__name__ for act in acts),
)
def test_it_waits_again_when_the_event_is_on_again_and_can_be_approved(
    stage: Stage, event: Event, acts: list[Act]
) -> None:
    for act in acts:
        act(stage, event)
        assert details_of(event).title == {"en": OLD}, "nobody approved it"
        assert history(stage, event) == [(OLD, RevisionState.APPLIED), (NEW, RevisionState.PROPOSED)]
    assert event.state is EventState.CHANGED_PENDING
    moderator = stage.staff(Role.MODERATOR)
    assert [one.event.code for one in list_waiting(stage.session, actor=moderator)] == [event.code]

    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))

    assert event.state is EventState.PUBLISHED
    assert details_of(event).title == {"en": NEW}
    assert history(stage, event) == [(OLD, RevisionState.APPLIED), (NEW, RevisionState.APPLIED)]


@pytest.mark.parametrize(("act", "state"), [(call_off, EventState.CANCELLED), (hide, EventState.HIDDEN)])
def test_nobody_decides_on_it_meanwhile(stage: Stage, event: Event, act: Act, state: EventState) -> None:
    act(stage, event)
    writing = stage.writing(stage.staff(Role.MODERATOR))
    with pytest.raises(WrongState):
        accept_proposal(stage.session, event=event, writing=writing)
    with pytest.raises(WrongState):
        refuse_proposal(stage.session, event=event, writing=writing, reason="No")
    assert event.state is state
    assert find_proposal(stage.session, event_id=event.id) is not None


def test_a_newer_one_takes_its_place_and_an_event_that_is_off_stays_off(stage: Stage, event: Event) -> None:
    call_off(stage, event)
    change(stage, event, NEWER, Role.MODERATOR)
    assert event.state is EventState.CANCELLED
    assert history(stage, event) == [
        (OLD, RevisionState.APPLIED), (NEW, RevisionState.SUPERSEDED), (NEWER, RevisionState.APPLIED),
    ]  # fmt: skip
    call_on(stage, event)
    assert event.state is EventState.PUBLISHED


def test_a_newer_one_for_a_hidden_event_takes_its_place(stage: Stage, event: Event) -> None:
    hide(stage, event)
    change(stage, event, NEWER)
    assert history(stage, event)[1:] == [(NEW, RevisionState.SUPERSEDED), (NEWER, RevisionState.APPLIED)]
    put_back(stage, event)
    assert event.state is EventState.PUBLISHED
    assert details_of(event).title == {"en": NEWER}


def test_without_a_change_the_event_is_simply_public_again(stage: Stage, event: Event) -> None:
    refuse_proposal(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), reason="No")
    call_off(stage, event)
    call_on(stage, event)
    assert event.state is EventState.PUBLISHED
