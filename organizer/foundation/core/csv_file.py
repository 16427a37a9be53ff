"""Tables as files that spreadsheets open, and take for nothing but text (RFC 4180; security.md, CSV out)."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

Cell = str | int | date

#: What a spreadsheet takes for the beginning of a formula or a command; full-width signs are folded by some.
_FORMULA = frozenset("=+-@\t\r\n%|\uff1d\uff0b\uff0d\uff20")


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the table in UTF-8 with the mark by which spreadsheets know it, every cell quoted, lines ended by CRLF."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else cell.isoformat() if isinstance(cell, date) else str(cell)


def harmless(words: str) -> str:
    """Return words that no spreadsheet takes for a formula: with an apostrophe before them when one might."""
    words = words.replace("\0", "")
    first = words.lstrip(" \u00a0\u3000")[:1]
    return f"'{words}" if first and first in _FORMULA else words
