"""What a drawing may be made of: elements, attributes and their values."""

import re
from collections.abc import Iterator

from PIL import ImageColor

from .refusals import DrawingHas

ELEMENTS = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask".split()
)
#: Left out in silence: nobody sees them.
DROPPED = frozenset("title desc metadata view".split())
#: Elements that may point to another one of the same drawing.
LINKS = frozenset(("use", "linearGradient", "radialGradient"))
_COLOURS = frozenset(("fill", "stroke", "stop-color", "color"))
_LENGTHS = frozenset(
    "x y width height cx cy r rx ry x1 y1 x2 y2 fx fy fr offset stroke-width stroke-dashoffset stroke-miterlimit "
    "opacity fill-opacity stroke-opacity stop-opacity".split()
)
_WORDS = {
    "fill-rule": ("nonzero", "evenodd"),
    "clip-rule": ("nonzero", "evenodd"),
    "stroke-linecap": ("butt", "round", "square"),
    "stroke-linejoin": ("miter", "round", "bevel"),
    "gradientUnits": ("userSpaceOnUse", "objectBoundingBox"),
    "clipPathUnits": ("userSpaceOnUse", "objectBoundingBox"),
    "maskUnits": ("userSpaceOnUse", "objectBoundingBox"),
    "maskContentUnits": ("userSpaceOnUse", "objectBoundingBox"),
    "spreadMethod": ("pad", "reflect", "repeat"),
    "display": ("none", "inline"),
    "visibility": ("hidden", "visible"),
}
_NUMBER = r"[+-]?(?:\d{1,7}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"{_NUMBER}(?:px|%|)")
#: Nothing is given back: the digits of a long number could be parted in more ways than there is time for.
_NUMBERS = re.compile(rf"(?:(?>{_NUMBER})[\s,]*+)++")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*")
_TRANSFORM = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([-+0-9eE.,\s]*\)[\s,]*)*")
_REFERENCE = re.compile(r"""url\(\s*['"]?#([A-Za-z_][\w.\-]{0,99})['"]?\s*\)(?:\s*none|\s*#[0-9a-fA-F]{3,6})?""")
_LONGEST = 200_000
_ANY_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_MOST = 1e12
#: Attributes that change nothing when they are left out.
_RGB = re.compile(r"rgba?\([\d\s.,%]*\)")


def style_values(style: str) -> Iterator[tuple[str, str]]:
    """Yield the declarations of a ``style`` attribute. Raises DrawingHas for what fetches."""
    if re.search(r"url\(\s*['\"]?(?!['\"]?#)|@import|expression|\\", style, re.IGNORECASE):
        raise DrawingHas(what="style")
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if value:
            yield name.strip(), value.replace("!important", "").strip()


def clean_value(element: str, name: str, value: str) -> str | None:
    """Return the value as we write it; None for an attribute that we leave out. Raises DrawingHas."""
    value = value.strip()
    if len(value) > _LONGEST:
        raise DrawingHas(what=name)
    if name in _COLOURS:
        return _colour(name, value)
    if name in ("clip-path", "mask"):
        return None if value == "none" else _reference(name, value)
    if name == "filter" and value != "none":
        raise DrawingHas(what=name)
    if name in _LENGTHS:
        # The root's own extent is written by us.
        return _in_reach(name, value) if element != "svg" and _LENGTH.fullmatch(value) else None
    if name == "d":
        return _in_reach(name, _whole(_PATH, name, value))
    if name in ("transform", "gradientTransform"):
        return _in_reach(name, _whole(_TRANSFORM, name, value))
    if name == "stroke-dasharray" and value != "none":
        # How many dashes a line is cut into, nothing in the file bounds: 20 letters stop whoever draws it.
        raise DrawingHas(what=name)
    if name == "points":
        return None if value == "none" else _in_reach(name, _whole(_NUMBERS, name, value))
    if name == "viewBox":
        return _whole(_NUMBERS, name, value) if element == "symbol" else None
    return value if value in _WORDS.get(name, ()) else None


def _whole(pattern: re.Pattern[str], name: str, value: str) -> str:
    if not pattern.fullmatch(value):
        raise DrawingHas(what=f"{name}={value[:40]}")
    return value


def _in_reach(name: str, value: str) -> str:
    """Return what has no number that programs stumble over."""
    if any(abs(float(number)) > _MOST for number in _ANY_NUMBER.findall(value)):
        raise DrawingHas(what=f"{name}={value[:40]}")
    return value


def _reference(name: str, value: str) -> str:
    match = _REFERENCE.fullmatch(value)
    if match is None:
        raise DrawingHas(what=f"{name}={value[:40]}")
    return f"url(#{match[1]})"


def _colour(name: str, value: str) -> str | None:
    """Return a colour as ``#rrggbb``, so that greys can be made of all of them."""
    if value in ("none", "transparent"):
        return "none"
    if value == "inherit":
        return None
    if value == "currentColor":
        return "#000000"
    if value.startswith("url("):
        return _reference(name, value)
    try:
        red, green, blue = ImageColor.getrgb(value)[:3]
    except ValueError:
        if _RGB.fullmatch(value):
            return "#000000"
        raise DrawingHas(what=f"{name}={value[:40]}") from None
    return f"#{red:02x}{green:02x}{blue:02x}"
