"""What the pieces of a kit and the fields of a card are called."""

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
#: What the fields of a rights card are called.
CARD_WORDS: dict[str, LazyString] = {
    "title": lazy_gettext("Title"),
    "lines": lazy_gettext("Rules, one on each line"),
    "phone_label": lazy_gettext("What the number is for"),
    "phone": lazy_gettext("Number for legal help"),
    "checked_by": lazy_gettext("Checked by (a lawyer of this country)"),
    "checked_on": lazy_gettext("Checked on"),
    "valid_until": lazy_gettext("Not after"),
}


def piece_name(path: str) -> str:
    """Return what the piece is called in which something stands (``chants.2.call``), of a kit or a card."""
    name = path.split(".", maxsplit=1)[0]
    words = PIECE_WORDS.get(name) or CARD_WORDS.get(name)
    return name if words is None else str(words)
