"""The compact file of our own map: columns instead of rows, whole numbers instead of fractions.

Up to ``MOST_POINTS`` the browser gets all points and finds the clusters itself; past that it gets the bounds, and asks
for the clusters in view. Up to ``MOST_NAMES`` titles and towns stand in the file; past that they are a file of their own,
which the browser asks for once the marks are drawn.
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

from organizer.record.types import EventRecord, EventStatus

from .field import bounds_of
from .placed import Kept, Placed, point_of

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

VERSION = 2
POINTS_TYPE = "application/json"
MOST_POINTS, MOST_NAMES = 20_000, 2_000
#: Coordinates are counted in thousandths of a degree: on a map of the world a hundred metres are less than a pixel.
PLACES = 3
_SCALE = 10**PLACES

#: Code, thousandths of a degree east and north, seconds, and the state where it is not simply confirmed.
_Row = tuple[str, int, int, int, str | None]


def _row(event: EventRecord) -> _Row:
    lon, lat = point_of(event, PLACES)
    state = None if event.status is EventStatus.CONFIRMED else event.status.value
    return event.code, round(lon * _SCALE), round(lat * _SCALE), int(event.time.start_utc.timestamp()), state


_rows: Kept[_Row] = Kept(_row)


def render_points(placed: Placed, *, whose: Hashable = None, most: int = MOST_POINTS, names: int = MOST_NAMES) -> bytes:
    """Return the file of our own map. ``codes`` (with blanks between), ``x`` and ``y`` (thousandths of a degree east and
    north), ``start`` (seconds since 1970; each after the first as the difference to the one before) have one value for
    each event. ``states`` has the places in them of the events that are not simply confirmed.

    ``whose`` tells lists apart that are asked for again and again.
    """
    events, counts = placed.events, placed.counts
    head: dict[str, Json] = {"v": VERSION, "count": counts.on_map}
    foot: dict[str, Json] = {"unplaced": counts.without_place, "online": counts.online}
    if len(events) > most:
        return to_bytes({**head, "bounds": bounds_of(events, whose=whose), **foot})
    rows = _rows.of(whose, events)
    codes, xs, ys, starts, states = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    columns: dict[str, Json] = {
        "codes": " ".join(codes),
        "x": xs,
        "y": ys,
        "start": [at - before for at, before in zip(starts, (0, *starts), strict=False)],
        "states": _states(states),
    }
    known = _names(events) if len(events) <= names else {}
    return to_bytes({**head, "stamp": _stamp(codes), **columns, **known, **foot})


def render_names(placed: Placed) -> bytes:
    """Return titles and towns in the order of the points; ``stamp`` is that of the points that they belong to."""
    return to_bytes({"v": VERSION, "stamp": _stamp([e.code for e in placed.events]), **_names(placed.events)})


def to_bytes(value: Json) -> bytes:
    """Return JSON as short as it gets."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _names(events: Sequence[EventRecord]) -> dict[str, Json]:
    return {"titles": [event.title.value for event in events], "towns": [event.place.city or "" for event in events]}


def _states(states: Sequence[str | None]) -> dict[str, Json]:
    """Return the places of each state."""
    found: dict[str, list[int]] = {}
    for at, state in enumerate(states):
        if state is not None:
            found.setdefault(state, []).append(at)
    return dict(found)


def _stamp(codes: Sequence[str]) -> str:
    return sha256(" ".join(codes).encode()).hexdigest()[:16]
