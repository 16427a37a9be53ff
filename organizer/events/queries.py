"""Reads of events."""

import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.queries import find_person_by_email
from organizer.foundation.access import Actor, Grant, Permission, Role, Target
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import Text, pick

from .models import Event, EventHost, EventNotice, EventRevision, EventSeries, HandOver
from .policy import permitted_clause, stand_of
from .rules import Access, EventDetails, Mode, Precision
from .rules.line import EventLine
from .rules.notice import NoticeKind, RevisionState
from .rules.snapshot import from_snapshot


def line_of(event: Event) -> EventLine:
    """Return the event as a frozen row, its title in the event's own language."""
    return EventLine(
        id=event.id,
        code=event.code,
        state=event.state,
        stand=stand_of(event),
        title=pick(event.title, [event.language]) or Text(event.code, "en"),
        group_name=event.group_name,
        mode=event.mode,
        zone=event.zone,
        start=event.starts,
        end=event.ends,
        fold=event.fold,
        all_day=event.all_day,
        to_be_announced=event.to_be_announced,
        city=event.city,
        country=event.country,
        revision=event.revision,
        updated_at=event.updated_at,
        published_at=event.published_at,
        reason=event.reason,
        capacity=event.capacity,
        taken=event.taken + event.online_taken,
        left=_left(event),
        waiting=event.waiting + event.online_waiting,
    )


def _left(event: Event) -> int | None:
    """Return how many places are free, of both ways together; None: without limit."""
    limits = [(event.capacity, event.taken)]
    if event.mode is Mode.HYBRID:
        limits.append((event.online_capacity, event.online_taken))
    free = [max(capacity - taken, 0) for capacity, taken in limits if capacity is not None]
    return sum(free) if len(free) == len(limits) else None


def find_event(session: Session, *, code: str) -> Event | None:
    """Return the event by its public code, in any state, or None."""
    return session.scalar(select(Event).where(Event.code == code))


def get_event(session: Session, *, code: str) -> Event:
    """Return the event by its public code. Raises NotFound."""
    event = find_event(session, code=code)
    if event is None:
        raise NotFound(event=code)
    return event


def event_target(session: Session, code: str, **_: object) -> Target:
    """Return what rights on the event of an address depend on. Raises NotFound."""
    return get_event(session, code=code).target


def get_event_for_update(session: Session, *, event_id: UUID) -> Event:
    """Return the event, its row locked until the transaction ends. Raises NotFound."""
    query = select(Event).where(Event.id == event_id).with_for_update().execution_options(populate_existing=True)
    event = session.scalar(query)
    if event is None:
        raise NotFound(event=str(event_id))
    return event


def find_by_submit_key(session: Session, *, submit_key: str) -> Event | None:
    """Return the event that this very form sent before, or None."""
    return session.scalar(select(Event).where(Event.submit_key == submit_key))


def get_series(session: Session, *, series_id: UUID) -> EventSeries:
    """Return a series. Raises NotFound."""
    series = session.get(EventSeries, series_id)
    if series is None:
        raise NotFound(series=str(series_id))
    return series


def list_dates(session: Session, *, series: EventSeries) -> Sequence[Event]:
    """Return the dates of a series in all of its parts, in any state, by their places in it."""
    return session.scalars(_dates(series).order_by(Event.series_start, Event.id)).all()


def lock_dates(session: Session, *, series: EventSeries) -> Sequence[Event]:
    """Return what ``list_dates`` does, the rows and the series itself locked until the transaction ends.

    The series first, so that whoever waits for it then sees the dates that the other added; the dates all at once and
    always in the same order.
    """
    lock_series(session, series=series)
    locked = _dates(series).order_by(Event.id).with_for_update().execution_options(populate_existing=True)
    return sorted(session.scalars(locked), key=lambda event: (event.series_start or event.starts, event.id))


