"""From a campaign's two colours to the inks of a sheet; every pair for words reads (WCAG 2.2, 1.4.3)."""

from organizer.record.types import Theme

INK = "#12191b"
WHITE = "#ffffff"
_TEXT = 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Return ``share`` (0 to 1) of ``one`` in ``other``."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(255 * (a * share + b * (1 - share))):02x}" for a, b in pairs)


def palette(theme: Theme) -> dict[str, str]:
    """Return the inks: ``primary``, ``on-primary``, ``soft-on-primary``, ``accent``, ``on-accent``, ``ink``,
    ``ink-soft``, ``primary-ink`` (primary for words on white), ``accent-on-primary`` (for words).
    """  # fmt: skip
    on_primary = _on(theme.primary)
    primary = _towards(theme.primary, INK if on_primary == WHITE else WHITE, against=on_primary)
    on_accent = _on(theme.accent)
    return {
        "ink": INK,
        "ink-soft": "#4a5457",
        "white": WHITE,
        "primary": primary,
        "on-primary": on_primary,
        "soft-on-primary": _softened(on_primary, primary),
        "primary-ink": _towards(theme.primary, INK, against=WHITE),
        "accent": _towards(theme.accent, INK if on_accent == WHITE else WHITE, against=on_accent),
        "on-accent": on_accent,
        "accent-on-primary": theme.accent if contrast(theme.accent, primary) >= _TEXT else on_primary,
    }


def _on(fill: str) -> str:
    """Return ink or white, whichever reads better on ``fill``."""
    return WHITE if contrast(WHITE, fill) >= contrast(INK, fill) else INK


def _towards(colour: str, goal: str, *, against: str) -> str:
    """Return ``colour``, moved towards ``goal`` only as far as it must to read against ``against``."""
    for step in range(21):
        moved = mix(goal, colour, step / 20)
        if contrast(moved, against) >= _TEXT:
            return moved
    return goal


def _softened(words: str, ground: str) -> str:
    """Return ``words`` with as much of the ground in it as still reads, at most a quarter."""
    for share in (0.75, 0.8, 0.85, 0.9, 0.95):
        soft = mix(words, ground, share)
        if contrast(soft, ground) >= _TEXT + 0.5:
            return soft
    return words


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
