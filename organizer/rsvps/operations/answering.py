"""A guest says they come, confirms, changes the party, or can't come after all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.events.policy import is_public
from organizer.events.rules import EventState
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import Act, record_act_of_crowd
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import add_row_unless_there, know_row, vault_of
from organizer.foundation.outbox import Letter, Purpose, enqueue, lift_for_confirmed, take_one_off
from organizer.questions.operations import forget_answers
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import Asked, capacity_of, find_asked, find_by_email, get_locked_rsvp, get_rsvp
from organizer.rsvps.rules import (
    CONFIRM_WITHIN,
    Change,
    Changed,
    EventIsFull,
    EventTakesNoAnswers,
    HoldsAreFull,
    HostsSaidNo,
    RsvpState,
    check_fits,
    check_party,
    hold_until,
)
from organizer.rsvps.rules.replies import Reply
from organizer.rsvps.rules.ways import Claim, Way, way_for, ways_of

from .inviting import mail_guest, switch_invitation, take_back_invitation
from .lining_up import line_up, next_number
from .places import claim_of, count_waiting, give_back, let_go, lock_event, make_firm, take_places
from .shifts import leave_shifts
from .standing import get_event_of, get_event_to_change, refuse_when_taken_away

#: The mail that leads somebody who answers again to their own page; else the one that asks them to confirm.
_LINK_KINDS = {
    RsvpState.CONFIRMED: "rsvp-already",
    RsvpState.ASKED: "rsvp-asked",
    RsvpState.WAITING: "waiting-joined",
    RsvpState.OFFERED: "waiting-offer",
    RsvpState.DECLINED: "rsvp-declined",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The fields of the form, the language to write in, and whether they come for sure. ``waits``: all places are taken, and they want to wait."""

    email: str
    name: str | None
    party_size: int
    language: str
    reply: Reply = Reply.GOING
    way: Way = Way.HERE
    waits: bool = False


def answer(session: Session, *, code: str, given: Answer, now: datetime) -> Rsvp:
    """Keep a guest's answer and send the link that confirms it.

    The same address again changes nothing that others could notice: the mail tells. Places are held
    at once, so that who gets the mail has them; only when very many answer at once, and where the hosts decide on each
    answer, they are taken with the confirmation. Raises NotFound, EventTakesNoAnswers, EventIsFull, PartyTooLarge,
    EmailNotUsable; PartyAbovePlaces of a party that could only wait in vain.
    """
    check_party(given.party_size)
    asked = find_asked(session, code=code)
    if asked is None:
        raise NotFound(event=code)
    refuse_when_closed(asked, now)
    refuse_new(asked)
    if given.reply is Reply.GOING:
        check_fits(given.party_size, capacity_of(asked, way_for(asked.mode, given.way)))
    index = vault_of(session).email_index(given.email, scope=str(asked.campaign_id))
    rsvp = _add(session, asked, given, index, now) or _again(session, asked, given, index, now)
    send_link(session, rsvp, given.email if rsvp.email is None else rsvp.email, now, waits=given.waits)
    return rsvp


#: Of these there is nothing to take back: nobody comes with them.
NOT_COMING = (RsvpState.PENDING, RsvpState.CANCELLED, RsvpState.DECLINED)


def send_lost_link(
    session: Session, *, code: str, email: str, now: datetime, unless: Collection[RsvpState] = (RsvpState.CANCELLED,)
) -> None:
    """Send who answered the link to their own page once more; nothing, and no sign of it, for who did not. Raises NotFound.

    ``unless``: states of an answer of which nothing is sent.
    """
    asked = find_asked(session, code=code)
    if asked is None or not is_public(asked):
        raise NotFound(event=code)
    index = vault_of(session).email_index(email, scope=str(asked.campaign_id))
    rsvp = find_by_email(session, event_id=asked.id, email_index=index)
    if rsvp is not None and rsvp.email is not None and rsvp.state not in unless:
        send_link(session, rsvp, rsvp.email, now)


