"""Whether the words on a campaign's colours can be read, measured (WCAG 2.2, 1.4.3 and 1.4.11)."""

from organizer.foundation.core.colour import Oklch, clean_colour, contrast, to_hex, to_oklch
from organizer.foundation.core.errors import DomainError

#: Words on a colour; large shapes of one colour on the other.
WORDS, SHAPES = 4.5, 3.0
#: Paper, and the ink of words.
_INKS = ("#ffffff", "#1a1712")
_STEP = 0.01


class ColoursTooClose(DomainError):
    """Words or shapes would not be seen.

    Params: pair (``words-on-primary``, ``words-on-accent``, ``accent-on-primary``), found and least (ratios), field
    (the colour to change) and nearest (a colour that passes all).
    """

    code = "colours_too_close"


def check_colours(primary: str, accent: str) -> None:
    """Raise ColoursTooClose for the first pair that fails, with the nearest colour that doesn't. Raises NotAColour."""
    first, second = clean_colour(primary), clean_colour(accent)
    if (found := _words_on(first)) < WORDS:
        raise ColoursTooClose(
            pair="words-on-primary", found=_ratio(found), least=WORDS, field="primary", nearest=_nearest(first, None)
        )
    if (found := _words_on(second)) < WORDS:
        raise ColoursTooClose(
            pair="words-on-accent", found=_ratio(found), least=WORDS, field="accent", nearest=_nearest(second, first)
        )
    if (found := contrast(first, second)) < SHAPES:
        raise ColoursTooClose(
            pair="accent-on-primary", found=_ratio(found), least=SHAPES, field="accent", nearest=_nearest(second, first)
        )


def _words_on(ground: str) -> float:
    return max(contrast(ink, ground) for ink in _INKS)


def _nearest(colour: str, beside: str | None) -> str:
    """Return the colour of the same hue, as near in lightness as can be, that words and ``beside`` stand out from."""
    own = to_oklch(colour)
    steps = sorted((step * _STEP for step in range(1, 100)), key=lambda lightness: abs(lightness - own.lightness))
    for lightness in steps:
        moved = to_hex(Oklch(lightness, own.chroma, own.hue))
        if _words_on(moved) >= WORDS and (beside is None or contrast(moved, beside) >= SHAPES):
            return moved
    return _INKS[0]


def _ratio(value: float) -> float:
    """Round down: what fails must not read as if it passed."""
    return int(value * 10) / 10
