"""Lists as files: one table, in the form that somebody asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from organizer.foundation.core.csv_file import Cell, csv_file
from organizer.foundation.core.languages import direction
from organizer.foundation.core.xlsx_file import CONTENT_TYPE, xlsx_file
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import ui_language


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its ending, its type, and what writes it."""

    ending: str
    content_type: str
    write: Callable[[Table], bytes]


def _csv(table: Table) -> bytes:
    return csv_file(table.heads, table.rows)


def _xlsx(table: Table) -> bytes:
    return xlsx_file(table.heads, table.rows, is_rtl=direction(ui_language()) == "rtl")


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", _csv),
    "xlsx": Format("xlsx", CONTENT_TYPE, _xlsx),
}


def table_response(table: Table, wanted: Format, name: str) -> Response:
    """Return the file, to be kept and by nobody between; ``name`` without its ending, in ASCII."""
    response = Response(wanted.write(table), content_type=wanted.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{wanted.ending}"'
    response.headers["Cache-Control"] = "no-store"
    return unindexed(response)
