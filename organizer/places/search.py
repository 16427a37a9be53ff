"""How a typed query is matched: whole name, beginning, words, close spelling.

Index terms are folded words; a whole name is one term that begins with ``=`` and has no
spaces, so ``Saint-Étienne``, ``saint etienne`` and ``SaintEtienne`` meet in ``=saintetienne``.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organizer.places.folding import fold
from organizer.places.regions import Region, region_filter, split_query
from organizer.places.spelling import close_terms

WHOLE, BEGINNING, WORDS, CLOSE = range(4)
_MAX_WORDS = 8
#: How many of the biggest places are weighed against each other.
_WEIGHED = 200
#: A place whose usual name matches counts as this many times bigger than one that is called so
#: in some language: Bil'in before Bílina ("Bilin" in German), but Amed stays Diyarbakır.
_USUAL_NAME = {WHOLE: 10, BEGINNING: 50, WORDS: 50}
#: Names in these scripts are often one character long, so their beginnings may be too.
_IDEOGRAPHS = ("\u3400", "\u9fff")


@dataclass(frozen=True, slots=True)
class Match:
    """One place found: its rank by population (from 1) and how it was found."""

    rank: int
    stage: int


def find_ranks(connection: sqlite3.Connection, query: str, *, limit: int, country: str | None) -> list[Match]:
    """Return matches for ``query``, best first, at most ``limit``, each place once."""
    if limit == 0:
        return []
    readings = list(split_query(connection, query, country))
    for text, regions in readings:
        found = _match(connection, fold(text), regions, limit)
        if found:
            return found
    for text, regions in readings[:2]:
        terms = close_terms(connection, fold(text).replace(" ", ""))
        rows = _run(connection, _any_of(terms), regions, limit) if terms else []
        found = [Match(rank, CLOSE) for rank, _, _ in rows]
        if found:
            return found
    return []


def _match(connection: sqlite3.Connection, folded: str, regions: Sequence[Region], limit: int) -> list[Match]:
    found: dict[int, int] = {}
    words = folded.split()[:_MAX_WORDS]
    for stage, expression in _stages(words):
        rows = _run(connection, expression, regions, _WEIGHED)
        weight = _USUAL_NAME[stage]
        rows.sort(key=lambda row: -(row[2] + 1) * (weight if _has_usual_name(row[1], words, stage) else 1))
        for rank, _, _ in rows:
            found.setdefault(rank, stage)
        if len(found) >= limit:
            break
    return [Match(rank, stage) for rank, stage in found.items()][:limit]


def _has_usual_name(name: str, words: Sequence[str], stage: int) -> bool:
    """Tell whether it is the usual name, not an alternate one, that answers the query."""
    folded, query = fold(name), " ".join(words)
    squashed, whole = folded.replace(" ", ""), "".join(words)
    if stage == WHOLE:
        return squashed == whole
    if stage == BEGINNING:
        return squashed.startswith(whole)
    return f" {query}" in f" {folded}"


def _stages(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    if not words:
        return
    whole = "".join(words)
    yield WHOLE, f'"={whole}"'
    if len(whole) < 2 and not _IDEOGRAPHS[0] <= whole <= _IDEOGRAPHS[1]:
        return
    yield BEGINNING, f'"={whole}"*'
    yield WORDS, " AND ".join([f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*'])


def _any_of(terms: Sequence[str]) -> str:
    return " OR ".join(f'"={term}"' for term in terms)


def _run(
    connection: sqlite3.Connection, expression: str, regions: Sequence[Region], limit: int
) -> list[tuple[int, str, int]]:
    """Return rank, name and population of what matches a full-text expression, biggest place first."""
    narrow, values = region_filter(regions)
    sql = f"""
        SELECT p.rank, p.name, p.population FROM words f JOIN place p ON p.rank = f.rowid
        WHERE words MATCH ? {narrow} ORDER BY f.rowid LIMIT ?
    """  # noqa: S608 - the clause holds marks only
    return connection.execute(sql, (expression, *values, limit)).fetchall()