def lock_series(session: Session, *, series: EventSeries) -> None:
    """Let nobody else change the series until the transaction ends; before any of its dates is locked.

    Not its key: who changes one date alone holds that date and lets the database look whether the series is there.
    """
    session.execute(select(EventSeries.id).where(EventSeries.id == series.root_id).with_for_update(key_share=True))


def _dates(series: EventSeries) -> Select[Event]:
    parts = select(EventSeries.id).where(
        or_(EventSeries.id == series.root_id, EventSeries.continues_id == series.root_id)
    )
    return select(Event).where(Event.series_id.in_(parts))


def list_for_actor(session: Session, *, actor: Actor, permission: Permission, limit: int = 200) -> Sequence[Event]:
    """Return the confirmed events on which the actor has the permission, next first."""
    query = select(Event).where(permitted_clause(actor, permission), Event.confirmed_at.is_not(None))
    return session.scalars(query.order_by(Event.starts_utc, Event.id).limit(limit)).all()


def list_grants(session: Session, *, person_id: UUID, event_id: UUID | None = None) -> Sequence[Grant]:
    """Return the host's grants of a person; of one event when the person came by its link."""
    query = select(EventHost.event_id).where(EventHost.person_id == person_id)
    if event_id is not None:
        query = query.where(EventHost.event_id == event_id)
    return [Grant(Role.HOST, found) for found in session.scalars(query)]


def list_opened_by_link(session: Session, event_id: UUID) -> frozenset[UUID]:
    """Return the events that the link of one opens: it and the other dates of its series, which are one listing."""
    series = session.scalar(
        select(EventSeries).join(Event, Event.series_id == EventSeries.id).where(Event.id == event_id)
    )
    if series is None:
        return frozenset({event_id})
    return frozenset({event_id, *session.scalars(_dates(series).with_only_columns(Event.id))})


def list_hosts(session: Session, *, event_id: UUID) -> Sequence[tuple[EventHost, Person]]:
    """Return the hosts of an event with their accounts."""
    query = select(EventHost, Person).join(Person, Person.id == EventHost.person_id)
    rows = session.execute(query.where(EventHost.event_id == event_id).order_by(EventHost.id)).all()
    return [(row[0], row[1]) for row in rows]


def is_host(session: Session, *, event_id: UUID, person_id: UUID) -> bool:
    """Tell whether a person runs an event."""
    query = select(EventHost.id).where(EventHost.event_id == event_id, EventHost.person_id == person_id)
    return session.scalar(query) is not None


def listing_is_passed_on(session: Session, *, event_id: UUID) -> bool:
    """Tell whether who listed and confirmed an event runs it no longer."""
    event = session.get(Event, event_id)
    return event is not None and event.confirmed_at is not None and not _hosts(session, event.id, event.listed_by)


def offer_is_passed_on(session: Session, *, offer: HandOver) -> bool:
    """Tell whether who accepted an event runs it no longer."""
    return offer.accepted_at is not None and not _hosts(session, offer.event_id, offer.email)


def _hosts(session: Session, event_id: UUID, email: str | None) -> bool:
    person = find_person_by_email(session, email=email) if email else None
    return person is not None and is_host(session, event_id=event_id, person_id=person.id)


def get_host(session: Session, *, host_id: UUID) -> EventHost:
    """Return a host's row. Raises NotFound, also when the person hosts no longer."""
    host = session.get(EventHost, host_id)
    if host is None:
        raise NotFound(host=str(host_id))
    return host


def list_revisions(session: Session, *, event_id: UUID) -> Sequence[EventRevision]:
    """Return all versions, newest first."""
    query = select(EventRevision).where(EventRevision.event_id == event_id)
    return session.scalars(query.order_by(EventRevision.number.desc())).all()


def get_revision(session: Session, *, event_id: UUID, number: int) -> EventRevision:
    """Return one version. Raises NotFound."""
    query = select(EventRevision).where(EventRevision.event_id == event_id, EventRevision.number == number)
    revision = session.scalar(query)
    if revision is None:
        raise NotFound(revision=number)
    return revision


