"""Whom a message goes to, by how they stand at the moment of asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.accounts.models import Person
from organizer.broadcasts.models import Broadcast, NewsSubscription
from organizer.broadcasts.rules import Audience
from organizer.broadcasts.rules.news import NewsState
from organizer.events.models import Event, EventHost
from organizer.events.rules import EventState
from organizer.foundation.core.email import stored_email
from organizer.rsvps.models import MailSwitch, Rsvp
from organizer.rsvps.rules.kinds import MailKind

from .segments import segment_clause

_Row = TypeVar("_Row")
_GONE = (EventState.REJECTED, EventState.HIDDEN, EventState.DRAFT)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who gets the message: by the key of the answer, the account or the subscription."""

    key: UUID
    email: str
    language: str
    email_index: bytes | None = None


def list_recipients(
    session: Session, broadcast: Broadcast, *, zone: str = "", after: UUID | None = None, limit: int = 200
) -> Sequence[Recipient]:
    """Return the next who get the message, in the order of their keys; of hosts only those with an event in ``zone``.

    Raises SealBroken.
    """
    match broadcast.audience:
        case Audience.GUESTS:
            guests = session.scalars(_page(_guests(broadcast), Rsvp.id, after, limit))
            return [Recipient(row.id, row.email or "", row.language, row.email_index) for row in guests]
        case Audience.HOSTS:
            hosts = session.scalars(_page(_hosts(broadcast, zone), Person.id, after, limit))
            return [Recipient(row.id, stored_email(row.email), row.locale) for row in hosts]
        case Audience.NEWS:
            readers = session.scalars(_page(_subscribers(broadcast), NewsSubscription.id, after, limit))
            return [Recipient(row.id, row.email or "", row.language, row.email_index) for row in readers]


def count_recipients(session: Session, broadcast: Broadcast) -> int:
    """Return how many would get it now."""
    query = _all(broadcast).with_only_columns(func.count()).order_by(None)
    return session.scalar(query) or 0


def is_recipient(session: Session, broadcast: Broadcast, *, key: UUID) -> bool:
    """Tell whether this answer, account or subscription still belongs to those who get it."""
    column = {Audience.GUESTS: Rsvp.id, Audience.HOSTS: Person.id, Audience.NEWS: NewsSubscription.id}
    query = _all(broadcast).with_only_columns(column[broadcast.audience])
    return session.scalar(query.where(column[broadcast.audience] == key)) is not None


def zones_of(session: Session, broadcast: Broadcast) -> Sequence[str]:
    """Return the zones of the events whose hosts get the message."""
    query = select(Event.zone).where(*_host_events(broadcast)).distinct()
    return session.scalars(query.order_by(Event.zone)).all()


def _all(broadcast: Broadcast) -> Select[Rsvp] | Select[Person] | Select[NewsSubscription]:
    match broadcast.audience:
        case Audience.GUESTS:
            return _guests(broadcast)
        case Audience.HOSTS:
            return _hosts(broadcast, "")
        case Audience.NEWS:
            return _subscribers(broadcast)


def _guests(broadcast: Broadcast) -> Select[Rsvp]:
    # Off for one guest, or by the campaign for all.
    wanted = ~_is_off(Rsvp.id, MailKind.HOST_WORDS, broadcast) & ~_is_off(
        Rsvp.campaign_id, MailKind.HOST_WORDS, broadcast
    )
    return select(Rsvp).where(Rsvp.event_id == broadcast.event_id, segment_clause(broadcast.segments), wanted)


def _hosts(broadcast: Broadcast, zone: str) -> Select[Person]:
    hosted = [EventHost.person_id == Person.id, EventHost.event_id == Event.id, *_host_events(broadcast)]
    if zone:
        hosted.append(Event.zone == zone)
    wanted = ~_is_off(Person.id, MailKind.CAMPAIGN_WORDS, broadcast)
    return select(Person).where(exists().where(*hosted), Person.disabled_at.is_(None), wanted)


def _host_events(broadcast: Broadcast) -> list[ColumnElement[bool]]:
    """Events that somebody works on: listed and confirmed, not turned away."""
    events = [
        Event.campaign_id == broadcast.campaign_id,
        Event.confirmed_at.is_not(None),
        Event.state.not_in(_GONE),
    ]
    return [*events, Event.country.in_(sorted(broadcast.countries))] if broadcast.countries else events


def _subscribers(broadcast: Broadcast) -> Select[NewsSubscription]:
    return select(NewsSubscription).where(
        NewsSubscription.campaign_id == broadcast.campaign_id, NewsSubscription.state == NewsState.CONFIRMED
    )


def _is_off(key: InstrumentedAttribute[UUID], kind: MailKind, broadcast: Broadcast) -> ColumnElement[bool]:
    return exists().where(
        MailSwitch.subject_id == key, MailSwitch.kind == kind, MailSwitch.campaign_id == broadcast.campaign_id
    )


def _page(query: Select[_Row], key: InstrumentedAttribute[UUID], after: UUID | None, limit: int) -> Select[_Row]:
    found = query if after is None else query.where(key > after)
    return found.order_by(key).limit(limit)
