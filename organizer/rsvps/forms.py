"""The three fields of an answer, and the form to change it."""

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange

from organizer.foundation.core.text import marked
from organizer.foundation.web.fields import (
    EmailField,
    IntegerField,
    LanguageField,
    LineField,
    TextBlockField,
    needed,
    optional,
    sent,
    stop,
)
from organizer.foundation.web.forms import AnonymousForm, PersonForm, WholeForm
from organizer.foundation.web.refusals import word_refusals

from .rules import MAX_PARTY, RsvpState
from .rules.approval import DeclineReason
from .rules.door import MOST_AT_ONCE
from .rules.own_words import TYPED_LIMIT
from .rules.replies import CANT, Reply
from .rules.shifts import MOST_HANDS, SHIFT_WORDS
from .rules.ways import Way

NAME_LIMIT = 80
REASON_LIMIT = 300
ROWS_LIMIT = 1000
ADDRESSES_LIMIT = 20_000
NOTE_LIMIT = 500
#: For the hosts: where an answer stands, and how the guest takes part.
STATE_WORDS = {
    RsvpState.PENDING: marked("not confirmed yet"),
    RsvpState.ASKED: marked("waits for your answer"),
    RsvpState.WAITING: marked("waits for a place"),
    RsvpState.OFFERED: marked("has an offer of a place"),
    RsvpState.CONFIRMED: marked("confirmed"),
    RsvpState.CANCELLED: marked("does not come"),
    RsvpState.DECLINED: marked("you said no"),
}
WAY_WORDS = {Way.HERE: marked("there"), Way.ONLINE: marked("online")}
DECLINE_LABELS = {
    DeclineReason.TOO_FEW_PLACES: lazy_gettext("There are too few places"),
    DeclineReason.FOR_OTHERS: lazy_gettext("It is for people of this group or neighbourhood"),
    DeclineReason.NOT_KNOWN: lazy_gettext("We would like to know them first"),
    DeclineReason.NO_REASON: lazy_gettext("We give no reason"),
}

