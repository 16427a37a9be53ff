"""Open data from the record (RFC 7946): the same events give the same bytes.

A point is written as exactly as the public may know it, and no more: what the record coarsened
stays coarse, and an event without a point stays in the list, with no geometry.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from organizer.record.types import EventRecord, EventTime

from .placed import point_of, shown_of
from .points import Json, to_bytes

GEOJSON_TYPE = "application/geo+json"
#: Decimal places: five are a metre; a coarse point gets no more than it means (0.001° is 100 m).
_EXACT_PLACES, _COARSE_PLACES = 5, 3


def render_geojson(events: Sequence[EventRecord], *, name: str) -> bytes:
    """Return a FeatureCollection: longitude first, WGS 84; ``geometry`` null without a place (section 3.2).

    ``precision`` says how a point may be read: ``exact``, or ``area`` for the middle of a cell or town.
    """
    # Feature by feature: a hundred thousand of them are never held twice.
    file = io.BytesIO()
    file.write(to_bytes({"type": "FeatureCollection", "name": name})[:-1] + b',"features":[')
    for number, event in enumerate(shown_of(events)):
        file.write(b"," * (number > 0) + to_bytes(_feature(event)))
    file.write(b"]}")
    return file.getvalue()


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
        "precision": "exact" if place.is_exact else "area" if place.lat is not None else None,
        "group": event.group_name,
        "languages": list(event.languages),
        "accessibility": list(event.accessibility),
        "url": event.url,
    }
    geometry: Json = (
        {"type": "Point", "coordinates": point_of(event, _EXACT_PLACES if place.is_exact else _COARSE_PLACES)}
        if place.lat is not None
        else None
    )
    return {"type": "Feature", "id": event.code, "geometry": geometry, "properties": properties}


def _moment(when: EventTime, wall: datetime, instant: datetime | None) -> str:
    """Return a day, or wall time with its offset (RFC 3339): what a clock on the square shows, and when that is."""
    if when.is_date_only:
        return wall.date().isoformat()
    if instant is None:
        return wall.isoformat()
    minutes = round((wall - instant.replace(tzinfo=None)).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{wall:%Y-%m-%dT%H:%M:%S}{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
