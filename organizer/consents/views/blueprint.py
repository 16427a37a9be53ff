"""The blueprint of consents, with the sentences after each act."""

from flask import Blueprint
from flask_babel import lazy_gettext

from organizer.foundation.web.done import word_results

blueprint = Blueprint("consents", __name__)

word_results(
    {
        "asker-added": lazy_gettext("Guests are asked now, on their own page."),
        "asker-stopped": lazy_gettext("Not asked any more. Who agreed before can take it back as before."),
    }
)