def confirm(
    session: Session,
    *,
    rsvp_id: UUID,
    link_version: int,
    now: datetime,
    wants_invitation: bool | None = None,
    may_wait: bool = False,
) -> Rsvp:
    """Make an answer count, or accept an offer from the waiting list. Doing it again changes nothing.

    An answer whose hold is over takes its places again. ``may_wait``: into the waiting list when there are none. Where
    the hosts decide on each answer it waits for them. ``wants_invitation``: the mail is a calendar invitation; None
    leaves it as it was. Raises NotFound, EventIsFull, NoPlacesWithoutMail, HostsSaidNo, EventTakesNoAnswers, also when the event was taken
    away.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    is_done = rsvp.state is RsvpState.CONFIRMED and rsvp.reply is Reply.GOING
    if is_done or rsvp.state in (RsvpState.ASKED, RsvpState.WAITING):
        return rsvp
    event = get_event_of(session, rsvp)
    refuse_when_taken_away(event)
    refuse_when_closed(event, now)
    if rsvp.state is RsvpState.DECLINED:
        raise HostsSaidNo
    if not rsvp.holds_places:
        refuse_new(event)
    if wants_invitation is not None:
        switch_invitation(session, rsvp, is_wanted=wants_invitation)
    rsvp.reply = Reply.GOING
    note_answered(session, rsvp, now)
    if event.asks_first and rsvp.state is not RsvpState.OFFERED:
        let_go(session, rsvp, RsvpState.ASKED)
        mail_guest(session, rsvp, "rsvp-asked", at=now)
        return rsvp
    try:
        secure_places(session, rsvp)
    except EventIsFull:
        if not may_wait or rsvp.email_sealed is None:  # offers come by mail
            raise
        line_up(session, rsvp, now)
        return rsvp
    count_in(session, rsvp, "rsvp-confirmed", now)
    return rsvp


def note_answered(session: Session, rsvp: Rsvp, now: datetime) -> None:
    """Note that who presses the button has the mail: more may go there again, and that one was wanted."""
    lift_for_confirmed(session, rsvp.email_index)
    if rsvp.state is RsvpState.PENDING and rsvp.email is not None:
        take_one_off(session, rsvp.email, Purpose.CONFIRMING, now)


def secure_places(session: Session, rsvp: Rsvp) -> None:
    """Make the places of an answer firm, or take them. The event is locked by the caller.

    Raises EventIsFull, NoPlacesWithoutMail.
    """
    claim = claim_of(rsvp)
    if claim is None:
        ground = Claim.MAILLESS if rsvp.email_sealed is None else Claim.FIRM
        take_places(session, event_id=rsvp.event_id, people=rsvp.party_size, way=rsvp.way, claim=ground)
    elif claim is Claim.HELD:
        make_firm(session, event_id=rsvp.event_id, people=rsvp.party_size, way=rsvp.way)


def count_in(session: Session, rsvp: Rsvp, mail: str, now: datetime) -> None:
    """Confirm an answer that has its places, and send the mail of this kind with everything to get there."""
    rsvp.state, rsvp.holds_places, rsvp.hold_until = RsvpState.CONFIRMED, True, None
    rsvp.queue_number, rsvp.passed_over, rsvp.declined_for = None, 0, None
    if rsvp.wants_invitation:
        rsvp.invitation_step += 1  # newer than the mail that took an earlier one back
    note_act(session, rsvp, "rsvp-confirmed")
    mail_guest(session, rsvp, mail, at=now)


def change(session: Session, *, rsvp_id: UUID, link_version: int, given: Change, now: datetime) -> Changed:
    """Change how many come and how, the name, and what mails they get. Raises NotFound, NothingToChange, HostsSaidNo,
    EventTakesNoAnswers, EventIsFull, HoldsAreFull, NoPlacesWithoutMail, PartyTooLarge.

    Who waits keeps their number in the list, unless they want to come in another way.
    """
    check_party(given.party_size)
    rsvp = get_locked(session, rsvp_id, link_version)
    event = get_event_to_change(session, rsvp, now)
    way = rsvp.way if given.way is None else way_for(event.mode, given.way)
    if rsvp.state is RsvpState.WAITING:
        check_fits(given.party_size, capacity_of(event, way))
    _move_places(session, rsvp, given.party_size, way)
    rsvp.party_size = given.party_size
    if given.name is not None:
        rsvp.name = given.name or None
    if given.wants_reminders is not None:
        rsvp.wants_reminders = given.wants_reminders
    if given.wants_invitation is None or not switch_invitation(session, rsvp, is_wanted=given.wants_invitation):
        return Changed.NOTHING_SENT
    return Changed.INVITED if given.wants_invitation else Changed.UNINVITED


def cancel(session: Session, *, rsvp_id: UUID, link_version: int) -> Rsvp:
    """Take the answer back; its places and shifts are free again, exactly once, its number in a list is gone. Raises NotFound.

    Who can't come needs no name on a list: it is forgotten, and how many they were. The address stays until the purge,
    so that their page can be found again.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    if rsvp.state is RsvpState.DECLINED:  # only the hosts take a no back
        return rsvp
    if rsvp.state is not RsvpState.CANCELLED:
        note_act(session, rsvp, "rsvp-cancelled")
    take_back_invitation(session, rsvp)
    let_go(session, rsvp, RsvpState.CANCELLED)
    leave_shifts(session, rsvp)
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


def refuse_new(event: Asked) -> None:
    """Raise EventTakesNoAnswers where the hosts take nobody more; who has places already may still confirm."""
    if all(capacity_of(event, way) == 0 for way in ways_of(event.mode)):
        raise EventTakesNoAnswers(why="closed")


