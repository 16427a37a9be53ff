"""Where "near" is: a place that somebody typed, or a point of the map."""

import re
from dataclasses import dataclass

from organizer.places.current import gazetteer
from organizer.places.geometry import Point
from organizer.places.names import label_for, name_for

_POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,6})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,6})?)")
_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Around:
    """A place to look near: what it is called (None for a point of the map), and others of that name.

    ``label`` tells namesakes apart. ``is_guess``: a close spelling of what was typed. ``others`` are labels that
    can be searched in turn.
    """

    point: Point
    name: str | None = None
    label: str | None = None
    is_guess: bool = False
    others: tuple[str, ...] = ()


def locate(text: str, language: str) -> Around | None:
    """Return where ``text`` is: ``4.6, -74.1`` (latitude, longitude) or a town's name; None when nobody knows."""
    point = _read_point(text)
    if point is not None:
        return Around(point)
    places = gazetteer().search(text, limit=_CHOICES)
    if not places:
        return None
    first, *others = places
    namesakes = tuple(label_for(place, language) for place in others if place.name == first.name)
    return Around(
        point=first.point,
        name=name_for(first, language),
        label=label_for(first, language),
        is_guess=not first.exact,
        others=namesakes,
    )


def _read_point(text: str) -> Point | None:
    match = _POINT.fullmatch(text.strip())
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
