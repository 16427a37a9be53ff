"""Which country or province a query names: after the comma, or before or after the town without any."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from organizer.foundation.core.han import ways_to_write
from organizer.foundation.core.words import is_spaceless
from organizer.places.folding import MAX_QUERY, squash

_COMMAS = re.compile("[,;،，、/|()]|\\s-\\s")
#: "Paris France" and "Kiribati Tarawa" have no comma; countries' names of up to three words are tried at both ends.
_LONGEST_REGION = 3
#: In scripts without spaces (日本東京) letters are tried instead, so many at most.
_LONGEST_IN_LETTERS, _MOST_LETTERS, _MOST_WORDS = 10, 24, 12
#: "Springfield Illinois USA" names two, one within the other.
_MOST_REGIONS, _MOST_READINGS = 2, 12
#: Shorter parts of an address are codes and numbers of houses, not beginnings of towns.
_SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Region:
    """A country, or one province of it (``admin1`` is a row of the gazetteer)."""

    country: str
    admin1: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a query: the place's text, where to look, and whether only whole names count."""

    text: str
    regions: Sequence[Region] = ()
    is_whole: bool = False


@dataclass(slots=True)
class Query:
    """All readings, likeliest first: ``near`` within the region that is named, ``anywhere`` when it led nowhere.

    ``regions``: what the end of the query names, or the query itself; ``cities``: the words for it, which may be a town
    as well (Tunis, Luxembourg). ``text`` and ``around``: what is left of the query, and where, for ``split_words``.
    ``is_country``: the whole query is a country's name, not a code.
    """

    near: list[Reading] = field(default_factory=list)
    text: str = ""
    around: Sequence[Region] = ()
    cities: list[Reading] = field(default_factory=list)
    anywhere: list[Reading] = field(default_factory=list)
    regions: Sequence[Region] = ()
    is_country: bool = False


def split_query(connection: sqlite3.Connection, query: str, country: str | None) -> Query:
    """Return the readings of a query.

    ``Springfield, Illinois, USA`` reads as Springfield in Illinois. When the text is an
    address, each part is tried alone, from the last: ``Calle 10, Bogotá`` finds Bogotá.
    """
    base = [Region(country.upper())] if country else []
    parts = [part.strip() for part in _COMMAS.split(query[:MAX_QUERY]) if part.strip()]
    regions: Sequence[Region] = base
    named_parts = []
    while len(parts) > 1:
        named = find_regions(connection, parts[-1])
        if not named:
            break
        regions = _narrower(regions, named)
        named_parts.append(parts.pop())
    found = Query(near=_readings(parts, regions), text=" ".join(parts), around=regions)
    if len(parts) + len(named_parts) > 1:
        turned = _region_first(connection, [*parts, *reversed(named_parts)], base)
        found.near = [*found.near, *turned] if named_parts else [*found.near[:1], *turned, *found.near[1:]]
    found.cities = [
        Reading(part, _narrower(base, find_regions(connection, part)), is_whole=True)
        for part in named_parts
        if len(squash(part)) >= _SHORTEST_PART
    ]
    if named_parts:
        found.anywhere = _readings(parts, base)
    if named_parts:
        found.regions = regions
        return found
    itself = find_regions(connection, " ".join(parts))
    found.regions = _narrower(base, itself)
    is_code = squash(query).isascii() and len(squash(query)) < _SHORTEST_PART
    found.is_country = not is_code and any(region.admin1 is None for region in itself)
    return found


def split_words(connection: sqlite3.Connection, asked: Query) -> list[Reading]:
    """Return the readings of a query that names a region without a comma, at its end or its beginning, the likeliest first."""
    is_run = " " not in asked.text and is_spaceless(asked.text)
    parts, joint = (list(asked.text[:_MOST_LETTERS]), "") if is_run else (asked.text.split()[:_MOST_WORDS], " ")
    found, last = [], [(parts, asked.around)]
    for _ in range(_MOST_REGIONS):
        last = [step for rest, around in last for step in _without_region(connection, rest, around, joint)]
        found += [Reading(joint.join(rest), around) for rest, around in last]
    return _each_once(found)[:_MOST_READINGS]


