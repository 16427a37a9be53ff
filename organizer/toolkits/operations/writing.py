"""Saving the words of a sheet: each save is a version, and none is given out by it."""

from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.toolkits.models import ToolkitSheet, ToolkitVersion
from organizer.toolkits.queries import find_sheet, find_version
from organizer.toolkits.rules import Card, ChangedMeanwhile, Kit, SheetKind, Where, pieces_of, read_card, read_kit

#: Older versions than these go, but for the one that is given out.
_KEPT = 30


def save_sheet(
    session: Session, *, where: Where, words: Kit | Card, actor: Actor, expected: int | None = None
) -> ToolkitSheet:
    """Keep the words as the newest version, unless they are that already.

    ``expected``: the number of the version that the writer had before them. Raises ChangedMeanwhile when it is not the newest.
    """
    sheet = _sheet(session, where, SheetKind.CARD if isinstance(words, Card) else SheetKind.KIT)
    if expected is not None and expected != sheet.newest:
        raise ChangedMeanwhile
    pieces = pieces_of(words)
    before = find_version(session, sheet_id=sheet.id, number=sheet.newest)
    if before is not None and before.pieces == pieces:
        return sheet
    sheet.newest += 1
    version = ToolkitVersion(
        campaign_id=where.campaign_id, sheet_id=sheet.id, number=sheet.newest, pieces=pieces,
        author_id=actor.person_id, written_at=now(),
    )  # fmt: skip
    session.add(version)
    _forget_old(session, sheet)
    record_act(session, actor=actor, act=Act("toolkit-saved", "toolkit", sheet.id, where.campaign_id))
    session.flush()
    return sheet


def bring_back(session: Session, *, where: Where, kind: SheetKind, number: int, actor: Actor) -> ToolkitSheet:
    """Make the words of an earlier version the newest draft. Raises NotFound for one that is not kept."""
    sheet = find_sheet(session, where=where, kind=kind)
    version = find_version(session, sheet_id=sheet.id, number=number) if sheet else None
    if version is None:
        raise NotFound(version=number)
    words = read_kit(version.pieces) if kind is SheetKind.KIT else read_card(version.pieces, date.max)
    return save_sheet(session, where=where, words=words, actor=actor)


def _sheet(session: Session, where: Where, kind: SheetKind) -> ToolkitSheet:
    found = find_sheet(session, where=where, kind=kind, is_locked=True)
    if found is None:
        row = ToolkitSheet(
            id=new_id(), campaign_id=where.campaign_id, country=where.country or "", language=where.language,
            kind=kind, newest=0, published=None,
        )  # fmt: skip
        add_row_unless_there(session, row)
        found = find_sheet(session, where=where, kind=kind, is_locked=True)
    assert found is not None  # just added, by us or by somebody at the same moment
    return found


def _forget_old(session: Session, sheet: ToolkitSheet) -> None:
    of_sheet = (ToolkitVersion.sheet_id == sheet.id, ToolkitVersion.number <= sheet.newest - _KEPT)
    session.execute(delete(ToolkitVersion).where(*of_sheet, ToolkitVersion.number != (sheet.published or 0)))