def _add(session: Session, event: Asked, given: Answer, index: bytes, now: datetime) -> Rsvp | None:
    """Hold the places and write the answer; None when this address has answered before.

    Raises EventIsFull, for an address that is known too: otherwise whoever asks at a full event would learn who comes.
    """
    way = way_for(event.mode, given.way)
    has_places = _hold(session, event, given, way)
    rsvp = Rsvp(
        campaign_id=event.campaign_id,
        event_id=event.id,
        state=RsvpState.PENDING,
        reply=given.reply,
        holds_places=has_places,
        way=way,
        party_size=given.party_size,
        email_index=index,
        language=given.language,
        link_version=1,
        answered_on=now.date(),
        hold_until=_hold_until(event, way, now) if has_places else None,
    )
    rsvp.email, rsvp.name = given.email, given.name
    if not add_row_unless_there(session, rsvp):
        if has_places:
            give_back(session, event_id=event.id, people=given.party_size, way=way, claim=Claim.HELD)
        return None
    know_row(session, rsvp)
    note_act(session, rsvp, "rsvp-answered")
    return rsvp


def _hold(session: Session, event: Asked, given: Answer, way: Way) -> bool:
    """Hold places for who answers; False: they take them when they confirm. Raises EventIsFull.

    A flood of answers holds a fifth of the places at most, and never keeps anybody out who opens their mail.
    """
    if given.waits or event.asks_first or given.reply is not Reply.GOING:
        return False
    try:
        take_places(session, event_id=event.id, people=given.party_size, way=way, claim=Claim.HELD)
    except HoldsAreFull:
        return False
    return True


def _hold_until(event: Asked, way: Way, now: datetime) -> datetime:
    return hold_until(now, is_limited=capacity_of(event, way) is not None)


def _again(session: Session, event: Asked, given: Answer, index: bytes, now: datetime) -> Rsvp:
    """Return the answer that this address gave before; one that was taken back is taken up anew.

    All others are changed on the guest's own page, also one that nobody confirmed yet: anybody may type an address, and
    the link in its first mail must confirm what that mail was sent for.
    """
    found = find_by_email(session, event_id=event.id, email_index=index)
    if found is None:
        # It was deleted at this very moment.
        raise TryAgainLater(cause="twice")
    rsvp = get_locked(session, found.id, None)
    if rsvp.state is RsvpState.CANCELLED:
        _renew(session, event, rsvp, given, now)
    return rsvp


def _renew(session: Session, event: Asked, rsvp: Rsvp, given: Answer, now: datetime) -> None:
    """Take up an answer that was taken back, with what was typed now."""
    way = way_for(event.mode, given.way)
    let_go(session, rsvp, RsvpState.PENDING)
    rsvp.holds_places, rsvp.way = _hold(session, event, given, way), way
    rsvp.party_size, rsvp.name, rsvp.language = given.party_size, given.name, given.language
    rsvp.reply = given.reply
    rsvp.hold_until = _hold_until(event, way, now) if rsvp.holds_places else None


def _move_places(session: Session, rsvp: Rsvp, people: int, way: Way) -> None:
    """Give an answer other places, in another number or way. Raises EventIsFull."""
    if (people, way) == (rsvp.party_size, rsvp.way):
        return
    claim = claim_of(rsvp)
    if rsvp.state is RsvpState.WAITING:
        count_waiting(session, event_id=rsvp.event_id, people=-rsvp.party_size, way=rsvp.way)
        count_waiting(session, event_id=rsvp.event_id, people=people, way=way)
        if way is not rsvp.way:
            rsvp.queue_number, rsvp.passed_over = next_number(session, rsvp.event_id), 0
    elif claim is not None:
        # More places come from what is free for everybody, also for who has an offer.
        ground = Claim.FIRM if claim is Claim.OFFERED else claim
        more = people if way is not rsvp.way else max(people - rsvp.party_size, 0)
        less = rsvp.party_size if way is not rsvp.way else max(rsvp.party_size - people, 0)
        if more:
            take_places(session, event_id=rsvp.event_id, people=more, way=way, claim=ground)
        if less:
            give_back(session, event_id=rsvp.event_id, people=less, way=rsvp.way, claim=claim)
    rsvp.way = way


def send_link(session: Session, rsvp: Rsvp, email: str, now: datetime, *, waits: bool = False) -> None:
    """Send the link; to one address at most once in five minutes, whatever is clicked."""
    if rsvp.state is RsvpState.PENDING:
        rsvp.answered_on = now.date()  # the two days that the mail speaks of begin
    kind = _LINK_KINDS.get(rsvp.state, "waiting-confirm" if waits else "rsvp-confirm")
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


def get_locked(session: Session, rsvp_id: UUID, link_version: int | None) -> Rsvp:
    """Return the answer with its event and row locked: two clicks at once must not give places back twice."""
    found = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    lock_event(session, found.event_id)
    return get_locked_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)


def note_act(session: Session, rsvp: Rsvp, verb: str) -> None:
    """Put the act on the trail without the guest: an answer is a political opinion."""
    record_act_of_crowd(
        session, actor=ANONYMOUS, act=Act(verb, "event", rsvp.event_id, rsvp.campaign_id, is_dated=True)
    )
