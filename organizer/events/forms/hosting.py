"""Small forms of hosts: cancel, hand over, bring back, confirm."""

from flask_babel import lazy_gettext
from wtforms import IntegerField

from organizer.foundation.web.fields import EmailField, LineField, needed, optional
from organizer.foundation.web.forms import AnonymousForm, PersonForm

REASON_LIMIT = 500


class ConfirmForm(AnonymousForm):
    """One button behind a link in a mail."""


class ApproveForm(PersonForm):
    """One button of somebody signed in."""


class CancelForm(PersonForm):
    """Call an event off."""

    reason = LineField(lazy_gettext("Why? Everyone will read it."), REASON_LIMIT, [optional()])


class HandOverForm(PersonForm):
    """Give an event to somebody else."""

    email = EmailField(lazy_gettext("Their e-mail"), [needed(lazy_gettext("Who takes it over?"))])


class RollBackForm(PersonForm):
    """Bring an earlier version back."""

    number = IntegerField(lazy_gettext("Version"), [needed()])