def towns_before_hyphen(asked: Query) -> list[Reading]:
    """Return the towns of ``Köln-Ehrenfeld``, ``Wien-Ottakring``: the quarter is not listed, the town is."""
    firsts = (reading.text.partition("-")[0].strip() for reading in asked.near if "-" in reading.text)
    return _each_once(
        [Reading(first, asked.around, is_whole=True) for first in firsts if len(squash(first)) >= _SHORTEST_PART]
    )


def find_regions(connection: sqlite3.Connection, text: str) -> list[Region]:
    """Return the countries and provinces that go by a name or code, in any of many languages."""
    names = ways_to_write(squash(text))
    sql = f"SELECT DISTINCT country, admin1 FROM region WHERE folded IN ({','.join('?' * len(names))})"  # noqa: S608 - marks only
    return [Region(country, admin1 or None) for country, admin1 in connection.execute(sql, names)]


def region_filter(regions: Sequence[Region]) -> tuple[str, list[str | int]]:
    """Return the SQL that keeps places in any of the regions, and its values."""
    clauses: list[str] = []
    values: list[str | int] = []
    for region in regions:
        clauses.append("p.country = ?" if region.admin1 is None else "(p.country = ? AND p.admin1 = ?)")
        values += [region.country] if region.admin1 is None else [region.country, region.admin1]
    return (f"AND ({' OR '.join(clauses)})", values) if clauses else ("", [])


def _readings(parts: Sequence[str], regions: Sequence[Region]) -> list[Reading]:
    """Return the text as a whole, without its numbers, then each of its parts, whole names first."""
    whole = " ".join(parts)
    readings = [Reading(whole, regions), Reading(_without_numbers(whole), regions)]
    if len(parts) > 1:
        # "Kinshasa, RDC": a town may go by these letters at airports, but the name beside them is the town.
        backwards = sorted((_without_numbers(part) for part in reversed(parts)), key=_is_code)
        readings += [Reading(part, regions, is_whole=True) for part in backwards]
        readings += [Reading(part, regions) for part in backwards if len(squash(part)) >= _SHORTEST_PART]
    return _each_once(readings)


def _region_first(connection: sqlite3.Connection, parts: Sequence[str], base: Sequence[Region]) -> list[Reading]:
    """Return the readings of ``Colombia, Córdoba``: most people write the town first, so did those of Lebanon, Ohio."""
    named = find_regions(connection, parts[0]) if _may_stand_first(parts[0]) else []
    return [Reading(text, _narrower(base, named)) for text in (" ".join(parts[1:]), parts[1])] if named else []


def _without_region(
    connection: sqlite3.Connection, parts: Sequence[str], around: Sequence[Region], joint: str
) -> Iterator[tuple[list[str], Sequence[Region]]]:
    """Yield what is left when the end or the beginning names a region, and the region, within ``around``."""
    longest = _LONGEST_REGION if joint else _LONGEST_IN_LETTERS
    counts = range(1 if joint else 2, min(longest, len(parts) - 1) + 1)
    for count in counts:
        named = find_regions(connection, joint.join(parts[-count:]))
        if named:
            yield list(parts[:-count]), _narrower(around, named)
    for count in counts:
        name = joint.join(parts[:count])
        named = find_regions(connection, name) if _may_stand_first(name) else []
        if named:
            yield list(parts[count:]), _narrower(around, named)


def _may_stand_first(name: str) -> bool:
    """Tell whether a name before a town may be a region's: a code is one in capitals only, "la" and "de" are none."""
    return not name.isascii() or len(squash(name)) >= _SHORTEST_PART or name.isupper()


def _is_code(part: str) -> bool:
    return part.isascii() and part.isupper() and len(squash(part)) < _SHORTEST_PART


def _each_once(readings: Sequence[Reading]) -> list[Reading]:
    seen: list[Reading] = []
    for reading in readings:
        if reading.text and reading not in seen:
            seen.append(reading)
    return seen


def _without_numbers(text: str) -> str:
    """Return a text without postcodes and numbers of houses."""
    return " ".join(word for word in text.split() if not any(letter.isdigit() for letter in word))


def _narrower(outer: Sequence[Region], named: Sequence[Region]) -> Sequence[Region]:
    """Return what lies in both; what was said later (further left) only narrows."""
    if not outer:
        return named
    countries = {region.country for region in outer if region.admin1 is None}
    both = [region for region in named if region.country in countries]
    return both or outer
