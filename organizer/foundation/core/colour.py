"""Colours as numbers: sRGB in hexadecimal, OKLCH for moving lightness alone, contrast as WCAG counts it.

OKLCH is Björn Ottosson's OKLab (2020) in polar form: equal steps of lightness look equal,
so a campaign's hue stays its own while its lightness moves.
"""

import math
import re
from dataclasses import dataclass

from .errors import DomainError

_HEX = re.compile(r"#[0-9a-f]{6}")
_STEP = 0.005
_GAMUT_SLACK = 0.0005


class NotAColour(DomainError):
    """The text is not ``#rrggbb``."""

    code = "not_a_colour"


@dataclass(frozen=True, slots=True)
class Oklch:
    """Lightness 0 to 1, chroma from 0 (grey) to about 0.32, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def clean_colour(text: str) -> str:
    """Return ``#rrggbb`` in lower case; a missing ``#`` is forgiven. Raises NotAColour."""
    colour = "#" + text.strip().removeprefix("#").lower()
    if not _HEX.fullmatch(colour):
        raise NotAColour(text=text)
    return colour


def to_oklch(colour: str) -> Oklch:
    """Return the OKLCH of ``#rrggbb``."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """Return ``#rrggbb``; what sRGB cannot show loses chroma until it can."""
    chroma = colour.chroma
    while True:
        channels = _linear_rgb(colour.lightness, chroma, colour.hue)
        fits = all(-_GAMUT_SLACK <= channel <= 1 + _GAMUT_SLACK for channel in channels)
        if fits or chroma < 0.002:
            return "#" + "".join(f"{round(255 * _gamma(channel)):02x}" for channel in channels)
        chroma *= 0.96


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_lighter(one: str, other: str) -> bool:
    """Tell whether ``one`` is lighter than ``other`` (relative luminance)."""
    return _luminance(one) > _luminance(other)


def push(colour: str, grounds: tuple[str, ...], ratio: float, *, lighter: bool) -> str:
    """Move lightness up or down until the contrast with every ground reaches ``ratio``, or there is no more room."""
    start = to_oklch(colour)
    lightness = min(0.99, max(0.01, start.lightness))
    while True:
        moved = to_hex(Oklch(lightness, start.chroma, start.hue))
        if all(contrast(moved, ground) >= ratio for ground in grounds) or not 0 < lightness < 1:
            return moved
        lightness += _STEP if lighter else -_STEP


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_ungamma(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _ungamma(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    value = min(1.0, max(0.0, channel))
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
