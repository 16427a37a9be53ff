"""Names of the world from CLDR (through Babel), with a way out for languages it lacks."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from organizer.foundation.core.languages import fallback_chain

#: Languages that CLDR has no place names in, and the one that their speakers read instead.
_READ_INSTEAD = {"sm": "en", "fj": "en", "to": "en", "gn": "es", "ay": "es", "nah": "es", "ht": "fr", "tl": "fil"}
_EVERYWHERE = "en"
#: Cities that English CLDR leaves without their accents.
_ENGLISH_CITIES = {
    "America/Bogota": "Bogotá",
    "America/Sao_Paulo": "São Paulo",
    "America/Belem": "Belém",
    "America/Cuiaba": "Cuiabá",
    "America/Maceio": "Maceió",
    "America/Mazatlan": "Mazatlán",
    "America/Argentina/Cordoba": "Córdoba",
    "America/Argentina/Tucuman": "Tucumán",
    "Pacific/Noumea": "Nouméa",
}


@lru_cache(maxsize=512)
def locale_for(language: str) -> Locale:
    """Return the closest locale that has place names: ``pt-BR``, ``pt``, a language read instead, English."""
    for tag in fallback_chain(language):
        for candidate in (tag, _READ_INSTEAD.get(tag)):
            locale = _locale(candidate) if candidate else None
            if locale is not None:
                return locale
    return Locale(_EVERYWHERE)


def _locale(tag: str) -> Locale | None:
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return locale if locale.territories.get("FR") else None


@lru_cache(maxsize=1)
def zone_aliases() -> dict[str, str]:
    """Return CLDR's map from former zone names to the present ones (Asia/Calcutta to Asia/Kolkata)."""
    return dict(get_global("zone_aliases"))


@lru_cache(maxsize=4096)
def zone_city(zone: str, language: str) -> str:
    """Return the city that stands for a zone, in a language: ``Europe/London`` in ``es`` is Londres."""
    locale = locale_for(language)
    known = locale.time_zones
    for name in (zone, *_former_names().get(zone, ())):
        city = known[name].get("city") if name in known else None
        if city:
            return str(city)
    if locale.language != _EVERYWHERE:
        return zone_city(zone, _EVERYWHERE)
    return _ENGLISH_CITIES.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " ")


@lru_cache(maxsize=1)
def _former_names() -> dict[str, tuple[str, ...]]:
    former: dict[str, tuple[str, ...]] = {}
    for old, new in zone_aliases().items():
        former[new] = (*former.get(new, ()), old)
    return former
