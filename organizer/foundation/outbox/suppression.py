"""Who gets no mails of a purpose, and how that ends. Known by blind indexes alone: no list of addresses exists.

An index is one campaign's own, so what somebody refuses in one campaign tells nothing in another.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now
from organizer.foundation.db import add_row_unless_there

from .models import Suppression
from .purposes import STOPPABLE, Purpose, Reason

#: How long nobody can have an address asked that said it was not them.
NOT_ME_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Addressee:
    """An address as one campaign knows it; ``campaign_id`` None for mails of the site itself."""

    index: bytes
    campaign_id: UUID | None


def suppress(session: Session, addressee: Addressee, purposes: Collection[Purpose], reason: Reason) -> None:
    """Let no mails of these purposes go there any more. Doing it again changes nothing."""
    for purpose in purposes:
        if purpose is not Purpose.ASKED:
            row = Suppression(
                campaign_id=addressee.campaign_id,
                recipient_index=addressee.index,
                purpose=purpose,
                reason=reason,
                since=now().date(),
            )
            add_row_unless_there(session, row)


def lift(
    session: Session,
    index: bytes,
    purposes: Collection[Purpose] = STOPPABLE,
    reasons: Collection[Reason] = tuple(Reason),
) -> None:
    """Let mails of these purposes go there again."""
    there = Suppression.recipient_index == index
    which = Suppression.purpose.in_(purposes) & Suppression.reason.in_(reasons)
    session.execute(delete(Suppression).where(there, which))


def lift_for_confirmed(session: Session, index: bytes, asked_for: Collection[Purpose] = ()) -> None:
    """Let mails go again to an address whose owner has just opened a link in one: somebody is there.

    What they stopped with their own hand stays so, but for what they have just ``asked_for``.
    """
    lift(session, index, reasons=(Reason.BOUNCE, Reason.COMPLAINT))
    if asked_for:
        lift(session, index, asked_for)


def ask_again(session: Session) -> None:
    """Forget who said, a month ago or longer, that it was not them: a stranger's jest must not shut them out for ever."""
    said = (Suppression.purpose == Purpose.CONFIRMING, Suppression.since < now().date() - NOT_ME_FOR)
    session.execute(delete(Suppression).where(*said))


def find_reason(session: Session, index: bytes, purpose: Purpose) -> Reason | None:
    """Return why an address gets no mails of a purpose; None when it gets them."""
    there = select(Suppression.reason).where(Suppression.recipient_index == index, Suppression.purpose == purpose)
    return session.scalars(there.order_by(Suppression.reason)).first()


def list_stopped(session: Session, index: bytes) -> dict[Purpose, frozenset[Reason]]:
    """Return what an address gets no more, and why."""
    query = select(Suppression.purpose, Suppression.reason).where(Suppression.recipient_index == index)
    found: dict[Purpose, set[Reason]] = {}
    for purpose, reason in session.execute(query):
        found.setdefault(purpose, set()).add(reason)
    return {purpose: frozenset(reasons) for purpose, reasons in found.items()}
