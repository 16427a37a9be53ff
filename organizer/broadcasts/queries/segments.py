"""Parts of an event's guests that a message can go to: the one list of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_

from organizer.foundation.core.text import marked
from organizer.rsvps.models import Arrival, Rsvp
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.replies import Reply


def _said(reply: Reply) -> ColumnElement[bool]:
    return and_(Rsvp.state == RsvpState.CONFIRMED, Rsvp.reply == reply)


def _waits() -> ColumnElement[bool]:
    return Rsvp.state.in_((RsvpState.WAITING, RsvpState.OFFERED))


def came_clause() -> ColumnElement[bool]:
    """Return what tells, in SQL, a guest who was ticked off at the door."""
    return exists().where(Arrival.rsvp_id == Rsvp.id, Arrival.people > 0)


@dataclass(frozen=True, slots=True)
class Segment:
    """One part: its code, its words (to be translated), and how SQL tells it. By the state at the moment of asking."""

    code: str
    words: str
    clause: Callable[[], ColumnElement[bool]]


#: Add a line for each state that a guest can be in; nobody is in a message's audience otherwise (Attendize 376).
SEGMENTS: tuple[Segment, ...] = (
    Segment("going", marked("Those who come"), lambda: _said(Reply.GOING)),
    Segment("maybe", marked("Those who may come"), lambda: _said(Reply.MAYBE)),
    Segment("waiting", marked("Those who wait for a place"), _waits),
    Segment("came", marked("Those who came"), came_clause),
)


def segment_clause(codes: Collection[str]) -> ColumnElement[bool]:
    """Return what tells, in SQL, a guest who can be reached and is in one of these parts."""
    parts = [segment.clause() for segment in SEGMENTS if segment.code in codes]
    return and_(Rsvp.email_sealed.is_not(None), or_(false(), *parts))
