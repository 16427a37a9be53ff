"""What taking a calendar file would do, event by event; somebody looks at it before anything is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.operations.creating import as_safe_as_the_campaign
from organizer.events.queries import details_of as details_of_event
from organizer.events.rules import EventDetails, EventState, PinSource, work_out_timing
from organizer.exchange.models import ImportedEvent
from organizer.exchange.queries import Known, list_imported
from organizer.exchange.rules.calendar_file import CalendarFile
from organizer.exchange.rules.drafting import Setting, details_of, no_town, pin_as_written
from organizer.exchange.rules.found import FoundEvent
from organizer.exchange.rules.remarks import Remark
from organizer.foundation.access import Actor, Permission, can
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.places.pins import check_pin

from .planned import Change, Planned, key_of

#: What is off here is not called on again, nor sent to anybody, by a file.
_OFF = frozenset({EventState.CANCELLED, EventState.REJECTED, EventState.HIDDEN})


def plan_import(
    session: Session, *, campaign: Campaign, actor: Actor, file: CalendarFile, setting: Setting, today: date
) -> list[Planned]:
    """Return what each event of a file would do. Changes nothing. Raises NotFound when nobody is signed in."""
    if actor.person_id is None:
        raise NotFound
    uids = {event.uid_hash for event in file.events}
    known = list_imported(session, campaign_id=campaign.id, person_id=actor.person_id, uids=uids)
    by_uid: dict[bytes, list[Known]] = {}
    for one in known:
        by_uid.setdefault(one.row.uid_hash, []).append(one)
    planned: list[Planned] = []
    for found in file.events:
        planned.extend(_plan(found, by_uid.get(found.uid_hash, []), campaign, setting, actor))
    return [*planned, *_gone(file.events, by_uid, actor, today)]


def _plan(
    found: FoundEvent, known: Sequence[Known], campaign: Campaign, setting: Setting, actor: Actor
) -> Iterator[Planned]:
    if found.is_cancelled:
        # Without a date of a series it means all of them.
        whole = [one for one in known if not found.recurrence or one.row.recurrence == found.recurrence]
        if not whole:
            yield Planned(key_of(found, Change.OFF), found, Change.OFF)
        for before in whole:
            yield _call_off(replace(found, recurrence=before.row.recurrence), before, Change.CANCEL, actor)
        return
    same_date = next((one for one in known if one.row.recurrence == found.recurrence), None)
    if same_date is not None:
        # Where it is was said before, and stays so.
        setting = replace(setting, zone=same_date.event.zone, town_of=no_town, pin_of=pin_as_written)
    try:
        details = as_safe_as_the_campaign(campaign, details_of(found, setting))
        work_out_timing(details)
    except DomainError as refusal:
        yield Planned(key_of(found, Change.UNFIT), found, Change.UNFIT, refusal=refusal)
        return
    if same_date is None:
        yield Planned(key_of(found, Change.NEW), found, Change.NEW, details)
        return
    yield _change(found, details, same_date, actor)


def _change(found: FoundEvent, details: EventDetails, before: Known, actor: Actor) -> Planned:
    row, event = before.row, before.event
    ours = details_of_event(event)
    merged = _kept_by_host(details, ours)
    change = Change.UPDATE
    if row.digest == found.digest or _is_older(found, row) or merged == ours:
        change = Change.SAME
    elif not can(actor, Permission.EVENT_EDIT, event.target):
        change = Change.LOST
    elif event.state in _OFF:
        change = Change.SHUT
    return Planned(key_of(found, change, before), found, change, merged, ours, before, is_edited=before.is_edited)


def _call_off(found: FoundEvent, before: Known, change: Change, actor: Actor) -> Planned:
    row, event = before.row, before.event
    ours = details_of_event(event)
    if event.state in _OFF:
        change = Change.SAME
    elif not can(actor, Permission.EVENT_CANCEL, event.target):
        change = Change.LOST
    elif _is_older(found, row):
        change = Change.SAME
    return Planned(key_of(found, change, before), found, change, ours, ours, before, is_edited=before.is_edited)


def _gone(
    events: Sequence[FoundEvent], by_uid: dict[bytes, list[Known]], actor: Actor, today: date
) -> Iterator[Planned]:
    """Yield coming dates of ours that their series has no more: how most programs write that one date was deleted."""
    dates: dict[bytes, list[FoundEvent]] = {}
    for found in events:
        dates.setdefault(found.uid_hash, []).append(found)
    for uid, known in by_uid.items():
        series = dates[uid]
        if any(not found.recurrence or Remark.SERIES_CUT in found.remarks for found in series):
            continue
        there = {found.recurrence for found in series}
        for before in known:
            name = before.row.recurrence
            if name and name not in there and before.event.starts.date() >= today:
                found = replace(series[0], recurrence=name, is_cancelled=True, remarks=frozenset())
                one = _call_off(found, before, Change.GONE, actor)
                if one.can_be_taken:
                    yield one


def _is_older(found: FoundEvent, row: ImportedEvent) -> bool:
    if found.sequence != row.sequence:
        return found.sequence < row.sequence
    return found.stamp is not None and row.stamp is not None and found.stamp < row.stamp


def _kept_by_host(details: EventDetails, ours: EventDetails) -> EventDetails:
    """Return ours with what the file says; what it says nothing of stays as the host set it."""
    pin = ours if _keeps_pin(details, ours) else details
    return replace(
        ours,
        title={**ours.title, **details.title},
        description={**ours.description, **details.description},
        zone=details.zone,
        start=details.start,
        end=details.end,
        all_day=details.all_day,
        is_tentative=details.is_tentative,
        venue=details.venue or ours.venue,
        lat=pin.lat,
        lon=pin.lon,
        pin_source=pin.pin_source,
        precision=pin.precision,
        online_url=details.online_url or ours.online_url,
        more_url=details.more_url or ours.more_url,
    )


def _keeps_pin(details: EventDetails, ours: EventDetails) -> bool:
    """Tell whether our pin is better than the file's: a host set it, or the file's looks wrong and ours stands."""
    if ours.pin_source is PinSource.HOST or details.lat is None or details.lon is None:
        return True
    return ours.lat is not None and bool(check_pin(details.lat, details.lon, country=ours.country, place=None))
