"""A whole series, for who works on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import event_target, get_event, get_series, list_dates
from organizer.events.rules import EventState
from organizer.events.rules.repeating import Rule
from organizer.foundation.access import Actor, Permission, can

from .loader import campaign_record, project_all
from .projector import Reader
from .types import Audience, CampaignRecord, EventRecord, EventStatus

#: ``event_target`` is handed on to editions, which see no tables.
__all__ = ["SeriesRecord", "event_target", "load_series"]

_GONE = (EventState.HIDDEN, EventState.REJECTED)


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """Dates of one rule, or with ``rule`` None an event that stands alone.

    ``starts``: the first start that the rule gave, a naive wall time in ``zone``. ``places``: by an event's code, the
    start that the rule gave it before anybody moved it. ``sequence`` rises with every date that is added, moved or
    called off, and never falls.
    """

    uid: str
    rule: Rule | None
    zone: str
    starts: datetime
    events: tuple[EventRecord, ...]
    places: Mapping[str, datetime]
    sequence: int = 0


def load_series(session: Session, *, code: str, actor: Actor, reader: Reader) -> tuple[SeriesRecord, ...]:
    """Return an event's series in all its parts, each date as the actor may know it. Raises NotFound.

    ``reader`` says language and address; the audience follows from what the actor may do. What no coordinator has
    approved yet is there, and not certain.
    """
    event = get_event(session, code=code)
    row = get_campaign_by_id(session, campaign_id=event.campaign_id)
    campaign = campaign_record(session, row, replace(reader, audience=Audience.HOST))
    if event.series_id is None:
        records = _records(session, [event], campaign, actor, reader)
        return (SeriesRecord(event.uid, None, event.zone, event.starts, records, {}),)
    dates = list_dates(session, series=get_series(session, series_id=event.series_id))
    sequence = sum(date.sequence + 1 for date in dates)
    parts = []
    for series_id in dict.fromkeys(date.series_id for date in dates if date.series_id):
        series = get_series(session, series_id=series_id)
        rows = [date for date in dates if date.series_id == series_id]
        places = {date.code: date.series_start for date in rows if date.series_start is not None}
        records = _records(session, rows, campaign, actor, reader)
        parts.append(SeriesRecord(series.uid, series.rule, series.zone, series.starts, records, places, sequence))
    return tuple(parts)


def _records(
    session: Session, rows: Sequence[Event], campaign: CampaignRecord, actor: Actor, reader: Reader
) -> tuple[EventRecord, ...]:
    found: list[EventRecord] = []
    for audience in (Audience.HOST, Audience.PUBLIC):
        mine = [row for row in rows if row.state not in _GONE and _audience(row, actor) is audience]
        found += project_all(session, mine, campaign, replace(reader, audience=audience))
    return tuple(sorted(map(_as_it_stands, found), key=lambda record: (record.time.start_utc, record.uid)))


def _audience(event: Event, actor: Actor) -> Audience | None:
    """Return as whom the actor reads a date; None when they may not know of it."""
    if can(actor, Permission.EVENT_EDIT, event.target):
        return Audience.HOST if can(actor, Permission.EVENT_VIEW_EXACT_PLACE, event.target) else Audience.PUBLIC
    return Audience.PUBLIC if is_public(event) else None


def _as_it_stands(record: EventRecord) -> EventRecord:
    is_waiting = record.is_draft and record.status is EventStatus.CONFIRMED
    return replace(record, is_draft=False, status=EventStatus.TENTATIVE if is_waiting else record.status)
