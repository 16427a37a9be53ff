"""Hosts of an event: adding, handing over, accepting."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.operations import find_or_create_person
from organizer.events.models import Event, EventHost, HandOver
from organizer.events.queries import get_event_for_update
from organizer.events.rules.handing_over import OfferIsTaken
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import Letter, enqueue

from .writing import Writing


def add_host(session: Session, *, event: Event, person_id: UUID) -> EventHost:
    """Make a person host of an event; once is enough."""
    query = select(EventHost).where(EventHost.event_id == event.id, EventHost.person_id == person_id)
    host = session.scalar(query)
    if host is None:
        host = EventHost(campaign_id=event.campaign_id, event_id=event.id, person_id=person_id)
        session.add(host)
        session.flush()
    return host


def hand_over(session: Session, *, event: Event, email: str, locale: str, writing: Writing) -> HandOver:
    """Ask somebody by mail to take the event over; the host stays host until it is accepted."""
    offer = HandOver(
        campaign_id=event.campaign_id,
        event_id=event.id,
        from_person_id=writing.actor.person_id,
        created_at=writing.at,
    )
    offer.email = email
    session.add(offer)
    session.flush()
    letter = Letter(
        kind="event-hand-over",
        subject_id=event.id,
        recipient=email,
        locale=locale,
        context={"hand_over_id": str(offer.id)},
        campaign_id=event.campaign_id,
        occurrence=str(offer.id),
    )
    enqueue(session, letter)
    record_act(session, actor=writing.actor, act=Act("event-hand-over-offered", "event", event.id, event.campaign_id))
    return offer


def accept_hand_over(session: Session, *, hand_over_id: UUID, writing: Writing) -> tuple[Event, Person]:
    """Make the invited person host in place of who gave the event away.

    The first who accepts has it: every other offer of the event ends. Works once, for it opens the event to whoever has
    the mail. Raises NotFound when the offer is gone, OfferIsTaken when it was accepted before.
    """
    offer = session.get(HandOver, hand_over_id)
    if offer is None or offer.email is None:
        raise NotFound(hand_over=str(hand_over_id))
    event = get_event_for_update(session, event_id=offer.event_id)
    session.refresh(offer)  # it may have been accepted while we waited for the event
    if offer.accepted_at is not None:
        raise OfferIsTaken
    person = find_or_create_person(session, email=offer.email, locale=event.listing_language)
    offer.accepted_at = writing.at
    open_offers = (HandOver.event_id == event.id, HandOver.id != offer.id, HandOver.accepted_at.is_(None))
    session.execute(delete(HandOver).where(*open_offers))
    add_host(session, event=event, person_id=person.id)
    given_up = (EventHost.event_id == event.id, EventHost.person_id == offer.from_person_id)
    if offer.from_person_id != person.id:
        session.execute(delete(EventHost).where(*given_up))
    record_act(session, actor=writing.actor, act=Act("event-handed-over", "event", event.id, event.campaign_id))
    return event, person