def find_proposal(session: Session, *, event_id: UUID) -> EventRevision | None:
    """Return the change that waits for a coordinator, or None."""
    query = select(EventRevision).where(
        EventRevision.event_id == event_id, EventRevision.state == RevisionState.PROPOSED
    )
    return session.scalar(query.order_by(EventRevision.number.desc()).limit(1))


def was_called_off(session: Session, *, event_id: UUID) -> bool:
    """Tell whether the last that guests heard is that the event is off."""
    told = (NoticeKind.CANCELLED, NoticeKind.BACK_ON)
    query = select(EventNotice.kind).where(EventNotice.event_id == event_id, EventNotice.kind.in_(told))
    return session.scalar(query.order_by(EventNotice.id.desc()).limit(1)) is NoticeKind.CANCELLED


def details_when_hidden(session: Session, *, event_id: UUID) -> EventDetails | None:
    """Return the event as it was when it was last taken away; None when it never was."""
    hidden = (EventNotice.event_id == event_id, EventNotice.kind == NoticeKind.HIDDEN)
    notice_id = session.scalar(select(EventNotice.id).where(*hidden).order_by(EventNotice.id.desc()).limit(1))
    applied = (EventRevision.event_id == event_id, EventRevision.state == RevisionState.APPLIED)
    if notice_id is None:
        return None
    # By their keys, which are in the order of time: two acts may be in one second.
    query = select(EventRevision).where(*applied, EventRevision.id < notice_id)
    revision = session.scalar(query.order_by(EventRevision.number.desc()).limit(1))
    return read_revision(revision) if revision is not None else None


def read_revision(revision: EventRevision) -> EventDetails:
    """Return the details of a version, the withheld part opened."""
    return from_snapshot(revision.snapshot, json.loads(revision.withheld) if revision.withheld else {})


def newest_number(session: Session, *, event_id: UUID) -> int:
    """Return the number of the newest version of an event, be it public or proposed."""
    return next_number(session, event_id=event_id) - 1


def next_number(session: Session, *, event_id: UUID) -> int:
    """Return the number of the next version."""
    return (session.scalar(select(func.max(EventRevision.number)).where(EventRevision.event_id == event_id)) or 0) + 1


def details_of(event: Event) -> EventDetails:
    """Return everything the host said, the withheld place opened. For hosts and who may see it."""
    details = EventDetails(
        language=event.language,
        title=event.title,
        description=event.description,
        kind=event.kind,
        mode=event.mode,
        zone=event.zone,
        start=event.starts,
        end=event.ends,
        fold=event.fold,
        all_day=event.all_day,
        to_be_announced=event.to_be_announced,
        is_tentative=event.is_tentative,
        group_name=event.group_name,
        venue=event.venue,
        address=event.address,
        city=event.city,
        region=event.region,
        country=event.country,
        place_id=event.place_id,
        lat=event.lat,
        lon=event.lon,
        pin_source=event.pin_source,
        precision=event.precision,
        address_visibility=event.address_visibility,
        place_hint=event.place_hint,
        online_url=event.online_url or event.online_secret,
        online_visibility=event.online_visibility,
        capacity=event.capacity,
        online_capacity=event.online_capacity,
        asks_first=event.asks_first,
        other_languages=tuple(event.other_languages),
        accessibility=tuple(Access(fact) for fact in event.accessibility),
        access_note=event.access_note,
        more_url=event.more_url,
    )
    if not event.exact:
        return details
    exact = json.loads(event.exact)
    return replace(details, **{**exact, "precision": Precision(exact.get("precision", event.precision))})


def get_hand_over(session: Session, *, hand_over_id: UUID) -> HandOver:
    """Return an offer to take an event over. Raises NotFound."""
    offer = session.get(HandOver, hand_over_id)
    if offer is None:
        raise NotFound(hand_over=str(hand_over_id))
    return offer
