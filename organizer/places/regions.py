"""The part after the comma: which country or province a query names."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organizer.places.folding import MAX_QUERY, squash

_COMMAS = re.compile("[,;،，、/|()]|\\s-\\s")
#: "Paris France" has no comma; country names of up to three words are tried at the end.
_LONGEST_REGION = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A country, or one province of it (``admin1`` is a row of the gazetteer)."""

    country: str
    admin1: int | None = None


def split_query(
    connection: sqlite3.Connection, query: str, country: str | None
) -> Iterator[tuple[str, Sequence[Region]]]:
    """Return the readings of a query, likeliest first: the place's text and where to look.

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
    yield " ".join(parts), regions
    if len(parts) > 1:
        for part in reversed(parts):
            yield part, regions
    words = " ".join(parts).split()
    for count in range(1, min(_LONGEST_REGION, len(words) - 1) + 1):
        named = find_regions(connection, " ".join(words[-count:]))
        if named:
            yield " ".join(words[:-count]), _narrower(regions, named)
    for part in named_parts:  # Tunis, Luxemburg, Singapore: cities as well
        yield part, base


def find_regions(connection: sqlite3.Connection, text: str) -> list[Region]:
    """Return the countries and provinces that go by a name or code, in any of many languages."""
    sql = "SELECT country, admin1 FROM region WHERE folded = ?"
    return [Region(country, admin1 or None) for country, admin1 in connection.execute(sql, (squash(text),))]


def region_filter(regions: Sequence[Region]) -> tuple[str, list[str | int]]:
    """Return the SQL that keeps places in any of the regions, and its values."""
    clauses: list[str] = []
    values: list[str | int] = []
    for region in regions:
        clauses.append("p.country = ?" if region.admin1 is None else "(p.country = ? AND p.admin1 = ?)")
        values += [region.country] if region.admin1 is None else [region.country, region.admin1]
    return (f"AND ({' OR '.join(clauses)})", values) if clauses else ("", [])


def _narrower(outer: Sequence[Region], named: Sequence[Region]) -> Sequence[Region]:
    """Return what lies in both; what was said later (further left) only narrows."""
    if not outer:
        return named
    countries = {region.country for region in outer if region.admin1 is None}
    both = [region for region in named if region.country in countries]
    return both or outer
