"""Asking the index of words: the same question in each engine's language, the same answer from both."""

from collections.abc import Callable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from organizer.foundation.core.words import Asked, Term

#: The columns of the index, and how PostgreSQL calls them: title before host before place before the rest.
_COLUMNS, _WEIGHTS = ("title", "host", "place", "body"), "abcd"
_TIERS = range(1, len(_COLUMNS) + 1)
_SQLITE = text("SELECT rowid FROM word_index WHERE word_index MATCH :words")
_POSTGRESQL = text("SELECT number FROM word_index WHERE words @@ CAST(:words AS tsquery)")


def search(session: Session, asked: Sequence[Asked]) -> list[list[int]]:
    """Return the numbers (of ``EventWords``) of the events in which all of ``asked`` stands, in four tiers.

    All words in the title; in title and host together; these and the place; anywhere. Each tier holds the one before.
    Numbers are of all campaigns and in no order; nothing asked, nothing found.
    """
    if not asked:
        return [[] for _ in _TIERS]
    connection = session.connection()
    statement, words = (_SQLITE, _for_sqlite) if connection.dialect.name == "sqlite" else (_POSTGRESQL, _for_postgresql)
    found: list[list[int]] = []
    for tier in reversed(_TIERS):
        # What is nowhere is in no title.
        if found and not found[-1]:
            found.append([])
            continue
        with connection.execute(statement, {"words": words(asked, tier)}) as result:
            found.append([number for (number,) in result.cursor.fetchall()])
    return found[::-1]


def _for_sqlite(asked: Sequence[Asked], tier: int) -> str:
    words = _joined(asked, " AND ", " OR ", lambda term: f'"{term.text}"*' if term.begins else f'"{term.text}"')
    return f"{{{' '.join(_COLUMNS[:tier])}}} : ({words})" if tier < len(_COLUMNS) else words


def _for_postgresql(asked: Sequence[Asked], tier: int) -> str:
    weights = _WEIGHTS[:tier] if tier < len(_WEIGHTS) else ""

    def write(term: Term) -> str:
        flags = ("*" if term.begins else "") + weights
        return f"'{term.text}':{flags}" if flags else f"'{term.text}'"

    return _joined(asked, " & ", " | ", write)


def _joined(asked: Sequence[Asked], both: str, either: str, write: Callable[[Term], str]) -> str:
    """Return a query in an engine's language. Terms are letters and digits, so nothing in them can be read as its own."""

    def ways(word: Asked) -> str:
        return either.join(f"({both.join(sorted(map(write, way)))})" for way in word)

    return both.join(f"({ways(word)})" for word in asked)
