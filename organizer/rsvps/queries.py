"""Reads of guests' answers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import Standing
from organizer.events.rules import EventState, Mode
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import digest_of_token
from organizer.places.folding import fold

from .models import Arrival, CalendarKey, DoorLink, MailSwitch, Rsvp, Shift, ShiftTaken
from .rules import LIVE_STATES, GuestLine, RsvpState
from .rules.door import ArrivalSource, DoorGuest, Turnout, first_word, guest_code
from .rules.kinds import MailKind
from .rules.replies import Reply
from .rules.shifts import ShiftLine, times_of
from .rules.ways import Way


class Asked(Standing, Protocol):
    """What decides on an answer: of an event, or of a row with these columns of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def code(self) -> str: ...
    @property
    def campaign_id(self) -> UUID: ...
    @property
    def starts_utc(self) -> datetime: ...
    @property
    def ends_utc(self) -> datetime | None: ...
    @property
    def capacity(self) -> int | None: ...
    @property
    def online_capacity(self) -> int | None: ...
    @property
    def mode(self) -> Mode: ...
    @property
    def asks_first(self) -> bool: ...
    @property
    def takes_rsvp(self) -> bool: ...


class AskedEvent(NamedTuple):
    """The columns of an event that an answer is about; the others would be read in vain."""

    id: UUID
    code: str
    campaign_id: UUID
    state: EventState
    published_at: datetime | None
    starts_utc: datetime
    ends_utc: datetime | None
    capacity: int | None
    online_capacity: int | None
    mode: Mode
    asks_first: bool
    takes_rsvp: bool


_ASKED = select(*[getattr(Event, name) for name in AskedEvent._fields]).where(Event.code == bindparam("code"))


def find_asked(session: Session, *, code: str) -> AskedEvent | None:
    """Return what decides on an answer to the event of this code, in any state, or None."""
    session.flush()
    row = session.connection().execute(_ASKED, {"code": code}).one_or_none()
    return None if row is None else AskedEvent(*row)


def capacity_of(event: Asked, way: Way) -> int | None:
    """Return how many places there are for a way of taking part; None: no limit."""
    return event.online_capacity if way is Way.ONLINE else event.capacity


def get_rsvp(session: Session, *, rsvp_id: UUID, link_version: int | None = None) -> Rsvp:
    """Return an answer. Raises NotFound, also when its link was renewed since."""
    rsvp = session.get(Rsvp, rsvp_id)
    if rsvp is None or (link_version is not None and rsvp.link_version != link_version):
        raise NotFound(rsvp=str(rsvp_id))
    return rsvp


def has_rsvp(session: Session, *, rsvp_id: UUID) -> bool:
    """Tell whether there is an answer with this key, whatever its link."""
    return session.get(Rsvp, rsvp_id) is not None


def get_locked_rsvp(session: Session, *, rsvp_id: UUID, link_version: int | None = None) -> Rsvp:
    """Return the same as it is now, its row locked; the event is locked before. Raises NotFound, also when it went meanwhile."""
    # Not by its key: the session may still know a row that somebody else deleted.
    query = select(Rsvp).where(Rsvp.id == rsvp_id).with_for_update().execution_options(populate_existing=True)
    rsvp = session.scalar(query)
    if rsvp is None or (link_version is not None and rsvp.link_version != link_version):
        raise NotFound(rsvp=str(rsvp_id))
    return rsvp


def find_by_email(session: Session, *, event_id: UUID, email_index: bytes) -> Rsvp | None:
    """Return the answer of this address to this event, or None."""
    return session.scalar(select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.email_index == email_index))


def find_by_words(session: Session, *, index: bytes) -> Rsvp | None:
    """Return the answer whose own page these words open (``Vault.words_index``), or None."""
    return session.scalar(select(Rsvp).where(Rsvp.words_index == index))


