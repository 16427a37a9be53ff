from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from organizer.foundation.web.csrf import FIELD, form_token
from organizer.foundation.web.fields import (
    EmailField,
    LanguageField,
    LanguageTagField,
    LineField,
    TextBlockField,
    needed,
)
from organizer.foundation.web.forms import AnonymousForm, PersonForm


class _Form(AnonymousForm):
    title = LineField("Title", 10, [needed()])
    about = TextBlockField("About", 20)
    email = EmailField("E-mail")
    locale = LanguageField("Language")
    spoken = LanguageTagField("Spoken")
    tags = SelectMultipleField("Tags", choices=[SelectChoice(value="a", label="A"), SelectChoice(value="b", label="B")])


class _OwnForm(PersonForm):
    title = LineField("Title", 10)


@pytest.fixture(autouse=True)
def _in_a_request(web_app: Flask) -> Iterator[None]:
    with web_app.test_request_context("/open/", headers={"Cookie": "s=abc"}):
        yield


def _sent(**values: str | list[str]) -> MultiDict[str, str]:
    return MultiDict({"title": "x", "locale": "es", **values})


def test_what_is_typed_arrives_clean() -> None:
    form = _Form(
        _sent(title="  a\u202e\x00 b ", about="one\r\n\r\n\r\n\r\ntwo", email=" Ana@Example.ORG ", spoken="PT-br")
    )
    assert form.validate(), form.errors
    assert (form.title.data, form.about.data) == ("a b", "one\n\ntwo")
    assert (form.email.data, form.spoken.data) == ("Ana@example.org", "pt-BR")


def test_what_cannot_be_taken_stays_in_the_field_with_the_reason_beside_it() -> None:
    form = _Form(_sent(title="far too long a title", email="ana.example.org", spoken="klingon", locale="xx"))
    assert not form.validate()
    assert set(form.errors) == {"title", "email", "spoken", "locale"}
    assert form.title.errors == ["This is 20 characters long. There is room for 10."]
    assert form.email.errors == ["This has no @, so we could not reach you."]
    assert 'value="far too long a title"' in form.title()
    assert 'value="ana.example.org"' in form.email()


@pytest.mark.parametrize(
    "email", ["a@", "@b", "a b@example.org", "a@example.org,b@example.org", "a@example.org\nBcc: x@y.z"]
)
def test_an_address_that_mail_cannot_reach_is_refused(email: str) -> None:
    form = _Form(_sent(email=email))
    assert not form.validate()
    assert list(form.errors) == ["email"]


def test_an_empty_field_that_is_needed_says_so() -> None:
    form = _Form(_sent(title="  "))
    assert not form.validate()
    assert form.title.errors == ["This is needed."]


def test_two_values_for_one_field_are_refused() -> None:
    with pytest.raises(BadRequest):
        _Form(_sent(email=["a@example.org", "b@example.org"]))


def test_a_field_for_many_values_takes_many() -> None:
    form = _Form(_sent(tags=["a", "b"]))
    assert form.validate(), form.errors
    assert form.tags.data == ["a", "b"]


def test_only_the_fields_of_a_form_are_read() -> None:
    form = _Form(_sent(is_operator="1", id="7"))
    assert form.validate()
    assert not set(form.data) & {"is_operator", "id"}


def test_a_form_for_everybody_has_no_token() -> None:
    assert FIELD not in _Form(formdata=None)._fields


def test_a_form_of_a_person_needs_the_token_of_their_session() -> None:
    assert not _OwnForm(MultiDict({"title": "x"})).validate()
    assert not _OwnForm(MultiDict({"title": "x", FIELD: "made.up"})).validate()
    assert _OwnForm(MultiDict({"title": "x", FIELD: form_token()})).validate()
