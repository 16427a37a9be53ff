"""Fields that clean what is typed, with the reason beside the field when it cannot be taken."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString
from wtforms import EmailField as BaseEmailField
from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms import IntegerField as BaseIntegerField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation, ValidationError

from organizer.foundation.core.email import MAX_EMAIL, clean_email
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.glyphs import CharacterNotPrintable, check_printable
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, is_language, normalize_tag, own_name
from organizer.foundation.core.text import clean_line, clean_text

from .refusals import say

Validator = Callable[[Form, StringField], None]
Words: TypeAlias = str | LazyString


class _Needed(DataRequired):  # type: ignore[misc]  # WTForms is untyped
    """Wants the field itself: the usual value of one that was not sent is nobody's answer."""

    def __call__(self, form: Form, field: StringField) -> None:
        if not field.raw_data:
            raise StopValidation(self.message)
        super().__call__(form, field)


def needed(words: Words | None = None) -> DataRequired:
    """Return the validator of a field that cannot stay empty."""
    return _Needed(words if words is not None else lazy_gettext("This is needed."))


def sent(words: Words | None = None) -> InputRequired:
    """Return the validator of a field whose usual value must be sent, too; 0 is something."""
    return InputRequired(words if words is not None else lazy_gettext("This is needed."))


def on_paper() -> Validator:
    """Return the validator of words that end on paper: what no font of ours draws is refused, and named."""

    def check(_form: Form, field: StringField) -> None:
        try:
            check_printable(field.data or "")
        except CharacterNotPrintable as refusal:
            raise ValidationError(
                gettext(
                    "No font of ours has the character %(character)s (%(point)s), so it can’t be printed.",
                    character=refusal.params["character"], point=refusal.params["code"],
                )
            ) from refusal  # fmt: skip

    return check


class IntegerField(BaseIntegerField):  # type: ignore[misc]  # WTForms is untyped
    """A whole number, in the digits of any script. ``1_000`` is a number to Python and a slip of the finger to people."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata(["no number"] if valuelist and "_" in valuelist[0] else valuelist)


class _CleanedField(StringField):  # type: ignore[misc]  # WTForms is untyped
    """Keeps what was typed for the page; ``data`` is the cleaned text, "" when nothing was typed."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = valuelist[0] if valuelist else ""
        try:
            self.data = self.clean(self.data)
        except DomainError as refusal:
            raise ValueError(say(refusal)) from refusal

    def clean(self, value: str) -> str:
        raise NotImplementedError


class LineField(_CleanedField):
    """One line of at most ``limit`` characters."""

    def __init__(self, label: Words, limit: int, validators: Sequence[Validator] = (), **kwargs: object) -> None:
        self.limit = limit
        super().__init__(label, validators, **_with_render(kwargs, maxlength=limit))

    def clean(self, value: str) -> str:
        return clean_line(value, self.limit)


class TextBlockField(_CleanedField):
    """Paragraphs of at most ``limit`` characters."""

    widget = TextAreaField.widget

    def __init__(self, label: Words, limit: int, validators: Sequence[Validator] = (), **kwargs: object) -> None:
        self.limit = limit
        # Browsers count a line end as two characters, and we clean before counting: no maxlength here.
        super().__init__(label, validators, **kwargs)

    def clean(self, value: str) -> str:
        return clean_text(value, self.limit)


class EmailField(_CleanedField):
    """An address that mail can reach."""

    widget = BaseEmailField.widget

    def __init__(self, label: Words, validators: Sequence[Validator] = (), **kwargs: object) -> None:
        super().__init__(label, validators, **_with_render(kwargs, maxlength=MAX_EMAIL, autocomplete="email"))

    def clean(self, value: str) -> str:
        if not value.strip():
            return ""
        if "@" not in value and "＠" not in value:
            raise ValueError(gettext("This has no @, so we could not reach you."))
        return clean_email(value)


class LanguageField(SelectField):  # type: ignore[misc]  # WTForms is untyped
    """A choice among languages, each named in itself; those of the interface unless told otherwise."""

    def __init__(
        self,
        label: Words,
        languages: Sequence[str] = INTERFACE_LANGUAGES,
        validators: Sequence[Validator] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(label, validators, choices=language_choices(languages), **kwargs)


class LanguageTagField(LineField):
    """Any language, typed or picked from a list of suggestions, as a BCP 47 tag."""

    def __init__(self, label: Words, validators: Sequence[Validator] = (), **kwargs: object) -> None:
        super().__init__(label, 12, validators, **kwargs)

    def clean(self, value: str) -> str:
        tag = super().clean(value)
        if tag and not is_language(tag):
            raise ValueError(gettext("We do not know this language."))
        return normalize_tag(tag) if tag else ""


def language_choices(languages: Sequence[str]) -> list[SelectChoice]:
    """Return choices for languages, each by its own name."""
    return [SelectChoice(value=tag, label=own_name(tag)) for tag in languages]


def stop(words: Words) -> StopValidation:
    """Return the exception that ends a field's validation with one sentence."""
    return StopValidation(str(words))


def optional() -> Optional:
    """Return the validator of a field that may stay empty."""
    return Optional()


def _with_render(kwargs: dict[str, object], **defaults: object) -> dict[str, object]:
    given = kwargs.get("render_kw")
    return {**kwargs, "render_kw": {**defaults, **(given if isinstance(given, dict) else {})}}