def list_confirmed(session: Session, *, event_id: UUID, after: UUID | None = None, limit: int = 500) -> Sequence[Rsvp]:
    """Return confirmed answers in the order of their keys, from after a key on."""
    query = select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.state == RsvpState.CONFIRMED)
    if after is not None:
        query = query.where(Rsvp.id > after)
    return session.scalars(query.order_by(Rsvp.id).limit(limit)).all()


def list_live_of(session: Session, *, event_id: UUID, after: UUID | None = None, limit: int = 500) -> Sequence[Rsvp]:
    """Return whose address is confirmed and who was not refused, as ``list_confirmed`` does: they hear of changes."""
    query = select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.state.in_(LIVE_STATES))
    if after is not None:
        query = query.where(Rsvp.id > after)
    return session.scalars(query.order_by(Rsvp.id).limit(limit)).all()


def list_in_line(session: Session, *, event_id: UUID, way: Way, limit: int = 500) -> Sequence[Rsvp]:
    """Return who waits without an offer, in the order of the list."""
    waiting = (Rsvp.event_id == event_id, Rsvp.way == way, Rsvp.state == RsvpState.WAITING)
    return session.scalars(select(Rsvp).where(*waiting).order_by(Rsvp.queue_number).limit(limit)).all()


def count_ahead(session: Session, rsvp: Rsvp) -> int:
    """Return how many parties stand before an answer in the waiting list."""
    ahead = (Rsvp.event_id == rsvp.event_id, Rsvp.way == rsvp.way, Rsvp.state == RsvpState.WAITING)
    return session.scalar(select(func.count()).where(*ahead, Rsvp.queue_number < rsvp.queue_number)) or 0


def list_coming(session: Session, *, event_id: UUID) -> list[Rsvp]:
    """Return the answers that hold places, confirmed or not yet, and who may come, in the order of their keys."""
    coming = and_(Rsvp.holds_places, Rsvp.state.in_((RsvpState.PENDING, RsvpState.CONFIRMED)))
    perhaps = and_(Rsvp.reply == Reply.MAYBE, Rsvp.state == RsvpState.CONFIRMED)
    return list(session.scalars(select(Rsvp).where(Rsvp.event_id == event_id, or_(coming, perhaps)).order_by(Rsvp.id)))


def list_shown(session: Session, *, event_id: UUID) -> list[Rsvp]:
    """Return the answers that the hosts see, in the order of their keys: who has places, waits, asks, or was refused."""
    return list(session.scalars(select(Rsvp).where(Rsvp.event_id == event_id, _is_shown()).order_by(Rsvp.id)))


def get_shown(session: Session, *, event_id: UUID, rsvp_id: UUID) -> Rsvp:
    """Return one of them. Raises NotFound, also for an answer to another event."""
    rsvp = session.scalar(select(Rsvp).where(Rsvp.id == rsvp_id, Rsvp.event_id == event_id, _is_shown()))
    if rsvp is None:
        raise NotFound(rsvp=str(rsvp_id))
    return rsvp


def _is_shown() -> ColumnElement[bool]:
    return or_(Rsvp.holds_places, Rsvp.state.in_({*LIVE_STATES, RsvpState.DECLINED}))


def line_of_guest(rsvp: Rsvp) -> GuestLine:
    """Return what the hosts see of an answer. Raises SealBroken."""
    return GuestLine(
        id=rsvp.id,
        name=rsvp.name,
        people=rsvp.party_size,
        state=rsvp.state,
        answered_on=rsvp.answered_on,
        reply=rsvp.reply,
        has_mail=rsvp.email_sealed is not None,
        note=rsvp.note,
        way=rsvp.way,
        queue_number=rsvp.queue_number,
    )


def is_coming(rsvp: Rsvp) -> bool:
    """Tell whether the answer counts and says yes for sure: who comes is told the exact place, and is busy."""
    return rsvp.state is RsvpState.CONFIRMED and rsvp.reply is Reply.GOING


def count_people(session: Session, *, event_id: UUID) -> dict[RsvpState, int]:
    """Return persons (not answers) by state."""
    query = select(Rsvp.state, func.sum(Rsvp.party_size)).where(Rsvp.event_id == event_id).group_by(Rsvp.state)
    return {state: int(people) for state, people in session.execute(query)}


