"""A guest says they come, confirms, changes the party, or can't come after all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.rules import EventState
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import Act, record_act_of_crowd
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import add_row_unless_there, know_row, vault_of
from organizer.foundation.outbox import Letter, enqueue, lift_for_confirmed
from organizer.questions.operations import forget_answers
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import Asked, find_asked, find_by_email, get_rsvp
from organizer.rsvps.rules import (
    CONFIRM_WITHIN,
    Change,
    Changed,
    EventTakesNoAnswers,
    RsvpState,
    check_party,
    hold_until,
)
from organizer.rsvps.rules.replies import Reply

from .inviting import mail_guest, switch_invitation, take_back_invitation
from .places import give_back, take_places
from .pool import take_places_for


@dataclass(frozen=True, slots=True)
class Answer:
    """The three fields of the form, the language to write in, and whether they come for sure."""

    email: str
    name: str | None
    party_size: int
    language: str
    reply: Reply = Reply.GOING


def answer(session: Session, *, code: str, given: Answer, now: datetime) -> Rsvp:
    """Keep a guest's answer and send the link that confirms it.

    The same address again changes nothing that others could notice: the mail tells. Places are taken
    at once, so that who gets the mail has them. Raises NotFound, EventTakesNoAnswers, EventIsFull,
    PartyTooLarge, EmailNotUsable.
    """
    check_party(given.party_size)
    asked = find_asked(session, code=code)
    if asked is None:
        raise NotFound(event=code)
    refuse_when_closed(asked, now)
    index = vault_of(session).email_index(given.email, scope=str(asked.campaign_id))
    rsvp = _add(session, asked, given, index, now) or _again(session, asked, given, index, now)
    send_link(session, rsvp, given.email if rsvp.email is None else rsvp.email, now)
    return rsvp


def send_lost_link(session: Session, *, code: str, email: str, now: datetime) -> None:
    """Send who answered the link to their own page once more; nothing, and no sign of it, for who did not. Raises NotFound."""
    asked = find_asked(session, code=code)
    if asked is None or not is_public(asked):
        raise NotFound(event=code)
    index = vault_of(session).email_index(email, scope=str(asked.campaign_id))
    rsvp = find_by_email(session, event_id=asked.id, email_index=index)
    if rsvp is not None and rsvp.email is not None and rsvp.state is not RsvpState.CANCELLED:
        send_link(session, rsvp, rsvp.email, now)


def confirm(
    session: Session, *, rsvp_id: UUID, link_version: int, now: datetime, wants_invitation: bool | None = None
) -> Rsvp:
    """Make an answer count. Doing it again changes nothing.

    An answer whose hold is over takes its places again. ``wants_invitation``: the mail is a calendar invitation; None
    leaves it as it was. Raises NotFound, EventIsFull, EventTakesNoAnswers, also when the event was taken away.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    if rsvp.state is RsvpState.CONFIRMED and rsvp.reply is Reply.GOING:
        return rsvp
    event = get_event_of(session, rsvp)
    if event.state is EventState.HIDDEN:
        # The link is good; it is the event that went.
        raise EventTakesNoAnswers(why="taken-away")
    refuse_when_closed(event, now)
    if not rsvp.holds_places:
        take_places_for(session, rsvp, people=rsvp.party_size)
    if wants_invitation is not None:
        switch_invitation(session, rsvp, is_wanted=wants_invitation)
    rsvp.reply = Reply.GOING
    rsvp.state, rsvp.holds_places, rsvp.hold_until = RsvpState.CONFIRMED, True, None
    if rsvp.wants_invitation:
        rsvp.invitation_step += 1  # newer than the mail that took an earlier one back
    note_act(session, rsvp, "rsvp-confirmed")
    lift_for_confirmed(session, rsvp.email_index)
    mail_guest(session, rsvp, "rsvp-confirmed")
    return rsvp


def change(session: Session, *, rsvp_id: UUID, link_version: int, given: Change) -> Changed:
    """Change how many come, the name, and whether they get invitations. Raises NotFound, EventIsFull, PartyTooLarge."""
    check_party(given.party_size)
    rsvp = get_locked(session, rsvp_id, link_version)
    if rsvp.holds_places:
        more = given.party_size - rsvp.party_size
        if more > 0:
            take_places_for(session, rsvp, people=more)
        elif more < 0:
            give_back(session, event_id=rsvp.event_id, people=-more)
    rsvp.party_size, rsvp.name, rsvp.wants_reminders = given.party_size, given.name, given.wants_reminders
    if not switch_invitation(session, rsvp, is_wanted=given.wants_invitation):
        return Changed.NOTHING_SENT
    return Changed.INVITED if given.wants_invitation else Changed.UNINVITED


