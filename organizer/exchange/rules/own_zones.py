"""Time zones that a file defines itself (RFC 5545 section 3.6.5), where its names mean nothing to us.

The library works them out by walking from their first year; so only rules that come once a year are let in, as all
real ones do, and each look costs.
"""

from datetime import UTC, datetime, tzinfo

from icalendar import Timezone

from .effort import Effort
from .source import Block

#: A part is walked from 1601, where Outlook begins, at most twelve times a year.
_PART_COSTS, _LOOK_COSTS = 8_000, 20
_MOST_EXTRA_DATES = 1_000
_ONCE = frozenset({"BYMONTH", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "COUNT", "UNTIL", "WKST"})


class OwnZones:
    """The zones of one file."""

    def __init__(self, blocks: dict[str, Block], effort: Effort) -> None:
        """Keep the definitions; each is read when it is first asked for."""
        self._blocks, self._effort = blocks, effort
        self._read: dict[str, tzinfo | None] = {}

    def find(self, name: str) -> Block | None:
        """Return the definition of a zone."""
        return self._blocks.get(name)

    def instant(self, wall: datetime, name: str) -> datetime | None:
        """Return the instant (UTC) of a wall time in a zone of the file; None when it is defined in no readable way.

        Raises TooMuchWork.
        """
        if name not in self._read:
            block = self._blocks.get(name)
            self._read[name] = None if block is None else self._zone(block)
        zone = self._read[name]
        if zone is None:
            return None
        self._effort.spend(_LOOK_COSTS)
        return wall.replace(tzinfo=zone).astimezone(UTC)

    def _zone(self, block: Block) -> tzinfo | None:
        parts = [part for part in block.blocks if part.name in ("STANDARD", "DAYLIGHT")]
        self._effort.spend(_PART_COSTS * len(parts))
        if not parts or not all(_comes_once_a_year(part) for part in parts):
            return None
        try:
            zone = Timezone.from_ical("\r\n".join(block.raw) + "\r\n")
            made = zone.to_tz(lookup_tzid=False) if isinstance(zone, Timezone) else None
        # The library meets zones that no program wrote well; without one the person is asked.
        except (LookupError, ValueError, TypeError, ArithmeticError, AttributeError):
            return None
        return made if isinstance(made, tzinfo) else None


def _comes_once_a_year(part: Block) -> bool:
    if sum(line.value.count(",") + 1 for line in part.all("RDATE")) > _MOST_EXTRA_DATES:
        return False
    return all(_is_simple(line.value) for line in part.all("RRULE"))


def _is_simple(rule: str) -> bool:
    """Tell whether a rule names one day of one month in each year, or one of a few days in a row."""
    terms = dict(part.strip().partition("=")[::2] for part in rule.upper().split(";") if part.strip())
    if terms.pop("FREQ", "") != "YEARLY" or terms.pop("INTERVAL", "1") != "1":
        return False
    days = terms.pop("BYMONTHDAY", "")
    if days.count(",") > 6 or (days and not ("BYMONTH" in terms or "BYDAY" in terms)):
        return False
    if terms.get("BYDAY", "").isalpha() and not ("BYMONTH" in terms or days):
        return False
    return set(terms) <= _ONCE and not any("," in value for value in terms.values())
