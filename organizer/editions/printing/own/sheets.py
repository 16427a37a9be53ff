"""What journalists get, and what people put their names to: whole, and never filled in by us."""

from datetime import UTC

from babel.dates import format_date
from flask_babel import force_locale, gettext

from organizer.editions.printing.choices import destroy_day
from organizer.editions.printing.contract import Own, Phrase, by_script, phrase
from organizer.editions.printing.item import Order
from organizer.editions.printing.locales import sheet_locale
from organizer.editions.printing.needs import NothingWritten
from organizer.editions.printing.own.heads import column_names
from organizer.editions.printing.when import moment_words
from organizer.editions.printing.words import Words
from organizer.foundation.core.languages import Text
from organizer.foundation.core.walltime import to_local

#: What a signature needs to count, and a way back to who wants one.
_COLUMNS = ("name", "town", "email", "signature")


def press(order: Order, words: Words) -> Own:
    """Return headline, text, quotes and contact, and until when to wait. Raises NothingWritten."""
    found = order.toolkit.press if order.toolkit else None
    if found is None:
        raise NothingWritten(item=order.item.key)
    words = words.beside(found.headline)
    event, using = order.event, sheet_locale(words.lang, order.event.place.country)
    with force_locale(words.locale):
        embargo = None
        if found.embargo_until is not None:
            local = to_local(found.embargo_until.astimezone(UTC), event.time.zone)
            when = moment_words(local, using)
            zone = event.time.zone.replace("_", " ")
            said = gettext("Not to be published before %(when)s (clocks of %(zone)s).", when=when, zone=zone)
            embargo = phrase(words.text(said))
        return {
            "embargo": embargo,
            "title": phrase(words.text(gettext("For the press"))),
            "headline": phrase(found.headline),
            "text": _paragraphs(found.text),
            "quotes": tuple((phrase(quote.text), phrase(quote.who)) for quote in found.quotes),
            "contact": phrase(by_script(found.contact)),
            "names": {"contact": phrase(words.text(gettext("Contact for the press")))},
        }


def petition(order: Order, words: Words) -> Own:
    """Return the whole text, the heads of empty columns, what is agreed to, and when the sheet is destroyed.

    Raises NothingWritten, DayRefused.
    """
    found = order.toolkit.petition if order.toolkit else None
    if found is None:
        raise NothingWritten(item=order.item.key)
    words = words.beside(found.title)
    day, pages = destroy_day(order.choices, order.campaign, order.event), order.choices.pages
    using = sheet_locale(words.lang, order.event.place.country)
    with force_locale(words.locale):
        names = {**column_names(), "signature": gettext("Signature")}
        when = using.digits(format_date(day, "long", using.locale))
        return {
            "title": phrase(found.title),
            "addressed": phrase(found.addressed_to),
            "text": _paragraphs(found.text),
            "kinds": _COLUMNS,
            "heads": tuple(phrase(words.text(names[column])) for column in _COLUMNS),
            "row": phrase(words.text(gettext("Row"))),
            "code": order.event.code.upper(),
            "consent": phrase(found.consent),
            "destroy": phrase(words.text(gettext("Destroy this sheet by %(day)s.", day=when))),
            "pages": pages,
            "sheets": tuple(
                phrase(words.text(using.digits(gettext("Sheet %(number)s of %(total)s", number=n, total=pages))))
                for n in range(1, pages + 1)
            ),
        }


def _paragraphs(text: Text) -> tuple[Phrase, ...]:
    parts = (part.strip() for part in text.value.replace("\r\n", "\n").split("\n"))
    return tuple(phrase(Text(part, text.lang)) for part in parts if part)
