"""The door: its link for helpers, ticks that may be sent twice, and paper lists that come back."""

import secrets
from collections.abc import Iterable
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.core.ids import digest_of_token, new_token
from organizer.foundation.core.text import plain_digits
from organizer.foundation.db import add_row_unless_there
from organizer.rsvps.models import Arrival, DoorLink, Rsvp
from organizer.rsvps.queries import find_door_link, list_coming
from organizer.rsvps.rules.door import (
    MOST_AT_ONCE,
    MOST_MISSES,
    MOST_WRONG_PINS,
    PIN_LENGTH,
    ArrivalSource,
    PinWrong,
    Tick,
    guest_code,
    read_code,
)


def make_door_link(session: Session, *, event_id: UUID, campaign_id: UUID, actor: Actor) -> DoorLink:
    """Return a new link to the door's list, with a PIN for when somebody guesses; the one before ends."""
    end_door_link(session, event_id=event_id)
    token = new_token()
    link = DoorLink(event_id=event_id, token_hash=digest_of_token(token), misses=0, wrong_pins=0)
    link.token, link.pin = token, "".join(secrets.choice("0123456789") for _ in range(PIN_LENGTH))
    session.add(link)
    session.flush()
    record_act(session, actor=actor, act=Act("door-opened", "event", event_id, campaign_id))
    return link


def end_door_link(session: Session, *, event_id: UUID) -> None:
    """End the link of an event, if there is one."""
    link = find_door_link(session, event_id=event_id)
    if link is not None:
        session.delete(link)
        session.flush()


def tick_off(session: Session, *, link: DoorLink, ticks: Iterable[Tick]) -> list[str]:
    """Keep what was seen at the door; return what no guest of the event has as a code.

    A tick says how many are here, not how many more: the same again changes nothing. So many wrong codes make the door
    ask for its PIN.
    """
    guests: dict[str, Rsvp] | None = None
    missed = []
    for tick in ticks:
        if tick.guest is None:
            _keep(session, link.event_id, f"w:{tick.key}", ArrivalSource.WALK_IN, min(tick.people, MOST_AT_ONCE))
            continue
        if guests is None:
            guests = {guest_code(rsvp.id): rsvp for rsvp in list_coming(session, event_id=link.event_id)}
        rsvp = guests.get(read_code(tick.guest))
        if rsvp is None:
            missed.append(tick.guest)
            continue
        people = min(tick.people, rsvp.party_size)
        _keep(session, link.event_id, f"g:{guest_code(rsvp.id)}", ArrivalSource.GUEST, people, rsvp_id=rsvp.id)
    if missed:
        session.refresh(link, with_for_update=True)
        link.misses = min(link.misses + len(missed), MOST_MISSES)
    return missed


def open_with_pin(session: Session, *, link: DoorLink, typed: str) -> None:
    """Let the door go on after wrong codes. Raises PinWrong; after the last try the link has ended (``left`` 0).

    The caller commits also when it is wrong: tries are counted.
    """
    session.refresh(link, with_for_update=True)
    if compare_digest(plain_digits(typed.strip()).encode(), (link.pin or "").encode()) and link.pin:
        link.misses = link.wrong_pins = 0
        return
    link.wrong_pins += 1
    left = MOST_WRONG_PINS - link.wrong_pins
    if left <= 0:
        session.delete(link)
    raise PinWrong(left=max(0, left))


def take_rows(
    session: Session,
    *,
    event_id: UUID,
    campaign_id: UUID,
    filled: frozenset[int],
    consenting: frozenset[int],
    actor: Actor,
) -> int:
    """Keep which rows of the paper lists are filled, and which carry a tick; return how many are new.

    A row that was typed before stays; one with a tick is filled.
    """
    before = len(_rows(session, event_id))
    for row in sorted(filled | consenting):
        arrival = _keep(session, event_id, f"s:{row}", ArrivalSource.SHEET, 1)
        arrival.has_consent = arrival.has_consent or row in consenting
    session.flush()
    added = len(_rows(session, event_id)) - before
    record_act(session, actor=actor, act=Act("sheet-rows-typed", "event", event_id, campaign_id))
    return added


def forget_rows(session: Session, *, event_id: UUID) -> None:
    """Take back all rows that were typed: to begin again."""
    for arrival in _rows(session, event_id):
        session.delete(arrival)


def _rows(session: Session, event_id: UUID) -> list[Arrival]:
    mine = (Arrival.event_id == event_id, Arrival.source == ArrivalSource.SHEET)
    return list(session.scalars(select(Arrival).where(*mine)))


def _keep(
    session: Session, event_id: UUID, key: str, source: ArrivalSource, people: int, *, rsvp_id: UUID | None = None
) -> Arrival:
    """Set how many came, in the one row that there is for it, whoever wrote it first."""
    query = select(Arrival).where(Arrival.event_id == event_id, Arrival.key == key)
    found = session.scalar(query)
    if found is None:
        row = Arrival(event_id=event_id, key=key, source=source, people=people, rsvp_id=rsvp_id, has_consent=False)
        add_row_unless_there(session, row)
        found = session.scalar(query)
        if found is None:
            raise TryAgainLater(cause="twice")  # it was taken back at this very moment
    found.people = people
    return found
