"""Positions as people paste them: decimal degrees, degrees with minutes and seconds, in any signs and digits.

Only reads; whether the place can be meant is asked in pins.py. So numbers beyond the globe are numbers too.
"""

import math
import re

from organizer.places.geometry import Point, distance_km
from organizer.places.map_links import position_in_link
from organizer.places.plus_codes import position_of_plus_code
from organizer.places.signs import plain_signs

#: Links of maps are long; nothing longer is a position.
MAX_POSITION = 2000
#: Beyond it stands a telephone number or an accident.
_MOST = 1e15
_NUMBER = r"\d+(?:\.\d+)?"
_ONE = re.compile(
    rf"(?P<before>[nsewo])?\s*(?P<minus>[-+])?\s*(?P<degrees>{_NUMBER})\s*"
    rf"(?:(?:°|(?<=\d)[ ](?=\d))\s*(?:(?P<minutes>{_NUMBER})\s*(?:'|(?<=\d)[ ](?=\d)|(?=$)|(?=[nsewo]))\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*(?:\"\s*(?P<rest>\d{{1,4}})?|'')?)?)?)?\s*(?P<after>[nsewo])?"
)
#: What machines write of numbers too large or small; its E is no east.
_POWER = re.compile(r"[-+]?\d+(?:\.\d+)?e[-+]?\d+", re.IGNORECASE)
_GROUPED = re.compile(r"(\d{1,3})((?:\.\d{3}){2,})")
_TAILED = re.compile(r"([-+]?\d+\.\d{3,}),\d{1,3}")
_LABELS = re.compile(r"\b(latitude?n?|lat|longitude?n?|long|lon|lng|breite|länge|latitud|longitud)\b\.?\s*[:=]?\s*")
_SPLITS = (r"\s*[;/|\n\t]\s*", r"\s*,\s+", r"(?<=[nsewo])\s*,?\s*(?=[-+\d])", r"(?<=\d)\s*,?\s*(?=[nsewo]\s*[-+\d])")
_LATITUDE, _LONGITUDE = "ns", "ewo"


def read_degrees(text: str) -> float | None:
    """Return the degrees that one field holds, south and west below zero; None when it holds no number.

    ``4,711``, ``44.900.878``, ``50°55'``, ``41°59'23"28 N``, ``٤٫٧١١`` are all degrees.
    """
    plain = plain_signs(text[:MAX_POSITION])
    if _POWER.fullmatch(plain):
        return None
    tailed = _TAILED.fullmatch(plain)
    one = _one(tailed[1] if tailed else plain)
    return one[0] if one else None


def read_position(text: str, near: Point | None = None) -> Point | None:
    """Return the position that a text holds and nothing else: a pair, a geo: address, a map's link, a plus code.

    None when it holds none. The letter O is west in most languages and east in German: what lies closer to
    ``near`` counts. Links are read, never opened.
    """
    text = text.strip()[:MAX_POSITION]
    found = position_in_link(text) or position_of_plus_code(text)
    if found is not None:
        return found
    plain = plain_signs(text)
    if _POWER.fullmatch(plain):
        return None
    labels = [label[1] for label in _LABELS.finditer(plain)]
    plain = _LABELS.sub(" ", plain).strip(" ()[]{}")
    is_turned = bool(labels) and labels[0].startswith(("lo", "ln", "lä"))
    for first, second in _pairs(plain):
        one, two = _one(first), _one(second)
        if one and two:
            return _position(one, two, near, is_turned=is_turned)
    return None


def _pairs(plain: str) -> list[tuple[str, str]]:
    """Return the ways in which a text may fall into two, likeliest first."""
    found = []
    for pattern in _SPLITS:
        parts = [part for part in re.split(pattern, plain) if part]
        if len(parts) == 2:
            found.append((parts[0], parts[1]))
    commas = plain.split(",")
    if len(commas) == 4:  # 4,711,-74,072
        found.append((",".join(commas[:2]), ",".join(commas[2:])))
    if len(commas) == 2 and not (commas[0].lstrip("-+").isdigit() and commas[1].strip().isdigit()):
        found.append((commas[0], commas[1]))
    words = plain.replace(",", " ").split() if plain.count(".") > 1 else plain.split()
    if len(words) == 2 or (3 <= len(words) <= 4 and all("." in word for word in words[:2])):  # with height
        found.append((words[0], words[1]))
    half = len(words) // 2
    if len(words) in (4, 6):  # 50 55 12 5 20 6
        found.append((" ".join(words[:half]), " ".join(words[half:])))
    return found


def _one(plain: str) -> tuple[float, str] | None:
    """Return degrees and the letter of their direction ("" for none)."""
    plain = plain.strip(" ,")
    grouped = _GROUPED.fullmatch(plain.lstrip("-+"))
    if grouped:
        plain = f"{'-' if plain.startswith('-') else ''}{grouped[1]}.{grouped[2].replace('.', '')}"
    if plain.count(",") == 1 or "°" in plain:
        plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    found = _ONE.fullmatch(plain)
    if found is None or (found["before"] and found["after"]):
        return None
    # Only the last of degrees, minutes and seconds has a fraction: "48.8566 2.3522" are two numbers.
    if (found["minutes"] and "." in found["degrees"]) or (found["seconds"] and "." in found["minutes"]):
        return None
    seconds = found["seconds"] or "0"
    if found["rest"]:
        seconds = f"{seconds}.{found['rest']}" if "." not in seconds else seconds
    minutes = float(found["minutes"] or 0)
    if minutes > 60 or float(seconds) > 60:
        return None
    degrees = float(found["degrees"]) + minutes / 60 + float(seconds) / 3600
    letter = found["before"] or found["after"] or ""
    if letter in ("s", "w", "o") or found["minus"] == "-":
        degrees = -degrees
    return (round(degrees, 7), letter) if math.isfinite(degrees) and abs(degrees) <= _MOST else None


def _position(one: tuple[float, str], two: tuple[float, str], near: Point | None, *, is_turned: bool) -> Point | None:
    (first, letter), (second, other) = one, two
    if letter and other and (letter in _LATITUDE) == (other in _LATITUDE):
        return None
    if is_turned or (letter and letter in _LONGITUDE) or (other and other in _LATITUDE):
        first, second, letter, other = second, first, other, letter
    if other != "o":
        return Point(first, second)
    west, east = Point(first, -abs(second)), Point(first, abs(second))
    return min((west, east), key=lambda point: _far(point, near))


def _far(point: Point, near: Point | None) -> float:
    return distance_km(point.lat, point.lon, near.lat, near.lon) if near else 0
