"""Will you host? One mail to each who waits in a town, at most once in seven days."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.outbox import Letter, enqueue, own_occurrence
from organizer.places.candidates import PlaceCandidate
from organizer.watches.models import Watch
from organizer.watches.queries import live_points
from organizer.watches.rules import QUESTION_PAUSE, Band, WatchState, band_of


def count_askable(session: Session, *, campaign_id: UUID, place_id: int, now: datetime) -> Band | None:
    """Return how many would be asked now, as a band; None for nobody."""
    people = len(_askable(session, _waiting_in(campaign_id, place_id, now), campaign_id, now))
    return band_of(people, get_campaign_by_id(session, campaign_id=campaign_id).safety) if people else None


def ask_to_host(session: Session, *, actor: Actor, campaign_id: UUID, place: PlaceCandidate, now: datetime) -> bool:
    """Write to everybody who waits in a town and may be asked again; False when that is nobody."""
    query = _waiting_in(campaign_id, place.id, now)
    locked = query.with_for_update().execution_options(populate_existing=True)
    watches = _askable(session, locked, campaign_id, now)
    for watch in watches:
        watch.asked_at = now
        enqueue(session, _letter(watch, now))
    if watches:
        # No number: the trail is kept longer than the watches, and is read by people who know each other.
        act = Act("watchers-asked", "campaign", campaign_id, campaign_id, f"{place.name}, {place.country}")
        record_act(session, actor=actor, act=act)
    return bool(watches)


def _waiting_in(campaign_id: UUID, place_id: int, now: datetime) -> Select[Watch]:
    return select(Watch).where(
        Watch.campaign_id == campaign_id,
        Watch.place_id == place_id,
        Watch.state == WatchState.CONFIRMED,
        Watch.counts_from <= now,
        Watch.takes_questions,
        or_(Watch.asked_at.is_(None), Watch.asked_at <= now - QUESTION_PAUSE),
    ).order_by(Watch.id)  # fmt: skip


def _askable(session: Session, query: Select[Watch], campaign_id: UUID, now: datetime) -> Sequence[Watch]:
    """Return those of the watches that have nothing within their kilometres."""
    events = live_points(session, campaign_id=campaign_id, now=now)
    return [one for one in session.scalars(query) if not events.has_any(one.lat, one.lon, one.radius_km)]


def _letter(watch: Watch, now: datetime) -> Letter:
    return Letter(
        kind="watch-question",
        subject_id=watch.id,
        recipient=watch.email or "",
        locale=watch.language,
        context={},
        campaign_id=watch.campaign_id,
        recipient_index=watch.email_index,
        occurrence=own_occurrence(),
        not_after=now + QUESTION_PAUSE,
    )
