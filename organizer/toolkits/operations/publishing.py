"""Giving a sheet out, and taking it back."""

from datetime import date

from sqlalchemy.orm import Session

from organizer.campaigns.operations import raise_version
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound
from organizer.toolkits.models import ToolkitSheet
from organizer.toolkits.queries import find_sheet, find_version
from organizer.toolkits.rules import (
    CardIsOld,
    ChangedMeanwhile,
    NeedsOtherEyes,
    SheetKind,
    Where,
    is_current,
    read_card,
    read_kit,
)


def publish_sheet(
    session: Session, *, where: Where, kind: SheetKind, expected: int, actor: Actor, today: date
) -> ToolkitSheet:
    """Give the newest version out. ``expected``: the number of the one that was looked at.

    Raises NotFound, ChangedMeanwhile, SheetRefused for words that an older program took; of a rights card NeedsOtherEyes for who wrote it, CardIsOld when its check is.
    """
    sheet = _get(session, where, kind)
    version = find_version(session, sheet_id=sheet.id, number=expected)
    if version is None or expected != sheet.newest:
        raise ChangedMeanwhile
    if kind is SheetKind.CARD:
        if version.author_id is not None and version.author_id == actor.person_id:
            raise NeedsOtherEyes
        if not is_current(read_card(version.pieces, date.max, is_new=True), today):
            raise CardIsOld
    else:
        read_kit(version.pieces, is_new=True)
    if sheet.published != expected:
        sheet.published = expected
        _told(session, sheet, actor, "toolkit-published")
    return sheet


def withdraw_sheet(session: Session, *, where: Where, kind: SheetKind, actor: Actor) -> None:
    """Give a sheet out no more. Its words stay. Raises NotFound."""
    sheet = _get(session, where, kind)
    if sheet.published is not None:
        sheet.published = None
        _told(session, sheet, actor, "toolkit-withdrawn")


def _get(session: Session, where: Where, kind: SheetKind) -> ToolkitSheet:
    sheet = find_sheet(session, where=where, kind=kind, is_locked=True)
    if sheet is None:
        raise NotFound(toolkit=where.language)
    return sheet


def _told(session: Session, sheet: ToolkitSheet, actor: Actor, verb: str) -> None:
    session.flush()
    raise_version(session, campaign_id=sheet.campaign_id)
    record_act(session, actor=actor, act=Act(verb, "toolkit", sheet.id, sheet.campaign_id))