def count_holding(session: Session, *, event_id: UUID, way: Way = Way.HERE) -> int:
    """Return the persons that count against capacity: what ``event.taken`` must equal."""
    holding = (Rsvp.event_id == event_id, Rsvp.way == way, Rsvp.holds_places)
    query = select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(*holding)
    return int(session.scalar(query) or 0)


def list_expired_holds(session: Session, *, now: datetime, limit: int = 500) -> Sequence[Rsvp]:
    """Return unconfirmed answers whose places are kept no longer."""
    query = select(Rsvp).where(Rsvp.state == RsvpState.PENDING, Rsvp.holds_places, Rsvp.hold_until < now)
    return session.scalars(query.order_by(Rsvp.id).limit(limit)).all()


class ShiftRow(NamedTuple):
    """A shift with the band that everybody reads."""

    line: ShiftLine
    band: str | None


def list_shifts(session: Session, *, event_id: UUID, rsvp_id: UUID | None = None) -> list[ShiftRow]:
    """Return the shifts of an event by their start; ``rsvp_id`` marks those of a guest."""
    query = (
        select(Shift, Event.starts, ShiftTaken.id)
        .join(Event, Event.id == Shift.event_id)
        .outerjoin(ShiftTaken, and_(ShiftTaken.shift_id == Shift.id, ShiftTaken.rsvp_id == rsvp_id))
        .where(Shift.event_id == event_id)
        .order_by(Shift.begins_after, Shift.id)
    )
    return [
        ShiftRow(_line_of_shift(shift, starts, is_mine=mine is not None), shift.band)
        for shift, starts, mine in session.execute(query)
    ]


def list_helpers(session: Session, *, event_id: UUID) -> dict[UUID, list[str | None]]:
    """Return the names of who does each shift, by the shift's id; for the event's hosts."""
    query = (
        select(ShiftTaken.shift_id, Rsvp)
        .join(Rsvp, Rsvp.id == ShiftTaken.rsvp_id)
        .where(Rsvp.event_id == event_id)
        .order_by(ShiftTaken.id)
    )
    names: dict[UUID, list[str | None]] = {}
    for shift_id, rsvp in session.execute(query):
        names.setdefault(shift_id, []).append(rsvp.name)
    return names


def _line_of_shift(shift: Shift, event_start: datetime, *, is_mine: bool) -> ShiftLine:
    start, end = times_of(shift.begins_after, shift.minutes, event_start)
    return ShiftLine(shift.id, shift.role, start, end, shift.capacity, shift.taken, is_mine)


def list_live(session: Session, *, campaign_id: UUID, email_index: bytes) -> Sequence[Rsvp]:
    """Return a guest's answers in a campaign that were not taken back, in the order of their keys."""
    mine = (Rsvp.campaign_id == campaign_id, Rsvp.email_index == email_index, Rsvp.state != RsvpState.CANCELLED)
    return session.scalars(select(Rsvp).where(*mine).order_by(Rsvp.id)).all()


def list_of_same_guest(session: Session, rsvp: Rsvp) -> Sequence[Rsvp]:
    """Return the answers that the same address gave in the same campaign, in any state, this one among them."""
    same = (Rsvp.campaign_id == rsvp.campaign_id, Rsvp.email_index == rsvp.email_index)
    return session.scalars(select(Rsvp).where(*same).order_by(Rsvp.id)).all()


def get_calendar_key(session: Session, *, token: str) -> CalendarKey:
    """Return what a secret calendar address opens. Raises NotFound: one that ended looks like one that never was."""
    key = session.scalar(select(CalendarKey).where(CalendarKey.token_hash == digest_of_token(token)))
    if key is None:
        raise NotFound(link="calendar")
    return key


