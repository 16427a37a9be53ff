"""Words for kinds, access facts, and refusals of the event form."""

from flask_babel import LazyString, lazy_gettext

from organizer.events.rules import Access, Kind, Mode
from organizer.events.rules.words import ACCESS_WORDS, KIND_WORDS
from organizer.foundation.web.refusals import word_refusals

KINDS: dict[Kind, LazyString] = {kind: lazy_gettext(words) for kind, words in KIND_WORDS.items()}
MODES: dict[Mode, LazyString] = {
    Mode.IN_PERSON: lazy_gettext("At a place"),
    Mode.ONLINE: lazy_gettext("Online"),
    Mode.HYBRID: lazy_gettext("Both"),
}
ACCESS: dict[Access, LazyString] = {fact: lazy_gettext(words) for fact, words in ACCESS_WORDS.items()}

word_refusals(
    {
        "unknown_zone": lazy_gettext("We do not know this time zone. Choose one from the list."),
        "ends_before_start": lazy_gettext("The end is before the start. Look at both again."),
        "too_long": lazy_gettext("That is longer than %(days)s days. Look at the dates again."),
        "capacity_below_taken": lazy_gettext(
            "%(taken)s people are coming already. The number of places can’t be smaller."
        ),
        "edited_meanwhile": lazy_gettext(
            "Somebody else changed this event while you were writing. Look at it as it is now, then send yours again."
        ),
        "date_is_over": lazy_gettext("This date has begun. Change the dates that follow from one of them."),
        "wrong_state": lazy_gettext("This event has moved on in the meantime. Look at it as it is now."),
    }
)
