"""Reading a campaign file (``seed-campaign/1``): plain JSON in, details out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from organizer.events.rules import Access, AddressVisibility, EventDetails, Kind, Mode, PinSource, Precision

#: Words of the file for facts that we know under another name.
_ACCESS = {
    "nzsl-interpreter": Access.SIGN_LANGUAGE,
    "bsl-interpreter": Access.SIGN_LANGUAGE,
    "asl-interpreter": Access.SIGN_LANGUAGE,
}


@dataclass(frozen=True, slots=True)
class SeedEvent:
    """An event of the file: its details now, as they were before it moved, and what became of it."""

    slug: str
    details: EventDetails
    before: EventDetails | None
    is_cancelled: bool
    contact: str


def read_event(action: Mapping[str, Any]) -> SeedEvent:
    """Return an action of the file as an event. Raises KeyError or ValueError for a broken file."""
    details = _details(action)
    before = None
    if previous := action.get("previous_start_local"):
        start = datetime.fromisoformat(previous)
        before = replace(details, start=start, end=_moved(details, start))
    if previous := action.get("previous_venue"):
        before = replace(before or details, venue=previous, address=None)
    return SeedEvent(
        slug=action["slug"],
        details=details,
        before=before,
        is_cancelled=action["status"] == "cancelled",
        contact=action["contact"],
    )


def _details(action: Mapping[str, Any]) -> EventDetails:
    is_online = bool(action["online"])
    is_withheld = action["address_visibility"] == "rsvp-confirmed"
    point = _point(action)
    to_be_announced = bool(action.get("time_tbc"))
    return EventDetails(
        language=action["language"],
        title={action["language"]: action["title"]},
        description={action["language"]: action["description"]} if action["description"] else {},
        kind=Kind(action["type"]),
        mode=Mode.ONLINE if is_online else Mode.IN_PERSON,
        zone=action["timezone"],
        start=_wall(action["start_local"]),
        end=_wall(action["end_local"]) if action["end_local"] and not to_be_announced else None,
        all_day=bool(action["all_day"]),
        to_be_announced=to_be_announced,
        is_tentative=action["status"] == "tentative",
        group_name=action["group"],
        venue=action["venue"] or None,
        address=action.get("private_address") or action["address"] or None,
        city=action["city"] or None,
        region=action["region"] or None,
        country=action["country"] or None,
        place_id=action.get("place_id"),
        lat=point[0],
        lon=point[1],
        pin_source=PinSource.IMPORT if point[0] is not None else None,
        precision=Precision(action["location_precision"]),
        address_visibility=AddressVisibility.CONFIRMED if is_withheld else AddressVisibility.PUBLIC,
        place_hint=_hint(action) if is_withheld else None,
        online_url=action["online_url"] or None,
        online_visibility=AddressVisibility.CONFIRMED,
        capacity=action["capacity"],
        other_languages=tuple(action["other_languages"]),
        accessibility=_access(action["accessibility"]),
        more_url=action["url"] or None,
    )


def _point(action: Mapping[str, Any]) -> tuple[float | None, float | None]:
    lat, lon = action.get("private_lat", action["lat"]), action.get("private_lon", action["lon"])
    return (None, None) if lat is None or lon is None else (float(lat), float(lon))


def _hint(action: Mapping[str, Any]) -> str | None:
    """Return what the file lets everybody read of a withheld place: the name; its address field only says "by mail"."""
    return action["venue"] or None


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moved(details: EventDetails, start: datetime) -> datetime | None:
    return start + (details.end - details.start) if details.end else None


def _access(facts: list[str]) -> tuple[Access, ...]:
    known = [_ACCESS.get(fact) or Access(fact) for fact in facts]
    return tuple(dict.fromkeys(known))
