"""Listing an event: sent by anybody, confirmed by mail, then waiting or public."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.operations import find_or_create_person
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import SAFETY, AddressRule
from organizer.events.models import Event
from organizer.events.queries import find_by_submit_key, find_event, get_event_for_update
from organizer.events.rules import AddressVisibility, EventDetails, EventState, transition
from organizer.events.rules.notice import RevisionState
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.ids import new_code
from organizer.foundation.outbox import Letter, enqueue

from .hosting import add_host
from .lifecycle import publish_event
from .writing import Writing, apply_details, record_revision

#: A listing that nobody confirms is forgotten after this time.
CONFIRM_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Listing:
    """What came with the form: who must confirm, in which language to write, and the form's own key."""

    email: str
    language: str
    submit_key: str | None = None
    group_id: UUID | None = None


def create_event(
    session: Session, *, campaign: Campaign, details: EventDetails, writing: Writing, group_id: UUID | None = None
) -> Event:
    """Add a draft with its first version. Raises what ``work_out_timing`` raises."""
    details = _as_safe_as_the_campaign(campaign, details)
    event = Event(
        campaign_id=campaign.id,
        group_id=group_id,
        code=_free_code(session),
        # A random UUID, kept for ever, the same in every feed and mail (RFC 7986 section 5.3).
        uid=str(uuid4()),
        state=EventState.DRAFT,
        revision=1,
        sequence=0,
        created_at=writing.at,
        updated_at=writing.at,
        taken=0,
    )
    apply_details(event, details)
    session.add(event)
    session.flush()
    record_revision(session, event=event, details=details, writing=writing, state=RevisionState.APPLIED)
    return event


def submit_listing(
    session: Session, *, campaign: Campaign, details: EventDetails, listing: Listing, writing: Writing
) -> Event:
    """Keep a listing until its sender confirms by mail; the same form sent twice gives the same event."""
    before = _sent_before(session, listing)
    if before is not None:
        return before
    try:
        with session.begin_nested():
            event = create_event(
                session, campaign=campaign, details=details, writing=writing, group_id=listing.group_id
            )
            event.listed_by = listing.email
            event.listing_language = listing.language
            event.submit_key = listing.submit_key
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
    """Take the listing as confirmed: its sender becomes host, the event waits or is public.

    Doing it again changes nothing and returns the same person.
    """
    event = get_event_for_update(session, event_id=event_id)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    email = event.listed_by or ""
    person = find_or_create_person(session, email=email, locale=event.listing_language)
    if event.confirmed_at is not None:
        return person
    event.confirmed_at = writing.at
    add_host(session, event=event, person_id=person.id)
    host = Actor(person.id, grants=frozenset({Grant(Role.HOST, event.id)}))
    record_act(session, actor=host, act=Act("event-confirmed", "event", event.id, event.campaign_id))
    if campaign.trusts_hosts:
        publish_event(session, event=event, writing=replace(writing, actor=host))
    else:
        event.state = transition(event.state, EventState.PENDING)
        event.updated_at = writing.at  # from now on it waits
    session.flush()
    return person


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Delete listings that nobody confirmed in time; return how many."""
    late = (Event.confirmed_at.is_(None), Event.state == EventState.DRAFT, Event.created_at < now - CONFIRM_WITHIN)
    gone = session.execute(delete(Event).where(*late, Event.listed_by_sealed.is_not(None)))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # of a DELETE


def _sent_before(session: Session, listing: Listing) -> Event | None:
    return find_by_submit_key(session, submit_key=listing.submit_key) if listing.submit_key else None


def _as_safe_as_the_campaign(campaign: Campaign, details: EventDetails) -> EventDetails:
    """Withhold the exact place and link where the campaign's safety profile says so."""
    if SAFETY[campaign.safety].public_place is AddressRule.EXACT:
        return details
    withheld = AddressVisibility.CONFIRMED
    return replace(details, address_visibility=withheld, online_visibility=withheld)


def _free_code(session: Session) -> str:
    while True:
        code = new_code()
        if find_event(session, code=code) is None:
            return code
