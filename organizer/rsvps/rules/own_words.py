"""The six words that open the own page of a guest who gave no address: made, and read again as people type.

Six of 7,772 words are 77.5 bits: nobody finds others' by trying, so they need no slow hash (security.md P-4).
"""

import re
import secrets
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from organizer.foundation.core.errors import DomainError

COUNT = 6
#: Longer than six of the longest words, however they are set apart.
TYPED_LIMIT = 200
_NOT_A_LETTER = re.compile(r"[^a-z]+")


class WordNotKnown(DomainError):
    """One of the words is none of ours; params: word."""

    code = "word_not_known"


class WordLooksLike(DomainError):
    """One of the words is none of ours, and looks like one; params: word, near."""

    code = "word_looks_like"


class WordsMissing(DomainError):
    """There are too few or too many; params: count (how many there are), needed."""

    code = "words_missing"


class WordsOpenNothing(DomainError):
    """They are words of ours, and nobody's: mistaken for each other, or the answer was deleted."""

    code = "words_open_nothing"


@cache
def word_list() -> tuple[str, ...]:
    """Return all words that we give out (``organizer/data/words/NOTICE.md``)."""
    return tuple((files("organizer") / "data" / "words" / "words.txt").read_text(encoding="ascii").split())


def new_words() -> tuple[str, ...]:
    """Return six random words."""
    return tuple(secrets.choice(word_list()) for _ in range(COUNT))


def read_words(typed: str) -> tuple[str, ...]:
    """Return the six words as we gave them out, whatever stands between them, in any case and width.

    Raises WordsMissing, WordNotKnown, WordLooksLike.
    """
    plain = unicodedata.normalize("NFKC", typed[:TYPED_LIMIT]).lower()
    found = tuple(_NOT_A_LETTER.sub(" ", plain).split())
    if len(found) != COUNT:
        raise WordsMissing(count=len(found), needed=COUNT)
    known = _known()
    for word in found:
        if word not in known:
            near = get_close_matches(word, word_list(), n=1, cutoff=0.75)
            if near:
                raise WordLooksLike(word=word, near=near[0])
            raise WordNotKnown(word=word)
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(word_list())
