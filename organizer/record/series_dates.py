"""How the record tells that events come again: their rules, and what the other dates are."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event, EventSeries
from organizer.events.policy import is_public
from organizer.events.queries import get_series, list_dates
from organizer.events.rules import EventState
from organizer.events.rules.repeating import Rule

from .projector import Reader, project_status, project_time
from .types import Audience, SeriesDate

#: Taken off the list: its hosts know, and nobody needs it as a date.
_GONE = (EventState.HIDDEN, EventState.REJECTED)
_PART = 500


def rules_of(session: Session, series_ids: Iterable[UUID | None]) -> dict[UUID, Rule]:
    """Return the rules of series by id. A rule never changes, so an event's ``series_id`` says it all."""
    ids = sorted({series_id for series_id in series_ids if series_id is not None})
    found: dict[UUID, Rule] = {}
    for start in range(0, len(ids), _PART):
        rows = session.scalars(select(EventSeries).where(EventSeries.id.in_(ids[start : start + _PART])))
        found |= {series.id: series.rule for series in rows}
    return found


def dates_around(session: Session, event: Event, reader: Reader) -> tuple[SeriesDate, ...]:
    """Return all dates of an event's series that the reader may know of, its own among them, in order of their starts.

    Nothing for an event that stands alone.
    """
    if event.series_id is None:
        return ()
    dates = list_dates(session, series=get_series(session, series_id=event.series_id))
    return tuple(
        SeriesDate(date.code, project_time(date), project_status(date))
        for date in sorted(dates, key=lambda date: (date.starts_utc, date.uid))
        if _is_shown(date, reader)
    )


def _is_shown(event: Event, reader: Reader) -> bool:
    return event.state not in _GONE if reader.audience is Audience.HOST else is_public(event)
