"""Which events are near whom: looked up without holding anybody up, queued in short transactions.

An event that a hundred thousand people watch for is queued in parts, each from where the last one ended. That place is
written with the part, and only by whoever finds the one before: so a part may be stopped at any point and run again, by
several workers at once, and nobody is told twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.policy import address_rule, point_by_rule
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.watches.models import Watch, WatchedEvent, WatchNews
from organizer.watches.queries import NewEvent, list_new_events, list_spots, list_told_series
from organizer.watches.rules import RADII, SpotGrid

#: Events that are looked up at once.
_EVENTS = 1000
#: Rows of the queue, and events, that one transaction writes: 1,000 rows hold SQLite's writer for about a tenth of a second.
MOST_ROWS, MOST_EVENTS = 1000, 100


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the watches near an event, those after ``start`` in the order of their ids; ``is_last``: no more after them."""

    event_id: UUID
    is_first: bool
    start: UUID | None
    watches: tuple[UUID, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """What decides who in a campaign hears of an event."""

    safety: SafetyProfile
    grid: SpotGrid[tuple[tuple[UUID, int], ...]]


def find_news(session: Session, *, now: datetime) -> Iterator[Sequence[Part]]:
    """Return what is new for whom, in parts to be queued together (``queue_news``); nothing when all was looked at.

    Reads all that it needs at once; the session may be closed before the parts are taken. Up to a thousand events: again
    until there is none.
    """
    events = list_new_events(session, now=now, limit=_EVENTS)
    heard = {event.id for event in _first_dates(session, events)}
    grounds = {campaign_id: _ground(session, campaign_id) for campaign_id in {event.campaign_id for event in events}}
    return _together(
        part for event in events for part in _parts(event, grounds[event.campaign_id] if event.id in heard else None)
    )


def queue_news(session: Session, parts: Sequence[Part]) -> None:
    """Queue parts of what is new, but for those that somebody else queued meanwhile."""
    events = _still_there(session, Event.id, [part.event_id for part in parts])
    taken = [part for part in parts if part.event_id in events and _take(session, part)]
    watches = _still_there(session, Watch.id, sorted({watch for part in taken for watch in part.watches}))
    rows = [
        {"id": new_id(), "watch_id": watch, "event_id": part.event_id}
        for part in taken
        for watch in part.watches
        if watch in watches
    ]
    if rows:
        session.execute(insert(WatchNews), rows)


def _take(session: Session, part: Part) -> bool:
    """Write how far an event was told, from where this part begins; False when it stands elsewhere already."""
    reached = None if part.is_last else part.watches[-1]
    if part.is_first:
        row = WatchedEvent(event_id=part.event_id, reached=reached, is_done=part.is_last)
        return add_row_unless_there(session, row)
    stands = (WatchedEvent.event_id == part.event_id, WatchedEvent.reached == part.start, ~WatchedEvent.is_done)
    changed = session.execute(update(WatchedEvent).where(*stands).values(reached=reached, is_done=part.is_last))
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # of an update


def _first_dates(session: Session, events: Sequence[NewEvent]) -> Iterator[NewEvent]:
    """Yield the events, of a series only the first date that anybody could hear of: nobody wants fifty mails' worth."""
    series = {event.series_id for event in events if event.series_id is not None}
    told = list_told_series(session, series_ids=series, without=[event.id for event in events]) if series else set()
    for event in events:
        if event.series_id is None or event.reached is not None or event.series_id not in told:
            yield event
        if event.series_id is not None:
            told.add(event.series_id)


def _ground(session: Session, campaign_id: UUID) -> _Ground:
    safety = get_campaign_by_id(session, campaign_id=campaign_id).safety
    return _Ground(safety, SpotGrid(list_spots(session, campaign_id=campaign_id)))


def _parts(event: NewEvent, ground: _Ground | None) -> Iterator[Part]:
    """Yield an event's parts; one without watches when nobody is to hear of it."""
    watches = _near(event, ground) if ground else []
    left = sorted(watch for watch in watches if event.reached is None or watch > event.reached)
    start, is_first = event.reached, event.reached is None
    for at in range(0, max(1, len(left)), MOST_ROWS):
        some = tuple(left[at : at + MOST_ROWS])
        yield Part(event.id, is_first, start, some, is_last=at + MOST_ROWS >= len(left))
        start, is_first = some[-1] if some else None, False


def _near(event: NewEvent, ground: _Ground) -> list[UUID]:
    """Return the watches near an event. Distances are taken from what the public may know of a place, never from more."""
    point = point_by_rule(event.lat, event.lon, address_rule(ground.safety, is_withheld=event.is_withheld))
    if point is None:
        return []
    around = ground.grid.around(point.lat, point.lon, max(RADII))
    return [watch_id for spot, away in around for watch_id, km in spot.key if away <= km]


def _together(parts: Iterator[Part]) -> Iterator[Sequence[Part]]:
    """Yield the parts in their order, as many at once as one transaction may write."""
    some: list[Part] = []
    rows = 0
    for part in parts:
        if some and (rows + len(part.watches) > MOST_ROWS or len(some) == MOST_EVENTS):
            yield some
            some, rows = [], 0
        some.append(part)
        rows += len(part.watches)
    if some:
        yield some


def _still_there(session: Session, key: InstrumentedAttribute[UUID], ids: Sequence[UUID]) -> set[UUID]:
    """Return which rows are still there, kept there until the end of the transaction."""
    return set(session.scalars(select(key).where(key.in_(ids)).with_for_update(read=True, key_share=True)))
