"""Words for kinds of events and access facts, in the reader's language."""

from functools import lru_cache

from flask_babel import get_domain, get_locale, gettext

from organizer.events.rules import Access, Kind


def kind_label(kind: Kind) -> str:
    """Return the word for a kind of event."""
    return _kinds(get_domain().get_translations())[kind]


def words_language() -> str:
    """Return the language in which these words would be given now."""
    return str(get_locale() or "")


def access_label(fact: str) -> str:
    """Return the words for an access fact; the fact itself when it is not one of ours."""
    return _access(get_domain().get_translations()).get(fact, fact)


@lru_cache(maxsize=64)
def _kinds(_catalogue: object) -> dict[Kind, str]:
    """Translate once per catalogue, which lives as long as the process: a list of events asks thousands of times."""
    return {
        Kind.RALLY: gettext("Rally"),
        Kind.MARCH: gettext("March"),
        Kind.VIGIL: gettext("Vigil"),
        Kind.SIT_IN: gettext("Sit-in"),
        Kind.WORKSHOP: gettext("Workshop"),
        Kind.ASSEMBLY: gettext("Assembly"),
        Kind.EXHIBITION: gettext("Exhibition"),
        Kind.PERFORMANCE: gettext("Performance"),
        Kind.STALL: gettext("Stall"),
        Kind.ONLINE: gettext("Online"),
        Kind.OTHER: gettext("Something else"),
    }


@lru_cache(maxsize=64)
def _access(_catalogue: object) -> dict[str, str]:
    return {
        Access.STEP_FREE.value: gettext("Step-free"),
        Access.SIGN_LANGUAGE.value: gettext("Sign language"),
        Access.HEARING_LOOP.value: gettext("Hearing loop"),
        Access.CAPTIONS.value: gettext("Captions"),
        Access.SEATS.value: gettext("Seats"),
        Access.TOILET.value: gettext("Accessible toilet"),
        Access.QUIET_SPACE.value: gettext("Quiet space"),
        Access.SLOW_SECTION.value: gettext("Slow section"),
        Access.CHILDREN.value: gettext("Children welcome"),
    }
