"""Reads of watches."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.policy import address_rule, is_public_clause, point_by_rule
from organizer.events.rules import EventState
from organizer.foundation.core.errors import NotFound

from .models import Watch, WatchedEvent
from .rules import Spot, SpotGrid, Waiting, WatchState


def get_watch(session: Session, *, watch_id: UUID, link_version: int | None = None) -> Watch:
    """Return a watch. Raises NotFound, also when its link was renewed since."""
    watch = session.get(Watch, watch_id)
    if watch is None or (link_version is not None and watch.link_version != link_version):
        raise NotFound(watch=str(watch_id))
    return watch


def lock_watch(session: Session, *, watch_id: UUID, link_version: int) -> Watch:
    """Return a watch with its row locked: two clicks at once must not do two things. Raises NotFound."""
    session.get(Watch, watch_id, with_for_update=True, populate_existing=True)
    return get_watch(session, watch_id=watch_id, link_version=link_version)


def find_watch(session: Session, *, campaign_id: UUID, email_index: bytes, place_id: int) -> Watch | None:
    """Return the watch of an address for a town, or None."""
    mine = (Watch.campaign_id == campaign_id, Watch.email_index == email_index, Watch.place_id == place_id)
    return session.scalar(select(Watch).where(*mine))


def find_pending(session: Session, *, campaign_id: UUID, email_index: bytes) -> Watch | None:
    """Return the watch of an address that waits to be confirmed, locked, or None."""
    mine = (
        Watch.campaign_id == campaign_id,
        Watch.email_index == email_index,
        Watch.state == WatchState.PENDING,
    )
    return session.scalar(select(Watch).where(*mine).with_for_update())


class NewEvent(NamedTuple):
    """The columns of an event that decide who is told of it."""

    id: UUID
    campaign_id: UUID
    series_id: UUID | None
    lat: float | None
    lon: float | None
    is_withheld: bool
    #: The last watch that heard of it, where only some did.
    reached: UUID | None = None


def list_new_events(session: Session, *, now: datetime, limit: int) -> Sequence[NewEvent]:
    """Return public events still to come of which not everybody near them heard: those told in part, then the soonest."""
    is_new = or_(WatchedEvent.id.is_(None), ~WatchedEvent.is_done)
    columns = (Event.id, Event.campaign_id, Event.series_id, Event.lat, Event.lon, Event.exact_sealed.is_not(None))
    query = select(*columns, WatchedEvent.reached).outerjoin(WatchedEvent, WatchedEvent.event_id == Event.id)
    ordered = query.order_by(WatchedEvent.id.is_(None), Event.starts_utc, Event.id).limit(limit)
    return [NewEvent(*row) for row in session.execute(ordered.where(is_live_clause(now), is_new))]


def list_told_series(session: Session, *, series_ids: Collection[UUID], without: Collection[UUID]) -> set[UUID]:
    """Return which of the series had a date that was looked at, other than the dates of ``without``."""
    told = select(Event.series_id).join(WatchedEvent, WatchedEvent.event_id == Event.id)
    query = told.where(Event.series_id.in_(series_ids), Event.id.not_in(without)).distinct()
    return {series_id for series_id in session.scalars(query) if series_id is not None}


def list_spots(session: Session, *, campaign_id: UUID) -> list[Spot[tuple[tuple[UUID, int], ...]]]:
    """Return where somebody watches, each with the watches there and their kilometres.

    The unconfirmed too: they may be confirmed by the time that they are written to.
    """
    query = select(Watch.lat, Watch.lon, Watch.id, Watch.radius_km).where(Watch.campaign_id == campaign_id)
    there: dict[tuple[float, float], list[tuple[UUID, int]]] = {}
    for lat, lon, watch_id, km in session.execute(query):
        there.setdefault((lat, lon), []).append((watch_id, km))
    return [Spot(lat, lon, tuple(watches)) for (lat, lon), watches in there.items()]


def list_waiting(
    session: Session, *, campaign_id: UUID, countries: Collection[str] | None, now: datetime
) -> list[Waiting]:
    """Return how many people wait in which towns of these countries (all when None), counted at the last full hour."""
    where = (Watch.place_id, Watch.country, Watch.lat, Watch.lon, Watch.radius_km)
    query = select(*where, func.count()).where(
        Watch.campaign_id == campaign_id, Watch.state == WatchState.CONFIRMED, Watch.counts_from <= now
    )
    if countries is not None:
        query = query.where(Watch.country.in_(sorted(countries)))
    return [Waiting(*row) for row in session.execute(query.group_by(*where))]


def live_points(session: Session, *, campaign_id: UUID, now: datetime) -> SpotGrid[None]:
    """Return where something will happen, as far as the public may know it."""
    safety = get_campaign_by_id(session, campaign_id=campaign_id).safety
    query = select(Event.lat, Event.lon, Event.exact_sealed.is_not(None)).where(
        Event.campaign_id == campaign_id, Event.lat.is_not(None), is_live_clause(now)
    )
    points = (
        point_by_rule(lat, lon, address_rule(safety, is_withheld=is_withheld))
        for lat, lon, is_withheld in session.execute(query)
    )
    return SpotGrid(Spot(point.lat, point.lon, None) for point in points if point is not None)


def is_live_clause(now: datetime) -> ColumnElement[bool]:
    """Return what tells, in SQL, an event that people can go to: public, not called off, not over."""
    ends = func.coalesce(Event.ends_utc, Event.starts_utc, type_=Event.starts_utc.type)
    return and_(is_public_clause(), Event.state != EventState.CANCELLED, ends >= now)
