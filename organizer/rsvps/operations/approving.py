"""Hosts say yes or no to answers, where they decide on each one.

An answer that waits for them has no places: the first who ask must not keep out whom the hosts want. Their yes takes the
places by the same guarded statement as every other; when none are left, it puts the guest into the waiting list, and an
offer from there needs no other yes.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.events.rules import EventState
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import get_locked_rsvp, get_shown
from organizer.rsvps.rules import EventIsFull, IsLetIn, NoPlacesWithoutMail, RsvpState
from organizer.rsvps.rules.approval import Refusal
from organizer.rsvps.rules.waiting import over_is_told_until

from .answering import count_in, refuse_when_closed, secure_places
from .inviting import mail_guest
from .lining_up import line_up
from .places import lock_event


def approve(session: Session, *, event_id: UUID, rsvp_id: UUID, actor: Actor, now: datetime) -> RsvpState:
    """Say yes to an answer, also after a no; return where it stands now: confirmed, or waiting when all places are taken.

    Again changes nothing. Raises NotFound, EventTakesNoAnswers; of who gave no address also EventIsFull, NoPlacesWithoutMail.
    """
    rsvp = _locked(session, event_id, rsvp_id)
    if rsvp.state not in (RsvpState.ASKED, RsvpState.DECLINED):
        return rsvp.state
    refuse_when_closed(session.get_one(Event, event_id, populate_existing=True), now)
    record_act(session, actor=actor, act=Act("rsvp-approved", "event", event_id, rsvp.campaign_id))
    let_in(session, rsvp, now)
    return rsvp.state


def decline(session: Session, *, event_id: UUID, rsvp_id: UUID, actor: Actor, refusal: Refusal, now: datetime) -> None:
    """Say no to an answer that waits for it, and tell the guest why. Again changes nothing. Raises NotFound, IsLetIn."""
    rsvp = _locked(session, event_id, rsvp_id)
    if rsvp.state in (RsvpState.CONFIRMED, RsvpState.WAITING, RsvpState.OFFERED):
        raise IsLetIn
    if rsvp.state is not RsvpState.ASKED:
        return
    rsvp.state, rsvp.declined_for = RsvpState.DECLINED, refusal.reason
    record_act(session, actor=actor, act=Act("rsvp-declined", "event", event_id, rsvp.campaign_id))
    mail_guest(session, rsvp, "rsvp-declined", at=now, context={"note": refusal.words} if refusal.words else {})


def settle_asked(session: Session, *, now: datetime) -> int:
    """Let in who asked where the hosts decide no longer; tell who heard nothing that it begins. Return how many."""
    is_live = (is_public_clause(), Event.state != EventState.CANCELLED)
    is_due = or_(Event.asks_first.is_(False), Event.starts_utc <= now)
    asked = (
        select(Rsvp.id, Rsvp.event_id)
        .join(Event, Event.id == Rsvp.event_id)
        .where(Rsvp.state == RsvpState.ASKED, is_due, *is_live)
    )
    rows = session.execute(asked.order_by(Rsvp.event_id, Rsvp.id).limit(200)).all()
    for rsvp_id, event_id in rows:
        rsvp = _locked(session, event_id, rsvp_id)
        event = session.get_one(Event, event_id)
        if rsvp.state is RsvpState.ASKED and event.starts_utc > now:
            with suppress(EventIsFull, NoPlacesWithoutMail):  # of who gave no address: they ask on
                let_in(session, rsvp, now)
        elif rsvp.state is RsvpState.ASKED:
            rsvp.state = RsvpState.CANCELLED
            until = over_is_told_until(event.starts_utc, event.ends_utc)
            mail_guest(session, rsvp, "rsvp-unanswered", at=now, not_after=until)
    return len(rows)


def let_in(session: Session, rsvp: Rsvp, now: datetime) -> None:
    """Confirm an answer while there are places, else put it into the waiting list. The event is locked by the caller.

    Of who gave no address, whom no offer reaches: raises EventIsFull, NoPlacesWithoutMail.
    """
    try:
        secure_places(session, rsvp)
    except EventIsFull:
        if rsvp.email_sealed is None:  # offers come by mail
            raise
        line_up(session, rsvp, now)
    else:
        count_in(session, rsvp, "rsvp-approved", now)


def _locked(session: Session, event_id: UUID, rsvp_id: UUID) -> Rsvp:
    lock_event(session, event_id)
    get_shown(session, event_id=event_id, rsvp_id=rsvp_id)
    return get_locked_rsvp(session, rsvp_id=rsvp_id)
