"""The blueprint of answers, with the sentences after each act."""

from flask import Blueprint
from flask_babel import lazy_gettext

from organizer.foundation.web.done import word_results

blueprint = Blueprint("rsvps", __name__)

word_results(
    {
        "coming": lazy_gettext("You’re coming."),
        "maybe": lazy_gettext(
            "Noted: perhaps you’re coming. No place is kept for you; you can still say yes as long as there is room."
        ),
        "burst-rejected": lazy_gettext("Rejected. Their places are free, and no mail goes to them."),
        "burst-taken-off": lazy_gettext("Those that were ticked are off the list. Their places are free."),
        "consents-saved": lazy_gettext("Saved. Nobody else may write to you."),
        "noted": lazy_gettext("Your note is saved."),
        "answered": lazy_gettext("Your answers are saved."),
        "with-the-hosts": lazy_gettext("Your answer is with the hosts. You get a mail when they have decided."),
        "with-the-hosts-no-mail": lazy_gettext(
            "Your answer is with the hosts. Look here again: this page tells what they decide."
        ),
        "waiting": lazy_gettext("You’re on the waiting list. When it is your turn, you get a mail."),
        "shifts-chosen": lazy_gettext("Saved. Thank you for lending a hand!"),
        "guest-approved": lazy_gettext("They are coming, and have a mail."),
        "guest-approved-waits": lazy_gettext(
            "All places are taken: they are on the waiting list now, and have a mail."
        ),
        "guest-declined": lazy_gettext("They have a mail with your reason."),
        "shift-added": lazy_gettext("Added. Guests see it on the page of the event and on their own."),
        "shift-changed": lazy_gettext("Changed."),
        "shift-removed": lazy_gettext("Removed."),
        "changed": lazy_gettext("Changed."),
        "invited": lazy_gettext("Changed. The invitation is on its way to your mail."),
        "uninvited": lazy_gettext("Changed. A mail takes the invitation out of your calendar again."),
        "not-coming": lazy_gettext("You’re not coming. Your places are free for others."),
        "ticked": lazy_gettext("Ticked off."),
        "door-made": lazy_gettext("The link is made. Send it to those who stand at the door, and nobody else."),
        "door-ended": lazy_gettext("The link has ended."),
        "rows-kept": lazy_gettext(
            "Kept. Now destroy the sheets, as it says on them, when you have written to those who asked for it."
        ),
        "ticks-asked": lazy_gettext(
            "Kept. Each address gets one mail that asks whether it was them; with a yes they are in your file of who lets your group write. Now destroy the sheets, as it says on them."
        ),
        "tick-confirmed": lazy_gettext("Thank you. It counts from now on."),
        "rows-forgotten": lazy_gettext("All rows are taken back."),
        "link-sent": lazy_gettext("A mail with their link is on its way."),
        "taken-off": lazy_gettext("Taken off the list. They have a mail, and their places are free."),
    }
)
