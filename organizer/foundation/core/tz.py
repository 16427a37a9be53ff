"""Which time zone data is in force: the newer of the PyPI package and the system's.

zoneinfo prefers the system's files; Debian's lag by a year and put Vancouver an hour
off. ``use_newest_tzdata`` must run before any zone is loaded.
"""

import zoneinfo
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tzdata

_SYSTEM_FILE = Path("/usr/share/zoneinfo/tzdata.zi")


@dataclass(frozen=True, slots=True)
class TzdataInUse:
    """The release in use (such as ``2026f``), where it came from, and the other one."""

    version: str
    source: str
    system_version: str | None


@lru_cache(maxsize=1)
def system_version() -> str | None:
    """Return the release of the system's zone files, or None when they don't say."""
    try:
        with _SYSTEM_FILE.open(encoding="ascii", errors="replace") as file:
            first = file.readline()
    except OSError:
        return None
    return first.removeprefix("# version").strip() if first.startswith("# version") else None


@lru_cache(maxsize=1)
def use_newest_tzdata() -> TzdataInUse:
    """Make zoneinfo read the newer of the two releases, once per process."""
    system, package = system_version(), tzdata.IANA_VERSION
    if system is not None and system > package:
        return TzdataInUse(system, "system", system)
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    return TzdataInUse(package, "package", system)
