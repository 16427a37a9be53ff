"""Fields, colours, papers and faults of designs, in words."""

from flask_babel import LazyString, gettext, lazy_gettext

from organizer.designs.rules.checking import Fault

FIELD_NAMES: dict[str, LazyString] = {
    "title": lazy_gettext("Title"),
    "day": lazy_gettext("Day, as a number"),
    "month": lazy_gettext("Month"),
    "date": lazy_gettext("Date"),
    "time": lazy_gettext("Time"),
    "zone": lazy_gettext("Time zone"),
    "place": lazy_gettext("Place"),
    "address": lazy_gettext("Address"),
    "host": lazy_gettext("Group"),
    "campaign": lazy_gettext("Campaign"),
    "summary": lazy_gettext("Summary"),
    "text": lazy_gettext("Description"),
    "hashtag": lazy_gettext("Hashtag"),
    "status": lazy_gettext("“New date” or “not confirmed yet”"),
    "link": lazy_gettext("Web address"),
    "scan": lazy_gettext("What the code is for"),
    "line": lazy_gettext("A line of the campaign"),
    "signature": lazy_gettext("Signature"),
    "imprint": lazy_gettext("Imprint"),
    "qr": lazy_gettext("QR code"),
    "logos": lazy_gettext("Logos"),
}
COLOUR_NAMES: dict[str, LazyString] = {
    "ink": lazy_gettext("Ink"),
    "ink-soft": lazy_gettext("Soft ink"),
    "white": lazy_gettext("White"),
    "primary": lazy_gettext("Main colour"),
    "on-primary": lazy_gettext("For words on the main colour"),
    "primary-ink": lazy_gettext("Main colour, as ink"),
    "accent": lazy_gettext("Second colour"),
    "on-accent": lazy_gettext("For words on the second colour"),
}
PAPER_NAMES: dict[str, LazyString] = {
    "a3": lazy_gettext("A3"),
    "a4": lazy_gettext("A4"),
    "a5": lazy_gettext("A5"),
    "letter": lazy_gettext("Letter"),
    "tabloid": lazy_gettext("Tabloid"),
}


def fault_words(fault: Fault) -> str:
    """Return what has to be put right, in a sentence."""
    given = dict(fault.params)
    field = FIELD_NAMES.get(str(given.get("field")), "")
    names = {
        "number": fault.box,
        "field": field,
        "other": given.get("other"),
        "other_field": FIELD_NAMES.get(str(given.get("other_field")), ""),
        "paper": PAPER_NAMES.get(str(given.get("paper")), ""),
        "side": given.get("side"),
        "least": given.get("least"),
    }
    sentences = {
        "empty": gettext("There is no artwork and no box yet."),
        "missing": gettext("A box is missing: %(field)s.", **names),
        "twice": gettext("There is more than one box for this: %(field)s.", **names),
        "outside": gettext("Box %(number)s (%(field)s) reaches over the edge.", **names),
        "overlap": gettext("Box %(number)s (%(field)s) and box %(other)s (%(other_field)s) overlap.", **names),
        "code-small": gettext(
            "Box %(number)s: the QR code is %(side)s mm on %(paper)s, too small for telephones. It takes %(least)s mm here.",
            **names,
        ),
        "min-max": gettext("Box %(number)s (%(field)s): the smallest letters are larger than the largest.", **names),
        "letters-small": gettext("Box %(number)s (%(field)s): letters too small to read on %(paper)s.", **names),
        "edge": gettext(
            "Box %(number)s (%(field)s) is too near to the edge: printers lose it. It takes %(least)s mm.", **names
        ),
    }
    return sentences[fault.code]
