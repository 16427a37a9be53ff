"""What an operator may say about the world: what countries are called, and which borders nobody agrees on.

Files in ``instance/map``, all optional. ``names.json``: by country, then language, ``{"PS": {"en": "Palestine"}}``.
``contested.json`` replaces ours: ``borders`` (pairs of codes of the basemap, whose common border is dashed), ``lines`` and
``areas`` (GeoJSON geometries), ``note`` (by language: what readers are told; without one they get ours). ``basemap.pmtiles``: streets for those who zoom in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from organizer.foundation.core.languages import fallback_chain, is_language
from organizer.places.countries import is_country
from organizer.places.pmtiles import Archive, NotPMTiles, read_archive
from organizer.places.sources import CONTESTED

_FOLDER = "map"
_GEOMETRIES = {"lines": ("LineString", "MultiLineString"), "areas": ("Polygon", "MultiPolygon")}
_CODE, _PAIR = 3, 2
_LONGEST_NOTE = 400

Names = Mapping[str, Mapping[str, str]]
Geometry = Mapping[str, Any]


class WorldFileIsWrong(Exception):
    """A file of the operator's cannot be used; the message is one sentence that says which and why."""


@dataclass(frozen=True, slots=True)
class Contested:
    """What is drawn as disputed, and what readers are told about it, by language."""

    borders: tuple[tuple[str, str], ...] = ()
    lines: tuple[Geometry, ...] = ()
    areas: tuple[Geometry, ...] = ()
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_any(self) -> bool:
        """True when something is drawn as disputed."""
        return bool(self.borders or self.lines or self.areas)

    def note_for(self, language: str) -> tuple[str, str] | None:
        """Return the operator's words for a reader with their language, None when there are none."""
        for tag in (*fallback_chain(language), "en", *self.note):
            if tag in self.note:
                return self.note[tag], tag
        return None


def read_names(instance: Path) -> Names:
    """Return the operator's names of countries. Raises WorldFileIsWrong."""
    path = instance / _FOLDER / "names.json"
    if not path.exists():
        return {}
    found = _object(path)
    for code, names in found.items():
        if not is_country(code):
            raise _wrong(path, f"{code} is no country's code (two capital letters)")
        _check_texts(path, code, names)
    return found


def read_contested(instance: Path) -> Contested:
    """Return what is disputed: the operator's file, or ours. Raises WorldFileIsWrong."""
    own = instance / _FOLDER / "contested.json"
    path = own if own.exists() else CONTESTED
    found = _object(path)
    unknown = set(found) - {"borders", "lines", "areas", "note"}
    if unknown:
        raise _wrong(path, f"nobody knows what {', '.join(sorted(unknown))} means")
    note = found.get("note", {})
    _check_texts(path, "note", note)
    return Contested(
        borders=tuple(_pair(path, pair) for pair in _list(path, found, "borders")),
        lines=tuple(_geometry(path, "lines", shape) for shape in _list(path, found, "lines")),
        areas=tuple(_geometry(path, "areas", shape) for shape in _list(path, found, "areas")),
        note=note,
    )


def read_basemap(instance: Path) -> Archive | None:
    """Return what the operator's basemap says of itself, None when there is none. Raises WorldFileIsWrong."""
    path = basemap_path(instance)
    if not path.exists():
        return None
    try:
        return read_archive(path)
    except (NotPMTiles, OSError) as error:
        raise _wrong(path, str(error)) from error


def basemap_path(instance: Path) -> Path:
    """Return where an operator puts a basemap of their own."""
    return instance / _FOLDER / "basemap.pmtiles"


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _wrong(path, f"it cannot be read as JSON ({error})") from error
    if not isinstance(found, dict):
        raise _wrong(path, "it must be one object, in braces")
    return found


def _list(path: Path, found: Mapping[str, Any], name: str) -> list[Any]:
    value = found.get(name, [])
    if not isinstance(value, list):
        raise _wrong(path, f"{name} must be a list")
    return value


def _pair(path: Path, pair: object) -> tuple[str, str]:
    if not (isinstance(pair, list) and len(pair) == _PAIR and all(_is_code(code) for code in pair)):
        raise _wrong(path, f"borders must be pairs of codes of three letters, not {pair}")
    return pair[0], pair[1]


def _is_code(code: object) -> bool:
    return isinstance(code, str) and len(code) == _CODE and code.isascii() and code.isupper()


def _geometry(path: Path, name: str, shape: object) -> Geometry:
    kinds = _GEOMETRIES[name]
    if not isinstance(shape, dict) or shape.get("type") not in kinds:
        raise _wrong(path, f"{name} must be GeoJSON geometries of the type {' or '.join(kinds)}")
    coordinates = shape.get("coordinates")
    depth = kinds.index(shape["type"]) + (1 if name == "lines" else 2)
    if not _are_points(coordinates, depth):
        raise _wrong(path, f"{name} needs coordinates as GeoJSON has them: [longitude, latitude], nested {depth} deep")
    return {"type": shape["type"], "coordinates": coordinates}


def _are_points(value: object, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth:
        return bool(value) and all(_are_points(one, depth - 1) for one in value)
    is_number = all(isinstance(one, int | float) and not isinstance(one, bool) for one in value[:_PAIR])
    return len(value) >= _PAIR and is_number and abs(value[0]) <= 360 and abs(value[1]) <= 90


def _check_texts(path: Path, name: str, texts: object) -> None:
    if not isinstance(texts, dict) or not all(
        is_language(tag) and isinstance(words, str) for tag, words in texts.items()
    ):
        raise _wrong(path, f'{name} must be texts by language, such as {{"en": "…"}}')
    if any(not 0 < len(words.strip()) <= _LONGEST_NOTE for words in texts.values()):
        raise _wrong(path, f"a text of {name} is empty or longer than {_LONGEST_NOTE} characters")


def _wrong(path: Path, why: str) -> WorldFileIsWrong:
    return WorldFileIsWrong(f"{path}: {why}.")
