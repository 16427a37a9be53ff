"""What kind of machine measured: enough to read the figures, nothing that names it."""

import os
import platform
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version


@dataclass(frozen=True, slots=True)
class Machine:
    """Cores that this process may use, gigabytes of memory, and versions of what decides the figures."""

    cores: int
    memory_gb: int
    system: str
    versions: tuple[tuple[str, str], ...]
    day: date


def this_machine() -> Machine:
    """Return the machine that this process runs on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    names = ("flask", "sqlalchemy", "icalendar", "typst", "granian")
    own = (("Python", platform.python_version()), ("SQLite", sqlite3.sqlite_version))
    return Machine(
        cores=cores,
        memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        system=f"{platform.system()} {platform.machine()}",
        versions=own + tuple((name, version(name)) for name in names),
        day=datetime.now(UTC).date(),
    )