def cancel(session: Session, *, rsvp_id: UUID, link_version: int) -> Rsvp:
    """Take the answer back; its places are free again, exactly once. Raises NotFound.

    Who can't come needs no name on a list: it is forgotten, and how many they were. The address stays until the purge,
    so that their page can be found again.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    if rsvp.holds_places:
        give_back(session, event_id=rsvp.event_id, people=rsvp.party_size)
    if rsvp.state is not RsvpState.CANCELLED:
        note_act(session, rsvp, "rsvp-cancelled")
    take_back_invitation(session, rsvp)
    rsvp.state, rsvp.holds_places, rsvp.hold_until = RsvpState.CANCELLED, False, None
    rsvp.name, rsvp.party_size, rsvp.reply = None, 1, Reply.GOING
    rsvp.note = None
    forget_answers(session, rsvp_id=rsvp.id)
    return rsvp


def refuse_when_closed(event: Asked, now: datetime) -> None:
    """Raise NotFound for an event that is not public, EventTakesNoAnswers for one that is off, over or closed."""
    if not is_public(event):
        raise NotFound(event=event.code)
    if event.state is EventState.CANCELLED:
        raise EventTakesNoAnswers(why="cancelled")
    if (event.ends_utc or event.starts_utc) < now:
        raise EventTakesNoAnswers(why="over")
    if not event.takes_rsvp:
        raise EventTakesNoAnswers(why="closed")


def _add(session: Session, event: Asked, given: Answer, index: bytes, now: datetime) -> Rsvp | None:
    """Take the places and write the answer; None when this address has answered before.

    Raises EventIsFull, for an address that is known too: otherwise whoever asks at a full event would learn who comes.
    """
    is_going = given.reply is Reply.GOING
    if is_going:
        take_places(session, event_id=event.id, people=given.party_size)
    rsvp = Rsvp(
        campaign_id=event.campaign_id,
        event_id=event.id,
        state=RsvpState.PENDING,
        reply=given.reply,
        holds_places=is_going,
        party_size=given.party_size,
        email_index=index,
        language=given.language,
        link_version=1,
        answered_on=now.date(),
        hold_until=hold_until(now, is_limited=event.capacity is not None) if is_going else None,
    )
    rsvp.email, rsvp.name = given.email, given.name
    if not add_row_unless_there(session, rsvp):
        if is_going:
            give_back(session, event_id=event.id, people=given.party_size)
        return None
    know_row(session, rsvp)
    note_act(session, rsvp, "rsvp-answered")
    return rsvp


def _again(session: Session, event: Asked, given: Answer, index: bytes, now: datetime) -> Rsvp:
    """Return the answer that this address gave before; one that doesn't count, or no more, is taken up anew."""
    rsvp = find_by_email(session, event_id=event.id, email_index=index)
    if rsvp is None:
        # It was deleted at this very moment.
        raise TryAgainLater(cause="twice")
    if rsvp.state is not RsvpState.CONFIRMED:
        _renew(session, event, rsvp, given, now)
    return rsvp


def _renew(session: Session, event: Asked, rsvp: Rsvp, given: Answer, now: datetime) -> None:
    """Take up an answer that was never confirmed or was taken back, with what was typed now."""
    is_going = given.reply is Reply.GOING
    held, wanted = rsvp.party_size if rsvp.holds_places else 0, given.party_size if is_going else 0
    if wanted > held:
        take_places(session, event_id=event.id, people=wanted - held)
    elif wanted < held:
        give_back(session, event_id=event.id, people=held - wanted)
    rsvp.state, rsvp.reply, rsvp.holds_places = RsvpState.PENDING, given.reply, is_going
    rsvp.party_size, rsvp.name, rsvp.language = given.party_size, given.name, given.language
    rsvp.hold_until = hold_until(now, is_limited=event.capacity is not None) if is_going else None


def send_link(session: Session, rsvp: Rsvp, email: str, now: datetime) -> None:
    """Send the link; to one address at most once in five minutes, whatever is clicked."""
    kind = "rsvp-already" if rsvp.state is RsvpState.CONFIRMED else "rsvp-confirm"
    letter = Letter(
        kind=kind,
        subject_id=rsvp.id,
        recipient=email,
        locale=rsvp.language,
        context={},
        campaign_id=rsvp.campaign_id,
        recipient_index=rsvp.email_index,
        occurrence=str(int(now.timestamp()) // 300),
        not_after=now + CONFIRM_WITHIN,
    )
    enqueue(session, letter)


def get_locked(session: Session, rsvp_id: UUID, link_version: int) -> Rsvp:
    """Return the answer with its row locked: two clicks at once must not give places back twice."""
    session.get(Rsvp, rsvp_id, with_for_update=True, populate_existing=True)
    return get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)


def get_event_of(session: Session, rsvp: Rsvp) -> Event:
    """Return the event that is answered. Raises NotFound."""
    event = session.get(Event, rsvp.event_id)
    if event is None:
        raise NotFound(event=str(rsvp.event_id))
    return event


def note_act(session: Session, rsvp: Rsvp, verb: str) -> None:
    """Put the act on the trail without the guest: an answer is a political opinion."""
    record_act_of_crowd(
        session, actor=ANONYMOUS, act=Act(verb, "event", rsvp.event_id, rsvp.campaign_id, is_dated=True)
    )
