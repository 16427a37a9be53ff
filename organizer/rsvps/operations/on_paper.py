"""Ticks on sign-in sheets: a host types the address, its owner says yes by mail, or takes it back.

Handwriting is misread, and whoever likes can write an address on a sheet: nothing counts before the mail is answered.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import SAFETY
from organizer.consents.models import ConsentAsker, ConsentEntry, ConsentWording, PaperTick
from organizer.consents.operations import Guest, decide, keep_wording
from organizer.consents.queries import find_host_asker, lock_tick
from organizer.consents.rules import (
    MOST_TICKS,
    AskerKind,
    ConsentAct,
    ConsentSource,
    Shown,
    TicksNotTaken,
    TooManyTicks,
    asked_until,
)
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there, vault_of
from organizer.foundation.outbox import (
    Addressee,
    Letter,
    Purpose,
    Reason,
    enqueue,
    forget_subjects,
    lift_for_confirmed,
    suppress,
    take_one_off,
)
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import find_by_email, get_locked_rsvp
from organizer.rsvps.rules import RsvpState

#: Keys in one statement; engines bound how many a statement may carry.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """Whose sheet it was: what it said beside the tick, and until when the event's hosts see their list."""

    campaign_id: UUID
    event_id: UUID
    said: Shown
    list_ends: datetime


def ask_who_ticked(session: Session, *, sheet: Sheet, emails: Collection[str], now: datetime) -> None:
    """Keep addresses from a sheet and ask each once, in the language of the sheet, whether it was them.

    Who was asked before at this event gets no second mail. Raises TicksNotTaken, TooManyTicks, EmailNotUsable.
    """
    campaign = get_campaign_by_id(session, campaign_id=sheet.campaign_id)
    if not SAFETY[campaign.safety].lists_leave or now >= sheet.list_ends:
        raise TicksNotTaken
    if len(emails) > MOST_TICKS:
        raise TooManyTicks(limit=MOST_TICKS)
    wording_id = keep_wording(session, sheet.campaign_id, _hosts_of(session, sheet.campaign_id).id, sheet.said)
    for email in emails:
        _ask(session, sheet, wording_id, email, now)
    there = select(func.count()).select_from(PaperTick).where(PaperTick.event_id == sheet.event_id)
    if (session.scalar(there) or 0) > MOST_TICKS:
        raise TooManyTicks(limit=MOST_TICKS)


def confirm_tick(session: Session, *, tick_id: UUID, now: datetime) -> Rsvp | None:
    """Write the yes into the ledger. Doing it again changes nothing. Raises NotFound, also when it comes too late.

    Of who had answered the event, too, it stands with their answer, and the tick is forgotten: returns the answer.
    """
    tick = lock_tick(session, tick_id=tick_id, now=now)
    if tick.confirmed_on is not None:
        return None
    lift_for_confirmed(session, tick.email_index)
    take_one_off(session, tick.email or "", Purpose.CONFIRMING, now)
    rsvp = _answer_of(session, tick)
    if rsvp is None:
        _write_down(session, tick, now)
        return None
    wording = session.get_one(ConsentWording, tick.wording_id)
    guest, said = (
        Guest(rsvp.id, rsvp.event_id, rsvp.campaign_id),
        {wording.asker_id: Shown(wording.words, wording.language)},
    )
    decide(session, guest=guest, wanted=said, shown=said, today=now.date(), source=ConsentSource.PAPER)
    session.delete(tick)
    session.flush()
    forget_subjects(session, subject_ids=[tick_id])
    return rsvp


def _answer_of(session: Session, tick: PaperTick) -> Rsvp | None:
    """Return the answer that the same address confirmed for the event, locked."""
    rsvp = find_by_email(session, event_id=tick.event_id, email_index=tick.email_index)
    if rsvp is None or rsvp.state in (RsvpState.PENDING, RsvpState.CANCELLED):
        return None
    return get_locked_rsvp(session, rsvp_id=rsvp.id)


def _write_down(session: Session, tick: PaperTick, now: datetime) -> None:
    wording = session.get_one(ConsentWording, tick.wording_id)
    tick.confirmed_on, tick.forget_after = now.date(), None
    entry = ConsentEntry(
        campaign_id=tick.campaign_id,
        event_id=tick.event_id,
        tick_id=tick.id,
        asker_id=wording.asker_id,
        wording_id=wording.id,
        step=1,
        act=ConsentAct.GIVEN,
        acted_on=now.date(),
        source=ConsentSource.PAPER,
    )
    session.add(entry)
    session.flush()


def take_tick_back(session: Session, *, tick_id: UUID, now: datetime) -> None:
    """Erase the address and what it agreed to. Who had not said yes is asked by no mail of the campaign for a while.

    Raises NotFound when it is gone already.
    """
    tick = lock_tick(session, tick_id=tick_id, now=now)
    if tick.confirmed_on is None:
        suppress(session, Addressee(tick.email_index, tick.campaign_id), (Purpose.CONFIRMING,), Reason.UNSUBSCRIBED)
    session.delete(tick)
    session.flush()
    forget_subjects(session, subject_ids=[tick_id])


def forget_ticks(session: Session, *, event_id: UUID) -> None:
    """Forget the addresses of an event's sheets that nobody said yes for: the hosts take back what they typed."""
    _forget(session, PaperTick.event_id == event_id, PaperTick.confirmed_on.is_(None))


def forget_unanswered(session: Session, *, now: datetime) -> None:
    """Forget the addresses whose owners said nothing in time."""
    _forget(session, PaperTick.forget_after <= now)


def _forget(session: Session, *which: object) -> None:
    ids = session.scalars(delete(PaperTick).where(*which).returning(PaperTick.id)).all()  # type: ignore[arg-type]
    for start in range(0, len(ids), _CHUNK):
        forget_subjects(session, subject_ids=ids[start : start + _CHUNK])


def _hosts_of(session: Session, campaign_id: UUID) -> ConsentAsker:
    """Return the row by which host groups ask: on paper they do so in every campaign."""
    known = find_host_asker(session, campaign_id=campaign_id)
    if known is None:
        row = ConsentAsker(id=new_id(), campaign_id=campaign_id, kind=AskerKind.HOST, name="", is_asking=False)
        add_row_unless_there(session, row)
        known = find_host_asker(session, campaign_id=campaign_id)
        assert known is not None, "there, whoever wrote it"
    return known


def _ask(session: Session, sheet: Sheet, wording_id: UUID, email: str, now: datetime) -> None:
    until = asked_until(now, sheet.list_ends)
    index = vault_of(session).email_index(email, scope=str(sheet.campaign_id))
    tick = PaperTick(
        id=new_id(),
        campaign_id=sheet.campaign_id,
        event_id=sheet.event_id,
        wording_id=wording_id,
        email_index=index,
        language=sheet.said.language,
        forget_after=until,
    )
    tick.email = email
    if not add_row_unless_there(session, tick):
        return
    letter = Letter(
        kind="paper-confirm",
        subject_id=tick.id,
        recipient=email,
        locale=sheet.said.language,
        context={},
        campaign_id=sheet.campaign_id,
        recipient_index=index,
        occurrence="asked",
        not_after=until,
    )
    enqueue(session, letter)
