"""Which words a reader gets, piece by piece: those of their country before those for everywhere, in their language if there are any."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from organizer.foundation.core.languages import fallback_chain

from .kit import SheetKind


@dataclass(frozen=True, slots=True)
class Published:
    """A sheet as it is given out; ``country`` None: for everywhere."""

    kind: SheetKind
    country: str | None
    language: str
    pieces: Mapping[str, Any]


def ranked(
    sheets: Sequence[Published], *, country: str | None, language: str, languages: Sequence[str]
) -> Iterator[Published]:
    """Yield the sheets that may speak for a country in a language, the best first.

    ``languages``: the campaign's, its first one first. The country's in the language, the country's in another of the
    campaign's, then the same for everywhere. No sheet of another country.
    """
    wanted = list(dict.fromkeys(step for tag in (language, *languages) for step in fallback_chain(tag)))
    ranks = {tag: number for number, tag in enumerate(wanted)}
    for place in dict.fromkeys((country, None)):
        here = [sheet for sheet in sheets if sheet.country == place]
        yield from sorted(here, key=lambda sheet: ranks.get(sheet.language, len(ranks)))


def first_of(sheets: Sequence[Published], piece: str) -> tuple[Any, str] | None:
    """Return a piece from the first sheet that has it, and the language that it is in."""
    return next(((sheet.pieces[piece], sheet.language) for sheet in sheets if sheet.pieces.get(piece)), None)
