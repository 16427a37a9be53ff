"""Following governments that change the clocks: instants are worked out anew, people are told."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.operations import raise_version
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import details_of
from organizer.events.rules import EventState
from organizer.events.rules.clocks import follow_clocks
from organizer.events.rules.notice import NoticeKind, RevisionState
from organizer.events.rules.timing import MAX_LENGTH
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.tz import use_newest_tzdata

from .lifecycle import notice
from .telling import tell_hosts
from .writing import Writing, mark_visible_change, record_revision

#: An event that began earlier may still be going on.
_STILL_ON = MAX_LENGTH
_NOBODY_GOES = (EventState.CANCELLED, EventState.HIDDEN, EventState.REJECTED)


def follow_new_clocks(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Work out the instants of coming events whose zone data are of another release; return how many were looked at.

    The wall time stays. Where the instant moved, calendars get a higher SEQUENCE, hosts and guests a mail. Each event
    is looked at once for each release, so it may be stopped and run again at any point; zero means that all is done.
    """
    version = use_newest_tzdata().version
    query = (
        select(Event)
        .where(Event.tzdata != version, Event.starts_utc > now - _STILL_ON)
        .order_by(Event.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    events = session.scalars(query).all()
    moved = {event.campaign_id for event in events if _follow(session, event, Writing(ANONYMOUS, now), version)}
    session.flush()
    for campaign_id in sorted(moved):
        raise_version(session, campaign_id=campaign_id)
    return len(events)


def _follow(session: Session, event: Event, writing: Writing, version: str) -> bool:
    """Bring one event up to date; True when feeds and pages change."""
    event.tzdata = version
    if (event.ends_utc or event.starts_utc) < writing.at:
        return False
    try:
        retimed = follow_clocks(details_of(event))
    except DomainError:
        return False  # a zone that is no longer known: what was worked out once is the best that there is
    if (retimed.timing.starts_utc, retimed.timing.ends_utc) == (event.starts_utc, event.ends_utc):
        return False
    before = event.starts
    event.starts, event.ends = retimed.details.start, retimed.details.end
    event.starts_utc, event.ends_utc = retimed.timing.starts_utc, retimed.timing.ends_utc
    if event.all_day or event.to_be_announced:
        return False  # said and written as a day, which is the same day still
    record_act(session, actor=writing.actor, act=Act("event-clocks-changed", "event", event.id, event.campaign_id))
    if retimed.is_moved:
        record_revision(session, event=event, details=retimed.details, writing=writing, state=RevisionState.APPLIED)
    mark_visible_change(event, writing.at, moves_sequence=True)
    session.flush()
    if event.state not in _NOBODY_GOES:
        _tell(session, event, writing, before if retimed.is_moved else None)
    return event.published_at is not None


def _tell(session: Session, event: Event, writing: Writing, moved_from: datetime | None) -> None:
    """Tell hosts and guests; ``moved_from`` is the wall time that the clocks now skip."""
    tell_hosts(session, event=event, kind="clocks-changed" if moved_from is None else "clocks-skip")
    if not is_public(event):
        return
    if moved_from is None:
        session.add(notice(event, NoticeKind.CLOCKS, writing))
    else:
        session.add(notice(event, NoticeKind.CHANGED, writing, {"start": moved_from.isoformat()}))
