"""Whether what stands where a number belongs can be one: people write numbers in many ways, and all of them are taken."""

import re

from organizer.foundation.core.text import plain_digits

#: Digits with what people put between them; another number begins after anything else.
_RUN = re.compile(r"\d[\d\s().\u2010-\u2013·-]*")
#: ITU-T E.164: no number has more digits. Two are enough for the fire brigade, when nothing else stands there.
_MOST_DIGITS, _FEWEST, _FEWEST_ALONE = 15, 3, 2


def may_be_phone(text: str) -> bool:
    """Tell whether ``text`` may hold a telephone number: ``+57 601 234 5678``, ``112``, ``٠١ ٢٣٤ ٥٦٧``, ``0800 LAWYER``, two numbers."""
    words = plain_digits(text)
    if "@" in words or "://" in words:
        return False
    counts: list[int] = [sum(char.isdigit() for char in run) for run in _RUN.findall(words)]
    if not counts or max(counts) > _MOST_DIGITS:
        return False
    fewest = _FEWEST_ALONE if words.isdigit() else _FEWEST
    return max(counts) >= fewest


def may_reach(text: str) -> bool:
    """Tell whether somebody may be reached by ``text``: an address or a name somewhere, or else a telephone number."""
    return any(char.isalpha() for char in text) or may_be_phone(text)
