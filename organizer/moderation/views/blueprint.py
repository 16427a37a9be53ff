"""The blueprint of the queue, with the sentences after each decision."""

from flask import Blueprint
from flask_babel import lazy_gettext

from organizer.foundation.web.done import word_results

blueprint = Blueprint("moderation", __name__)

word_results(
    {
        "approved": lazy_gettext("Approved. It is public now, and the hosts have a mail."),
        "asked": lazy_gettext("Sent back. The hosts have a mail with your words."),
        "rejected": lazy_gettext("Declined. The hosts have a mail with your words."),
        "hidden": lazy_gettext("Taken away. Nobody sees it any more."),
        "changed-meanwhile": lazy_gettext("The hosts changed it while you were reading. This is how it is now."),
        "decided-meanwhile": lazy_gettext("Somebody else decided on it in the meantime."),
    }
)
