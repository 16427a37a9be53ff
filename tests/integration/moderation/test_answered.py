"""A hidden event whose hosts have changed it: a coordinator sees that, and decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventNotice
from organizer.events.operations import Writing, edit_event, publish_event
from organizer.events.policy import is_public, stand_of
from organizer.events.queries import details_of, details_when_hidden
from organizer.events.rules import EventState, WrongState
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.access import Actor, Role
from organizer.moderation.operations import approve, ask_for_changes, hide, reject
from organizer.moderation.queries import list_waiting
from tests.integration.events.conftest import HOST, Stage

FOUR = datetime(2027, 11, 17, 16)  # noqa: DTZ001 - wall time


@pytest.fixture
def moderator(stage: Stage) -> Actor:
    return stage.staff(Role.MODERATOR)


@pytest.fixture
def event(stage: Stage, moderator: Actor) -> Event:
    """An event that was taken away."""
    event = stage.confirmed()
    publish_event(stage.session, event=event, writing=stage.writing(moderator))
    hide(stage.session, event_id=event.id, writing=stage.writing(moderator), reason="A trap")
    return event


def change(stage: Stage, event: Event, actor: Actor, **changes: object) -> None:
    details = replace(details_of(event), **changes)  # type: ignore[arg-type]
    edit_event(stage.session, event=event, details=details, writing=stage.writing(actor))


def queue(stage: Stage, moderator: Actor) -> list[str]:
    stage.session.flush()
    return [one.event.code for one in list_waiting(stage.session, actor=moderator)]


def test_it_waits_as_soon_as_its_host_has_changed_it_and_stays_hidden(
    stage: Stage, moderator: Actor, event: Event
) -> None:
    assert queue(stage, moderator) == []
    change(stage, event, stage.host(event), title={"en": "No trap"})
    assert queue(stage, moderator) == [event.code]
    [waiting] = list_waiting(stage.session, actor=moderator)
    assert waiting.event.stand.is_answered
    assert waiting.since == stage.at
    assert (event.state, is_public(event), event.note) == (EventState.HIDDEN, False, None)


def test_a_form_without_a_change_and_a_coordinators_own_change_are_no_answer(
    stage: Stage, moderator: Actor, event: Event
) -> None:
    change(stage, event, stage.host(event))
    change(stage, event, moderator, title={"en": "Reworded"})
    assert queue(stage, moderator) == []
    assert event.note == "A trap"


@pytest.mark.parametrize(
    ("decide", "words", "mail"),
    [(ask_for_changes, "note", "event-changes-wanted"), (reject, "reason", "event-taken-away")],
)
def test_a_no_leaves_it_away_and_tells_its_host_each_time(
    stage: Stage, moderator: Actor, event: Event, decide: Callable[..., Event], words: str, mail: str
) -> None:
    before = [kind for kind, _ in stage.letters(event)].count(mail)
    for number in (1, 2):
        change(stage, event, stage.host(event), title={"en": f"Try {number}"})
        decide(stage.session, event_id=event.id, writing=stage.writing(moderator), **{words: f"Still no {number}"})
        assert (event.state, event.note) == (EventState.HIDDEN, f"Still no {number}")
        assert queue(stage, moderator) == []
        assert stage.letters(event)[-1] == (mail, HOST)
    assert [kind for kind, _ in stage.letters(event)].count(mail) == before + 2


@pytest.mark.parametrize(("decide", "words"), [(ask_for_changes, "note"), (reject, "reason")])
def test_nothing_is_asked_of_who_was_just_told(
    stage: Stage, moderator: Actor, event: Event, decide: Callable[..., Event], words: str
) -> None:
    with pytest.raises(WrongState):
        decide(stage.session, event_id=event.id, writing=stage.writing(moderator), **{words: "More"})
    assert event.note == "A trap"


def test_put_back_it_is_as_its_host_changed_it_and_guests_read_what_moved(
    stage: Stage, moderator: Actor, event: Event
) -> None:
    change(stage, event, stage.host(event), start=FOUR, title={"en": "No trap"})
    was = details_when_hidden(stage.session, event_id=event.id)
    assert was is not None
    assert (was.start, was.title) == (datetime(2027, 11, 17, 15), {"en": "March for land and water"})  # noqa: DTZ001

    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))

    assert (event.state, event.starts) == (EventState.PUBLISHED, FOUR)
    assert queue(stage, moderator) == []
    notices = stage.session.scalars(select(EventNotice).order_by(EventNotice.id)).all()
    assert {notice.kind for notice in notices} == {NoticeKind.HIDDEN, NoticeKind.BACK_ON, NoticeKind.CHANGED}
    [moved] = [notice for notice in notices if notice.kind is NoticeKind.CHANGED]
    assert moved.before == {"start": "2027-11-17T15:00:00"}
    assert event.change == {"start": "2027-11-17T15:00:00", "on": stage.at.date().isoformat()}


def test_an_answer_within_the_same_second_is_told_from_what_was_there_before(
    stage: Stage, moderator: Actor, event: Event
) -> None:
    details = replace(details_of(event), title={"en": "No trap"})
    edit_event(stage.session, event=event, details=details, writing=Writing(stage.host(event), stage.at))
    was = details_when_hidden(stage.session, event_id=event.id)
    assert was is not None
    assert was.title == {"en": "March for land and water"}


def test_put_back_with_other_words_only_tells_guests_of_no_move(stage: Stage, moderator: Actor, event: Event) -> None:
    change(stage, event, stage.host(event), title={"en": "No trap"})
    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))
    kinds = stage.session.scalars(select(EventNotice.kind).order_by(EventNotice.id)).all()
    assert kinds == [NoticeKind.HIDDEN, NoticeKind.BACK_ON]


def test_taken_away_again_it_waits_only_for_a_new_answer(stage: Stage, moderator: Actor, event: Event) -> None:
    change(stage, event, stage.host(event), title={"en": "No trap"})
    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))
    hide(stage.session, event_id=event.id, writing=stage.writing(moderator), reason="Again")
    assert queue(stage, moderator) == []
    assert not stand_of(event).waits
