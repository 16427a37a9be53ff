"""Positions in links of maps and in geo: addresses. They are read as text: nothing is opened, nobody is asked."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urlsplit

from organizer.places.geometry import Point

_D = r"([-+]?\d{1,3}(?:\.\d+)?)"
_PAIR = re.compile(rf"(?:loc:)?\s*{_D}\s*[,~]\s*{_D}(?![\d.])")
#: What Google writes of the place itself; the point after ``@`` is only where the map was looked at.
_PLACE = re.compile(rf"!3d{_D}!4d{_D}")
_TURNED_PLACE = re.compile(rf"!2d{_D}!3d{_D}")
_IN_PATH = re.compile(rf"/(?:@|place/|search/|dir/(?:[^/]*/)?|w/)?{_D},\s*{_D}(?=[,/;?]|$)")
_IN_HASH = re.compile(rf"(?:map=)?\d{{1,2}}(?:\.\d+)?/{_D}/{_D}(?:[/&]|$)")
#: Parameters that hold a pair, of a place before those of a view.
_PAIRS = (
    "q", "query", "coordinate", "coordinates", "destination", "daddr", "to", "pin", "pt", "sll", "ll", "cp", "center",
    "map", "where1", "viewpoint",
)  # fmt: skip
_TWO = (("mlat", "mlon"), ("lat", "lon"), ("lat", "lng"), ("latitude", "longitude"), ("y", "x"))
_SHORT = re.compile(r"^/go/([A-Za-z0-9_@~-]+)")
_SHORT_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"


def position_in_link(text: str) -> Point | None:
    """Return the position that a link of a map or a ``geo:`` address holds, None when it is none or holds none."""
    if text[:4].lower() == "geo:":
        return _in_geo(text[4:])
    if "://" not in text and not re.match(r"(?:www\.|maps\.|[\w-]+\.(?:com|org|net|app)/)", text):
        return None
    try:
        link = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return None
    if any(character.isspace() for character in text):
        return None
    point = next(_in_link(link), None)
    # Yandex and its like write longitude first.
    return Point(point.lon, point.lat) if point and re.search(r"(?:^|\.)yandex\.", link.netloc) else point


def _in_geo(rest: str) -> Point | None:
    """Return the point of RFC 5870; ``geo:0,0?q=4.7,-74.1(Hall)`` is how telephones say it."""
    place, _, query = rest.partition("?")
    asked = next((value for name, value in parse_qsl(query) if name == "q"), "")
    return _pair(asked) or _pair(place.split(";")[0].replace("//", ""))


def _in_link(link: SplitResult) -> Iterator[Point]:
    """Yield the positions of a link, what names a place before what names a view."""
    path, values = unquote_plus(link.path), dict(parse_qsl(link.query))
    found = list(_PLACE.finditer(path))
    if found:
        yield _point(found[-1])
    turned = _TURNED_PLACE.search(path)
    if turned:
        yield Point(float(turned[2]), float(turned[1]))
    for lat, lon in _TWO:
        pair = _pair(f"{values.get(lat, '')},{values.get(lon, '')}")
        if pair:
            yield pair
    for name in _PAIRS:
        pair = _pair(values.get(name, ""))
        if pair:
            yield pair
    for found_in in (_IN_PATH.search(path), _IN_HASH.search(unquote_plus(link.fragment))):
        if found_in:
            yield _point(found_in)
    short = _SHORT.match(path)
    if short and link.netloc.endswith(("openstreetmap.org", "osm.org")):
        yield _short_link(short[1])


def _pair(text: str) -> Point | None:
    found = _PAIR.match(text)
    return _point(found) if found else None


def _point(found: re.Match[str]) -> Point:
    return Point(float(found[1]), float(found[2]))


def _short_link(code: str) -> Point:
    """Return the point of OpenStreetMap's short links: bits of longitude and latitude in turn, six to a letter."""
    x = y = bits = 0
    for letter in code.replace("@", "~").rstrip("-"):
        value = _SHORT_LETTERS.index(letter) if letter in _SHORT_LETTERS else 0
        for shift in (5, 3, 1):
            x, y, bits = x << 1 | value >> shift & 1, y << 1 | value >> shift - 1 & 1, bits + 1
    return Point(round((y + 0.5) * 180 / 2**bits - 90, 6), round((x + 0.5) * 360 / 2**bits - 180, 6))
