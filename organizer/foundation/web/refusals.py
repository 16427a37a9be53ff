"""Words for refusals: the rules say no with a code, the edge says it in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from organizer.foundation.core.errors import DomainError

_WORDS: dict[str, LazyString] = {
    "text_too_long": lazy_gettext("This is %(length)s characters long. There is room for %(limit)s."),
    "email_not_usable": lazy_gettext("We could not reach you at this address. Look for a missing part."),
    "link_not_usable": lazy_gettext("This link does not work any more. It may be cut off, used or too old."),
    "try_again_later": lazy_gettext("Too much is going on right now. Nothing was saved; try again in a minute."),
}


def word_refusals(words: Mapping[str, LazyString]) -> None:
    """Register sentences by refusal code, with ``%(name)s`` for its params; once, at import of a feature's forms."""
    _WORDS.update(words)


def has_words(refusal: DomainError) -> bool:
    """Tell whether somebody has worded this refusal."""
    return refusal.code in _WORDS


def say(refusal: DomainError) -> str:
    """Return the sentence for a refusal, in the language of the page."""
    words = _WORDS.get(refusal.code)
    if words is None:
        return str(lazy_gettext("This could not be done. Nothing was saved."))
    return str(words) % refusal.params if refusal.params else str(words)
