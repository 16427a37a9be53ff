"""The three fields of an answer, and the form to change it."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import NumberRange

from organizer.foundation.web.fields import EmailField, LineField, TextBlockField, needed, optional, stop
from organizer.foundation.web.forms import AnonymousForm, PersonForm
from organizer.foundation.web.refusals import word_refusals

from .rules import MAX_PARTY
from .rules.door import MOST_AT_ONCE
from .rules.own_words import TYPED_LIMIT

NAME_LIMIT = 80
REASON_LIMIT = 300
ROWS_LIMIT = 1000
NOTE_LIMIT = 500

word_refusals(
    {
        "event_is_full": lazy_gettext("There are not enough places left for all of you."),
        "no_places_without_mail": lazy_gettext(
            "The places for answers without an address are taken. Give one, then you’re in: others are left."
        ),
        "word_not_known": lazy_gettext("“%(word)s” is none of our words."),
        "word_looks_like": lazy_gettext("“%(word)s” is none of our words. Did you mean “%(near)s”?"),
        "words_open_nothing": lazy_gettext(
            "These words open nothing. Look for one that is swapped; after the event, answers are deleted."
        ),
        "words_missing": lazy_gettext("These are %(count)s words. We gave you %(needed)s."),
        "event_takes_no_answers": lazy_gettext("This event takes no answers any more."),
        "party_too_large": lazy_gettext("From 1 to %(limit)s people. For a larger group, write to the hosts."),
        "link_is_over": lazy_gettext("This link does not work any more. Say again that you’re coming."),
        "rows_not_understood": lazy_gettext("“%(piece)s” are no rows of a sheet. Write 1-14, 17."),
        "pin_wrong": lazy_gettext("Not the PIN. After %(left)s more tries this link ends; the hosts make a new one."),
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
    """I’m coming, or perhaps: name and e-mail (if you like), how many."""

    name = LineField(lazy_gettext("Name"), NAME_LIMIT, [optional()], render_kw={"autocomplete": "name"})
    party_size = _party_field()
    email = EmailField(lazy_gettext("E-mail"))  # left empty: six words open the own page
    reply = StringField()  # what the pressed button says
    again = BooleanField()  # only the link once more

    def validate_email(self, field: EmailField) -> None:
        """Want an address where only the link is asked for."""
        if self.again.data and not field.data:
            raise stop(lazy_gettext("Without an address we could not send you the link."))


class WithoutMailForm(AnonymousForm):
    """I have written my words down: what was answered, signed by us."""

    ticket = StringField()


class WordsForm(AnonymousForm):
    """The words that open a guest's own page."""

    words = LineField(
        lazy_gettext("Your six words"), TYPED_LIMIT, [needed()],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip


class ConfirmForm(AnonymousForm):
    """Yes, I'm coming: with or without an invitation for the calendar."""

    wants_invitation = BooleanField()


class EraseForm(AnonymousForm):
    """Forget me: this answer, or all of the same address in the campaign."""

    with_others = BooleanField()


class TakeOffForm(PersonForm):
    """A host takes a guest off the list."""

    reason = LineField(lazy_gettext("Why? Only they will read it."), REASON_LIMIT, [optional()])


class NoteForm(PersonForm):
    """What the hosts note about a guest."""

    note = TextBlockField(lazy_gettext("Note"), NOTE_LIMIT)


class ChangeForm(ConfirmForm):
    """What a guest may change: the name, how many, the invitation, and whether they are reminded."""

    wants_reminders = BooleanField()
    name = LineField(lazy_gettext("Name"), NAME_LIMIT, [optional()], render_kw={"autocomplete": "name"})
    party_size = _party_field()


class TickForm(AnonymousForm):
    """Who is here: of a guest's party, or people who just came."""

    guest = LineField(
        lazy_gettext("Code"), 200, [optional()], render_kw={"autocomplete": "off", "autocapitalize": "none"}
    )
    key = LineField("", 48, [optional()])
    people = IntegerField(
        lazy_gettext("People"), [NumberRange(0, MOST_AT_ONCE)], default=1,
        render_kw={"min": 1, "max": MOST_AT_ONCE, "inputmode": "numeric"},
    )  # fmt: skip

    def validate_key(self, field: LineField) -> None:
        """Want either a guest's code or a key."""
        if bool(field.data) == bool(self.guest.data):
            raise stop(lazy_gettext("Which code?"))


class PinForm(AnonymousForm):
    """The PIN that the hosts see beside the link."""

    pin = LineField(lazy_gettext("PIN"), 12, [needed()], render_kw={"inputmode": "numeric", "autocomplete": "off"})


class RowsForm(PersonForm):
    """Which rows of the paper lists are filled, and which carry a tick."""

    filled = LineField(lazy_gettext("Rows that are filled in"), ROWS_LIMIT, [optional()])
    consenting = LineField(lazy_gettext("Of these, with a tick at “Keep me posted”"), ROWS_LIMIT, [optional()])
