"""Publishing, sending back, declining, hiding, calling off and on again."""

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventNotice
from organizer.events.operations import (
    cancel_event,
    edit_event,
    hide_event,
    publish_event,
    reject_event,
    reopen_event,
    send_back,
)
from organizer.events.policy import is_public
from organizer.events.rules import EventState, WrongState
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.access import Role
from organizer.foundation.audit import list_acts
from tests.factories import make_details
from tests.integration.events.conftest import HOST, Stage


def published(stage: Stage) -> Event:
    event = stage.confirmed()
    publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    return event


def kinds(stage: Stage) -> list[NoticeKind]:
    return [notice.kind for notice in stage.session.scalars(select(EventNotice).order_by(EventNotice.id))]


def test_publishing_is_seen_by_the_public_and_told_to_the_host(stage: Stage) -> None:
    event = stage.confirmed()
    version = stage.version
    publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    assert is_public(event)
    assert (event.published_at, event.updated_at) == (stage.at, stage.at)
    assert (event.revision, event.sequence) == (2, 0), "no calendar has it yet, so none must reschedule"
    assert stage.version == version + 1
    assert stage.letters(event)[-1] == ("event-approved", HOST)


def test_sending_back_tells_the_host_and_not_the_public(stage: Stage) -> None:
    event, version = stage.confirmed(), stage.version
    send_back(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), note="Which corner?")
    assert (event.state, event.note, stage.version) == (EventState.DRAFT, "Which corner?", version)
    assert stage.letters(event)[-1] == ("event-changes-wanted", HOST)


def test_declining_tells_the_host_who_may_change_and_ask_again(stage: Stage) -> None:
    event = stage.confirmed()
    reject_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), reason="Party flags")
    assert (event.state, event.note) == (EventState.REJECTED, "Party flags")
    assert stage.letters(event)[-1] == ("event-rejected", HOST)
    with pytest.raises(WrongState):
        publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    edit_event(
        stage.session, event=event, details=make_details(title="No flags"), writing=stage.writing(stage.host(event))
    )
    assert (event.state, event.note) == (EventState.PENDING, None)


def test_each_round_of_sending_back_is_one_more_mail(stage: Stage) -> None:
    event = stage.confirmed()
    for number in range(2):
        send_back(
            stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), note=f"Round {number}"
        )
        details = make_details(title=f"Try {number}")
        edit_event(stage.session, event=event, details=details, writing=stage.writing(stage.host(event)))
    assert [kind for kind, _ in stage.letters(event)].count("event-changes-wanted") == 2


def test_hiding_takes_the_event_away_and_calendars_follow(stage: Stage) -> None:
    event = published(stage)
    sequence, revision, version = event.sequence, event.revision, stage.version
    hide_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), reason="A trap")
    assert not is_public(event)
    assert (event.sequence, event.revision, stage.version) == (sequence + 1, revision + 1, version + 1)
    assert kinds(stage) == [NoticeKind.HIDDEN], "whoever meant to go there must hear that they should not"
    assert stage.letters(event)[-1] == ("event-taken-away", HOST)
    publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    assert is_public(event)
    assert event.sequence == sequence + 2
    assert kinds(stage) == [NoticeKind.HIDDEN, NoticeKind.BACK_ON]


def test_calling_off_keeps_the_event_public_and_tells_guests(stage: Stage) -> None:
    event = published(stage)
    sequence, version, first = event.sequence, stage.version, event.published_at
    cancel_event(stage.session, event=event, writing=stage.writing(stage.host(event)), reason="No permit")
    assert is_public(event)
    assert (event.state, event.reason, event.sequence) == (EventState.CANCELLED, "No permit", sequence + 1)
    assert (event.updated_at, event.published_at) == (stage.at, first)
    assert stage.version == version + 1
    assert kinds(stage) == [NoticeKind.CANCELLED]


def test_calling_on_again_tells_guests_and_raises_the_sequence(stage: Stage) -> None:
    event = published(stage)
    cancel_event(stage.session, event=event, writing=stage.writing(stage.host(event)), reason="")
    sequence = event.sequence
    reopen_event(stage.session, event=event, writing=stage.writing(stage.host(event)))
    assert (event.state, event.reason, event.sequence) == (EventState.PUBLISHED, None, sequence + 1)
    assert kinds(stage) == [NoticeKind.CANCELLED, NoticeKind.BACK_ON]
    with pytest.raises(WrongState):
        reopen_event(stage.session, event=event, writing=stage.writing(stage.host(event)))


@pytest.mark.parametrize("state", [state for state in EventState if state is not EventState.CANCELLED])
def test_only_what_is_off_can_be_called_on_again(stage: Stage, state: EventState) -> None:
    event = published(stage)
    event.state = state
    with pytest.raises(WrongState):
        reopen_event(stage.session, event=event, writing=stage.writing(stage.host(event)))
    assert event.state is state


def test_calling_off_and_on_publishes_nothing_that_never_was_public(stage: Stage) -> None:
    event = stage.confirmed()
    cancel_event(stage.session, event=event, writing=stage.writing(stage.host(event)), reason="")
    assert not is_public(event)
    reopen_event(stage.session, event=event, writing=stage.writing(stage.host(event)))
    assert event.state is EventState.PENDING
    assert not is_public(event)


def test_an_event_that_never_was_public_is_called_off_without_a_word_to_guests(stage: Stage) -> None:
    event = stage.confirmed()
    cancel_event(stage.session, event=event, writing=stage.writing(stage.host(event)), reason="")
    assert kinds(stage) == []


def test_an_event_that_was_off_when_it_was_hidden_comes_back_off(stage: Stage) -> None:
    moderator = stage.staff(Role.MODERATOR)
    event = published(stage)
    cancel_event(stage.session, event=event, writing=stage.writing(stage.host(event)), reason="")
    hide_event(stage.session, event=event, writing=stage.writing(moderator), reason="A trap")
    publish_event(stage.session, event=event, writing=stage.writing(moderator))
    assert event.state is EventState.CANCELLED
    reopen_event(stage.session, event=event, writing=stage.writing(moderator))
    hide_event(stage.session, event=event, writing=stage.writing(moderator), reason="A trap")
    publish_event(stage.session, event=event, writing=stage.writing(moderator))
    assert event.state is EventState.PUBLISHED


def test_every_decision_is_on_record_with_who_and_why(stage: Stage) -> None:
    event = published(stage)
    moderator = stage.staff(Role.MODERATOR)
    hide_event(stage.session, event=event, writing=stage.writing(moderator), reason="A trap")
    newest = list_acts(stage.session, campaign_id=stage.campaign.id, subject_id=event.id)[0]
    assert (newest.verb, newest.actor_id, newest.reason) == ("event-hidden", moderator.person_id, "A trap")