def has_guest_key(session: Session, *, campaign_id: UUID, email_index: bytes) -> bool:
    """Tell whether a guest has made the address of their own calendar."""
    mine = (CalendarKey.campaign_id == campaign_id, CalendarKey.email_index == email_index)
    return session.scalar(select(CalendarKey.id).where(*mine)) is not None


def has_host_key(session: Session, *, person_id: UUID) -> bool:
    """Tell whether a person has made the address of the calendar of what they host."""
    return session.scalar(select(CalendarKey.id).where(CalendarKey.person_id == person_id)) is not None


def list_off(session: Session, *, campaign_id: UUID, subject_ids: Collection[UUID]) -> dict[UUID, frozenset[MailKind]]:
    """Return the kinds of mail that are off in a campaign for itself, an event, a guest or a host, by their ids."""
    off: dict[UUID, frozenset[MailKind]] = dict.fromkeys(subject_ids, frozenset())
    mine = (MailSwitch.campaign_id == campaign_id, MailSwitch.subject_id.in_(subject_ids))
    for row in session.scalars(select(MailSwitch).where(*mine)):
        off[row.subject_id] |= {row.kind}
    return off


def is_off(session: Session, kind: MailKind, *, campaign_id: UUID, subject_ids: Collection[UUID]) -> bool:
    """Tell whether a kind of mail is off for one of these: the campaign, the event, the guest."""
    off = list_off(session, campaign_id=campaign_id, subject_ids=subject_ids)
    return any(kind in kinds for kinds in off.values())


def find_door_link(session: Session, *, event_id: UUID) -> DoorLink | None:
    """Return the link to the door's list of an event, or None."""
    return session.scalar(select(DoorLink).where(DoorLink.event_id == event_id))


def get_door_link(session: Session, *, token: str) -> DoorLink:
    """Return what a link to a door's list opens. Raises NotFound: one that ended looks like one that never was."""
    link = session.scalar(select(DoorLink).where(DoorLink.token_hash == digest_of_token(token)))
    if link is None:
        raise NotFound(link="door")
    return link


def list_at_door(session: Session, *, event_id: UUID) -> list[DoorGuest]:
    """Return the guests as the door sees them, by name; those without one last. Raises SealBroken."""
    here = {arrival.rsvp_id: arrival.people for arrival in _arrivals(session, event_id, ArrivalSource.GUEST)}
    guests = [
        DoorGuest(
            code=guest_code(rsvp.id),
            name=first_word(rsvp.name),
            people=rsvp.party_size,
            here=here.get(rsvp.id, 0),
            is_sure=is_coming(rsvp),
        )
        for rsvp in list_coming(session, event_id=event_id)
    ]
    return sorted(guests, key=lambda guest: (guest.name is None, fold(guest.name or ""), guest.code))


def count_turnout(session: Session, *, event_id: UUID) -> Turnout:
    """Return how many persons were there."""
    query = select(Arrival.source, func.sum(Arrival.people)).where(Arrival.event_id == event_id)
    found = {source: int(people) for source, people in session.execute(query.group_by(Arrival.source))}
    return Turnout(
        *(found.get(source, 0) for source in (ArrivalSource.GUEST, ArrivalSource.WALK_IN, ArrivalSource.SHEET))
    )


def count_consenting_rows(session: Session, *, event_id: UUID) -> int:
    """Return how many rows of paper lists carry a tick."""
    mine = (Arrival.event_id == event_id, Arrival.has_consent)
    return int(session.scalar(select(func.count()).select_from(Arrival).where(*mine)) or 0)


def came(session: Session, *, event_id: UUID) -> frozenset[UUID]:
    """Return the keys of the answers of guests who were seen at the door."""
    return frozenset(
        arrival.rsvp_id
        for arrival in _arrivals(session, event_id, ArrivalSource.GUEST)
        if arrival.people and arrival.rsvp_id is not None
    )


def _arrivals(session: Session, event_id: UUID, source: ArrivalSource) -> Sequence[Arrival]:
    return session.scalars(select(Arrival).where(Arrival.event_id == event_id, Arrival.source == source)).all()
