"""A kit as a table for translators: one text on each row, named by where it stands."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from organizer.foundation.core.errors import DomainError

from .kit import Kit, pieces_of

#: More rows than a full kit has.
MOST_ROWS = 1000
#: Of a file; the site takes no more than twice that in one request.
MOST_OCTETS = 400_000
_COLUMNS = 3
_PATH = re.compile(r"[a-z_]+(?:\.(?:[a-z_]+|[1-9][0-9]{0,2})){0,4}")
#: Parts that are no words: taken over as they are.
_KEPT = ("minutes", "value", "contact", "embargo_until")


class FileRefused(DomainError):
    """The file is no table of translations."""

    code = "words_file_refused"


class FileTooLarge(FileRefused):
    """Params: rows."""

    code = "words_file_too_large"


def read_rows(data: bytes) -> list[tuple[str, str]]:
    """Return where each text stands and its translation: the first and the third column, whatever separates them.

    Raises FileRefused, FileTooLarge.
    """
    if len(data) > MOST_OCTETS:
        raise FileTooLarge(rows=MOST_ROWS)
    try:
        text = data.decode("utf-8-sig")
        heads = text.split("\n", 1)[0]
        mark = max(",;\t", key=heads.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise FileRefused from None
    if len(rows) > MOST_ROWS:
        raise FileTooLarge(rows=MOST_ROWS)
    found = [(row[0].strip(), _unescaped(row[2])) for row in rows[1:] if len(row) >= _COLUMNS]
    if not found or not all(_PATH.fullmatch(path) for path, _ in found):
        raise FileRefused
    return found


def _unescaped(words: str) -> str:
    """Return words without the apostrophe that keeps a spreadsheet from taking them for a formula."""
    return words[1:] if words[:1] == "'" and words[1:2] in "=+-@%|＝＋－＠" else words


def rows_of(kit: Kit) -> Iterator[tuple[str, str]]:
    """Yield where each text stands (``chants.2.call``) and what it says."""
    return texts_of(pieces_of(kit))


def texts_of(pieces: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the same of a sheet as it is stored."""
    return _rows("", pieces)


def _rows(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _rows(f"{path}.{name}" if path else name, part)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _rows(f"{path}.{number}", part)
    elif value not in (None, ""):
        yield path, str(value)


def is_kept(path: str) -> bool:
    """Tell whether a row is taken over and not translated: minutes, numbers to ring, hours."""
    return path.rpartition(".")[2] in _KEPT


def raw_from(rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return rows as ``read_kit`` takes them; a list whose rows have gaps closes up. Rows without words are left out."""
    tree: dict[str, Any] = {}
    for path, words in rows:
        if not words.strip():
            continue
        *above, last = path.split(".")
        here = tree
        for part in above:
            below = here.setdefault(part, {})
            here = below if isinstance(below, dict) else here
        here[last] = words
    return {name: _closed_up(part) for name, part in tree.items()}


def _closed_up(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(name.isdecimal() for name in value):
        return [_closed_up(value[name]) for name in sorted(value, key=int)]
    return {name: _closed_up(part) for name, part in value.items()}
