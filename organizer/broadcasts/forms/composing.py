"""A message is written, and sent off."""

from datetime import datetime

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField, TimeField
from wtforms.fields.choices import SelectChoice

from organizer.broadcasts.rules import LinkNotAllowed, Moment, UnknownField
from organizer.foundation.core.errors import DomainError
from organizer.foundation.web.fields import LanguageTagField, LineField, TextBlockField, needed, optional
from organizer.foundation.web.forms import PersonForm

SUBJECT_LIMIT, BODY_LIMIT, REASON_LIMIT = 120, 4000, 500


class MessageForm(PersonForm):
    """Words to many, and which part of them."""

    segments = SelectMultipleField(lazy_gettext("To whom?"), [optional()])
    language = LanguageTagField(lazy_gettext("Language of your words"), [needed()])
    subject = LineField(
        lazy_gettext("Subject"), SUBJECT_LIMIT, [needed(lazy_gettext("What is it about, in a few words?"))]
    )
    body = TextBlockField(
        lazy_gettext("Message"), BODY_LIMIT, [needed(lazy_gettext("Write what they should know."))],
        render_kw={"rows": 12},
    )  # fmt: skip

    def refuse_words(self, refusal: DomainError) -> None:
        """Word what is wrong with the words beside the field that it stands in."""
        in_subject = isinstance(refusal, UnknownField) and str(refusal.params["field"]) in (self.subject.data or "")
        self.refuse(refusal, "subject" if in_subject and not isinstance(refusal, LinkNotAllowed) else "body")


class SendForm(PersonForm):
    """Now, or at a day and hour."""

    when = RadioField(
        lazy_gettext("When?"),
        choices=[
            SelectChoice(value="now", label=lazy_gettext("Now")),
            SelectChoice(value="later", label=lazy_gettext("At a day and hour")),
        ],
        default="now",
    )
    day = DateField(lazy_gettext("Day"), [optional()])
    hour = TimeField(lazy_gettext("Hour"), [optional()])
    clock = SelectField(lazy_gettext("By which clock?"), [optional()], choices=[], validate_choice=False)


class DecisionForm(PersonForm):
    """One button."""

    sure = BooleanField()


class RefuseForm(PersonForm):
    """Not let through: the writer reads why."""

    reason = LineField(
        lazy_gettext("Why? They get a mail with your words."),
        REASON_LIMIT,
        [needed(lazy_gettext("Tell them why; they get a mail with your words."))],
    )


def moment_of(form: SendForm, clocks: list[str]) -> Moment | bool | None:
    """Return the moment that was asked for, None for at once, False with the reason beside a field when it is not whole.

    ``clocks``: the zones that may be chosen; "" stands for each one's own.
    """
    if form.when.data != "later":
        return None
    for field, words in ((form.day, gettext("On which day?")), (form.hour, gettext("At what time?"))):
        if field.data is None and not field.errors:
            field.errors = [*field.errors, words]
    if form.day.errors or form.hour.errors:
        return False
    clock = form.clock.data if form.clock.data in clocks else clocks[0]
    return Moment(datetime.combine(form.day.data, form.hour.data), clock or None)
