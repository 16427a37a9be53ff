"""Bursts of answers: hosts and coordinators reject what nobody confirmed in one step.

An answer knows its day and not its hour; when it came is read from its key, for those of the last two days.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.ids import first_id_at, instant_of
from organizer.foundation.outbox import forget_subjects
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import CONFIRM_WITHIN, RsvpState
from organizer.rsvps.rules.bursts import FEWEST, Span, find_bursts
from organizer.rsvps.rules.ways import Claim, Way

from .places import give_back, lock_event

_LOOKED_AT = (RsvpState.PENDING, RsvpState.CONFIRMED, RsvpState.ASKED)
#: Nobody stands behind these: no mail was opened, or there was none, and the hosts have not decided yet.
_UNCONFIRMED = or_(Rsvp.state == RsvpState.PENDING, and_(Rsvp.state == RsvpState.ASKED, Rsvp.words_index.is_not(None)))
#: Ids in one statement; engines bound how many a statement may carry.
_CHUNK = 500
#: More are not looked at for one page; the newest are.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Burst:
    """Many answers in a few minutes, and how many of them nobody confirmed."""

    span: Span
    unconfirmed: int
    confirmed: int


def list_bursts(session: Session, *, event_id: UUID, now: datetime) -> list[Burst]:
    """Return the bursts of the last two days, the newest first."""
    recent = (Rsvp.event_id == event_id, Rsvp.state.in_(_LOOKED_AT), Rsvp.id >= first_id_at(now - 2 * CONFIRM_WITHIN))
    query = select(Rsvp.id, _UNCONFIRMED.label("is_unconfirmed")).where(*recent).order_by(Rsvp.id.desc()).limit(_MOST)
    came = [(instant_of(row.id), bool(row.is_unconfirmed)) for row in reversed(session.execute(query).all())]
    return [_burst(span, came) for span in reversed(find_bursts([moment for moment, _ in came]))]


def find_unconfirmed_burst(session: Session, *, event_id: UUID, now: datetime) -> Burst | None:
    """Return the newest burst that many have not confirmed; None when there is none."""
    many = (burst for burst in list_bursts(session, event_id=event_id, now=now) if burst.unconfirmed >= FEWEST)
    return next(many, None)


def list_confirmed_of(session: Session, *, event_id: UUID, span: Span, limit: int) -> list[Rsvp]:
    """Return who of a burst has confirmed, in the order in which they answered."""
    query = select(Rsvp).where(*_of(event_id, span, Rsvp.state == RsvpState.CONFIRMED)).order_by(Rsvp.id)
    return list(session.scalars(query.limit(limit)))


def reject_unconfirmed(session: Session, *, event_id: UUID, span: Span, actor: Actor, now: datetime) -> int:
    """Delete what nobody confirmed of a burst, and the mails about it; its places are free. Return how many.

    Whoever is real can answer again. Nothing else is touched; doing it again finds nothing. So does a ``span`` that reaches
    over a burst of the last two days: somebody may have written it by hand.
    """
    lock_event(session, event_id)
    bursts = (burst.span for burst in list_bursts(session, event_id=event_id, now=now))
    if not any(one.first <= span.first and span.last <= one.last for one in bursts):
        return 0
    where = _of(event_id, span, _UNCONFIRMED)
    for way in Way:
        held = select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(*where, Rsvp.holds_places, Rsvp.way == way)
        give_back(session, event_id=event_id, people=session.scalar(held) or 0, way=way, claim=Claim.HELD)
    gone = delete(Rsvp).where(*where).returning(Rsvp.id).execution_options(synchronize_session=False)
    ids = session.scalars(gone).all()
    for start in range(0, len(ids), _CHUNK):
        forget_subjects(session, subject_ids=ids[start : start + _CHUNK])
    if ids:
        campaign_id = session.get_one(Event, event_id).campaign_id
        act = Act("burst-rejected", "event", event_id, campaign_id, reason=str(len(ids)))
        record_act(session, actor=actor, act=act)
    return len(ids)


def _burst(span: Span, came: list[tuple[datetime, bool]]) -> Burst:
    inside = [is_unconfirmed for moment, is_unconfirmed in came if span.first <= moment <= span.last]
    return Burst(span, sum(inside), len(inside) - sum(inside))


def _of(event_id: UUID, span: Span, which: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    begin, end = first_id_at(span.first), first_id_at(span.last + timedelta(milliseconds=1))
    return Rsvp.event_id == event_id, which, Rsvp.id >= begin, Rsvp.id < end
