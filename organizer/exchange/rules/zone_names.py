"""Which IANA zone a name in a file means (calendars.md R99)."""

from functools import lru_cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from organizer.foundation.core.walltime import known_zones
from organizer.places.zones import canonical_zone

#: Names that mean an instant, not a place.
UNIVERSAL = frozenset({"UTC", "GMT", "Z", "ETC/UTC"})
_LONGEST = 200


def zone_named(name: str) -> str | None:
    """Return the present IANA name of the zone that a name means, None when it means none.

    Taken are IANA's names, former ones too; such a name behind a path, as libical writes it; and Microsoft's names,
    by CLDR's table of them, which the library carries.
    """
    name = name.strip().strip('"')[:_LONGEST]
    parts = name.strip("/").split("/")
    tails = ("/".join(parts[-size:]) for size in (3, 2) if len(parts) > size)
    for one in (name, WINDOWS_TO_OLSON.get(name, ""), *tails):
        found = _by_small_letters().get(one.casefold())
        if found is not None:
            return canonical_zone(found)
    return None


@lru_cache(maxsize=1)
def _by_small_letters() -> dict[str, str]:
    return {zone.casefold(): zone for zone in known_zones()}
