"""The three fields of an answer, and the form to change it."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange

from organizer.foundation.web.fields import EmailField, LineField, needed, optional
from organizer.foundation.web.forms import AnonymousForm, PersonForm
from organizer.foundation.web.refusals import word_refusals

from .rules import MAX_PARTY

NAME_LIMIT = 80
REASON_LIMIT = 300

word_refusals(
    {
        "event_is_full": lazy_gettext("There are not enough places left for all of you."),
        "event_takes_no_answers": lazy_gettext("This event takes no answers any more."),
        "party_too_large": lazy_gettext("From 1 to %(limit)s people. For a larger group, write to the hosts."),
        "link_is_over": lazy_gettext("This link does not work any more. Say again that you’re coming."),
        "twice": lazy_gettext("Your answer is on its way already. Look in your mail."),
    }
)


def _party_field() -> IntegerField:
    words = lazy_gettext("From 1 to %(limit)s people. For a larger group, write to the hosts.", limit=MAX_PARTY)
    return IntegerField(
        lazy_gettext("People"),
        [needed(words), NumberRange(1, MAX_PARTY, words)],
        default=1,
        render_kw={"min": 1, "max": MAX_PARTY, "inputmode": "numeric"},
    )


class AnswerForm(AnonymousForm):
    """I’m coming: name (if you like), e-mail, how many."""

    name = LineField(lazy_gettext("Name"), NAME_LIMIT, [optional()], render_kw={"autocomplete": "name"})
    party_size = _party_field()
    email = EmailField(
        lazy_gettext("E-mail"), [needed(lazy_gettext("Without an address we could not send you the link."))]
    )
    again = BooleanField()  # only the link once more


class ConfirmForm(AnonymousForm):
    """Yes, I'm coming: with or without an invitation for the calendar."""

    wants_invitation = BooleanField()


class EraseForm(AnonymousForm):
    """Forget me: this answer, or all of the same address in the campaign."""

    with_others = BooleanField()


class TakeOffForm(PersonForm):
    """A host takes a guest off the list."""

    reason = LineField(lazy_gettext("Why? Only they will read it."), REASON_LIMIT, [optional()])


class ChangeForm(ConfirmForm):
    """What a guest may change: the name, how many, the invitation, and whether they are reminded."""

    wants_reminders = BooleanField()
    name = LineField(lazy_gettext("Name"), NAME_LIMIT, [optional()], render_kw={"autocomplete": "name"})
    party_size = _party_field()
