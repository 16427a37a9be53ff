"""Doing what was chosen of a calendar file, in one transaction."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import Writing, add_host, cancel_event, create_event, edit_event
from organizer.events.rules import EventState, WrongState
from organizer.exchange.models import ImportedEvent
from organizer.exchange.queries import Known
from organizer.exchange.rules.found import FoundEvent
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound

from .planned import Change, Planned


def take_events(session: Session, *, campaign: Campaign, planned: Sequence[Planned], writing: Writing) -> int:
    """Do what was planned and chosen; return how many events were touched.

    New ones are drafts of who imports. What needs another pair of eyes when done by hand needs them here too.
    Raises NotFound when nobody is signed in.
    """
    person_id = writing.actor.person_id
    if person_id is None:
        raise NotFound
    count = 0
    for one in planned:
        if one.change is Change.NEW:
            count += _add(session, campaign, person_id, one, writing)
        elif one.known is not None and one.can_be_taken:
            count += _change(session, one.known, one, writing)
    return count


def _add(session: Session, campaign: Campaign, person_id: UUID, one: Planned, writing: Writing) -> int:
    if one.details is None:
        return 0
    event = create_event(session, campaign=campaign, details=one.details, writing=writing)
    event.confirmed_at = writing.at  # whoever imports is signed in, and so known
    add_host(session, event=event, person_id=person_id)
    row = ImportedEvent(
        campaign_id=campaign.id,
        event_id=event.id,
        person_id=person_id,
        uid_hash=one.found.uid_hash,
        recurrence=one.found.recurrence,
    )
    _note(row, one.found, writing)
    session.add(row)
    record_act(session, actor=writing.actor, act=Act("event-imported", "event", event.id, campaign.id))
    session.flush()
    return 1


def _change(session: Session, known: Known, one: Planned, writing: Writing) -> int:
    row, event = known.row, known.event
    if one.change is not Change.UPDATE:
        return _call_off(session, row, one, event, writing)
    if one.details is None:
        return 0
    was_draft = event.state is EventState.DRAFT
    edit_event(session, event=event, details=one.details, writing=writing)
    if was_draft:
        event.state = EventState.DRAFT  # a file sends nothing to the coordinator; its host does
    _note(row, one.found, writing)
    return 1


def _call_off(session: Session, row: ImportedEvent, one: Planned, event: Event, writing: Writing) -> int:
    """Cancel our copy; a draft that nobody has seen goes away."""
    if event.state is EventState.DRAFT and event.published_at is None:
        session.delete(event)
        session.flush()
        return 1
    try:
        cancel_event(session, event=event, writing=writing, reason="")
    except WrongState:
        return 0
    _note(row, one.found, writing)
    return 1


def _note(row: ImportedEvent, found: FoundEvent, writing: Writing) -> None:
    row.sequence, row.stamp, row.digest, row.imported_at = found.sequence, found.stamp, found.digest, writing.at
