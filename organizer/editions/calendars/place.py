"""LOCATION, GEO and the point that Apple's calendar shows on a map (calendars.md R47 to R49)."""

import math
import re
from dataclasses import dataclass

from organizer.record.types import EventRecord, Mode, Place

from .escape import cut, web_address
from .labels import Labels, fill
from .lines import content_line, text_line
from .plain import plain_line

_PART_LIMIT = 200
#: Metres around the point that Apple's calendar takes for "there".
_RADIUS = "72"
_POSTCODE = re.compile(r"(?=.*\d)[\w-]{1,8}( \w{1,4})? ")


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees with six places (a tenth of a metre), as they are written."""

    lat: str
    lon: str


def place_lines(event: EventRecord, labels: Labels) -> bytes:
    """Return the lines that say where; nothing exact that this audience may not know."""
    location, point = location_text(event, labels), exact_point(event.place)
    if not location:
        return b""
    lines = text_line("LOCATION", location)
    if point is None or event.mode is Mode.ONLINE:
        return lines
    lines += content_line("GEO", f"{point.lat};{point.lon}")
    # Apple draws the map only where the title is the very text of LOCATION: no character may be lost.
    if not set(location) & set('"^'):
        parameters = (("VALUE", "URI"), ("X-APPLE-RADIUS", _RADIUS), ("X-TITLE", location))
        lines += content_line("X-APPLE-STRUCTURED-LOCATION", f"geo:{point.lat},{point.lon}", parameters)
    return lines


def location_text(event: EventRecord, labels: Labels) -> str:
    """Return "Place name, street, town, country" on one line.

    Withheld: the town alone and when the rest is told. Online: the joining address, or "Online".
    """
    place = event.place
    if event.mode is Mode.ONLINE:
        return web_address(event.online_url) or labels.online
    if place.is_withheld:
        town = _joined([place.city, place.country_name or place.country], labels)
        return fill(labels.town_only, town=town) if town else labels.exact_place_later
    venue = place.venue.value if place.venue else None
    return _joined([venue, place.address, place.city, place.country_name or place.country], labels)


def exact_point(place: Place) -> Point | None:
    """Return the point when it is the place itself; None for a rounded or withheld one."""
    if place.is_withheld or not place.is_exact or place.lat is None or place.lon is None:
        return None
    if not (math.isfinite(place.lat) and math.isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180):
        return None
    return Point(_degrees(place.lat), _degrees(place.lon))


def _degrees(value: float) -> str:
    words = f"{value:.6f}"
    return "0.000000" if words == "-0.000000" else words


def _joined(parts: list[str | None], labels: Labels) -> str:
    """Join what is known with commas; a part that another one already says is left out."""
    clean = [cut(plain_line(part, labels.address_note), _PART_LIMIT) for part in parts if part]
    kept: list[str] = []
    for part in filter(None, clean):
        if not any(_says(known, part) for known in kept):
            kept = [known for known in kept if not _says(part, known)] + [part]
    return ", ".join(kept)


def _says(text: str, part: str) -> bool:
    """Tell whether ``part`` is one of ``text``'s comma-parted pieces, a postcode before it or not."""
    wanted, whole = part.casefold(), text.casefold()
    for piece in whole.split(",") if wanted in whole else ():
        before = piece.strip().removesuffix(wanted)
        if before == "" and piece.strip() == wanted:
            return True
        if before != piece.strip() and _POSTCODE.fullmatch(before):
            return True
    return False
