"""What time does to answers: holds end, and people are forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.campaigns.rules import SAFETY
from organizer.events.models import Event
from organizer.foundation.outbox import forget_subjects
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import list_expired_holds
from organizer.rsvps.rules import capacity_band

from .calendar_keys import forget_lonely_keys
from .places import give_back

#: Ids in one statement; engines bound how many a statement may carry.
_CHUNK = 500


def release_holds(session: Session, *, now: datetime) -> int:
    """Give back the places of answers that nobody confirmed in time; return how many answers."""
    late = list_expired_holds(session, now=now)
    for rsvp in late:
        session.refresh(rsvp, with_for_update=True)
        if rsvp.holds_places and rsvp.hold_until is not None and rsvp.hold_until < now:
            rsvp.holds_places = False
            give_back(session, event_id=rsvp.event_id, people=rsvp.party_size)
    return len(late)


def purge_over(session: Session, *, now: datetime) -> int:
    """Delete the answers to events that ended longer ago than the campaign keeps them; return how many.

    A guest's own calendar ends with the last answer.
    """
    gone = 0
    for profile, rules in SAFETY.items():
        line = now - timedelta(days=rules.purge_days)
        over = (
            select(Event.id)
            .join(Campaign, Campaign.id == Event.campaign_id)
            .where(Campaign.safety == profile, func.coalesce(Event.ends_utc, Event.starts_utc) < line)
        )
        ids = session.scalars(delete(Rsvp).where(Rsvp.event_id.in_(over)).returning(Rsvp.id)).all()
        for start in range(0, len(ids), _CHUNK):
            forget_subjects(session, subject_ids=ids[start : start + _CHUNK])
        gone += len(ids)
    forget_lonely_keys(session)
    return gone


def refresh_bands(session: Session) -> int:
    """Bring the public bands of limited events up to date; return how many changed.

    At fixed times only: a band that followed each answer would tell a watcher of single people.
    """
    changed = set()
    for event in session.scalars(select(Event).where(Event.capacity.is_not(None))):
        band = capacity_band(event.capacity, event.taken)
        if band != event.band:
            event.band = band
            changed.add(event.campaign_id)
    session.flush()
    for campaign_id in sorted(changed):
        raise_version(session, campaign_id=campaign_id)
    return len(changed)
