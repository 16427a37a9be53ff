"""Decisions on what waits."""

from dataclasses import replace

import pytest

from organizer.events.models import Event
from organizer.events.operations import edit_event
from organizer.events.queries import details_of
from organizer.events.rules import EventState, WrongState
from organizer.foundation.access import Actor, Role
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_id
from organizer.moderation.operations import approve, ask_for_changes, hide, reject
from tests.integration.events.conftest import HOST, Stage


@pytest.fixture
def moderator(stage: Stage) -> Actor:
    return stage.staff(Role.MODERATOR)


@pytest.fixture
def changed(stage: Stage, moderator: Actor) -> Event:
    """A public event with a change that waits."""
    event = stage.confirmed()
    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))
    details = replace(details_of(event), title={"en": "Walk"})
    edit_event(stage.session, event=event, details=details, writing=stage.writing(stage.host(event)))
    return event


def test_approving_makes_a_waiting_event_public(stage: Stage, moderator: Actor) -> None:
    event = approve(stage.session, event_id=stage.confirmed().id, writing=stage.writing(moderator))
    assert event.state is EventState.PUBLISHED


def test_approving_a_change_makes_it_public(stage: Stage, moderator: Actor, changed: Event) -> None:
    approve(stage.session, event_id=changed.id, writing=stage.writing(moderator))
    assert (changed.state, changed.title) == (EventState.PUBLISHED, {"en": "Walk"})


def test_declining_a_change_leaves_the_event_public_as_it_was(stage: Stage, moderator: Actor, changed: Event) -> None:
    reject(stage.session, event_id=changed.id, writing=stage.writing(moderator), reason="Keep the name")
    assert (changed.state, changed.title["en"]) == (EventState.PUBLISHED, "March for land and water")
    assert stage.letters(changed)[-1] == ("event-changes-wanted", HOST)


def test_asking_about_a_change_leaves_the_event_public_too(stage: Stage, moderator: Actor, changed: Event) -> None:
    ask_for_changes(stage.session, event_id=changed.id, writing=stage.writing(moderator), note="Why?")
    assert (changed.state, changed.note) == (EventState.PUBLISHED, "Why?")


def test_only_the_first_of_two_decisions_counts(stage: Stage, moderator: Actor) -> None:
    event = stage.confirmed()
    reject(stage.session, event_id=event.id, writing=stage.writing(moderator), reason="No")
    with pytest.raises(WrongState):
        approve(stage.session, event_id=event.id, writing=stage.writing(moderator))
    with pytest.raises(WrongState):
        ask_for_changes(stage.session, event_id=event.id, writing=stage.writing(moderator), note="Hm")
    assert event.state is EventState.REJECTED


def test_an_event_that_was_never_confirmed_cannot_be_approved(stage: Stage, moderator: Actor) -> None:
    with pytest.raises(WrongState):
        approve(stage.session, event_id=stage.listed().id, writing=stage.writing(moderator))


def test_what_was_hidden_can_be_put_back(stage: Stage, moderator: Actor, changed: Event) -> None:
    hide(stage.session, event_id=changed.id, writing=stage.writing(moderator), reason="A trap")
    assert changed.state is EventState.HIDDEN
    approve(stage.session, event_id=changed.id, writing=stage.writing(moderator))
    assert changed.state is EventState.CHANGED_PENDING, "the change that waited before waits again"


def test_a_decision_on_nothing_is_not_found(stage: Stage, moderator: Actor) -> None:
    with pytest.raises(NotFound):
        approve(stage.session, event_id=new_id(), writing=stage.writing(moderator))
