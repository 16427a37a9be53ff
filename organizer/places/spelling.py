"""Close spellings: what a query may have meant when nothing matches it.

First every spelling one edit away (a letter missing, extra, wrong, or two swapped) is
looked up; for longer words then the big places that begin alike, two edits away.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator

from organizer.foundation.core.spelling import edits_between

_SHORTEST, _LONGEST = 4, 24
_SHORTEST_FOR_TWO = 7
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "LATIN": _LATIN,
    "CYRILLIC": "абвгдежзиклмнопрстуфхцчшщъыьэюяіє",
    "GREEK": "αβγδεζηθικλμνξοπρστυφχψω",
    "ARABIC": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
    "HEBREW": "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
}
#: Places looked at for two edits: the biggest that begin with the same letters.
_LOOKED_AT = 400


def close_terms(connection: sqlite3.Connection, squashed: str) -> list[str]:
    """Return whole-name terms close to ``squashed`` (folded, no spaces) that exist, at most 1,500."""
    if not _SHORTEST <= len(squashed) <= _LONGEST:
        return []
    terms = sorted({term for term in _one_edit(squashed) if len(term) >= 3})
    if _exists(connection, terms) or len(squashed) < _SHORTEST_FOR_TWO:
        return terms
    return _two_edits(connection, squashed)


def _exists(connection: sqlite3.Connection, terms: list[str]) -> bool:
    expression = " OR ".join(f'"={term}"' for term in terms)
    return (
        bool(terms)
        and connection.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT 1", (expression,)).fetchone()
        is not None
    )


def _one_edit(word: str) -> Iterator[str]:
    alphabet = _ALPHABETS.get(unicodedata.name(word[0], "").split(" ")[0], "")
    for cut in range(len(word) + 1):
        left, right = word[:cut], word[cut:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in alphabet:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def _two_edits(connection: sqlite3.Connection, word: str) -> list[str]:
    """Return names of big places with the same first three letters, two edits away."""
    sql = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    start = f"={word[:3]}"
    rows = connection.execute(sql, (start, start + "\U0010ffff", len(word) - 1, len(word) + 3))
    return [term[1:] for (term,) in rows if edits_between(word, term[1:], 2) is not None][:_LOOKED_AT]
