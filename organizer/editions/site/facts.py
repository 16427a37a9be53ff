"""Short facts about an event: kind, language, access, each with its shape."""

from collections.abc import Sequence

from flask_babel import gettext

from organizer.foundation.core.languages import language_name
from organizer.foundation.core.wording import listed
from organizer.record.filters import ACCESS_FACTS
from organizer.record.labels import access_label
from organizer.record.types import EventRecord

#: Names of icons in components/icon.html.
_ICONS = {
    "step-free": "step-free",
    "sign-language": "sign-language",
    "hearing-loop": "hearing-loop",
    "captions": "captions",
    "seats": "seats",
    "accessible-toilet": "toilet",
    "quiet-space": "quiet",
    "slow-section": "people",
    "children-welcome": "children",
}
#: What people who need it ask first: said to be unknown rather than left out.
_ASKED_FIRST = ("step-free", "accessible-toilet", "seats", "sign-language")
_IN_A_ROW = 3

Tag = tuple[str, str | None]


def tags_of(event: EventRecord, language: str) -> tuple[Tag, ...]:
    """Return kind, main language and a few access facts for a list's row, as (label, icon or None)."""
    facts = [(access_label(fact), _ICONS.get(fact)) for fact in event.accessibility[:_IN_A_ROW]]
    return ((event.kind_label, None), (language_name(event.languages[0], language), None), *facts)


def access_facts(event: EventRecord) -> tuple[tuple[str, str, None], ...]:
    """Return the access facts that the hosts stated, as (icon, label, no note)."""
    return tuple((_ICONS.get(fact, "check"), access_label(fact), None) for fact in event.accessibility)


def access_unknown(event: EventRecord, language: str) -> str | None:
    """Return what the hosts have not said, in one sentence; None when the main things are known."""
    missing = [fact for fact in _ASKED_FIRST if fact not in event.accessibility]
    if not event.accessibility:
        return gettext("The hosts have not told us yet.")
    if not missing:
        return None
    names = listed([access_label(fact).lower() for fact in missing], language)
    return gettext("Not told yet: %(facts)s.", facts=names)


def language_words(event: EventRecord, language: str) -> str:
    """Return the languages of an event in words: ``Spanish and English``."""
    return listed([language_name(tag, language) for tag in event.languages], language)


def access_choices() -> Sequence[tuple[str, str]]:
    """Return every access fact that a list can be filtered by, as (value, label)."""
    return [(fact, access_label(fact)) for fact in ACCESS_FACTS]
