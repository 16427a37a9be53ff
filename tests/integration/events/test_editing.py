"""Changing an event: who changes at once, who proposes, what calendars and guests learn of it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventNotice
from organizer.events.operations import (
    EditedMeanwhile,
    accept_proposal,
    edit_event,
    publish_event,
    refuse_proposal,
    roll_back,
    send_back,
)
from organizer.events.queries import details_of, find_proposal, get_revision, list_revisions, read_revision
from organizer.events.rules import AddressVisibility, CapacityTooSmall, EventDetails, EventState, TooLong
from organizer.events.rules.difference import Difference, differences
from organizer.events.rules.notice import NoticeKind, RevisionState
from organizer.foundation.access import Role
from organizer.foundation.core.errors import NotFound
from tests.integration.events.conftest import HOST, Stage

FOUR = datetime(2027, 11, 17, 16)  # noqa: DTZ001 - wall time


@pytest.fixture
def event(stage: Stage) -> Event:
    """A public event."""
    event = stage.confirmed()
    publish_event(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    return event


def changed(event: Event, **changes: object) -> EventDetails:
    return replace(details_of(event), **changes)  # type: ignore[arg-type]


def notices(stage: Stage) -> list[EventNotice]:
    return list(stage.session.scalars(select(EventNotice).order_by(EventNotice.id)))


def test_an_event_that_nobody_sees_yet_changes_at_once(stage: Stage) -> None:
    event = stage.confirmed()
    before = stage.version
    edit_event(stage.session, event=event, details=changed(event, start=FOUR), writing=stage.writing(stage.host(event)))
    assert (event.starts, event.state, event.revision, event.sequence) == (FOUR, EventState.PENDING, 1, 0)
    assert notices(stage) == []
    assert stage.version == before + 1


def test_a_hosts_change_of_a_public_event_waits_and_the_public_sees_the_old(stage: Stage, event: Event) -> None:
    old, revision_before = details_of(event), event.revision
    proposed = edit_event(
        stage.session, event=event, details=changed(event, start=FOUR), writing=stage.writing(stage.host(event))
    )
    assert proposed is not None
    assert proposed.state is RevisionState.PROPOSED
    assert event.state is EventState.CHANGED_PENDING
    assert (details_of(event), event.revision) == (old, revision_before)
    assert notices(stage) == []


def test_an_approved_change_raises_sequence_and_tells_guests_and_host(stage: Stage, event: Event) -> None:
    sequence, revision, version = event.sequence, event.revision, stage.version
    edit_event(stage.session, event=event, details=changed(event, start=FOUR), writing=stage.writing(stage.host(event)))
    accept_proposal(stage.session, event=event, writing=stage.writing(stage.staff(Role.COORDINATOR)))
    assert (event.starts, event.state) == (FOUR, EventState.PUBLISHED)
    assert (event.sequence, event.revision, event.updated_at) == (sequence + 1, revision + 1, stage.at)
    assert stage.version >= version + 1
    [notice] = notices(stage)
    assert (notice.kind, notice.before) == (NoticeKind.CHANGED, {"start": "2027-11-17T15:00:00"})
    assert event.change == {"start": "2027-11-17T15:00:00", "on": stage.at.date().isoformat()}
    assert stage.letters(event)[-1] == ("event-approved", HOST)
    assert find_proposal(stage.session, event_id=event.id) is None


def test_new_words_move_no_calendar_and_trouble_no_guest(stage: Stage, event: Event) -> None:
    sequence, revision = event.sequence, event.revision
    writing = stage.writing(stage.staff(Role.MODERATOR))
    edit_event(stage.session, event=event, details=changed(event, title={"en": "Walk"}), writing=writing)
    assert (event.sequence, event.revision, event.updated_at) == (sequence, revision + 1, writing.at)
    assert (notices(stage), event.change) == ([], None)


def test_whoever_may_change_at_once_needs_nobody_else(stage: Stage, event: Event) -> None:
    writing = stage.writing(stage.staff(Role.COORDINATOR))
    revision = edit_event(stage.session, event=event, details=changed(event, venue="Parque"), writing=writing)
    assert revision is not None
    assert (revision.state, event.venue, event.state) == (RevisionState.APPLIED, "Parque", EventState.PUBLISHED)
    assert notices(stage)[0].before == {"venue": "Plaza de Bolívar, Bogotá"}


def test_a_change_at_once_takes_the_place_of_one_that_waits(stage: Stage, event: Event) -> None:
    edit_event(stage.session, event=event, details=changed(event, start=FOUR), writing=stage.writing(stage.host(event)))
    edit_event(
        stage.session,
        event=event,
        details=changed(event, title={"en": "Walk"}),
        writing=stage.writing(stage.staff(Role.MODERATOR)),
    )
    assert event.state is EventState.PUBLISHED
    states = [revision.state for revision in list_revisions(stage.session, event_id=event.id)]
    assert states == [RevisionState.APPLIED, RevisionState.SUPERSEDED, RevisionState.APPLIED]


def test_a_second_proposal_takes_the_place_of_the_first(stage: Stage, event: Event) -> None:
    for title in ("Walk", "Run"):
        writing = stage.writing(stage.host(event))
        edit_event(stage.session, event=event, details=changed(event, title={"en": title}), writing=writing)
    proposal = find_proposal(stage.session, event_id=event.id)
    assert proposal is not None
    assert read_revision(proposal).title == {"en": "Run"}
    accept_proposal(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)))
    assert event.title == {"en": "Run"}


def test_a_refused_change_leaves_the_event_and_tells_the_host_why(stage: Stage, event: Event) -> None:
    old = details_of(event)
    edit_event(stage.session, event=event, details=changed(event, start=FOUR), writing=stage.writing(stage.host(event)))
    refuse_proposal(
        stage.session, event=event, writing=stage.writing(stage.staff(Role.COORDINATOR)), reason="Is 16:00 sure?"
    )
    assert (details_of(event), event.state, event.note) == (old, EventState.PUBLISHED, "Is 16:00 sure?")
    assert stage.letters(event)[-1] == ("event-changes-wanted", HOST)
    with pytest.raises(NotFound):
        refuse_proposal(stage.session, event=event, writing=stage.writing(), reason="again")


def test_a_later_day_makes_the_event_postponed(stage: Stage, event: Event) -> None:
    start = FOUR + timedelta(days=3)
    details = changed(event, start=start, end=start + timedelta(hours=2))
    edit_event(stage.session, event=event, details=details, writing=stage.writing(stage.staff(Role.MODERATOR)))
    assert event.state is EventState.POSTPONED


def test_an_event_that_was_sent_back_waits_again_when_it_is_changed(stage: Stage) -> None:
    event = stage.confirmed()
    send_back(stage.session, event=event, writing=stage.writing(stage.staff(Role.MODERATOR)), note="Which corner?")
    assert (event.state, event.note) == (EventState.DRAFT, "Which corner?")
    edit_event(
        stage.session,
        event=event,
        details=changed(event, venue="North-west corner"),
        writing=stage.writing(stage.host(event)),
    )
    assert (event.state, event.note, event.updated_at) == (EventState.PENDING, None, stage.at)


def test_an_edit_of_a_form_that_is_out_of_date_is_refused(stage: Stage, event: Event) -> None:
    writing = stage.writing(stage.staff(Role.MODERATOR))
    with pytest.raises(EditedMeanwhile) as refusal:
        edit_event(
            stage.session, event=event, details=changed(event, start=FOUR), writing=writing, based_on=event.revision - 1
        )
    assert refusal.value.params == {"revision": event.revision}


def test_nothing_that_differs_is_no_version(stage: Stage, event: Event) -> None:
    before = event.revision
    writing = stage.writing(stage.staff(Role.MODERATOR))
    assert edit_event(stage.session, event=event, details=details_of(event), writing=writing) is None
    assert event.revision == before


def test_fewer_places_than_people_are_refused(stage: Stage, event: Event) -> None:
    event.taken = 12
    writing = stage.writing(stage.staff(Role.MODERATOR))
    with pytest.raises(CapacityTooSmall):
        edit_event(stage.session, event=event, details=changed(event, capacity=11), writing=writing)
    edit_event(stage.session, event=event, details=changed(event, capacity=12), writing=writing)
    assert event.capacity == 12


def test_a_change_that_cannot_be_leaves_everything_as_it_was(stage: Stage, event: Event) -> None:
    old = details_of(event)
    with pytest.raises(TooLong):
        edit_event(
            stage.session,
            event=event,
            details=changed(event, title={"en": "Walk"}, end=FOUR + timedelta(days=400)),
            writing=stage.writing(stage.staff(Role.MODERATOR)),
        )
    assert details_of(event) == old


def test_versions_show_what_differs_and_one_can_be_brought_back(stage: Stage, event: Event) -> None:
    first = details_of(event)
    writing = stage.writing(stage.staff(Role.MODERATOR))
    edit_event(stage.session, event=event, details=changed(event, venue="Parque", capacity=40), writing=writing)
    one, two = (get_revision(stage.session, event_id=event.id, number=number) for number in (1, 2))
    assert differences(read_revision(one), read_revision(two)) == (
        Difference("venue", "Plaza de Bolívar", "Parque"),
        Difference("capacity", "", "40"),
    )
    sequence = event.sequence
    roll_back(stage.session, event=event, number=1, writing=stage.writing(stage.staff(Role.MODERATOR)))
    assert details_of(event) == first
    assert event.sequence == sequence + 1, "calendars must follow back, not stay behind"
    assert [revision.number for revision in list_revisions(stage.session, event_id=event.id)] == [3, 2, 1]


def test_a_hosts_rollback_waits_like_any_change(stage: Stage, event: Event) -> None:
    writing = stage.writing(stage.staff(Role.MODERATOR))
    edit_event(stage.session, event=event, details=changed(event, venue="Parque"), writing=writing)
    revision = roll_back(stage.session, event=event, number=1, writing=stage.writing(stage.host(event)))
    assert revision is not None
    assert (revision.state, event.venue) == (RevisionState.PROPOSED, "Parque")


def test_a_version_of_another_event_cannot_be_brought_back(stage: Stage, event: Event) -> None:
    with pytest.raises(NotFound):
        roll_back(stage.session, event=event, number=9, writing=stage.writing(stage.staff(Role.MODERATOR)))


def test_a_place_that_becomes_withheld_is_told_to_nobody_as_what_it_was_before(stage: Stage, event: Event) -> None:
    withheld = AddressVisibility.CONFIRMED
    writing = stage.writing(stage.staff(Role.MODERATOR))
    edit_event(stage.session, event=event, details=changed(event, address_visibility=withheld), writing=writing)
    assert (event.venue, event.address) == (None, None)
    details = changed(event, venue="Casa de Luz")
    edit_event(stage.session, event=event, details=details, writing=stage.writing(stage.staff(Role.MODERATOR)))
    told = " ".join(f"{notice.before}" for notice in notices(stage)) + f"{event.change}"
    assert "Casa de Luz" not in told
    assert "Plaza" not in told, "what is withheld now is not repeated as what it was before"
