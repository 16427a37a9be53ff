"""The blueprint of listing and hosting, with the sentences after each act."""

from flask import Blueprint
from flask_babel import lazy_gettext

from organizer.foundation.core.wording import digits
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import ui_language

blueprint = Blueprint("events", __name__)

word_results(
    {
        "listing-confirmed": lazy_gettext("Confirmed. Your coordinator reads it now, usually within a day."),
        "listing-public": lazy_gettext("Confirmed. Your event is public."),
        "event-saved": lazy_gettext("Saved. Everybody sees it now."),
        "event-proposed": lazy_gettext(
            "Sent. Everybody sees the event as it was until your coordinator has read the change."
        ),
        "event-waits": lazy_gettext("Saved. Your coordinator reads it now."),
        "event-kept": lazy_gettext("Saved. For now nobody sees the event."),
        "nothing-changed": lazy_gettext("Nothing was different, so nothing was changed."),
        "event-off": lazy_gettext("The event is called off. Everyone who said they come gets a mail."),
        "event-off-unseen": lazy_gettext("The event is called off. Nobody had seen it yet, so nobody gets a mail."),
        "event-on": lazy_gettext("The event is on again. Everyone who was told that it was off gets a mail."),
        "event-on-waits": lazy_gettext("The event is on again. Your coordinator reads it now."),
        "moved-on": lazy_gettext("This event has moved on in the meantime. Look at it as it is now."),
        "series-saved": lazy_gettext("Saved, on this date and those that follow. Everybody sees it now."),
        "series-saved-kept": lazy_gettext(
            "Saved, on this date and those that follow. What you moved, called off or set for one date alone is as you set it."
        ),
        "series-proposed": lazy_gettext(
            "Sent, for this date and those that follow. Everybody sees them as they were until your coordinator has read the change."
        ),
        "series-waits": lazy_gettext("Saved, on this date and those that follow. Your coordinator reads them now."),
        "series-off": lazy_gettext(
            "This date and those that follow are called off. Everyone who said they come gets a mail."
        ),
        "series-off-unseen": lazy_gettext("This date and those that follow are called off."),
        "series-kept": lazy_gettext("Saved, on this date and those that follow. For now nobody sees this date."),
        "dates-added": lazy_gettext("The dates are added."),
        "hand-over-sent": lazy_gettext("A mail is on its way. You stay host until it is accepted."),
        "hand-over-accepted": lazy_gettext("The event is yours now."),
    }
)


@blueprint.app_template_filter("in_digits")
def in_digits(words: object) -> str:
    """Return a number, or a sentence of ours with numbers in it, in the digits of the page's language."""
    return digits(str(words), ui_language())
