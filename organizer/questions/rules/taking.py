"""An answer to a question: what a form sent, as it is kept; and what is kept, in words.

Kept as text: the words, a number, ``yes``, or the places of the options that were ticked (``0,2``).
"""

from collections.abc import Sequence

from organizer.foundation.core.text import clean_text, plain_digits, read_number

from . import ANSWER_LIMIT, MOST_NUMBER, NUMBERS, TEXTS, AnswerNotUsable, NumberNotUsable, QuestionKind

YES = "yes"


def take(kind: QuestionKind, options: int, sent: Sequence[str]) -> str | None:
    """Return an answer as it is kept, None for none. ``options``: how many the question has.

    Raises AnswerNotUsable, NumberNotUsable, TextTooLong.
    """
    given = [value.strip() for value in sent if value.strip()]
    if not given:
        return None
    if kind in TEXTS:
        return clean_text(given[0], ANSWER_LIMIT) or None
    if kind in NUMBERS:
        number = read_number(plain_digits(given[0]), 6)
        if number is None or number > MOST_NUMBER:
            raise NumberNotUsable(most=MOST_NUMBER)
        return str(number)
    if kind is QuestionKind.CONSENT:
        return YES
    picked = sorted({_place(value, options) for value in given})
    if kind is QuestionKind.CHOICE and len(picked) > 1:
        raise AnswerNotUsable
    return ",".join(str(place) for place in picked)


def picked_of(kept: str | None) -> tuple[int, ...]:
    """Return the places of the options that were picked."""
    return tuple(int(place) for place in kept.split(",")) if kept else ()


def said(kind: QuestionKind, options: Sequence[str], kept: str, yes: str) -> str:
    """Return a kept answer in words; ``yes`` is that word in the reader's language."""
    if kind is QuestionKind.CONSENT:
        return yes
    if kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL):
        return ", ".join(options[place] for place in picked_of(kept) if place < len(options))
    return kept


def _place(value: str, options: int) -> int:
    place = read_number(value, 3)
    if place is None or place >= options:
        raise AnswerNotUsable
    return place
