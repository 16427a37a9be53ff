"""Importing a calendar: what would happen, and then what was chosen of it, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import Writing, add_host, cancel_event, create_event, edit_event
from organizer.events.queries import details_of as details_of_event
from organizer.events.rules import EventDetails, EventState, WrongState, work_out_timing
from organizer.exchange.models import ImportedEvent
from organizer.exchange.queries import find_imported
from organizer.exchange.rules.drafting import Setting, details_of
from organizer.exchange.rules.found import FoundEvent
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import DomainError

__all__ = ["Change", "Planned", "Setting", "plan_import", "save_import"]

_MOMENT = timedelta(seconds=2)
_OFF = frozenset({EventState.CANCELLED, EventState.REJECTED, EventState.HIDDEN})


class Change(StrEnum):
    """What taking an event would do."""

    NEW = "new"
    UPDATE = "update"  # imported before; the file says something else now
    EDITED = "edited"  # the same, and somebody has changed our copy by hand
    CANCEL = "cancel"  # imported before; the file calls it off
    SAME = "same"  # nothing to do
    OFF = "off"  # called off, and never imported
    UNFIT = "unfit"  # can't be an event of ours; see ``refusal``


@dataclass(frozen=True, slots=True)
class Planned:
    """One event of the file and what taking it would do; ``key`` tells it from the others of the same file."""

    key: str
    found: FoundEvent
    details: EventDetails | None
    change: Change
    refusal: DomainError | None = None
    event_id: UUID | None = None

    @property
    def can_be_taken(self) -> bool:
        """True when there is something to do."""
        return self.change in (Change.NEW, Change.UPDATE, Change.EDITED, Change.CANCEL)


def plan_import(
    session: Session, *, campaign: Campaign, person_id: UUID, events: Sequence[FoundEvent], setting: Setting
) -> list[Planned]:
    """Return what each event of a file would do. Changes nothing."""
    known = find_imported(
        session, campaign_id=campaign.id, person_id=person_id, uids={event.uid_hash for event in events}
    )
    return [_plan(found, known.get((found.uid_hash, found.recurrence)), setting) for found in events]


def save_import(
    session: Session, *, campaign: Campaign, person_id: UUID, planned: Sequence[Planned], writing: Writing
) -> int:
    """Do what was chosen; return how many events were touched. New ones are drafts of the person who imports."""
    uids = {one.found.uid_hash for one in planned}
    known = find_imported(session, campaign_id=campaign.id, person_id=person_id, uids=uids)
    count = 0
    for one in planned:
        if not one.can_be_taken:
            continue
        before = known.get((one.found.uid_hash, one.found.recurrence))
        if before is None:
            count += _add(session, campaign, person_id, one, writing)
        else:
            count += _change(session, before, one, writing)
    return count


def chosen(planned: Sequence[Planned], keys: Collection[str]) -> list[Planned]:
    """Return those that somebody ticked."""
    wanted = set(keys)
    return [one for one in planned if one.key in wanted]


def _plan(found: FoundEvent, before: tuple[ImportedEvent, Event] | None, setting: Setting) -> Planned:
    key = f"{found.uid_hash.hex()[:24]}.{found.recurrence}"
    if before is None and found.is_cancelled:
        return Planned(key, found, None, Change.OFF)
    try:
        details = details_of(found, setting)
        work_out_timing(details)
    except DomainError as refusal:
        return Planned(key, found, None, Change.UNFIT, refusal)
    if before is None:
        return Planned(key, found, details, Change.NEW)
    row, event = before
    planned = Planned(key, found, _kept_by_host(details, event), Change.SAME, event_id=event.id)
    is_older = (found.sequence, found.stamp or row.stamp) < (row.sequence, row.stamp) if row.stamp else False
    if row.digest == found.digest or is_older or (found.is_cancelled and event.state in _OFF):
        return planned
    if found.is_cancelled:
        return replace(planned, change=Change.CANCEL)
    is_edited = event.updated_at > row.imported_at + _MOMENT
    return replace(planned, change=Change.EDITED if is_edited else Change.UPDATE)


def _kept_by_host(details: EventDetails, event: Event) -> EventDetails:
    """Return the file's details with what it says nothing of left as the host set it."""
    ours = details_of_event(event)
    is_pinned_by_hand = ours.pin_source is not None and ours.pin_source.value == "host"
    return replace(
        ours,
        title={**ours.title, **details.title},
        description=details.description or ours.description,
        zone=details.zone,
        start=details.start,
        end=details.end,
        all_day=details.all_day,
        is_tentative=details.is_tentative,
        venue=details.venue or ours.venue,
        lat=ours.lat if is_pinned_by_hand or details.lat is None else details.lat,
        lon=ours.lon if is_pinned_by_hand or details.lon is None else details.lon,
        online_url=details.online_url or ours.online_url,
        more_url=details.more_url or ours.more_url,
    )


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


def _change(session: Session, before: tuple[ImportedEvent, Event], one: Planned, writing: Writing) -> int:
    row, event = before
    if one.change is Change.CANCEL:
        if not _call_off(session, event, writing):
            return 0
    elif one.details is not None:
        was_draft = event.state is EventState.DRAFT
        edit_event(session, event=event, details=one.details, writing=writing)
        if was_draft:
            event.state = EventState.DRAFT  # a file sends nothing to the coordinator; its host does
    if session.get(Event, event.id) is not None:
        _note(row, one.found, writing)
    return 1


def _call_off(session: Session, event: Event, writing: Writing) -> bool:
    """Cancel our copy; a draft that nobody has seen goes away."""
    if event.state is EventState.DRAFT and event.published_at is None:
        session.delete(event)
        session.flush()
        return True
    try:
        cancel_event(session, event=event, writing=writing, reason="")
    except WrongState:
        return False
    return True


def _note(row: ImportedEvent, found: FoundEvent, writing: Writing) -> None:
    row.sequence, row.stamp, row.digest, row.imported_at = found.sequence, found.stamp, found.digest, writing.at
