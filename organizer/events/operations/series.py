"""Events that come again: each date is an event of its own, with its own address, guests and calendar entry."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from organizer.campaigns.operations import raise_version
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event, EventRevision, EventSeries
from organizer.events.policy import is_public, stand_of
from organizer.events.queries import details_of, get_series, list_hosts, lock_dates
from organizer.events.rules import EventDetails, EventState, transition
from organizer.events.rules.acts import GONE, EventAct, refuse_impossible
from organizer.events.rules.occurrences import check_dates, on_date
from organizer.events.rules.repeating import Repetition, Room, Until, expand_more
from organizer.foundation.access import Permission, can
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound

from .creating import create_event
from .hosting import add_host
from .lifecycle import publish_event
from .writing import Writing


def begin_series(
    session: Session, *, event: Event, details: EventDetails, repetition: Repetition, writing: Writing
) -> Sequence[Event]:
    """Make an event the first date of a series and add the others as drafts; return those.

    Raises TimesAreSkipped and what ``work_out_timing`` raises.
    """
    first, *others = repetition.starts
    rule = repetition.rule
    series = EventSeries(
        campaign_id=event.campaign_id,
        uid=str(uuid4()),
        zone=details.zone,
        starts=first,
        frequency=rule.frequency,
        step=rule.step,
        week=rule.week,
        until=repetition.starts[-1].date(),
        created_at=writing.at,
    )
    session.add(series)
    session.flush()
    event.series_id, event.series_start = series.id, first
    dates = [on_date(details, start, repetition.fold) for start in others]
    return _add(session, like=event, series=series, dates=dates, writing=writing)


def repeat_event(session: Session, *, event: Event, repetition: Repetition, writing: Writing) -> int:
    """Repeat an event that stood alone; return how many dates there are more, 0 when it is a series already.

    Its hosts are theirs too. Where a coordinator reads what hosts list, the new dates wait.
    Raises WrongState, TimesAreSkipped and what ``work_out_timing`` raises.
    """
    if event.series_id is not None:
        return 0
    refuse_impossible(EventAct.REPEAT, stand_of(event))
    new = begin_series(session, event=event, details=details_of(event), repetition=repetition, writing=writing)
    _bring_in(session, new, event, writing)
    return len(new)


def add_dates(session: Session, *, event: Event, until: Until, after: str, writing: Writing) -> int:
    """Add dates to the end of an event's series; return how many.

    ``after`` is the last date that the host saw (ISO 8601): when more were added since, nothing is done, so that a
    form sent twice adds once. Raises NotFound when the actor may not change the date that the new ones are like, OnlyOneDate, TooManyDates, TooFarAhead, TimesAreSkipped.
    """
    assert event.series_id is not None, "an event that stands alone is repeated instead"
    dates = lock_dates(session, series=get_series(session, series_id=event.series_id))
    last = dates[-1]
    if last.series_start is None or last.series_id is None or last.series_start.isoformat() != after:
        return 0
    series = get_series(session, series_id=last.series_id)
    starts = expand_more(series.rule, last.series_start, until, room_for_more(dates, writing))
    like = like_which(session, dates)
    if not can(writing.actor, Permission.EVENT_EDIT, like.target):
        raise NotFound(event=like.code)
    new = _add(
        session,
        like=like,
        series=series,
        dates=[on_date(details_of(like), start) for start in starts],
        writing=writing,
    )
    series.until = starts[-1].date()
    _bring_in(session, new, like, writing)
    return len(new)


def room_for_more(dates: Sequence[Event], writing: Writing) -> Room:
    """Return how many dates may be added to these."""
    coming = [event for event in dates if event.starts_utc > writing.at and event.state not in GONE]
    first = min((event.starts.date() for event in coming), default=writing.at.date())
    return Room.beginning(first, taken=len(coming))


def fit_series(session: Session, series: EventSeries) -> None:
    """Let a series end with its last date; one without dates stays as the root of those that continue it."""
    session.flush()
    last = session.scalar(select(func.max(Event.series_start)).where(Event.series_id == series.id))
    if last is not None:
        series.until = last.date()


def forget_empty_series(session: Session, *, before: datetime) -> None:
    """Delete the rules of listings that nobody confirmed, made before a moment (aware, UTC)."""
    later = aliased(EventSeries)
    in_use = (
        exists().where(Event.series_id == EventSeries.id),
        exists().where(EventRevision.series_id == EventSeries.id),
        exists().where(later.continues_id == EventSeries.id),
    )
    session.execute(
        delete(EventSeries)
        .where(EventSeries.created_at < before, *(~used for used in in_use))
        .execution_options(synchronize_session=False)
    )


def _add(
    session: Session, *, like: Event, series: EventSeries, dates: Sequence[EventDetails], writing: Writing
) -> Sequence[Event]:
    check_dates(dates)
    campaign = get_campaign_by_id(session, campaign_id=like.campaign_id)
    added = []
    for details in dates:
        new = create_event(session, campaign=campaign, details=details, writing=writing, group_id=like.group_id)
        new.series_id, new.series_start = series.id, details.start
        new.takes_rsvp, new.listing_language = like.takes_rsvp, like.listing_language
        added.append(new)
    return added


def _bring_in(session: Session, new: Sequence[Event], like: Event, writing: Writing) -> None:
    """Give new dates the hosts of another, and publish them, or let them wait, as that one stands."""
    campaign = get_campaign_by_id(session, campaign_id=like.campaign_id)
    hosts = list_hosts(session, event_id=like.id)
    for event in new:
        event.confirmed_at = writing.at
        for _, person in hosts:
            add_host(session, event=event, person_id=person.id)
        is_trusted = campaign.trusts_hosts or can(writing.actor, Permission.EVENT_APPROVE, event.target)
        if is_public(like) and is_trusted:
            publish_event(session, event=event, writing=writing, tells_hosts=False)
        elif like.state is not EventState.DRAFT:
            event.state = transition(event.state, EventState.PENDING)
    record_act(session, actor=writing.actor, act=Act("event-repeated", "event", like.id, like.campaign_id))
    session.flush()
    raise_version(session, campaign_id=like.campaign_id)


def like_which(session: Session, dates: Sequence[Event]) -> Event:
    """Return the date of a series that new ones are like: the last that stands where the rule put it.

    The last of all when there is none.
    """
    if dates[-1].series_id is None:
        return dates[-1]
    series = get_series(session, series_id=dates[-1].series_id)
    standing = [
        event
        for event in dates
        if event.series_id == series.id
        and (event.starts, event.zone) == (event.series_start, series.zone)
        and event.state not in GONE
    ]
    return standing[-1] if standing else dates[-1]
