"""B14. Looking towns up: one look-up in the gazetteer beside the bare index, and the page that answers while one types."""

import ast
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from organizer.places.folding import squash
from organizer.places.gazetteer import Gazetteer
from organizer.places.unpack import open_gazetteer
from tests.support.shared import shared_folder

from .arithmetic import summarize
from .clock import measured
from .line import Base, Bounded, Compared, Line
from .world import SIZES, Worlds
from .wsgi import asking

_MOST_MS, _OF_INDEX, _OF_LOOKUP = 1.0, 0.02, 0.4
#: When the list of true points is not there.
_NAMES = (
    "Bogotá",
    "القدس",
    "北京",
    "Київ",
    "San Cristóbal de las Casas",
    "Muenchen",
    "Saint-Étienne",
    "Springfield, Illinois",
)
_INDEX = """
    SELECT p.id, p.name, p.country, p.lat, p.lon FROM words f JOIN place p ON p.rank = f.rowid
    WHERE words MATCH ? ORDER BY f.rowid LIMIT 8
"""


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield a look-up of every name of the list, for one name on average."""
    world = worlds.of(SIZES[0])
    names = _names()
    gazetteer = open_gazetteer(world.app.extensions["organizer"].settings.instance)
    costs = [measured(_all(gazetteer, (name,)), _bare(gazetteer.path, name), seconds=0.01) for name in names]
    one, bare = (summarize([pair[side].middle for pair in costs]) for side in (0, 1))
    yield Bounded("B14", "look-up of a town, median", f"{len(names)} names", one, "ms CPU", _MOST_MS, "in any script")
    limit = Base("the bare index, whole name only", bare, _OF_INDEX)
    yield Compared("B14", "look-up of a town", f"{len(names)} names", one, limit)
    page = asking(world.app, "/places/search?q=springf")
    typed, base = measured(page, _all(gazetteer, ("springf",)))
    yield Compared("B14", "towns while one types", "8 answers", typed, Base("the look-up alone", base, _OF_LOOKUP))


def _names() -> tuple[str, ...]:
    path = shared_folder() / "places" / "queries_and_truth.py"
    if not path.exists():
        return _NAMES
    found = re.search(r"^T=(\[.*\])$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(row[0] for row in ast.literal_eval(found[1])) if found else _NAMES


def _all(gazetteer: Gazetteer, names: tuple[str, ...]) -> Callable[[], object]:
    return lambda: [gazetteer.search(name) for name in names]


def _bare(path: Path, name: str) -> Callable[[], object]:
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    return lambda: connection.execute(_INDEX, (f'"={squash(name)}"',)).fetchall()
