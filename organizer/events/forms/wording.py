"""Words for kinds, access facts, and refusals of the event form."""

from flask_babel import LazyString, lazy_gettext

from organizer.events.rules import Access, Kind, Mode
from organizer.foundation.web.refusals import word_refusals

KINDS: dict[Kind, LazyString] = {
    Kind.RALLY: lazy_gettext("Rally"),
    Kind.MARCH: lazy_gettext("March"),
    Kind.VIGIL: lazy_gettext("Vigil"),
    Kind.SIT_IN: lazy_gettext("Sit-in"),
    Kind.WORKSHOP: lazy_gettext("Workshop"),
    Kind.ASSEMBLY: lazy_gettext("Assembly"),
    Kind.EXHIBITION: lazy_gettext("Exhibition"),
    Kind.PERFORMANCE: lazy_gettext("Performance"),
    Kind.STALL: lazy_gettext("Stall"),
    Kind.ONLINE: lazy_gettext("Online"),
    Kind.OTHER: lazy_gettext("Something else"),
}
MODES: dict[Mode, LazyString] = {
    Mode.IN_PERSON: lazy_gettext("At a place"),
    Mode.ONLINE: lazy_gettext("Online"),
    Mode.HYBRID: lazy_gettext("Both"),
}
ACCESS: dict[Access, LazyString] = {
    Access.STEP_FREE: lazy_gettext("Step-free"),
    Access.SIGN_LANGUAGE: lazy_gettext("Sign language"),
    Access.HEARING_LOOP: lazy_gettext("Hearing loop"),
    Access.CAPTIONS: lazy_gettext("Captions"),
    Access.SEATS: lazy_gettext("Seats"),
    Access.TOILET: lazy_gettext("Accessible toilet"),
    Access.QUIET_SPACE: lazy_gettext("Quiet space"),
    Access.SLOW_SECTION: lazy_gettext("Slow section"),
    Access.CHILDREN: lazy_gettext("Children welcome"),
}

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
        "wrong_state": lazy_gettext("This event has moved on in the meantime. Look at it as it is now."),
    }
)
