"""Packs of sheets: asked for, worked on, taken away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.exchange.models import PrintPack
from organizer.exchange.rules.packs import (
    KEPT,
    MOST_PACKS,
    UNFINISHED,
    PackProgress,
    PackState,
    PackWish,
    TooManyPacks,
)
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act


def ask_pack(session: Session, *, campaign_id: UUID, wish: PackWish, actor: Actor, now: datetime) -> PrintPack:
    """Put a pack in the line. Raises TooManyPacks while as many are kept as may be."""
    # Who asks at the same moment waits here, so that a button pressed twice does not slip past the number.
    session.execute(select(Campaign.id).where(Campaign.id == campaign_id).with_for_update())
    kept = select(func.count()).where(PrintPack.campaign_id == campaign_id, PrintPack.state != PackState.GONE)
    if (session.scalar(kept) or 0) >= MOST_PACKS:
        raise TooManyPacks(most=MOST_PACKS)
    pack = PrintPack(campaign_id=campaign_id, wish=wish.as_json(), state=PackState.WAITING, asked_at=now)
    session.add(pack)
    session.flush()
    record_act(session, actor=actor, act=Act("pack-asked", "print-pack", pack.id, campaign_id))
    return pack


def remove_pack(session: Session, *, pack: PrintPack, actor: Actor) -> None:
    """Stop a pack, or take it away; the worker deletes its files."""
    pack.state = PackState.GONE
    record_act(session, actor=actor, act=Act("pack-removed", "print-pack", pack.id, pack.campaign_id))


def note_progress(session: Session, *, pack_id: UUID, progress: PackProgress, now: datetime) -> bool:
    """Write down how far a pack got; False when somebody took it away meanwhile."""
    state = PackState.READY if progress.is_ready else PackState.FAILED if progress.fault else PackState.PACKING
    noted = (
        update(PrintPack)
        .where(PrintPack.id == pack_id, PrintPack.state.in_(UNFINISHED))
        .values(
            state=state,
            done=progress.done,
            total=progress.total,
            faults=[fault.as_json() for fault in progress.faults],
            fault=progress.fault,
            version=progress.version,
            is_mixed=progress.is_mixed,
            pages=progress.pages,
            size=progress.bytes,
            ready_at=None if state is PackState.PACKING else now,
        )
        .returning(PrintPack.id)
    )
    return session.scalar(noted) is not None


def forget_packs(session: Session, *, now: datetime) -> None:
    """Delete the rows of packs that were taken away or are older than they are kept."""
    over = PrintPack.state.not_in(UNFINISHED) & (PrintPack.ready_at <= now - KEPT)
    session.execute(delete(PrintPack).where(or_(PrintPack.state == PackState.GONE, over)))
