"""The gazetteer: 170,000 towns of the world in one read-only SQLite file, no network.

The file is opened immutable, one connection per thread; rows are numbered by falling
population, so the full-text index yields the biggest places first without sorting.
"""

import math
import sqlite3
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.han import simplified, ways_to_write
from organizer.places.candidates import PlaceCandidate
from organizer.places.folding import squash
from organizer.places.geometry import distance_km
from organizer.places.regions import find_regions
from organizer.places.search import CLOSE, find_ranks
from organizer.places.zones import canonical_zone

#: Coordinates are stored as whole hundred-thousandths of a degree (about one metre).
SCALE = 100_000
_ID_LIMIT = 2**63
#: Two towns of one name as near as this are one.
_SAME_KM = 2
#: One without inhabitants is no other town than the city of its name: GeoNames has districts and parks among its places.
_SAME_UNPEOPLED_KM = 100
#: A town that is called as its country is meant by that name if it is no smaller than its largest town by this.
_A_CAPITAL = 10
#: Towns have codes of so many letters among their names.
_LONGEST_CODE = 3
_SELECT = """
    SELECT p.id, p.name, a.name, p.country, p.lat, p.lon, p.population, z.name, p.names
    FROM place p JOIN zone z ON z.id = p.zone LEFT JOIN admin1 a ON a.id = p.admin1
"""
_Row = tuple[int, str, str | None, str, int, int, int, str, str]


class PlaceNotFound(NotFound):
    """The gazetteer has no place with this id; params: place_id."""

    code = "place_not_found"


class City(NamedTuple):
    """A populated place as far as it is counted; ``Gazetteer.get`` knows its names."""

    id: int
    country: str
    lat: float
    lon: float
    population: int


class Gazetteer:
    """Search in the unpacked gazetteer at ``path``. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Remember the file; connections are opened when a thread first asks."""
        self.path = path
        self._local = threading.local()

    def search(self, query: str, *, limit: int = 8, country: str | None = None) -> list[PlaceCandidate]:
        """Return the places that ``query`` may mean, best first, at most ``limit``.

        Whole names first, then beginnings of names (from two letters), then words inside
        names; each by population, usual names before alternate ones. ``Springfield, US`` and ``Córdoba, Argentina`` narrow to
        the country or province named; ``country`` (alpha-2) narrows too. Close spellings only when
        nothing else matches. ``language`` is accepted for symmetry with
        ``name_for``; order does not depend on it. Any text is safe; nonsense finds nothing.
        """
        found = find_ranks(self._connection(), query, limit=max(0, limit), country=country)
        wanted = squash(query.split(",", maxsplit=1)[0])
        candidates = self._by_ranks([match.rank for match in found])
        return _each_once(
            replace(place, exact=match.stage != CLOSE, matched=_matching_name(place, wanted))
            for match, place in zip(found, candidates, strict=True)
        )

    def find(self, place_id: int) -> PlaceCandidate | None:
        """Return the place with this GeoNames id, or None."""
        if not 0 < place_id < _ID_LIMIT:
            return None  # SQLite takes no larger number
        row = self._connection().execute(f"{_SELECT} WHERE p.id = ?", (place_id,)).fetchone()
        return _candidate(row) if row else None

    def get(self, place_id: int) -> PlaceCandidate:
        """Return the place with this GeoNames id. Raises PlaceNotFound."""
        place = self.find(place_id)
        if place is None:
            raise PlaceNotFound(place_id=place_id)
        return place

    def called(self, text: str, limit: int = 40) -> list[int]:
        """Return the ids of the biggest places that have ``text`` among their names, in any script: Wien, Vienna, 維也納.

        Of one to three Latin letters, only those that usually go by it: others are codes of airports.
        """
        wanted = squash(text)
        if not wanted:
            return []
        sql = "SELECT p.id, p.name FROM words JOIN place p ON p.rank = words.rowid WHERE words MATCH ? ORDER BY p.rank LIMIT ?"
        spellings = " OR ".join(f'"={way}"' for way in dict.fromkeys(ways_to_write(wanted)))
        rows = self._connection().execute(sql, (spellings, limit))
        is_code = wanted.isascii() and len(wanted) <= _LONGEST_CODE
        return [place_id for place_id, name in rows if not is_code or squash(name) == wanted]

    def largest(self, country: str) -> PlaceCandidate | None:
        """Return the largest town of a country (alpha-2, upper case), None when the gazetteer has none there."""
        row = (
            self._connection().execute(f"{_SELECT} WHERE p.country = ? ORDER BY p.rank LIMIT 1", (country,)).fetchone()
        )
        return _candidate(row) if row else None

    def country_called(self, text: str) -> str | None:
        """Return the country (alpha-2) that ``text`` names, in any of many languages or as a code; None when it is a town.

        A country that is called as a town in it (Singapore, Luxembourg) is that town. USA, UK, Deutschland, ألمانيا, BR.
        """
        named = {region.country for region in find_regions(self._connection(), text) if region.admin1 is None}
        if len(named) != 1:
            return None
        (country,) = named
        wanted = squash(text)
        towns = (self.find(place_id) for place_id in self.called(text))
        largest = self.largest(country)
        least = largest.population / _A_CAPITAL if largest else 0
        is_town = any(
            town and town.country == country and squash(town.name) == wanted and town.population >= least
            for town in towns
        )
        return None if is_town else country

    def region(self, country: str, text: str) -> str | None:
        """Return the usual name of a country's province by one of its names or codes, None when nobody knows it."""
        named = find_regions(self._connection(), text)
        rows = [region.admin1 for region in named if region.country == country and region.admin1 is not None]
        found = self._connection().execute("SELECT name FROM admin1 WHERE id = ?", rows[:1] or (0,)).fetchone()
        return found[0] if found else None

    def regions(self, country: str) -> list[str]:
        """Return the usual names of a country's provinces, in Latin letters; [] when it has none or does not exist."""
        rows = self._connection().execute("SELECT name FROM admin1 WHERE code GLOB ?", (f"{country}.*",))
        return sorted(name for (name,) in rows)

    def nearest(self, lat: float, lon: float, limit: int = 1, within_km: float = 100) -> list[PlaceCandidate]:
        """Return up to ``limit`` places around a point, nearest first, within ``within_km`` (at most 500)."""
        rows: list[tuple[float, _Row]] = []
        radius = 8.0
        while True:
            radius = min(radius, within_km, 500)
            near = self._within(lat, lon, radius)
            rows = sorted(((distance_km(lat, lon, r[4] / SCALE, r[5] / SCALE), r) for r in near), key=lambda x: x[0])
            rows = [pair for pair in rows if pair[0] <= radius]
            if len(rows) >= limit or radius >= min(within_km, 500):
                return [_candidate(row) for _, row in rows[:limit]]
            radius *= 4

    def cities(self, least: int, countries: Collection[str] | None = None) -> list[City]:
        """Return the places with at least ``least`` inhabitants, the biggest first; of these countries (alpha-2) only."""
        connection = self._connection()
        # Rows are numbered by falling population: the first one that is too small ends it.
        end = connection.execute(
            "SELECT rank FROM place WHERE population < ? ORDER BY rank LIMIT 1", (least,)
        ).fetchone()
        sql = "SELECT id, country, lat, lon, population FROM place WHERE rank < ? ORDER BY rank"
        rows = connection.execute(sql, end or (_ID_LIMIT - 1,))
        wanted = None if countries is None else frozenset(countries)
        return [
            City(place_id, country, lat / SCALE, lon / SCALE, population)
            for place_id, country, lat, lon, population in rows
            if wanted is None or country in wanted
        ]

    def close(self) -> None:
        """Close the connection of the calling thread, if there is one."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(uri, uri=True)
        return connection

    def _by_ranks(self, ranks: Sequence[int]) -> list[PlaceCandidate]:
        marks = ",".join("?" * len(ranks))
        sql = _SELECT.replace("SELECT ", "SELECT p.rank, ", 1) + f" WHERE p.rank IN ({marks})"
        rows = {row[0]: row[1:] for row in self._connection().execute(sql, list(ranks))}
        return [_candidate(rows[rank]) for rank in ranks]

    def _within(self, lat: float, lon: float, radius: float) -> list[_Row]:
        cells = list(cells_around(lat, lon, radius))
        marks = ",".join("?" * len(cells))
        return self._connection().execute(f"{_SELECT} WHERE p.cell IN ({marks})", cells).fetchall()


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the one-degree cell that a point lies in, for the index."""
    row = min(max(math.floor(lat), -90), 89) + 90
    return row * 360 + (math.floor(lon) + 180) % 360


