"""Form bases: with a session's token for persons, without one on pages that a cache may hold."""

from collections.abc import Mapping, Sequence

from flask import Response, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from flask_wtf.form import SUBMIT_METHODS, _Auto
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, Field, FieldList, Form, FormField, RadioField, SelectMultipleField
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.fields import FileField, HiddenField, MultipleFileField
from wtforms.validators import ValidationError

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.ids import new_token

from .csrf import FIELD, form_token, is_form_token
from .library_words import LibraryWords
from .refusals import say
from .rendering import render_page

_SAID_BY_LIBRARY = LibraryWords()
#: Beside boxes to tick: a page names them in hidden fields of this name, as no browser sends a box without a tick.
SHOWN = "shown"
_MANY = (SelectMultipleField, MultipleFileField, FieldList, FormField)
_MAY_LACK = (*_MANY, BooleanField, RadioField, FileField, HiddenField, CSRFTokenField)


class _SessionCsrf(CSRF):  # type: ignore[misc]  # WTForms is untyped
    """Tokens of our own sessions for WTForms."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        return form_token()

    def validate_csrf_token(self, form: FlaskForm, field: Field) -> None:
        if not is_form_token(field.data):
            raise ValidationError("form token")


def _refuse_doubles(form: Form, values: MultiDict[str, object]) -> None:
    for field in form:
        if not isinstance(field, _MANY) and len(values.getlist(field.name)) > 1:
            raise BadRequest


def _without_files(form: Form, sent: MultiDict[str, object]) -> MultiDict[str, object]:
    """Take a file that was sent in place of a text for nothing: only a field for files knows what to do with it."""
    takes_files = {field.name for field in form if isinstance(field, FileField)}
    return MultiDict(
        (name, value) for name, value in sent.items(multi=True) if isinstance(value, str) or name in takes_files
    )


class AnonymousForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """A form that acts with nobody's authority: no token; guarded by where it was sent from."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF is untyped
        """No token; the house's own words."""

        csrf = False

        def get_translations(self, form: Form) -> LibraryWords:
            """Let the library speak as the house does."""
            return _SAID_BY_LIBRARY

        def wrap_formdata(self, form: Form, formdata: object) -> MultiDict[str, object] | None:
            """Refuse a value sent twice for one field (400): two readers would pick different ones.

            What was sent without a field is an empty form, not an unsent one, whose defaults would count as answers.
            JSON is none of our forms'.
            """
            is_sent = formdata is _Auto and request.method in SUBMIT_METHODS
            if is_sent and not request.form and not request.files:
                return MultiDict()
            sent: MultiDict[str, object] | None = super().wrap_formdata(form, formdata)
            if sent is None:
                return None
            _refuse_doubles(form, sent)
            return _without_files(form, sent)

    def tells(self, name: str) -> bool:
        """Tell whether what was sent speaks of a field: it has a value, or the page that sent it showed it.

        What a page did not show stays as it is.
        """
        return bool(self[name].raw_data) or name in request.form.getlist(SHOWN)

    def told_text(self, name: str) -> str | None:
        """Return what was typed into a field; None when nothing speaks of it."""
        return str(self[name].data or "") if self.tells(name) else None

    def told_tick(self, name: str) -> bool | None:
        """Return whether a box was ticked; None when nothing speaks of it."""
        return bool(self[name].data) if self.tells(name) else None

    def refuse(self, refusal: DomainError, field: str | None = None) -> None:
        """Word a refusal beside ``field``, or above the form."""
        if field is None:
            self.form_errors.append(say(refusal))
        else:
            self[field].errors = [*self[field].errors, say(refusal)]


class KeyedForm:
    """Mix-in: the form's own key, so that what is sent twice is done once. A page draws ``form.submit_key()``."""

    submit_key = HiddenField(default=new_token)

    @property
    def key(self) -> str:
        """The key; a new one for who sent none."""
        return str(self.submit_key.data or "")[:64] or new_token()


class PersonForm(AnonymousForm):
    """A form of somebody signed in: carries a token of their session."""

    class Meta(AnonymousForm.Meta):
        """A token of our own session instead of Flask's."""

        csrf = True
        csrf_class = _SessionCsrf
        csrf_field_name = FIELD


class WholeForm(PersonForm):
    """A form that puts all of its words in the place of what is kept: one that was cut off changes nothing.

    A field may come empty, but it must come. Not so boxes and buttons, which browsers leave out, files, and hidden fields.
    """

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Tell whether all is right, beside each field what is not."""
        is_right = super().validate(extra_validators=extra_validators)
        missing = [one for one in self if not isinstance(one, _MAY_LACK) and not one.raw_data]
        for field in missing:
            field.errors = [gettext("This is needed.")]
        return bool(is_right) and not missing


def rerender(template: str, form: AnonymousForm, **values: object) -> Response:
    """Return the page again with what was typed and what is to be put right (422)."""
    return render_page(template, status=422, form=form, **values)
