"""Listing an event: sent by anybody, confirmed by mail, then waiting or public."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.operations import find_or_create_person
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.queries import details_of, find_by_submit_key, get_event_for_update, get_series, lock_dates
from organizer.events.rules import EventDetails, EventState, transition
from organizer.events.rules.repeating import Repetition
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.audit import Act, record_act
from organizer.foundation.outbox import Letter, enqueue

from .creating import create_event
from .hosting import add_host
from .lifecycle import publish_event
from .series import begin_series, forget_empty_series
from .writing import Writing

#: A listing that nobody confirms is forgotten after this time.
CONFIRM_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Listing:
    """What came with the form: who must confirm, in which language to write, the form's own key, when it comes again."""

    email: str
    language: str
    submit_key: str | None = None
    group_id: UUID | None = None
    repetition: Repetition | None = None


def submit_listing(
    session: Session, *, campaign: Campaign, details: EventDetails, listing: Listing, writing: Writing
) -> Event:
    """Keep a listing until its sender confirms by mail; the same form sent twice gives the same event.

    All dates of a series are kept, with one mail; the first one is returned.
    """
    before = _sent_before(session, listing)
    if before is not None:
        return before
    try:
        with session.begin_nested():
            event = create_event(
                session, campaign=campaign, details=details, writing=writing, group_id=listing.group_id
            )
            event.listing_language = listing.language
            event.submit_key = listing.submit_key
            dates = [event, *_repeated(session, event, listing, writing)]
            for date in dates:
                date.listed_by = listing.email
    except IntegrityError:
        # Two presses at once: the other transaction was first.
        before = _sent_before(session, listing)
        if before is None:
            raise
        return before
    letter = Letter(
        kind="event-confirm",
        subject_id=event.id,
        recipient=listing.email,
        locale=listing.language,
        context={},
        campaign_id=event.campaign_id,
        not_after=writing.at + CONFIRM_WITHIN,
    )
    enqueue(session, letter)
    record_act(session, actor=writing.actor, act=Act("event-listed", "event", event.id, event.campaign_id))
    return event


def confirm_listing(session: Session, *, event_id: UUID, writing: Writing) -> Person:
    """Take the listing as confirmed: its sender becomes host, the event waits or is public; so do all dates of a series.

    Doing it again changes nothing and returns the same person.
    """
    event = get_event_for_update(session, event_id=event_id)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    email = event.listed_by or ""
    person = find_or_create_person(session, email=email, locale=event.listing_language)
    if event.confirmed_at is not None:
        return person
    for date in [event, *_other_dates(session, event)]:
        host = _confirm(session, date, person, writing)
        if campaign.trusts_hosts:
            publish_event(session, event=date, writing=replace(writing, actor=host), tells_hosts=date is event)
        else:
            date.state = transition(date.state, EventState.PENDING)
            date.updated_at = writing.at  # from now on it waits
    session.flush()
    return person


def _confirm(session: Session, event: Event, person: Person, writing: Writing) -> Actor:
    """Make the sender host of one event; return them as such."""
    event.confirmed_at = writing.at
    add_host(session, event=event, person_id=person.id)
    host = Actor(person.id, grants=frozenset({Grant(Role.HOST, event.id)}))
    record_act(session, actor=host, act=Act("event-confirmed", "event", event.id, event.campaign_id))
    return host


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Delete listings that nobody confirmed in time; return how many."""
    late = (Event.confirmed_at.is_(None), Event.state == EventState.DRAFT, Event.created_at < now - CONFIRM_WITHIN)
    gone = session.execute(delete(Event).where(*late, Event.listed_by_sealed.is_not(None)))
    forget_empty_series(session, before=now - CONFIRM_WITHIN)
    return int(gone.rowcount)  # type: ignore[attr-defined]  # of a DELETE


def _sent_before(session: Session, listing: Listing) -> Event | None:
    return find_by_submit_key(session, submit_key=listing.submit_key) if listing.submit_key else None


def _repeated(session: Session, event: Event, listing: Listing, writing: Writing) -> Sequence[Event]:
    if listing.repetition is None:
        return ()
    details = details_of(event)
    return begin_series(session, event=event, details=details, repetition=listing.repetition, writing=writing)


def _other_dates(session: Session, event: Event) -> Sequence[Event]:
    """Return the dates of the same listing that wait to be confirmed with this one."""
    if event.series_id is None:
        return ()
    dates = lock_dates(session, series=get_series(session, series_id=event.series_id))
    return [date for date in dates if date.id != event.id and date.confirmed_at is None]
