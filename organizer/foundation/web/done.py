"""What a page says after a write: a code in the address, worded here, so that no cookie holds it.

Only registered codes have words; nobody can make our page say theirs.
"""

from collections.abc import Mapping

from flask import request
from flask_babel.speaklater import LazyString

PARAMETER = "done"
_WORDS: dict[str, LazyString] = {}


def word_results(words: Mapping[str, LazyString]) -> None:
    """Register sentences by code (``event-saved``), once, when a feature's views are imported.

    Raises ValueError for a code that another feature speaks by already.
    """
    if taken := _WORDS.keys() & words.keys():
        raise ValueError(f"these codes have words already: {sorted(taken)}")
    _WORDS.update(words)


def done_message() -> str | None:
    """Return the sentence for this request's ``?done=`` code."""
    words = _WORDS.get(request.args.get(PARAMETER, ""))
    return None if words is None else str(words)
