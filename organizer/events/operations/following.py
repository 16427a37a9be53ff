"""Changing or calling off a date of a series and all that follow: in one transaction, each as an event of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import uuid4

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event, EventRevision, EventSeries
from organizer.events.policy import stand_of
from organizer.events.queries import details_of, find_proposal, get_series, lock_dates
from organizer.events.rules import CapacityTooSmall, EventDetails, EventState
from organizer.events.rules.acts import GONE, EventAct, is_possible, refuse_impossible
from organizer.events.rules.following import Edit, Followed, Slot, follow
from organizer.events.rules.notice import RevisionState
from organizer.events.rules.occurrences import check_dates
from organizer.events.rules.repeating import Rule
from organizer.foundation.access import Permission, can
from organizer.foundation.core.errors import DomainError

from .creating import as_safe_as_the_campaign
from .editing import EditedMeanwhile, edit_event
from .lifecycle import cancel_event
from .series import fit_series
from .writing import Writing


class DateIsOver(DomainError):
    """A date that has begun is never changed together with others."""

    code = "date_is_over"


class TooFewPlaces(DomainError):
    """On one of the dates more people are coming than there would be places; params: taken, day (date)."""

    code = "too_few_places_on_a_date"


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of the dates: ``dates`` of them were changed, ``kept`` keep something that was set for them alone.

    ``waits``: a coordinator reads it first.
    """

    dates: int
    kept: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class _Date:
    """One date: what becomes of it, None where it is gone; ``slot`` None where the rule does not reach."""

    event: Event
    followed: Followed | None
    slot: Slot | None


def edit_following(
    session: Session, *, event: Event, details: EventDetails, fold: int | None, writing: Writing, based_on: int | None
) -> Changed:
    """Change a date to ``details``, and all that follow in the same way; ``fold`` as in ``on_date``.

    What was moved, called off or set for one date alone is kept; so is every date that has begun, and every one that
    the actor may not change: each date has hosts of its own. Another day or hour makes a new series that continues this one; the events, their addresses and calendar entries stay the same ones.
    Raises EditedMeanwhile, DateIsOver, TooFewPlaces, TimesAreSkipped and what ``work_out_timing`` raises.
    """
    assert event.series_id is not None, "only a series has dates that follow"
    series = get_series(session, series_id=event.series_id)
    all_dates = lock_dates(session, series=series)
    if based_on is not None and based_on != event.revision:
        raise EditedMeanwhile(revision=event.revision)
    _refuse_over(event, writing)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    edit = Edit(details_of(event), as_safe_as_the_campaign(campaign, details), fold)
    if not edit.changed:
        return Changed(0, 0)
    dates = _plan(series, event, coming_after(event, all_dates, writing, Permission.EVENT_EDIT), edit)
    check_dates(date.followed.details for date in dates if date.followed)
    target = _series_from(session, series, event, edit, writing) if edit.moves_time else None
    revisions = [_change(session, date, target, writing) for date in dates]
    waits = any(revision is not None and revision.state is RevisionState.PROPOSED for revision in revisions)
    if target is not None:
        for date, revision in zip(dates, revisions, strict=True):
            # While a change waits, dates that it leaves alone stay where they are: it may be refused.
            if revision is None and not waits:
                _join(date, target)
        fit_series(session, series)
        fit_series(session, target)
    kept = sum(date.followed is None or date.followed.is_own for date in dates)
    return Changed(sum(revision is not None for revision in revisions), kept, waits)


def cancel_following(session: Session, *, event: Event, writing: Writing, reason: str) -> int:
    """Call off a date and all that follow and are the actor's to call off; each stays in lists and feeds as cancelled.

    Returns how many.

    Raises WrongState when the date itself is off already, DateIsOver.
    """
    assert event.series_id is not None, "only a series has dates that follow"
    dates = lock_dates(session, series=get_series(session, series_id=event.series_id))
    refuse_impossible(EventAct.CANCEL, stand_of(event))
    _refuse_over(event, writing)
    following = coming_after(event, dates, writing, Permission.EVENT_CANCEL)
    off = [event, *(date for date in following if is_possible(EventAct.CANCEL, stand_of(date)))]
    for date in off:
        cancel_event(session, event=date, writing=writing, reason=reason)
    return len(off)


