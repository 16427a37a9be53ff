"""The blueprint of questions, with the sentences after each act."""

from flask import Blueprint
from flask_babel import lazy_gettext

from organizer.foundation.web.done import word_results

blueprint = Blueprint("questions", __name__)

word_results(
    {
        "question-asked": lazy_gettext("Guests are asked now, on their own page."),
        "question-removed": lazy_gettext("Not asked any more. All answers to it are deleted."),
        "question-translated": lazy_gettext("Saved in this language."),
        "questions-on": lazy_gettext("Questions are on."),
        "questions-off": lazy_gettext("Questions are off. Nobody is asked, and nobody sees answers."),
    }
)
