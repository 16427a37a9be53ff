"""What is near a point: by steps of distance, never by exact kilometres.

Two of the three points are rough: where a reader says that they are is a town or a wide cell, and an event that
withholds its place has the middle of a cell. An order by metres would claim more than anybody knows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from organizer.places.geometry import DISTANCE_STEP_KM, Point, bucket_km, distance_km

from .types import EventRecord

#: From this many kilometres on, steps are this wide.
_WIDER = ((1000, 100), (100, 10))
#: How many are told of when nothing is near.
_ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """An event that passes; ``km`` is the upper end of the step of distance that it lies in, when a place was looked near."""

    event: EventRecord
    km: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What passes, in the order to be shown; ``elsewhere`` are the nearest when nothing is within the radius."""

    found: tuple[Found, ...]
    elsewhere: tuple[Found, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Nearness:
    """Where to look near (WGS 84), how far (km), and how finely distance may be told (``step``, km)."""

    point: Point
    radius: int
    step: int = DISTANCE_STEP_KM

    def look(self, events: Iterable[EventRecord], is_to_come: Callable[[EventRecord], bool] | None = None) -> Findings:
        """Return what lies within the radius; if nothing does, the three nearest, of those to come if there are any.

        An event without a point is near nothing. Within a step of distance, the earlier start comes first.
        """
        measured = sorted(self._measured(events), key=lambda one: (one[1].km, *_by_start(one[1].event)))
        within = tuple(found for km, found in measured if km <= self.radius)
        if within:
            return Findings(within)
        nearest = [found for _, found in measured]
        wanted = [found for found in nearest if is_to_come is None or is_to_come(found.event)]
        return Findings((), tuple((wanted or nearest)[:_ELSEWHERE]))

    def _measured(self, events: Iterable[EventRecord]) -> Iterable[tuple[float, Found]]:
        lat, lon = self.point.lat, self.point.lon
        for event in events:
            place = event.place
            if place.lat is not None and place.lon is not None:
                km = distance_km(lat, lon, place.lat, place.lon)
                yield km, Found(event, told_km(km, self.step))


def told_km(km: float, step: int = DISTANCE_STEP_KM) -> int:
    """Return the upper end of the step that a distance lies in: 5 km wide at first, 10 from 100 km on, 100 from 1,000."""
    wide = next((wider for start, wider in _WIDER if km > start), step)
    return bucket_km(km, step=max(step, wide))


def _by_start(event: EventRecord) -> tuple[object, ...]:
    return event.time.start_utc, event.uid
