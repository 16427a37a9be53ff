"""Time zone files of another release: zoneinfo reads them in place of those in use, for as long as a test needs it."""

import shutil
import zoneinfo
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.core.walltime import get_zone

_PACKAGE = files("tzdata") / "zoneinfo"


@contextmanager
def zones_with_rules_of(folder: Path, others: Mapping[str, str]) -> Iterator[None]:
    """Give zones the compiled file of another zone, such as Vancouver that of Los Angeles; the rest stays as it is."""
    for zone, other in others.items():
        target = folder / zone
        target.parent.mkdir(parents=True, exist_ok=True)
        with as_file(_PACKAGE.joinpath(*other.split("/"))) as source:
            shutil.copyfile(source, target)
    with zones_from(folder):
        yield


@contextmanager
def zones_from(folder: Path) -> Iterator[None]:
    """Read zones from a folder first, such as ``/usr/share/zoneinfo``."""
    use_newest_tzdata()
    before = zoneinfo.TZPATH
    _read_from(str(folder))
    try:
        yield
    finally:
        _read_from(*before)


def _read_from(*folders: str) -> None:
    zoneinfo.reset_tzpath(to=folders)
    zoneinfo.ZoneInfo.clear_cache()
    get_zone.cache_clear()
