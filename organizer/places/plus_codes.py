"""Plus codes (Open Location Code), whole ones: ``67P7JXPG+4V`` is a place on Earth; a short one needs a town."""

import re

from organizer.places.geometry import Point

_LETTERS = "23456789CFGHJMPQRVWX"
_WHOLE = re.compile(rf"([{_LETTERS}]{{8}})\+([{_LETTERS}]{{2,7}})?", re.IGNORECASE)
_PAIRED = 10


def position_of_plus_code(text: str) -> Point | None:
    """Return the middle of the cell that a whole code names, None when the text is no such code."""
    found = _WHOLE.fullmatch(text.strip())
    if found is None:
        return None
    digits = [_LETTERS.index(letter) for letter in (found[1] + (found[2] or "")).upper()]
    if digits[0] >= 9 or digits[1] >= 18:  # beyond the poles or the date line
        return None
    lat, lon, high, wide = -90.0, -180.0, 400.0, 400.0
    for place in range(0, min(len(digits), _PAIRED), 2):
        high, wide = high / 20, wide / 20
        lat, lon = lat + digits[place] * high, lon + digits[place + 1] * wide
    for digit in digits[_PAIRED:]:
        high, wide = high / 5, wide / 4
        lat, lon = lat + digit // 4 * high, lon + digit % 4 * wide
    return Point(round(lat + high / 2, 6), round(lon + wide / 2, 6))
