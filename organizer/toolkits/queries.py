"""Reads of the toolkit."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from .models import ToolkitSheet, ToolkitVersion
from .rules import Published, SheetKind, Where


def list_published(session: Session, *, campaign_id: UUID, country: str | None) -> list[Published]:
    """Return what is given out for a country and for everywhere, by language."""
    query = (
        select(ToolkitSheet.kind, ToolkitSheet.country, ToolkitSheet.language, ToolkitVersion.pieces)
        .join(
            ToolkitVersion,
            and_(ToolkitVersion.sheet_id == ToolkitSheet.id, ToolkitVersion.number == ToolkitSheet.published),
        )
        .where(ToolkitSheet.campaign_id == campaign_id, ToolkitSheet.country.in_(sorted({country or "", ""})))
        .order_by(ToolkitSheet.language)
    )
    return [
        Published(kind, place or None, language, pieces) for kind, place, language, pieces in session.execute(query)
    ]


def find_sheet(session: Session, *, where: Where, kind: SheetKind, is_locked: bool = False) -> ToolkitSheet | None:
    """Return a sheet, or None; ``is_locked``: nobody else may change it until the transaction ends."""
    query = select(ToolkitSheet).where(
        ToolkitSheet.campaign_id == where.campaign_id,
        ToolkitSheet.country == (where.country or ""),
        ToolkitSheet.language == where.language,
        ToolkitSheet.kind == kind,
    )
    return session.scalar(query.with_for_update() if is_locked else query)


def list_sheets(session: Session, *, campaign_id: UUID) -> Sequence[ToolkitSheet]:
    """Return all sheets of a campaign, those for everywhere first."""
    query = select(ToolkitSheet).where(ToolkitSheet.campaign_id == campaign_id)
    return session.scalars(query.order_by(ToolkitSheet.country, ToolkitSheet.language, ToolkitSheet.kind)).all()


def find_version(session: Session, *, sheet_id: UUID, number: int | None) -> ToolkitVersion | None:
    """Return one version of a sheet, or None."""
    query = select(ToolkitVersion).where(ToolkitVersion.sheet_id == sheet_id, ToolkitVersion.number == number)
    return session.scalar(query)


def list_versions(session: Session, *, sheet_ids: Collection[UUID]) -> Sequence[ToolkitVersion]:
    """Return the versions of sheets, the newest first."""
    query = select(ToolkitVersion).where(ToolkitVersion.sheet_id.in_(sheet_ids))
    return session.scalars(query.order_by(ToolkitVersion.sheet_id, ToolkitVersion.number.desc())).all()
