"""The form that begins a print run, and bands in words."""

from flask_babel import gettext, lazy_gettext, ngettext

from organizer.foundation.core.wording import digits
from organizer.foundation.web.fields import LineField, needed
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals
from organizer.runs.rules import NAME_LIMIT, Band

word_refusals(
    {
        "too_many_runs": lazy_gettext("More than %(limit)s runs are too many. Take one off first."),
        "run_named_already": lazy_gettext("There is a run of this name already."),
        "runs_are_off": lazy_gettext("In a campaign at high risk nothing is counted."),
    }
)


class RunForm(PersonForm):
    """What a run is called."""

    name = LineField(lazy_gettext("What are these sheets?"), NAME_LIMIT, [needed()])


def band_words(band: Band, language: str) -> str:
    """Return how often, roughly, in the digits of a language."""
    if band.most == 0:
        return gettext("not opened yet")
    if band.most is None:
        words = gettext("%(number)s times or more", number=band.least)
    else:
        words = ngettext("%(least)s to %(num)s time", "%(least)s to %(num)s times", band.most, least=band.least)
    return digits(words, language)