def cells_around(lat: float, lon: float, radius_km: float) -> Iterable[int]:
    """Return the numbers of all cells that a circle may touch, also over the date line and the poles."""
    reach = radius_km / 111.0
    south, north = max(-90, math.floor(lat - reach)), min(89, math.floor(lat + reach))
    highest = min(89.9, max(abs(lat - reach), abs(lat + reach)))
    wide = min(180.0, reach / max(0.01, math.cos(math.radians(highest))))
    columns = {(column + 180) % 360 for column in range(math.floor(lon - wide), math.floor(lon + wide) + 1)}
    return [(row + 90) * 360 + column for row in range(south, north + 1) for column in sorted(columns)]


def _candidate(row: _Row) -> PlaceCandidate:
    place_id, name, admin1, country, lat, lon, population, zone, names = row
    return PlaceCandidate(
        place_id, name, admin1, country, lat / SCALE, lon / SCALE, population, canonical_zone(zone),
        tuple(names.split("\n")) if names else (),
    )  # fmt: skip


def _each_once(places: Iterable[PlaceCandidate]) -> list[PlaceCandidate]:
    """Return the places without those that stand beside one of the same name: GeoNames has a few towns twice."""
    found: list[PlaceCandidate] = []
    kept: dict[tuple[str, str], list[PlaceCandidate]] = {}
    for place in places:
        others = kept.setdefault((place.country, squash(place.name)), [])
        near = _SAME_KM if place.population else _SAME_UNPEOPLED_KM
        if all(distance_km(place.lat, place.lon, other.lat, other.lon) > near for other in others):
            others.append(place)
            found.append(place)
    return found


def _matching_name(place: PlaceCandidate, wanted: str) -> str | None:
    """Return the name in another script that the query begins or equals."""
    wanted = simplified(wanted)
    names = [(simplified(squash(name)), name) for name in place.names]
    exact = next((name for folded, name in names if folded == wanted), None)
    return exact or next((name for folded, name in names if wanted and folded.startswith(wanted)), None)
