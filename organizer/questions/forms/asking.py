"""The form to ask guests something, and to say it in another language."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from organizer.foundation.core.text import clean_text
from organizer.foundation.web.fields import IntegerField, LineField, TextBlockField, needed, stop
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals
from organizer.questions.rules import (
    FEWEST_OPTIONS,
    LABEL_LIMIT,
    MOST_OPTIONS,
    OPTION_LIMIT,
    PURPOSE_LIMIT,
    WITH_OPTIONS,
    QuestionKind,
    Wording,
)

_OPTIONS_LIMIT = (OPTION_LIMIT + 1) * MOST_OPTIONS

word_refusals(
    {
        "questions_are_off": lazy_gettext("Guests of this campaign are asked nothing more than whether they come."),
        "too_many_questions": lazy_gettext("More than %(limit)s questions are too many. Take one away first."),
        "asked_already": lazy_gettext("This is asked already."),
        "options_not_usable": lazy_gettext(
            "From %(fewest)s to %(most)s options, each on a line of its own, none twice."
        ),
        "answer_not_usable": lazy_gettext("This is none of the options. Choose again."),
        "number_not_usable": lazy_gettext("A whole number, at most %(most)s."),
    }
)

KINDS = (
    (QuestionKind.TEXT.value, lazy_gettext("An answer in words")),
    (QuestionKind.NUMBER.value, lazy_gettext("A number")),
    (QuestionKind.CHOICE.value, lazy_gettext("One of several options")),
    (QuestionKind.SEVERAL.value, lazy_gettext("Any of several options")),
    (QuestionKind.CONSENT.value, lazy_gettext("A sentence to agree to")),
)


class WordingForm(PersonForm):
    """A question in one language."""

    label = LineField(lazy_gettext("Question"), LABEL_LIMIT, [needed()])
    purpose = LineField(lazy_gettext("What is it for?"), PURPOSE_LIMIT, [needed()])
    options = TextBlockField(lazy_gettext("Options, one on each line"), _OPTIONS_LIMIT)

    def wording(self, language: str) -> Wording:
        """Return what was typed, in a language (BCP 47)."""
        lines = [line for line in clean_text(self.options.data or "", _OPTIONS_LIMIT).split("\n") if line]
        return Wording(language, self.label.data, self.purpose.data, tuple(lines))

    def validate_options(self, field: TextBlockField) -> None:
        """Bound each line."""
        if any(len(line) > OPTION_LIMIT for line in (field.data or "").split("\n")):
            raise stop(lazy_gettext("An option has at most %(limit)s characters.", limit=OPTION_LIMIT))


class QuestionForm(WordingForm):
    """A question: how it is answered, what it says, what it is for, until when answers are kept."""

    kind = RadioField(
        lazy_gettext("Guests answer with"),
        [needed()],
        choices=[SelectChoice(value=kind, label=words) for kind, words in KINDS],
        default=QuestionKind.TEXT.value,
    )
    keep_days = IntegerField(
        lazy_gettext("Delete the answers, days after the event"),
        [Optional(), NumberRange(0, 90, lazy_gettext("From 0 to 90 days."))],
        render_kw={"min": 0, "max": 90, "inputmode": "numeric"},
    )

    @property
    def asked_kind(self) -> QuestionKind:
        """How it is answered."""
        return QuestionKind(self.kind.data)

    def validate_options(self, field: TextBlockField) -> None:
        """Want options where there is something to choose, and only there."""
        super().validate_options(field)
        lines = [line for line in (field.data or "").split("\n") if line]
        if self.kind.data in {kind.value for kind in WITH_OPTIONS} and len(lines) < FEWEST_OPTIONS:
            raise stop(lazy_gettext("Write at least two options."))


class SwitchForm(PersonForm):
    """The owner lets guests be asked more, or no more."""

    is_on = BooleanField()
