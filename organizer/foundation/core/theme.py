"""A campaign's theme: two colours in, a whole set of colours out, in which every pair can be read.

Hue stays the campaign's; lightness moves until the contrast holds (WCAG 2.2, 1.4.3 and 1.4.11).
Paper, lines and edges are warm whatever the campaign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from .colour import Oklch, clean_colour, contrast, is_lighter, push, to_hex, to_oklch
from .errors import DomainError

#: The instance's own colours, for pages of no campaign.
DEFAULT_COLOURS = ("#0b4a52", "#f7b731")

_WARM = 85.0
_TEXT = 5.0  # what we aim at; 4.5 is promised, rounding to 8 bits takes a little
#: What is promised: (foreground, ground, least contrast).
PROMISES = (
    ("ink", "paper", 7.0), ("ink", "sheet", 7.0), ("ink", "tint", 7.0),
    ("ink-soft", "paper", 4.5), ("ink-soft", "sheet", 4.5), ("ink-soft", "tint", 4.5),
    ("edge", "paper", 3.0), ("edge", "sheet", 3.0),
    ("on-primary", "primary", 4.5), ("on-primary-soft", "primary", 4.5), ("on-accent", "accent", 4.5),
    ("primary-ink", "paper", 4.5), ("primary-ink", "sheet", 4.5), ("primary-ink", "tint", 4.5),
    ("accent-mark", "paper", 3.0), ("accent-mark", "sheet", 3.0), ("accent-edge", "primary", 3.0),
)  # fmt: skip

Tokens = Mapping[str, str]


class ThemeNotReadable(DomainError):
    """Two colours of a theme came out too close: ``pair`` and ``contrast`` say which."""

    code = "theme_not_readable"


@dataclass(frozen=True, slots=True)
class DerivedTheme:
    """Colours by token name (``paper``, ``on-primary`` ...), each ``#rrggbb``, for light and dark."""

    light: Tokens
    dark: Tokens


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a theme stands on: the surfaces and inks that come before the campaign's colours."""

    surfaces: dict[str, str]
    dark_ink: str
    light_ink: str
    is_dark: bool


@lru_cache(maxsize=512)
def derive(primary: str, accent: str) -> DerivedTheme:
    """Return the theme of two colours ``#rrggbb``. Raises NotAColour, ThemeNotReadable."""
    first, second = clean_colour(primary), clean_colour(accent)
    dark_primary = to_oklch(first)
    kept = Oklch(min(max(dark_primary.lightness, 0.34), 0.78), dark_primary.chroma, dark_primary.hue)
    return DerivedTheme(
        light=_tokens(first, second, _light_ground(first)),
        dark=_tokens(to_hex(kept), second, _dark_ground(first)),
    )


def theme_css(primary: str, accent: str) -> str:
    """Return the style sheet of two colours. Raises NotAColour, ThemeNotReadable."""
    theme = derive(primary, accent)
    return (
        f"@layer theme{{:root{{{_declarations(theme.light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(theme.dark)}}}}}}}\n"
    )


def _declarations(tokens: Tokens) -> str:
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())


def _light_ground(primary: str) -> _Ground:
    own = to_oklch(primary)
    surfaces = {
        "paper": to_hex(Oklch(0.968, 0.018, _WARM)),
        "sheet": to_hex(Oklch(0.992, 0.006, _WARM)),
        "tint": to_hex(Oklch(0.925, min(own.chroma, 0.032), own.hue)),
        "ink": to_hex(Oklch(0.215, 0.022, own.hue)),
        "ink-soft": to_hex(Oklch(0.425, 0.024, _WARM)),
        "line": to_hex(Oklch(0.865, 0.024, _WARM)),
        "edge": to_hex(Oklch(0.52, 0.024, _WARM)),
    }
    return _Ground(surfaces, dark_ink=surfaces["ink"], light_ink=surfaces["sheet"], is_dark=False)


def _dark_ground(primary: str) -> _Ground:
    own = to_oklch(primary)
    surfaces = {
        "paper": to_hex(Oklch(0.185, 0.010, _WARM)),
        "sheet": to_hex(Oklch(0.235, 0.012, _WARM)),
        "tint": to_hex(Oklch(0.275, min(own.chroma, 0.035), own.hue)),
        "ink": to_hex(Oklch(0.945, 0.018, _WARM)),
        "ink-soft": to_hex(Oklch(0.775, 0.022, _WARM)),
        "line": to_hex(Oklch(0.345, 0.014, _WARM)),
        "edge": to_hex(Oklch(0.62, 0.02, _WARM)),
    }
    return _Ground(surfaces, dark_ink=surfaces["paper"], light_ink=surfaces["ink"], is_dark=True)


def _tokens(primary: str, accent: str, ground: _Ground) -> Tokens:
    block, on_block = _readable(primary, ground)
    bar, on_bar = _readable(accent, ground)
    surfaces = ground.surfaces
    grounds = (surfaces["paper"], surfaces["sheet"], surfaces["tint"])
    tokens = {
        **surfaces,
        "primary": block,
        "on-primary": on_block,
        "on-primary-soft": _softened(block, on_block),
        "primary-ink": push(block, grounds, 5.2, lighter=ground.is_dark),
        "accent": bar,
        "on-accent": on_bar,
        "accent-mark": push(bar, grounds, 3.0, lighter=ground.is_dark),
        # When the two colours are too close, the main button on the poster borrows the words' colour for its edge.
        "accent-edge": bar if contrast(bar, block) >= 3 else on_block,
    }
    _prove(tokens)
    return MappingProxyType(tokens)


def _readable(colour: str, ground: _Ground) -> tuple[str, str]:
    """Return a block's colour and the ink on it; the block gives way when neither ink can be read."""
    ink = max((ground.dark_ink, ground.light_ink), key=lambda one: contrast(one, colour))
    if contrast(ink, colour) < _TEXT:
        colour = push(colour, (ink,), _TEXT, lighter=is_lighter(colour, ink))
    return colour, ink


def _softened(block: str, on_block: str) -> str:
    own, lighter = to_oklch(block), is_lighter(on_block, block)
    start = Oklch(0.70 if lighter else 0.45, min(own.chroma, 0.05), own.hue)
    return push(to_hex(start), (block,), _TEXT, lighter=lighter)


def _prove(tokens: Tokens) -> None:
    for front, ground, least in PROMISES:
        found = contrast(tokens[front], tokens[ground])
        if found < least:
            raise ThemeNotReadable(pair=f"{front} on {ground}", contrast=round(found, 2))
