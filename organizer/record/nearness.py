"""What is near a point: by steps of distance, never by exact kilometres.

Two of the three points are rough: where a reader says that they are is a town or a wide cell, and an event that
withholds its place has the middle of a cell. An order by metres would claim more than anybody knows.
"""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter

from organizer.places.geometry import DISTANCE_STEP_KM, Point, bucket_km, distance_km

from .types import EventRecord

#: From so many kilometres on, steps are so wide.
_MIDDLE, _MIDDLE_STEP = 100, 10
_FAR, _FAR_STEP = 1000, 100
#: A degree of latitude is no shorter than this, on the sphere that distances are measured on.
_KM_OF_LATITUDE = 111.19
#: How many are told of when nothing is near.
_ELSEWHERE = 3
_WEIGHED = 100


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
        events = tuple(events)
        band = [event for event in events if self._may_be_near(event)]
        measured = [(km, event) for event in band if (km := self._km(event)) is not None]
        within = sorted((self._told(km, event) for km, event in measured if km <= self.radius), key=_by_step)
        if within:
            return Findings(tuple(within))
        measured = [(km, event) for event in events if (km := self._km(event)) is not None]
        to_come = [one for one in measured if is_to_come is None or is_to_come(one[1])]
        # A few more than are told: within a step of distance, the start decides.
        nearest = heapq.nsmallest(_WEIGHED, to_come or measured, key=itemgetter(0))
        told = sorted((self._told(km, event) for km, event in nearest), key=_by_step)
        return Findings((), tuple(told[:_ELSEWHERE]))

    def _may_be_near(self, event: EventRecord) -> bool:
        """Tell whether an event's latitude alone leaves it within the radius: most of the world is left out by this."""
        lat = event.place.lat
        return lat is not None and abs(lat - self.point.lat) * _KM_OF_LATITUDE <= self.radius

    def _km(self, event: EventRecord) -> float | None:
        place = event.place
        if place.lat is None or place.lon is None:
            return None
        return distance_km(self.point.lat, self.point.lon, place.lat, place.lon)

    def _told(self, km: float, event: EventRecord) -> Found:
        return Found(event, told_km(km, self.step))


def told_km(km: float, step: int = DISTANCE_STEP_KM) -> int:
    """Return the upper end of the step that a distance lies in: 5 km wide at first, 10 from 100 km on, 100 from 1,000."""
    wide = _FAR_STEP if km > _FAR else _MIDDLE_STEP if km > _MIDDLE else step
    return bucket_km(km, step=max(step, wide))


def _by_step(found: Found) -> tuple[int, datetime, str]:
    return found.km or 0, found.event.time.start_utc, found.event.uid
