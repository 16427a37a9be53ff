"""Time zones: which one a pin is in, which ones a country has, how a zone is named.

A zone is named by its city and its offset on the day in question, never by an
abbreviation: CST, IST and BST each mean several zones.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files

import tzfpy
from babel import Locale

from organizer.foundation.core.walltime import known_zones, offset_at
from organizer.places.cldr import locale_for, zone_aliases, zone_city
from organizer.places.folding import fold

_MINUS = "−"
#: CLDR writes "Bogotá Time"; our words are in sentence case.
_ENGLISH_FORMAT = "%s time"
#: Languages whose pattern in Babel is the one of summer time: everywhere, or only with a region (``es-419``, ``fr-CA``).
_SUMMER_IN_ALL = frozenset({"bg", "bs", "cv", "gd", "hr", "is", "nn", "ru", "se", "sr"})
_SUMMER_IN_REGIONS = frozenset({"es", "fr", "ur", "yo", "zh"})
#: Oceans are no CLDR territories; the continents are (UN M49 codes).
_CONTINENTS = {
    "Africa": "002", "America": "019", "Antarctica": "AQ", "Asia": "142", "Australia": "AU",
    "Europe": "150", "Pacific": "009",
}  # fmt: skip
_OCEANS = {
    "Atlantic": {"en": "Atlantic Ocean", "es": "Océano Atlántico", "ar": "المحيط الأطلسي"},
    "Indian": {"en": "Indian Ocean", "es": "Océano Índico", "ar": "المحيط الهندي"},
    "Arctic": {"en": "Arctic Ocean", "es": "Océano Ártico", "ar": "المحيط المتجمد الشمالي"},
}


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone to choose in a form: its IANA name and its label."""

    zone: str
    label: str


@dataclass(frozen=True, slots=True)
class ZoneGroup:
    """The zones of one continent or ocean."""

    label: str
    zones: tuple[ZoneChoice, ...]


def canonical_zone(zone: str) -> str:
    """Return the present name of a zone: ``Asia/Calcutta`` is ``Asia/Kolkata``; others unchanged."""
    return zone_aliases().get(zone, zone)


def zone_at(lat: float, lon: float) -> str | None:
    """Return the IANA zone that a point lies in, at sea a nautical one (``Etc/GMT+5``).

    None when the numbers are out of range or the zone is unknown to the zone data in
    force. Borders are simplified by up to a kilometre: when a person chose a place, the
    place's own zone is the better answer.
    """
    zones = zones_at(lat, lon)
    return zones[0] if zones else None


def zones_at(lat: float, lon: float) -> list[str]:
    """Return all zones in use at a point: two in Ürümqi, where people must be asked; [] when unknown."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return []
    names = [canonical_zone(name) for name in (tzfpy.get_tz(lon, lat), *tzfpy.get_tzs(lon, lat)) if name]
    return [name for name in dict.fromkeys(names) if name in known_zones()]


def zones_of_country(country: str) -> list[str]:
    """Return the zones of a country (ISO 3166-1 alpha-2), most populous first; [] when unknown."""
    return list(_zones_by_country().get(country.upper(), ()))


def utc_offset_label(offset: timedelta) -> str:
    """Return ``UTC``, ``UTC−5``, ``UTC+5:45``: with a true minus sign, as people write it."""
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{_MINUS if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def zone_label(zone: str, at: datetime, language: str) -> str:
    """Return the name of a zone at an aware instant: ``Bogotá time (UTC−5)``.

    City and wording from CLDR in ``language``. Raises UnknownZone.
    """
    offset = utc_offset_label(offset_at(zone, at))
    if "/" not in zone or zone.startswith("Etc/"):
        return offset
    return f"{zone_name(zone, language)} ({offset})"


def zone_name(zone: str, language: str) -> str:
    """Return the name of a zone without its offset: ``Bogotá time``, ``hora de Bogotá``."""
    return zone_pattern(locale_for(language)).replace("%s", zone_city(canonical_zone(zone), language))


def zone_pattern(locale: Locale) -> str:
    """Return the words around a city's name, ``%s``: never those of summer time.

    Babel 2.18 keeps one of CLDR's three patterns (generic, standard, daylight), the one it reads last, so a locale that
    overrides only the daylight one says "hora de verano de Guayaquil", where nobody ever changes the clocks.
    """
    if locale.language == "en":
        return _ENGLISH_FORMAT
    if locale.language in _SUMMER_IN_ALL:
        return "%s"
    if locale.language in _SUMMER_IN_REGIONS:
        locale = Locale(locale.language, script=locale.script)
    return str(locale.zone_formats["region"])


def list_zones(at: datetime, language: str) -> list[ZoneGroup]:
    """Return all zones that people live in, by continent, for a select; UTC is the last group.

    Labels carry the offset in force at the aware instant ``at``.
    """
    groups: dict[str, list[ZoneChoice]] = {}
    for zone in sorted({zone for zones in _zones_by_country().values() for zone in zones}):
        city = f"{zone_city(zone, language)} ({utc_offset_label(offset_at(zone, at))})"
        groups.setdefault(_group_label(zone.split("/")[0], language), []).append(ZoneChoice(zone, city))
    ordered = sorted(groups.items(), key=lambda item: fold(item[0]))
    listed = [ZoneGroup(label, tuple(sorted(zones, key=lambda z: fold(z.label)))) for label, zones in ordered]
    return [*listed, ZoneGroup("UTC", (ZoneChoice("UTC", "UTC"),))]


def _group_label(prefix: str, language: str) -> str:
    locale = locale_for(language)
    if prefix in _OCEANS:
        return _OCEANS[prefix].get(locale.language, _OCEANS[prefix]["en"])
    return str(locale.territories.get(_CONTINENTS.get(prefix, ""), prefix))


@lru_cache(maxsize=1)
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """Return zones by country from the zone data's own table (zone.tab), in its order."""
    table: dict[str, tuple[str, ...]] = {"XK": ("Europe/Belgrade",)}
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        country, _, zone = line.split("\t")[:3]
        if zone in known_zones():
            table[country] = (*table.get(country, ()), canonical_zone(zone))
    return table