word_refusals(
    {
        "event_is_full": lazy_gettext("There are not enough places left for all of you."),
        "party_above_places": lazy_gettext(
            "You are more people than this event has places. Come with fewer, or write to the hosts."
        ),
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
        "nothing_to_change": lazy_gettext(
            "Your answer does not count now, so nothing was changed. Say first that you’re coming."
        ),
        "answer_was_erased": lazy_gettext("This answer was deleted, as you wished. To come after all, answer anew."),
        "party_too_large": lazy_gettext("From 1 to %(limit)s people. For a larger group, write to the hosts."),
        "holds_are_full": lazy_gettext("Very many are signing up at this moment. Try again in a few minutes."),
        "hosts_said_no": lazy_gettext("The hosts have said no this time. Only they can change it."),
        "is_let_in": lazy_gettext("Another host let them in. Take them off the list instead."),
        "shift_is_full": lazy_gettext("Others were faster: one of these has enough hands now. Look again."),
        "shift_times_wrong": lazy_gettext(
            "The end must come after the start, at most %(hours)s hours later, on a day near the event."
        ),
        "too_many_shifts": lazy_gettext("More than %(limit)s lines nobody reads. Put some together."),
        "shift_is_taken": lazy_gettext("%(taken)s people do this already. Talk to them first."),
        "link_is_over": lazy_gettext("This link does not work any more. Say again that you’re coming."),
        "addresses_not_understood": lazy_gettext(
            "Nothing was kept. These lines are no row of a sheet with one address: %(pieces)s"
        ),
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


def _way_field() -> SelectField:
    """How they take part; no word of it where there is one way only."""
    choices = [SelectChoice(value=way.value, label=way.value) for way in Way]
    return SelectField(lazy_gettext("How do you take part?"), [optional()], choices=choices, coerce=str)


class AnswerForm(AnonymousForm):
    """I’m coming, or perhaps: name and e-mail (if you like), how many."""

    name = LineField(lazy_gettext("Name"), NAME_LIMIT, [optional()], render_kw={"autocomplete": "name"})
    party_size = _party_field()
    email = EmailField(lazy_gettext("E-mail"))  # left empty: six words open the own page
    reply = StringField()  # what the pressed button says
    way = _way_field()
    waits = BooleanField()  # into the waiting list, when all places are taken
    again = BooleanField()  # only the link once more

    def validate_reply(self, field: StringField) -> None:
        """Want an answer that we know; the main button sends none."""
        if field.data and field.data not in (*Reply, CANT):
            raise stop(lazy_gettext("Press one of the buttons of the form."))

    def validate_email(self, field: EmailField) -> None:
        """Want an address where only the link is asked for."""
        if self.again.data and not field.data:
            raise stop(lazy_gettext("Without an address we could not send you the link."))
        if self.waits.data and not field.data:
            raise stop(lazy_gettext("To wait for a place you need an address: there we tell you that it is your turn."))


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
    waits = BooleanField()


class EraseForm(AnonymousForm):
    """Forget me: this answer, or all of the same address in the campaign."""

    with_others = BooleanField()


class TakeOffForm(PersonForm):
    """A host takes a guest off the list."""

    reason = LineField(lazy_gettext("Why? Only they will read it."), REASON_LIMIT, [optional()])


class NoteForm(WholeForm):
    """What the hosts note about a guest."""

    note = TextBlockField(lazy_gettext("Note"), NOTE_LIMIT)


class ShiftsForm(AnonymousForm):
    """Which shifts a guest does: exactly those ticked."""

    shift = SelectMultipleField(validate_choice=False)  # the page says which it showed


class DeclineForm(PersonForm):
    """No, with a reason for words in the guest's language, or in one's own."""

    why = RadioField(
        lazy_gettext("Why?"),
        validators=[sent()],
        choices=[SelectChoice(value=reason.value, label=words) for reason, words in DECLINE_LABELS.items()],
        default=DeclineReason.TOO_FEW_PLACES.value,
    )
    words = LineField(lazy_gettext("In your own words. Only they will read it."), REASON_LIMIT, [optional()])


def _hands_field() -> IntegerField:
    words = lazy_gettext("A number from 1 to %(most)s.", most=MOST_HANDS)
    return IntegerField(
        lazy_gettext("How many"),
        [optional(), NumberRange(1, MOST_HANDS, words)],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_HANDS},
    )


class HandsForm(WholeForm):
    """How many hands a shift needs; nothing for no limit."""

    hands = _hands_field()


class ShiftForm(WholeForm):
    """A shift to plan: what for, when, how many hands."""

    role = SelectField(
        lazy_gettext("What for?"),
        choices=[SelectChoice(value=role.value, label=lazy_gettext(words)) for role, words in SHIFT_WORDS.items()],
    )
    day = DateField(lazy_gettext("Day"), [needed(lazy_gettext("On which day?"))])
    start = TimeField(lazy_gettext("From"), [needed(lazy_gettext("From when?"))], format=["%H:%M", "%H:%M:%S"])
    end = TimeField(lazy_gettext("To"), [needed(lazy_gettext("Until when?"))], format=["%H:%M", "%H:%M:%S"])
    hands = _hands_field()


class ChangeForm(ConfirmForm):
    """What a guest may change: the name, how many, the invitation, and whether they are reminded."""

    wants_reminders = BooleanField()
    way = _way_field()
    name = LineField(lazy_gettext("Name"), NAME_LIMIT, [optional()], render_kw={"autocomplete": "name"})
    party_size = _party_field()


class TickForm(AnonymousForm):
    """Who is here: of a guest's party, or people who just came."""

    guest = LineField(
        lazy_gettext("Code"), 200, [optional()], render_kw={"autocomplete": "off", "autocapitalize": "none"}
    )
    key = LineField("", 48, [optional()])
    people = IntegerField(
        lazy_gettext("People"), [sent(), NumberRange(0, MOST_AT_ONCE)], default=1,
        render_kw={"min": 1, "max": MOST_AT_ONCE, "inputmode": "numeric"},
    )  # fmt: skip

    def validate(self, extra_validators: object = None) -> bool:
        """Want either a guest's code or a key as well."""
        is_right = bool(super().validate(extra_validators))
        if bool(self.key.data) == bool(self.guest.data):
            self.form_errors.append(lazy_gettext("Which code?"))
            return False
        return is_right


class PinForm(AnonymousForm):
    """The PIN that the hosts see beside the link."""

    pin = LineField(lazy_gettext("PIN"), 12, [needed()], render_kw={"inputmode": "numeric", "autocomplete": "off"})


class BurstForm(PersonForm):
    """A burst, by its first and last moment, and which guests of it are meant."""

    first = StringField()
    last = StringField()
    guest = SelectMultipleField(validate_choice=False)


class RowsForm(PersonForm):
    """Which rows of the paper lists are filled, and which carry a tick."""

    filled = LineField(lazy_gettext("Rows that are filled in"), ROWS_LIMIT, [optional()])
    consenting = LineField(lazy_gettext("Of these, with a tick at “Keep me posted”"), ROWS_LIMIT, [optional()])
    addresses = TextBlockField(
        lazy_gettext("E-mail addresses of rows with a tick"), ADDRESSES_LIMIT, [optional()],
        render_kw={"rows": 4, "autocapitalize": "none", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"},
    )  # fmt: skip
    language = LanguageField(lazy_gettext("Language of these sheets"), validators=[optional()])
