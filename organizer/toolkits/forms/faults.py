"""Words for what cannot be taken, beside the field in which it stands."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext, lazy_gettext

from organizer.foundation.web.refusals import word_refusals
from organizer.toolkits.rules import Fault

word_refusals(
    {
        "words_file_refused": lazy_gettext(
            "This is not the table that is offered here. Save it as CSV in UTF-8, with its three columns."
        ),
        "words_file_too_large": lazy_gettext("This file is larger than any toolkit: at most %(rows)s rows."),
        "toolkit_changed_meanwhile": lazy_gettext(
            "Somebody else saved a newer version meanwhile. What you typed is still here; look at theirs in another window."
        ),
        "toolkit_needs_other_eyes": lazy_gettext(
            "You wrote this rights card. Somebody else of the campaign reads it and publishes it."
        ),
        "toolkit_card_is_old": lazy_gettext(
            "The legal check of this card is too long ago. Let a lawyer look at it again first."
        ),
    }
)

_WORDS = {
    "part_unknown": lazy_gettext("There is no such part."),
    "text_too_long": lazy_gettext("This is %(length)s characters long. There is room for %(limit)s."),
    "too_many_rows": lazy_gettext("More than %(most)s lines nobody reads."),
    "minutes_not_usable": lazy_gettext("Begin with the minutes, such as -60 or 15."),
    "day_not_usable": lazy_gettext("Give a day, such as 2027-11-17."),
    "day_to_come": lazy_gettext("This day is still to come."),
    "moment_not_usable": lazy_gettext("Give a day and an hour, such as 2027-11-17 06:00."),
    "character_not_printable": lazy_gettext(
        "No font of ours has the character %(character)s (%(point)s), so it can’t be printed."
    ),
    "phone_not_usable": lazy_gettext(
        "This can’t be a phone number. Write it as one dials it, such as +44 20 7946 0958."
    ),
    "contact_not_usable": lazy_gettext("Nobody can be reached by this. Write a phone number or an address."),
    "part_has_mark": lazy_gettext("The mark %(mark)s separates two parts; it can’t be inside the first one."),
}
#: What is missing, by the part that is empty.
_MISSING = {
    "roles": lazy_gettext("Write it as “Role: what they do”."),
    "contacts": lazy_gettext("Write it as “What for: number or address”."),
    "chants": lazy_gettext("Write it as “Call / response”."),
    "timeline": lazy_gettext("Write it as “-60 Set up the table”."),
    "press.quotes": lazy_gettext("Write it as “What they say / who”."),
}


def fault_words(fault: Fault, line: str = "") -> str:
    """Return one sentence; ``line``: what stands there, so that it is found."""
    words = str(_WORDS[fault.code] % fault.params) if fault.code in _WORDS else _missing(fault)
    return gettext("“%(line)s”: %(words)s", line=line[:40], words=words) if line else words


def by_field(faults: Iterable[Fault], lines: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """Yield piece and sentence, each once; ``lines``: what was typed, by piece."""
    typed, said = dict(lines), set()
    for fault in faults:
        there, row = typed.get(fault.piece, []), fault.row
        line = there[row - 1] if row is not None and row <= len(there) else ""
        sentence = (fault.piece, fault_words(fault, line))
        if sentence not in said:
            said.add(sentence)
            yield sentence


def _missing(fault: Fault) -> str:
    return str(_MISSING[fault.piece]) if fault.piece in _MISSING else gettext("This is needed.")
