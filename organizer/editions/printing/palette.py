"""The campaign's theme as inks: the colours of its pages, on white paper instead of warm."""

from organizer.foundation.core.colour import contrast
from organizer.foundation.core.theme import derive
from organizer.record.types import Theme

WHITE = "#ffffff"
#: WCAG 2.2, 1.4.3: words of normal size.
_TEXT = 4.5
_INKS = (
    "ink", "ink-soft", "primary", "on-primary", "on-primary-soft", "primary-ink", "accent", "on-accent",
)  # fmt: skip


def palette(theme: Theme) -> dict[str, str]:
    """Return inks by the names of the page's tokens, with ``white`` and ``accent-on-primary`` (for words).

    Raises NotAColour, ThemeNotReadable.
    """
    tokens = derive(theme.primary, theme.accent).light
    # Screens have warm white; a printer would dot it with yellow.
    inks = {name: WHITE if tokens[name] == tokens["sheet"] else tokens[name] for name in _INKS}
    reads = contrast(inks["accent"], inks["primary"]) >= _TEXT
    return {**inks, "white": WHITE, "accent-on-primary": inks["accent"] if reads else inks["on-primary"]}
