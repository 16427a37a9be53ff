"""What time does to answers: holds end, and people are forgotten."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.campaigns.rules import SAFETY
from organizer.consents.models import PaperTick
from organizer.events.models import Event
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import forget_subjects
from organizer.rsvps.models import ErasedAnswer, Rsvp, Shift
from organizer.rsvps.queries import get_locked_rsvp, list_expired_holds
from organizer.rsvps.rules import CONFIRM_WITHIN, RsvpState, best_band, capacity_band
from organizer.rsvps.rules.ways import Way, ways_of

from .calendar_keys import forget_lonely_keys
from .places import let_go, lock_event

#: Ids in one statement; engines bound how many a statement may carry.
_CHUNK = 500


def release_holds(session: Session, *, now: datetime) -> int:
    """Give back the places of answers that nobody confirmed in time; return how many answers."""
    late = sorted((rsvp.event_id, rsvp.id) for rsvp in list_expired_holds(session, now=now))
    for event_id, rsvp_id in late:
        lock_event(session, event_id)
        with suppress(NotFound):  # erased meanwhile
            rsvp = get_locked_rsvp(session, rsvp_id=rsvp_id)
            if rsvp.state is RsvpState.PENDING and rsvp.hold_until is not None and rsvp.hold_until < now:
                let_go(session, rsvp, RsvpState.PENDING)
    return len(late)


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Delete the answers that nobody confirmed while the link was good, as the mail with it says; return how many.

    An answer knows its day, not its hour, so the two days are counted from the end of that one.
    """
    line = (now - CONFIRM_WITHIN).date()
    late = select(Rsvp.event_id, Rsvp.id).where(Rsvp.state == RsvpState.PENDING, Rsvp.answered_on < line)
    gone = []
    for event_id, rsvp_id in session.execute(late.order_by(Rsvp.event_id, Rsvp.id).limit(_CHUNK)).all():
        lock_event(session, event_id)
        with suppress(NotFound):  # erased meanwhile
            rsvp = get_locked_rsvp(session, rsvp_id=rsvp_id)
            if rsvp.state is RsvpState.PENDING:
                let_go(session, rsvp, RsvpState.PENDING)
                session.delete(rsvp)
                gone.append(rsvp_id)
    session.flush()
    forget_subjects(session, subject_ids=gone)
    return len(gone)


def forget_erased(session: Session, *, now: datetime) -> None:
    """Forget the keys of erased answers once no page can bring one back; a day is longer than any is good for."""
    session.execute(delete(ErasedAnswer).where(ErasedAnswer.erased_on < now.date() - timedelta(days=1)))


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
        ticks = session.scalars(delete(PaperTick).where(PaperTick.event_id.in_(over)).returning(PaperTick.id)).all()
        keys = [*ids, *ticks]
        for start in range(0, len(keys), _CHUNK):
            forget_subjects(session, subject_ids=keys[start : start + _CHUNK])
        gone += len(ids)
    forget_lonely_keys(session)
    return gone


def refresh_bands(session: Session) -> int:
    """Bring the public bands of limited events and shifts up to date; return how many changed.

    At fixed times only: a band that followed each answer would tell a watcher of single people.
    """
    changed = []
    limited = or_(*(column.is_not(None) for column in (Event.capacity, Event.online_capacity, Event.band)))
    for event in session.scalars(select(Event).where(limited)):
        band = best_band([_band_of(event, way) for way in ways_of(event.mode)])
        if band != event.band:
            event.band = band
            changed.append(event.campaign_id)
    for shift in session.scalars(select(Shift).where(or_(Shift.capacity.is_not(None), Shift.band.is_not(None)))):
        band = capacity_band(shift.capacity, shift.taken)
        if band != shift.band:
            shift.band = band
            changed.append(shift.campaign_id)
    session.flush()
    for campaign_id in sorted(set(changed)):
        raise_version(session, campaign_id=campaign_id)
    return len(changed)


def _band_of(event: Event, way: Way) -> str | None:
    counts = (event.online_capacity, event.online_taken, event.online_waiting)
    return capacity_band(*(counts if way is Way.ONLINE else (event.capacity, event.taken, event.waiting)))
