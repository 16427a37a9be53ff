"""Forms of a decision."""

from flask_babel import lazy_gettext
from wtforms import BooleanField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from organizer.foundation.web.fields import IntegerField, LineField, needed
from organizer.foundation.web.forms import PersonForm

REASON_LIMIT = 500


class DecisionForm(PersonForm):
    """Approve: one button. ``all_dates``: all dates of a series that are alike."""

    #: The newest version of the event that was on the page: nobody decides on words they have not seen.
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])
    all_dates = BooleanField(lazy_gettext("All dates that are alike"))


class ReasonForm(DecisionForm):
    """Ask for changes, say no, or take away: the hosts read why."""

    reason = LineField(
        lazy_gettext("What should the hosts know?"),
        REASON_LIMIT,
        [needed(lazy_gettext("Tell the hosts why; they get a mail with your words."))],
    )
