"""The few words of items that need no more: a call to scan, how to fold, the role on a badge."""

from flask_babel import force_locale, gettext

from organizer.editions.printing.contract import Own, phrase
from organizer.editions.printing.item import Order
from organizer.editions.printing.own.heads import role_names
from organizer.editions.printing.own.slogan import slogan
from organizer.editions.printing.words import Words


def tent(_order: Order, words: Words) -> Own:
    """Return how to fold it."""
    with force_locale(words.locale):
        return {"fold": phrase(words.text(gettext("Fold at the dashed marks and glue this strip behind the front.")))}


def scan(order: Order, words: Words) -> Own:
    """Return what the code is for."""
    call = words.scan_to_come if order.event.takes_rsvp else words.scan_to_read
    return {"call": phrase(words.text(call))}


def badges(order: Order, words: Words) -> Own:
    """Return the role, the campaign's mark where there is none, and what to write on the line."""
    role = order.choices.role or "none"
    with force_locale(words.locale):
        said = phrase(words.text(str(role_names()[role])))
        name = phrase(words.text(gettext("First name")))
        size = phrase(words.text(gettext("This line is 50 mm long when printed in the actual size.")))
    return {"role": phrase(order.event.title) if role == "none" else said, "name": name, "ruler": size}


def stickers(order: Order, words: Words) -> Own:
    """Return the line on the sticker, and how to see that it was printed in its size."""
    with force_locale(words.locale):
        size = phrase(words.text(gettext("This line is 50 mm long when printed in the actual size.")))
    return {**slogan(order, words), "ruler": size}
