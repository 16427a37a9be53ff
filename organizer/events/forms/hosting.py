"""Small forms of hosts: cancel, hand over."""

from flask_babel import lazy_gettext

from organizer.foundation.web.fields import EmailField, LineField, needed, optional
from organizer.foundation.web.forms import PersonForm

from .repeating import ScopeField

REASON_LIMIT = 500


class CancelForm(ScopeField, PersonForm):
    """Call an event off; one of a series, or with it all that follow."""

    reason = LineField(lazy_gettext("Why? Everyone will read it."), REASON_LIMIT, [optional()])


class HandOverForm(PersonForm):
    """Give an event to somebody else."""

    email = EmailField(lazy_gettext("Their e-mail"), [needed(lazy_gettext("Who takes it over?"))])
