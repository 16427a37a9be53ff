"""Which time zone data is in force: the newer of the PyPI package and the system's.

zoneinfo prefers the system's files; Debian's lag by a year and put Vancouver an hour
off. ``use_newest_tzdata`` must run before any zone is loaded.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import tzdata

_SYSTEM_FILE = Path("/usr/share/zoneinfo/tzdata.zi")


@dataclass(frozen=True, slots=True)
class TzdataInUse:
    """The release in use (such as ``2026f``), where it came from, and the other one.

    ``not_before``: a day on or before which it was not there yet, None when it does not say.
    """

    version: str
    source: str
    system_version: str | None
    not_before: date | None = None

    def is_half_a_year_old(self, today: date) -> bool:
        """Tell whether the release is surely six months old.

        Releases don't name their day. Each carries the list of leap seconds, which is renewed every six months: one
        whose list is a year old is at least six months old itself.
        """
        return self.not_before is not None and today - self.not_before > timedelta(days=366)


@lru_cache(maxsize=1)
def system_version() -> str | None:
    """Return the release of the system's zone files, or None when they don't say."""
    try:
        with _SYSTEM_FILE.open(encoding="ascii", errors="replace") as file:
            first = file.readline()
    except OSError:
        return None
    return first.removeprefix("# version").strip() if first.startswith("# version") else None


def listed_on(leap_seconds: str) -> date | None:
    """Return the day on which a list of leap seconds (IERS) was renewed, None when it does not say."""
    found = re.search(r"^#updated \d+ \((\d{4}-\d{2}-\d{2}) ", leap_seconds, re.MULTILINE)
    return date.fromisoformat(found[1]) if found else None


@lru_cache(maxsize=1)
def use_newest_tzdata() -> TzdataInUse:
    """Make zoneinfo read the newer of the two releases, once per process."""
    system, package = system_version(), tzdata.IANA_VERSION
    if system is not None and system > package:
        return TzdataInUse(system, "system", system, _read_listed(_SYSTEM_FILE.with_name("leapseconds")))
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    return TzdataInUse(package, "package", system, _read_listed(files("tzdata") / "zoneinfo" / "leapseconds"))


def _read_listed(path: Traversable) -> date | None:
    try:
        return listed_on(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
