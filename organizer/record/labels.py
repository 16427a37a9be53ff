"""Words for kinds of events and access facts, in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache

from flask_babel import get_domain, get_locale, gettext

from organizer.events.rules import Kind
from organizer.events.rules.words import ACCESS_WORDS, KIND_WORDS
from organizer.rsvps.rules.shifts import SHIFT_WORDS, ShiftRole


def kind_label(kind: Kind) -> str:
    """Return the word for a kind of event."""
    return kind_labels()[kind]


def kind_labels() -> Mapping[Kind, str]:
    """Return the words for all kinds of events, for who needs them for each of very many."""
    return _kinds(get_domain().get_translations())


def words_language() -> str:
    """Return the language in which these words would be given now."""
    return str(get_locale() or "")


def access_label(fact: str) -> str:
    """Return the words for an access fact; the fact itself when it is not one of ours."""
    return _access(get_domain().get_translations()).get(fact, fact)


def shift_label(role: ShiftRole) -> str:
    """Return the words for what hands are needed for."""
    return gettext(SHIFT_WORDS[role])


@lru_cache(maxsize=64)
def _kinds(_catalogue: object) -> dict[Kind, str]:
    """Translate once per catalogue, which lives as long as the process: a list of events asks thousands of times."""
    return {kind: gettext(words) for kind, words in KIND_WORDS.items()}


@lru_cache(maxsize=64)
def _access(_catalogue: object) -> dict[str, str]:
    return {fact.value: gettext(words) for fact, words in ACCESS_WORDS.items()}
