"""Reads of the ledger: who asks, what a guest agreed to, who agreed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from organizer.foundation.core.errors import NotFound

from .models import ConsentAsker, ConsentEntry, ConsentWording, PaperTick
from .rules import AskerKind, ConsentAct, ConsentSource, Standing

_ORDER = {AskerKind.HOST: 0, AskerKind.COALITION: 1, AskerKind.PARTNER: 2}


class Given(NamedTuple):
    """A consent that stands: whose (the key of an answer, or of a tick on paper), since when, and what was read where."""

    holder_id: UUID
    on: date
    language: str
    version: str
    words: str
    source: ConsentSource


def list_askers(session: Session, *, campaign_id: UUID) -> list[ConsentAsker]:
    """Return all organisations that ask or asked: the hosts, the coalition, then partners by name."""
    rows = session.scalars(select(ConsentAsker).where(ConsentAsker.campaign_id == campaign_id)).all()
    return sorted(rows, key=lambda asker: (_ORDER[asker.kind], asker.name.casefold()))


def list_all_askers(session: Session) -> Sequence[ConsentAsker]:
    """Return the organisations of all campaigns, the newest campaign first."""
    order = (ConsentAsker.campaign_id.desc(), ConsentAsker.kind, ConsentAsker.name)
    return session.scalars(select(ConsentAsker).order_by(*order)).all()


def get_asker(session: Session, *, asker_id: UUID) -> ConsentAsker:
    """Return an organisation that asks. Raises NotFound."""
    asker = session.get(ConsentAsker, asker_id)
    if asker is None:
        raise NotFound(asker=str(asker_id))
    return asker


def standing_of(session: Session, *, rsvp_id: UUID) -> dict[UUID, Standing]:
    """Return the last act of a guest for each organisation that has one."""
    found: dict[UUID, Standing] = {}
    mine = select(ConsentEntry).where(ConsentEntry.rsvp_id == rsvp_id).order_by(ConsentEntry.step)
    for row in session.scalars(mine):
        found[row.asker_id] = Standing(row.asker_id, row.act, row.step, row.wording_id, row.acted_on)
    return found


def list_given(session: Session, *, asker_id: UUID, event_id: UUID | None = None) -> Sequence[Given]:
    """Return the consents to an organisation that stand at this moment; with an event those of its guests alone."""
    rows = session.execute(_given(asker_id, event_id).order_by(ConsentEntry.id)).all()
    return [Given(row.holder_id, row.acted_on, row.language, row.version, row.words, row.source) for row in rows]


def count_given(session: Session, *, asker_id: UUID) -> int:
    """Return how many consents to an organisation stand."""
    return session.scalar(select(func.count()).select_from(_given(asker_id, None).subquery())) or 0


def find_host_asker(session: Session, *, campaign_id: UUID) -> ConsentAsker | None:
    """Return the row by which host groups ask in a campaign, or None."""
    own = (ConsentAsker.campaign_id == campaign_id, ConsentAsker.kind == AskerKind.HOST)
    return session.scalar(select(ConsentAsker).where(*own))


def get_tick(session: Session, *, tick_id: UUID, now: datetime) -> PaperTick:
    """Return a tick on paper. Raises NotFound, also when nobody said yes in time."""
    tick = session.get(PaperTick, tick_id)
    if tick is None or (tick.forget_after is not None and tick.forget_after <= now):
        raise NotFound(tick=str(tick_id))
    return tick


def lock_tick(session: Session, *, tick_id: UUID, now: datetime) -> PaperTick:
    """Return a tick on paper with its row locked: two clicks at once must not do two things. Raises NotFound."""
    session.get(PaperTick, tick_id, with_for_update=True, populate_existing=True)
    return get_tick(session, tick_id=tick_id, now=now)


def count_ticks(session: Session, *, event_id: UUID) -> tuple[int, int]:
    """Return how many addresses of an event's sheets were asked by mail, and how many of them said yes with no answer to hold it."""
    query = select(func.count(), func.count(PaperTick.confirmed_on)).where(PaperTick.event_id == event_id)
    asked, said_yes = session.execute(query).one()
    return asked, said_yes


def _given(asker_id: UUID, event_id: UUID | None) -> Select[UUID, date, str, str, str, ConsentSource]:
    holder = func.coalesce(ConsentEntry.rsvp_id, ConsentEntry.tick_id)
    last = (
        select(holder.label("holder_id"), func.max(ConsentEntry.step).label("step"))
        .where(ConsentEntry.asker_id == asker_id)
        .group_by(holder)
        .subquery()
    )
    is_last = and_(holder == last.c.holder_id, ConsentEntry.step == last.c.step)
    query = (
        select(
            holder.label("holder_id"),
            ConsentEntry.acted_on,
            ConsentWording.language,
            ConsentWording.version,
            ConsentWording.words,
            ConsentEntry.source,
        )
        .join(last, is_last)
        .join(ConsentWording, ConsentWording.id == ConsentEntry.wording_id)
        .where(ConsentEntry.asker_id == asker_id, ConsentEntry.act == ConsentAct.GIVEN)
    )
    return query if event_id is None else query.where(ConsentEntry.event_id == event_id)
