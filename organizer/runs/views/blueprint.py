"""The blueprint of print runs, with the sentences after each act."""

from flask import Blueprint
from flask_babel import lazy_gettext

from organizer.foundation.web.done import word_results

blueprint = Blueprint("runs", __name__)

word_results(
    {
        "run-added": lazy_gettext("The run is there. Print its sheets now: their address ends with its letters."),
        "run-removed": lazy_gettext("The run and its counts are deleted. Its sheets lead to the event as before."),
    }
)
