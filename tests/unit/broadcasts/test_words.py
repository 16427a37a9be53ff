"""The words of a message: fields by plain replacement, little Markdown, links that lead nowhere else (security.md AD5)."""

import pytest

from organizer.broadcasts.rules import (
    Audience,
    LinkNotAllowed,
    UnknownField,
    as_html,
    as_line,
    as_text,
    check_words,
    fields_of,
    link_hosts,
)
from organizer.foundation.core.text import clean_text
from tests.support.hostile_texts import NASTY

VALUES = {"name": "Marisol", "event": "March", "link": "https://organize.example/r/x/"}


def test_fields_are_filled_in_once_whatever_their_case() -> None:
    assert as_line("{Name}: {event}", VALUES) == "Marisol: March"
    assert as_line("{name}", {**VALUES, "name": "{event}"}) == "{event}"


@pytest.mark.parametrize(
    "words", ["{{7*7}}", "{0.__class__}", "{{name}}", "{{config}}", "{% if %}", "{ }", "{}", "{7}"]
)
def test_what_is_no_field_arrives_as_it_was_typed(words: str) -> None:
    check_words("Subject", words, Audience.GUESTS)
    assert as_text(words, VALUES) == words
    assert words in as_html(words, VALUES)
    assert as_line(words, VALUES) == words


@pytest.mark.parametrize(
    "words", ["{config}", "${x}", "{nmae}", "Hello {self}", "{имя}", "{ name }", "{first name}", "{event.title}"]
)
def test_b136_a_word_in_braces_that_is_no_field_is_refused_with_those_that_are(words: str) -> None:
    for subject, body in ((words, "Body"), ("Subject", words)):
        with pytest.raises(UnknownField) as refusal:
            check_words(subject, body, Audience.GUESTS)
        assert str(refusal.value.params["field"]) in words
        assert "{name} {event} {when} {place}" in str(refusal.value.params["known"])


def test_fields_of_an_event_are_unknown_where_there_is_none() -> None:
    assert [field.name for field in fields_of(Audience.NEWS)] == ["campaign", "link"]
    with pytest.raises(UnknownField):
        check_words("{name}", "Body", Audience.NEWS)


def test_a_name_is_never_read_as_markdown_or_html() -> None:
    evil = {"name": '[x](https://evil.example) <img src="https://evil.example/p.gif"> **b**'}
    html = as_html("Hello {name}!", evil)
    assert "<a" not in html
    assert "<img" not in html
    assert "<strong" not in html
    assert as_text("Hello {name}!", evil) == f"Hello {evil['name']}!"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.example/",
        "//x.example/",
        "/e/abc/",
        "tel:+57",
        "http:",
        "mailto:",
    ],
)
def test_a_link_elsewhere_than_to_the_web_or_a_mailbox_is_refused(address: str) -> None:
    with pytest.raises(LinkNotAllowed):
        check_words("Subject", f"[here]({address})", Audience.GUESTS)


@pytest.mark.parametrize(
    "words", ["![a](https://x.example/p.gif)", "<img src=https://x.example/p.gif>", "<script>x</script>", "# Big"]
)
def test_pictures_html_and_headings_stay_words(words: str) -> None:
    html = as_html(words, VALUES)
    assert "<img" not in html
    assert "<script" not in html
    assert "<h1" not in html


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_words_load_and_do_nothing(text: str) -> None:
    typed = clean_text(text, len(text))
    for html in (as_html(typed, VALUES), as_html("{name}", {"name": typed})):
        lower = html.lower()
        assert not any(tag in lower for tag in ("<img", "<script", "<style", "<iframe", "<svg", "<form"))
        assert 'href="javascript' not in lower


def test_links_keep_their_address_in_the_text_and_stand_at_the_foot() -> None:
    body = "Read [the call](https://Example.org/call) and <https://b.example>, http://c.example/x or [us](mailto:we@d.example)."
    assert as_text(body, VALUES).startswith("Read the call (https://Example.org/call) and https://b.example")
    assert 'rel="nofollow noopener noreferrer ugc"' in as_html(body, VALUES)
    assert link_hosts(body) == ("b.example", "c.example", "d.example", "example.org")


def test_a_look_alike_host_shows_its_letters() -> None:
    assert link_hosts("[x](https://pаypal.com/)") == ("xn--pypal-4ve.com",)


def test_ones_own_page_is_a_link_in_html_and_an_address_in_text() -> None:
    page = VALUES["link"]
    assert as_text("See {link}.", VALUES) == f"See {page}."
    assert f'href="{page}"' in as_html("See {link}.", VALUES)
    check_words("Subject", "[my page]({link})", Audience.GUESTS)
    assert as_text("[my page]({link})", VALUES) == f"my page ({page})"
    assert f'<a href="{page}"' in as_html("[my page]({link})", VALUES)


def test_lists_and_paragraphs_keep_their_shape_in_the_text() -> None:
    body = "Bring:\n\n- a drum\n- *water*\n\n1. Come\n2. **Stay**\n\nUntil then"
    assert as_text(body, VALUES) == "Bring:\n\n- a drum\n\n- water\n\n1. Come\n\n2. Stay\n\nUntil then"
    html = as_html(body, VALUES)
    assert "<li>a drum</li>" in html
    assert "<strong>Stay</strong>" in html
