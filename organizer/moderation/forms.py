"""Forms of a decision."""

from flask_babel import lazy_gettext

from organizer.foundation.web.fields import LineField, needed
from organizer.foundation.web.forms import PersonForm

REASON_LIMIT = 500


class DecisionForm(PersonForm):
    """Approve: one button."""


class ReasonForm(PersonForm):
    """Ask for changes, say no, or take away: the hosts read why."""

    reason = LineField(
        lazy_gettext("What should the hosts know?"),
        REASON_LIMIT,
        [needed(lazy_gettext("Tell the hosts why; they get a mail with your words."))],
    )
