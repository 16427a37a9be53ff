"""Which items need words of a toolkit, whether they are there, and what is said where they are not."""

from collections.abc import Callable, Mapping

from flask_babel import gettext

from organizer.foundation.core.errors import NotFound
from organizer.record.toolkits import Toolkit

from .item import Item


class NothingWritten(NotFound):
    """Nobody has written what the sheet would say, or it holds no longer; params: item."""

    code = "nothing_written"


def _has_kit(kit: Toolkit) -> bool:
    return bool(kit.checklist or kit.roles or kit.timeline or kit.chants or kit.talking_points or kit.contacts)


_THERE: Mapping[str, Callable[[Toolkit], bool]] = {
    "kit": _has_kit,
    "chants": lambda kit: bool(kit.chants),
    "roles": lambda kit: bool(kit.roles),
    "briefing": lambda kit: bool(kit.briefing),
    "press": lambda kit: kit.press is not None,
    "petition": lambda kit: kit.petition is not None,
    "rights": lambda kit: kit.rights is not None,
}


def is_there(item: Item, toolkit: Toolkit | None) -> bool:
    """Tell whether an item has all that it says."""
    return not item.needs or (toolkit is not None and _THERE[item.needs](toolkit))


def check_there(item: Item, toolkit: Toolkit | None) -> None:
    """Raise NothingWritten unless the item has all that it says."""
    if not is_there(item, toolkit):
        raise NothingWritten(item=item.key)


def missing_words(item: Item) -> str:
    """Return what is missing for an item, and who can write it."""
    if item.needs == "rights":
        return gettext(
            "There is no card for this country whose check by a lawyer still holds. The campaign’s team can write one and have it checked."
        )
    what = {
        "kit": gettext("a checklist, roles or anything else for hosts"),
        "chants": gettext("chants"),
        "roles": gettext("roles"),
        "briefing": gettext("a briefing for stewards"),
        "press": gettext("words for the press"),
        "petition": gettext("a petition"),
    }[item.needs]
    return gettext("Nobody has written %(what)s yet. The campaign’s team can do it, in its toolkit.", what=what)
