"""What the pieces of a kit are called."""

from flask_babel import LazyString, lazy_gettext

PIECE_WORDS: dict[str, LazyString] = {
    "checklist": lazy_gettext("Checklist"),
    "roles": lazy_gettext("Roles"),
    "timeline": lazy_gettext("How the day runs"),
    "chants": lazy_gettext("Chants"),
    "talking_points": lazy_gettext("What to say"),
    "contacts": lazy_gettext("Contacts"),
    "briefing": lazy_gettext("Briefing for stewards"),
    "press": lazy_gettext("For the press"),
    "petition": lazy_gettext("Petition"),
}


def piece_name(path: str) -> str:
    """Return what the piece is called in which something stands (``chants.2.call``)."""
    name = path.split(".", maxsplit=1)[0]
    return str(PIECE_WORDS.get(name, name))