def coming_after(event: Event, dates: Sequence[Event], writing: Writing, permission: Permission) -> list[Event]:
    """Return the dates of a series after this one that have not begun, whatever their state.

    Only those on which the writer has the permission.
    """
    place = event.series_start or event.starts
    return [
        date
        for date in dates
        if date.id != event.id
        and (date.series_start or date.starts) > place
        and date.starts_utc > writing.at
        and can(writing.actor, permission, date.target)
    ]


def _refuse_over(event: Event, writing: Writing) -> None:
    if event.starts_utc <= writing.at:
        raise DateIsOver


def _plan(series: EventSeries, event: Event, following: Sequence[Event], edit: Edit) -> list[_Date]:
    """Return what becomes of each date, this one first."""
    here = event.series_start or event.starts
    slots = _slots(series.rule, here, edit, last=max([here, *(date.series_start or here for date in following)]))
    planned = [_Date(event, Followed(edit.new), slots[here])]
    for date in following:
        slot = slots.get(date.series_start or here) if date.series_id == series.id else None
        followed = None if _is_gone(date, event) else follow(details_of(date), edit, slot)
        planned.append(_Date(date, followed, slot))
    return planned


def _is_gone(date: Event, event: Event) -> bool:
    """Tell whether a date is off the list; those that were declined with this one are asked for again with it."""
    return date.state in GONE and not (date.state is event.state is EventState.REJECTED)


def _slots(rule: Rule, here: datetime, edit: Edit, *, last: datetime) -> dict[datetime, Slot]:
    """Return the places from here on by their old starts: the first goes to the first, the second to the second."""
    new = edit.new_rule(rule, here).dates(edit.first_start(here))
    old = takewhile(lambda wall: wall <= last, rule.dates(here))
    return {was: Slot(was, becomes) for was, becomes in zip(old, new, strict=False)}


def _series_from(session: Session, series: EventSeries, event: Event, edit: Edit, writing: Writing) -> EventSeries:
    """Return the series that begins with this date; the one that was proposed before when it is the same."""
    here = event.series_start or event.starts
    rule, first = edit.new_rule(series.rule, here), edit.first_start(here)
    proposal = find_proposal(session, event_id=event.id)
    if proposal is not None and proposal.series_id is not None:
        before = get_series(session, series_id=proposal.series_id)
        if (before.rule, before.starts, before.zone) == (rule, first, edit.new.zone):
            return before
    new = EventSeries(
        campaign_id=series.campaign_id,
        uid=str(uuid4()),
        zone=edit.new.zone,
        starts=first,
        frequency=rule.frequency,
        step=rule.step,
        week=rule.week,
        until=first.date(),
        continues_id=series.root_id,
        created_at=writing.at,
    )
    session.add(new)
    session.flush()
    return new


def _change(session: Session, date: _Date, target: EventSeries | None, writing: Writing) -> EventRevision | None:
    """Change one date, or propose it; return the version, None when nothing differs."""
    if date.followed is None:
        return None
    event = date.event
    try:
        revision = edit_event(session, event=event, details=date.followed.details, writing=writing)
    except CapacityTooSmall as refusal:
        raise TooFewPlaces(**refusal.params, day=event.starts.date()) from refusal
    if revision is None or target is None or date.slot is None:
        return revision
    if revision.state is RevisionState.PROPOSED:
        revision.series_id, revision.series_start = target.id, date.slot.becomes
    else:
        _join(date, target)
    return revision


def _join(date: _Date, target: EventSeries) -> None:
    if date.slot is not None:
        date.event.series_id, date.event.series_start = target.id, date.slot.becomes
