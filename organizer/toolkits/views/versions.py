"""Earlier versions of a sheet: what differs, who wrote it, and bringing one back as a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from organizer.events.forms.when import moment_words
from organizer.foundation.access import Permission
from organizer.foundation.core.languages import Text
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.state import reading, transaction
from organizer.toolkits.forms import piece_name
from organizer.toolkits.models import ToolkitVersion
from organizer.toolkits.operations import bring_back
from organizer.toolkits.queries import find_sheet, list_versions, list_writers, toolkit_target, where_of
from organizer.toolkits.rules import SheetKind
from organizer.toolkits.rules.translating import texts_of

from .blueprint import blueprint, desk_page


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of components/queue.html's compare."""

    label: str
    cells: tuple[Text | str, Text | str]
    differs: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """One version beside the one before it; ``who``: the name of who wrote it, when they gave one."""

    number: int
    at: str
    who: str
    is_published: bool
    changes: tuple[Difference, ...]


@blueprint.get("/manage/c/<slug>/toolkit/<place>/<lang>/<any(kit, card):kind>/versions/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def versions(slug: str, place: str, lang: str, kind: str) -> ResponseReturnValue:
    """List the versions, newest first, each with what differs from the one before."""
    with reading() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        sheet = find_sheet(session, where=where, kind=SheetKind(kind))
        rows = list_versions(session, sheet_id=sheet.id) if sheet else ()
        writers = list_writers(session, versions=rows)
        found = [
            Version(
                row.number, moment_words(row.written_at), writers.get(row.author_id, "") if row.author_id else "",
                sheet is not None and row.number == sheet.published, _changes(row, before, lang, kind),
            )
            for row, before in zip(rows, [*rows[1:], None], strict=True)
        ]  # fmt: skip
    return desk_page("toolkits/versions.html", slug, place, lang, kind=kind, versions=found)


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/<any(kit, card):kind>/versions/<int:number>/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def restore(slug: str, place: str, lang: str, kind: str, number: int) -> ResponseReturnValue:
    """Bring a version back, as the newest draft."""
    with transaction() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        bring_back(session, where=where, kind=SheetKind(kind), number=number, actor=current_actor())
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="toolkit-saved"), 303)


def _changes(
    version: ToolkitVersion, before: ToolkitVersion | None, language: str, kind: str
) -> tuple[Difference, ...]:
    """Return the lines of each piece that only one of two versions has."""
    if before is None:
        return ()
    old, new = _by_piece(before.pieces), _by_piece(version.pieces)
    pairs = [(piece, _without(old.get(piece, ()), new.get(piece, ())), _without(new.get(piece, ()), old.get(piece, ())))
             for piece in dict.fromkeys([*old, *new])]  # fmt: skip
    nothing = gettext("Nothing")
    return tuple(
        Difference(
            gettext("Rights card") if kind == "card" else piece_name(piece),
            (Text(was, language) if was else nothing, Text(now, language) if now else nothing),
        )
        for piece, was, now in pairs
        if was or now
    )


def _by_piece(pieces: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, text in texts_of(pieces):
        found.setdefault(path.split(".")[0], []).append(text)
    return found


def _without(lines: Iterable[str], others: Sequence[str]) -> str:
    return " · ".join(line for line in lines if line not in others)
