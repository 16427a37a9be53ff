"""Map data from the record: pure functions, the same events give the same bytes.

A point is written as exactly as the public may know it, and no more: what the record coarsened
stays coarse, and an event without a point is counted, not placed.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from organizer.record.derived import Derived
from organizer.record.on_map import count_on_map, has_point
from organizer.record.types import EventRecord, EventStatus, EventTime

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

VERSION = 1
GEOJSON_TYPE = "application/geo+json"
POINTS_TYPE = "application/json"
#: Decimal places: five are a metre; a coarse point gets no more than it means (0.001° is 100 m).
_EXACT_PLACES, _COARSE_PLACES = 5, 3
#: Rows of our own map as they are sent: an edit writes one of them anew.
_rows: Derived[bytes] = Derived(12_000)


def render_geojson(events: Sequence[EventRecord], *, name: str) -> bytes:
    """Return a FeatureCollection (RFC 7946): longitude first, WGS 84; ``geometry`` null without a place.

    ``precision`` says how a point may be read: ``exact``, or ``area`` for the middle of a cell or town.
    """
    return _bytes(
        {
            "type": "FeatureCollection",
            "name": name,
            "features": [_feature(event) for event in _shown(events)],
        }
    )


def render_points(events: Sequence[EventRecord]) -> bytes:
    """Return the file of our own map: ``[code, lon, lat, title, start (epoch seconds), town, state]`` for each point."""
    shown = _shown(events)
    counts = count_on_map(shown)
    rows = b",".join([_rows.of(event, None, _row_bytes) for event in shown if has_point(event)])
    ends = {"unplaced": counts.without_place, "online": counts.online}
    return b'{"v":%d,"events":[%b],%b' % (VERSION, rows, _bytes(ends)[1:])


def _row_bytes(event: EventRecord) -> bytes:
    return _bytes(_row(event))


def _row(event: EventRecord) -> list[Json]:
    # Our map is a world map: a hundred metres are less than one pixel of it.
    lon, lat = _point(event, _COARSE_PLACES)
    start = int(event.time.start_utc.timestamp())
    return [event.code, lon, lat, event.title.value, start, event.place.city or "", event.status.value]


def _feature(event: EventRecord) -> Json:
    place = event.place
    properties: dict[str, Json] = {
        "title": event.title.value,
        "lang": event.title.lang,
        "status": event.status.value,
        "kind": event.kind,
        "mode": event.mode.value,
        "start": _moment(event.time, event.time.start, event.time.start_utc),
        "end": _moment(event.time, event.time.end, event.time.end_utc) if event.time.end else None,
        "start_utc": f"{event.time.start_utc:%Y-%m-%dT%H:%M:%SZ}",
        "zone": event.time.zone,
        "all_day": event.time.all_day,
        "venue": place.venue.value if place.venue else None,
        "address": place.address,
        "city": place.city,
        "country": place.country,
        "precision": "exact" if place.is_exact else "area" if has_point(event) else None,
        "group": event.group_name,
        "languages": list(event.languages),
        "accessibility": list(event.accessibility),
        "url": event.url,
    }
    geometry: Json = (
        {"type": "Point", "coordinates": list(_point(event, _EXACT_PLACES if place.is_exact else _COARSE_PLACES))}
        if has_point(event)
        else None
    )
    return {"type": "Feature", "id": event.code, "geometry": geometry, "properties": properties}


def _point(event: EventRecord, places: int) -> tuple[float, float]:
    """Return (lon, lat), rounded; 180° is written as such and never as 180.00001."""
    lon, lat = event.place.lon or 0.0, event.place.lat or 0.0
    return max(-180.0, min(180.0, round(lon, places))), max(-90.0, min(90.0, round(lat, places)))


def _moment(when: EventTime, wall: datetime, instant: datetime | None) -> str:
    """Return a day, or wall time with its offset (RFC 3339): what a clock on the square shows, and when that is."""
    if when.is_date_only:
        return wall.date().isoformat()
    if instant is None:
        return wall.isoformat()
    minutes = round((wall - instant.replace(tzinfo=None)).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{wall:%Y-%m-%dT%H:%M:%S}{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _shown(events: Sequence[EventRecord]) -> list[EventRecord]:
    return [event for event in events if event.status is not EventStatus.REMOVED and not event.is_draft]


def _bytes(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
