"""How a typed query is matched: whole name, beginning, words, close spelling.

Index terms are folded words; a whole name is one term that begins with ``=`` and has no
spaces, so ``Saint-Étienne``, ``saint etienne`` and ``SaintEtienne`` meet in ``=saintetienne``.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organizer.foundation.core.han import ways_to_write
from organizer.places.folding import fold, squash
from organizer.places.generic import bare
from organizer.places.regions import (
    Query,
    Reading,
    Region,
    region_filter,
    split_query,
    split_words,
    towns_before_hyphen,
)
from organizer.places.spelling import close_terms

WHOLE, BEGINNING, WORDS, CLOSE = range(4)
_MAX_WORDS = 8
#: How many of the biggest places are weighed against each other.
_WEIGHED = 200
#: A place whose usual name matches counts as this many times bigger than one that is called so
#: in some language: Bil'in before Bílina ("Bilin" in German), but Amed stays Diyarbakır.
_USUAL_NAME = {WHOLE: 10, BEGINNING: 50, WORDS: 50}
#: A town of some size as many times again, if the other is no longer form of the name: Salisbury before Harare, which was
#: called so once, but Frankfurt am Main before Frankfurt (Oder), and Geneva before the village of Ginebra.
_LIVING, _LIVING_FROM = 3.5, 20_000
#: Who types accents and hyphens means them: Val-d'Or before Val Dor, San José before San Jose.
_WRITTEN_SO = 6
#: "Halle (Saale)" is Halle, "Donostia / San Sebastián" is both.
_APART = re.compile(r"\s*[(/)]\s*")
_SAINT = re.compile("^(?:sainte|saint|sankt|sanct)")
#: How many towns stand for a country whose name alone was typed.
_TOWNS_OF_REGION = 3
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
    asked = split_query(connection, query, country)
    if asked.is_country:
        return _of_country(connection, asked, limit)
    return _first(connection, asked.near, limit) or _less_likely(connection, asked, limit)


def _less_likely(connection: sqlite3.Connection, asked: Query, limit: int) -> list[Match]:
    """Return what a query finds that leads nowhere as it stands."""
    split = split_words(connection, asked)
    return (
        _first(connection, split, limit)
        or _closest(connection, [*asked.near[:2], *split[:2]], limit)
        or _guessed(_first(connection, towns_before_hyphen(asked), limit))
        or _first(connection, asked.cities, limit)
        or _first(connection, asked.anywhere, limit)
        or _closest(connection, asked.anywhere[:2], limit)
        or _biggest(connection, asked.regions, limit)
    )


def _of_country(connection: sqlite3.Connection, asked: Query, limit: int) -> list[Match]:
    """Return what is called as a country is, its own town of that name first, then its biggest towns, then what begins so."""
    found = sorted(_first(connection, asked.near, limit), key=lambda match: not _is_namesake(connection, match, asked))
    towns = _biggest(connection, [region for region in asked.regions if region.admin1 is None], limit)
    whole = [match for match in found if match.stage == WHOLE][: max(1, limit - len(towns))]
    each: dict[int, Match] = {}
    for match in (*whole, *towns, *found):
        each.setdefault(match.rank, match)
    return list(each.values())[:limit]


def _is_namesake(connection: sqlite3.Connection, match: Match, asked: Query) -> bool:
    """Tell whether a town is usually called as the country that it lies in, and was asked for so: San Marino, Luxembourg."""
    if match.stage != WHOLE:
        return False
    sql = "SELECT country, name FROM place WHERE rank = ?"
    country, name = connection.execute(sql, (match.rank,)).fetchone()
    return Region(country) in asked.regions and squash(name) == squash(asked.text)


def _first(connection: sqlite3.Connection, readings: Sequence[Reading], limit: int) -> list[Match]:
    """Return what the first reading that leads anywhere finds."""
    for reading in readings:
        found = _match(connection, reading, limit)
        if found:
            return found
    return []


def _guessed(found: Sequence[Match]) -> list[Match]:
    """Return matches as what they are when not all of what was typed led to them."""
    return [Match(match.rank, CLOSE) for match in found]


def _closest(connection: sqlite3.Connection, readings: Sequence[Reading], limit: int) -> list[Match]:
    """Return what is spelled nearly so."""
    for reading in readings:
        terms = close_terms(connection, squash(reading.text))
        rows = _run(connection, _any_of(terms), reading.regions, limit) if terms else []
        if rows:
            return [Match(rank, CLOSE) for rank, _, _ in rows]
    return []


def _biggest(connection: sqlite3.Connection, regions: Sequence[Region], limit: int) -> list[Match]:
    """Return the biggest towns of a country or province: its name was all that could be read."""
    if not regions:
        return []
    narrow, values = region_filter(regions)
    sql = f"SELECT p.rank FROM place p WHERE TRUE {narrow} ORDER BY p.rank LIMIT ?"  # noqa: S608 - marks only
    return [Match(rank, CLOSE) for (rank,) in connection.execute(sql, (*values, min(limit, _TOWNS_OF_REGION)))]


def _match(connection: sqlite3.Connection, reading: Reading, limit: int) -> list[Match]:
    found: dict[int, int] = {}
    words = fold(reading.text).split()[:_MAX_WORDS]
    for stage, expression in _stages(words, squash(bare(reading.text))):
        if stage != WHOLE and reading.is_whole:
            break
        rows = _run(connection, expression, reading.regions, _WEIGHED)
        rows.sort(key=lambda row: -_weight(row[1], row[2], reading.text, words, stage))
        for rank, _, _ in rows:
            found.setdefault(rank, stage)
        if len(found) >= limit:
            break
    return [Match(rank, stage) for rank, stage in found.items()][:limit]


def _weight(name: str, population: int, text: str, words: Sequence[str], stage: int) -> float:
    """Return how much a place counts: its population, many times if its usual name answers the query or is written just so."""
    people: float = population + 1
    if stage == WHOLE:
        written = text.strip().casefold()
        if name.casefold() == written != " ".join(words):
            people *= _WRITTEN_SO * _USUAL_NAME[stage]
        elif _has_usual_name(name, words, stage):
            people *= _USUAL_NAME[stage]
        elif fold(name).startswith(" ".join(words) + " "):
            return people * _LIVING
        else:
            return people
        return people * _LIVING if population >= _LIVING_FROM else people
    return people * _USUAL_NAME[stage] if _has_usual_name(name, words, stage) else people


def _has_usual_name(name: str, words: Sequence[str], stage: int) -> bool:
    """Tell whether it is the usual name, not an alternate one, that answers the query."""
    if stage == WHOLE:
        asked = _short("".join(words))
        return any(_short(squash(one)) == asked for one in (name, *_APART.split(name)))
    folded = fold(name)
    if stage == BEGINNING:
        return folded.replace(" ", "").startswith("".join(words))
    return f" {' '.join(words)}" in f" {folded}"


def _short(squashed: str) -> str:
    """Return a name with its saint as people shorten it."""
    return _SAINT.sub("st", squashed)


def _stages(words: Sequence[str], bare_name: str) -> Iterator[tuple[int, str]]:
    if not words:
        return
    whole = "".join(words)
    spellings = dict.fromkeys(way for name in (whole, bare_name) if name for way in ways_to_write(name))
    yield WHOLE, " OR ".join(f'"={name}"' for name in spellings)
    if len(whole) < 2 and not _IDEOGRAPHS[0] <= whole <= _IDEOGRAPHS[1]:
        return
    yield BEGINNING, " OR ".join(f'"={name}"*' for name in spellings)
    yield WORDS, " AND ".join([_any_way(word, "") for word in words[:-1]] + [_any_way(words[-1], "*")])


def _any_way(word: str, end: str) -> str:
    return "(" + " OR ".join(f'"{way}"{end}' for way in ways_to_write(word)) + ")"


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
