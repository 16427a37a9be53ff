"""The words of a toolkit on paper: host kit, briefing, role badges, chants, rights card. Each text keeps its own language."""

from babel.dates import format_date
from flask_babel import force_locale, gettext

from organizer.editions.printing.contract import Own, Phrase, by_script, phrase, phrase_or_none
from organizer.editions.printing.item import Order
from organizer.editions.printing.locales import SheetLocale, sheet_locale
from organizer.editions.printing.needs import NothingWritten
from organizer.editions.printing.when import step_words
from organizer.editions.printing.words import Words
from organizer.foundation.core.languages import Text
from organizer.places.countries import country_name
from organizer.record.toolkits import Chant, KitContact, Role, Toolkit

Pair = tuple[Phrase, Phrase | None]


def kit(order: Order, words: Words) -> Own:
    """Return everything for a host's own eyes; what nobody has written is empty."""
    toolkit, using = _toolkit(order), _using(order)
    words = words.beside(_first_text(toolkit))
    with force_locale(words.locale):
        names = {
            "checklist": gettext("What to do"),
            "roles": gettext("Who does what"),
            "timeline": gettext("The day, step by step"),
            "chants": gettext("Chants"),
            "points": gettext("What to say when asked"),
            "contacts": gettext("Whom to ask"),
        }
        return {
            "title": phrase(words.text(gettext("Host kit"))),
            "names": {name: phrase(words.text(said)) for name, said in names.items()},
            "checklist": tuple(phrase(line) for line in toolkit.checklist),
            "roles": _roles(toolkit.roles),
            "timeline": tuple(
                (phrase(step_words(order.event.time, step.minutes, using, words)), phrase(step.text))
                for step in toolkit.timeline
            ),
            "chants": _chants(toolkit.chants),
            "points": tuple(phrase(line) for line in toolkit.talking_points),
            "contacts": _contacts(toolkit.contacts),
        }


def briefing(order: Order, words: Words) -> Own:
    """Return what stewards are told, with the roles and whom to ring."""
    toolkit = _toolkit(order)
    words = words.beside(toolkit.briefing[0].title)
    with force_locale(words.locale):
        return {
            "title": phrase(words.text(gettext("Briefing for stewards"))),
            "names": {
                "roles": phrase(words.text(gettext("Who does what"))),
                "contacts": phrase(words.text(gettext("Whom to ask"))),
            },
            "sections": tuple(
                (phrase(part.title), tuple(phrase(line) for line in part.lines)) for part in toolkit.briefing
            ),
            "roles": _roles(toolkit.roles),
            "contacts": _contacts(toolkit.contacts),
        }


def role_badges(order: Order, words: Words) -> Own:
    """Return the roles, what to write on the line, and how to see that it was printed in its size."""
    words = words.beside(_toolkit(order).roles[0].title)
    with force_locale(words.locale):
        return {
            "roles": tuple(phrase(role.title) for role in _toolkit(order).roles),
            "name": phrase(words.text(gettext("First name"))),
            "ruler": phrase(words.text(gettext("This line is 50 mm long when printed in the actual size."))),
        }


def chants(order: Order, words: Words) -> Own:
    """Return the chants."""
    found = _toolkit(order).chants
    words = words.beside(found[0].call)
    with force_locale(words.locale):
        return {"title": phrase(words.text(gettext("Chants"))), "chants": _chants(found)}


def rights(order: Order, words: Words) -> Own:
    """Return the card, who checked it when, and until when it is given out. Raises NothingWritten."""
    card, country = _toolkit(order).rights, order.event.place.country
    if card is None or country is None:
        raise NothingWritten(item=order.item.key)
    words = words.beside(card.title)
    using = sheet_locale(words.lang, country)
    with force_locale(words.locale):
        checked = gettext(
            "Checked on %(day)s by %(who)s. For %(country)s only, until %(until)s.",
            day=using.digits(format_date(card.checked_on, "long", using.locale)),
            who=card.checked_by,
            country=country_name(country, words.lang),
            until=using.digits(format_date(card.valid_until, "long", using.locale)),
        )
        return {
            "title": phrase(card.title),
            "lines": tuple(phrase(line) for line in card.lines),
            "label": phrase(card.phone_label),
            "phone": phrase(by_script(card.phone)),
            "checked": phrase(words.text(checked)),
            "ruler": phrase(words.text(gettext("This line is 50 mm long when printed in the actual size."))),
        }


def _toolkit(order: Order) -> Toolkit:
    if order.toolkit is None:
        raise NothingWritten(item=order.item.key)
    return order.toolkit


def _first_text(kit: Toolkit) -> Text:
    """Return what a host reads first. Something is there, or no kit is printed."""
    texts: tuple[Text, ...] = (
        *kit.checklist, *(role.title for role in kit.roles), *(step.text for step in kit.timeline),
        *(chant.call for chant in kit.chants), *kit.talking_points, *(contact.label for contact in kit.contacts),
    )  # fmt: skip
    return texts[0]


def _using(order: Order) -> SheetLocale:
    return sheet_locale(order.language, order.event.place.country)


def _roles(roles: tuple[Role, ...]) -> tuple[Pair, ...]:
    return tuple((phrase(role.title), phrase(role.text)) for role in roles)


def _chants(found: tuple[Chant, ...]) -> tuple[Pair, ...]:
    return tuple((phrase(chant.call), phrase_or_none(chant.response)) for chant in found)


def _contacts(found: tuple[KitContact, ...]) -> tuple[Pair, ...]:
    return tuple((phrase(contact.label), phrase(by_script(contact.value))) for contact in found)
