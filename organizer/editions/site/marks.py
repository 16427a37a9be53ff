"""Marks on the map that works without script: each a link, a square for one event, a circle for several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.gathering import MapGroup, MapPoint, gather
from organizer.foundation.core.projection import WHOLE_MAP, MapFrame, frame_around, project
from organizer.foundation.core.wording import joined, number
from organizer.record.boxes import box_around
from organizer.record.derived import OfList
from organizer.record.filters import Filters
from organizer.record.on_map import count_on_map, has_point
from organizer.record.types import EventRecord

from .choices import address
from .where import town_words

#: Nearer than this two marks would touch, on a desk and on a phone (units of the drawing).
_NEAR, _FAR = 30, 90
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as ``components/map.html`` draws it."""

    x: float
    y: float
    count: int
    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """Marks for desks and for phones, the sentence that says what the map shows, and counts of all that the list holds."""

    near: tuple[Mark, ...]
    far: tuple[Mark, ...]
    label: str
    counts: tuple[str, ...]
    frame: MapFrame = WHOLE_MAP


def world_map(
    events: Sequence[EventRecord], slug: str, filters: Filters, language: str, *, is_fitted: bool = False
) -> WorldMap:
    """Return the map of exactly these events; those without a point are not on it. ``is_fitted``: of where they are only."""
    by_code = {event.code: event for event in events if has_point(event)}
    gathered = _gathered(events, is_fitted=True) if is_fitted else _on_the_world.of(events)
    shown = number(len(by_code), language)
    label = (
        ngettext("Map with %(count)s event", "Map with %(count)s events", len(by_code), count=shown)
        if is_fitted
        else ngettext(
            "Map of the world with %(count)s event", "Map of the world with %(count)s events", len(by_code), count=shown
        )
    )
    drawn = [
        tuple(_mark(group, by_code, _Link(slug, filters), language) for group in groups)
        for groups in (gathered.near, gathered.far)
    ]
    return WorldMap(drawn[0], drawn[1], label, _counts(events, language), gathered.frame)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Which events become one mark, on desks and on phones, in a frame."""

    frame: MapFrame
    near: Sequence[MapGroup]
    far: Sequence[MapGroup]


def _gathered(events: Sequence[EventRecord], *, is_fitted: bool = False) -> _Gathered:
    places = [(project(e.place.lon or 0.0, e.place.lat or 0.0), e.code) for e in events if has_point(e)]
    frame = frame_around([place for place, _ in places]) if is_fitted else WHOLE_MAP
    points = [MapPoint(*frame.place(x, y), code) for (x, y), code in places]
    return _Gathered(frame, _in_reading_order(points, _NEAR), _in_reading_order(points, _FAR))


def _in_reading_order(points: Sequence[MapPoint], radius: float) -> list[MapGroup]:
    """Return the marks as keys reach them: line by line, each as high as a mark."""
    return sorted(gather(points, radius), key=lambda group: (group.y // radius, group.x))


#: The front page, the list and the map of a campaign show the same.
_on_the_world: OfList[_Gathered] = OfList(_gathered)


def _counts(events: Sequence[EventRecord], language: str) -> tuple[str, ...]:
    """Return how many are on the map, and how many of the list are not: in words."""
    counts = count_on_map(events)

    def shown(count: int) -> str:
        return number(count, language)

    words = [ngettext("%(count)s on the map", "%(count)s on the map", counts.on_map, count=shown(counts.on_map))]
    if counts.without_place:
        words.append(
            ngettext(
                "%(count)s without a place on the map",
                "%(count)s without a place on the map",
                counts.without_place,
                count=shown(counts.without_place),
            )
        )
    if counts.online:
        words.append(ngettext("%(count)s is online", "%(count)s are online", counts.online, count=shown(counts.online)))
    return tuple(words)


@dataclass(frozen=True, slots=True)
class _Link:
    slug: str
    filters: Filters

    def to_list(self, members: Sequence[EventRecord]) -> str:
        """Return the address of the list of exactly these events: of those that pass, no other stands among them."""
        return address(url_for("site.events", slug=self.slug), replace(self.filters, box=box_around(members)).pairs())


def _mark(group: MapGroup, by_code: Mapping[str, EventRecord], link: _Link, language: str) -> Mark:
    members = [by_code[key] for key in group.keys]
    count, first = len(members), members[0]
    if count == 1:
        return Mark(group.x, group.y, 1, "", url_for("site.event", code=first.code), _one_label(first))
    towns = list(dict.fromkeys(event.place.city or event.title.value for event in members))
    named = joined(towns[:_NAMED], language)
    if len(towns) > _NAMED:
        named = gettext("%(places)s and more", places=named)
    shown = number(count, language)
    label = ngettext("%(count)s event: %(places)s", "%(count)s events: %(places)s", count, count=shown, places=named)
    return Mark(group.x, group.y, count, shown, link.to_list(members), label)


def _one_label(event: EventRecord) -> str:
    town = town_words(event)
    return f"{event.title.value} · {town}" if town else event.title.value
