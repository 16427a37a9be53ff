"""A sheet of empty rows for a clipboard. It is never filled in by us: no name of a guest is ever printed."""

from babel.dates import format_date
from flask_babel import force_locale, gettext

from organizer.editions.printing.choices import USUAL_COLUMNS, destroy_day
from organizer.editions.printing.contract import Own, phrase
from organizer.editions.printing.item import Order
from organizer.editions.printing.locales import sheet_locale
from organizer.editions.printing.own.heads import column_names
from organizer.editions.printing.words import Words

#: Columns that let somebody write to who signed.
_REACHING = frozenset({"email", "phone"})


def signin(order: Order, words: Words) -> Own:
    """Return the heads of the chosen columns, what is agreed to by signing, and when the sheet is destroyed.

    Raises DayRefused.
    """
    columns = order.choices.columns or USUAL_COLUMNS
    day = destroy_day(order.choices, order.campaign, order.event)
    using = sheet_locale(words.lang, order.event.place.country)
    pages = order.choices.pages
    with force_locale(words.locale):
        names = column_names()
        when = using.digits(format_date(day, "long", using.locale))
        return {
            "kinds": columns,
            "heads": tuple(phrase(words.text(str(names[column]))) for column in columns),
            "row": phrase(words.text(gettext("Row"))),
            "code": order.event.code.upper(),
            "consent": phrase(words.text(_consent(columns, order.event.group_name or order.campaign.title.value))),
            "destroy": phrase(words.text(gettext("Destroy this sheet by %(day)s.", day=when))),
            "pages": pages,
            "sheets": tuple(
                phrase(words.text(using.digits(gettext("Sheet %(number)s of %(total)s", number=n, total=pages))))
                for n in range(1, pages + 1)
            ),
        }


def _consent(columns: tuple[str, ...], group: str) -> str:
    if "news" in columns:
        return gettext(
            "Whoever writes here may be written to by %(group)s about this event, and with a tick about what comes after it. Nobody else gets this sheet.",
            group=group,
        )
    if _REACHING & set(columns):
        return gettext(
            "Whoever writes here may be written to by %(group)s about this event. Nobody else gets this sheet.",
            group=group,
        )
    return gettext("This sheet stays with %(group)s. Nobody else gets it.", group=group)
