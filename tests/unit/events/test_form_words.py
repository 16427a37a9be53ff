"""What people type: cleaned, bounded, and told what is to be put right."""

import pytest

from organizer.events.forms.fields import TEXT_LIMIT, TITLE_LIMIT
from organizer.events.rules import Access
from tests.factories.events import make_details
from tests.unit.events.conftest import Sender


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  March  for\u00a0land ", "March for land"),
        ("March\x00\x07 for land", "March for land"),
        ("March\r\nBcc: all@example.org", "March Bcc: all@example.org"),
        ("\u202eMarch for land\u202c", "March for land"),
        ("\u2066March\u2069 for land", "March for land"),
        ("Cafe\u0301", "Café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 vigil", "👩\u200d👧 vigil"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7*7 }} %(x)s", "{{ 7*7 }} %(x)s"),
    ],
)
def test_a_title_is_kept_without_what_could_mislead(sender: Sender, typed: str, kept: str) -> None:
    assert sender.taken(title=typed).title == {"en": kept}


def test_a_title_has_room_for_a_long_one_and_no_more(sender: Sender) -> None:
    assert len(sender.taken(title="ж" * TITLE_LIMIT).title["en"]) == TITLE_LIMIT
    assert sender.send(title="ж" * (TITLE_LIMIT + 1)) is None
    assert sender.refused == {"title": ["This is 301 characters long. There is room for 300."]}


def test_a_text_keeps_its_paragraphs_up_to_its_limit(sender: Sender) -> None:
    assert sender.taken(description="One.\r\n\r\n\r\n\r\nTwo.").description == {"en": "One.\n\nTwo."}
    assert sender.send(description="x" * (TEXT_LIMIT + 1)) is None
    assert list(sender.refused) == ["description"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "What is it called?"),
        ("group_name", "Who calls for it?"),
        ("email", "Without an address we could not send you the link."),
    ],
)
@pytest.mark.parametrize("answer", ["", "   ", "\u3000"])
def test_what_is_needed_and_missing_is_asked_for(sender: Sender, field: str, words: str, answer: str) -> None:
    assert sender.send(**{field: answer}) is None
    assert sender.refused == {field: [words]}


@pytest.mark.parametrize(
    "address",
    [
        "lucia.example.org",
        "a@",
        "@example.org",
        "a b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "=?utf-8?q?a=40x=0D=0ABcc:_b=40x?=",
        "a@example.org,b@example.org",
        '"a" <a@example.org>',
        "a" * 250 + "@example.org",
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused(sender: Sender, address: str) -> None:
    assert sender.send(email=address) is None
    assert list(sender.refused) == ["email"]


@pytest.mark.parametrize("field", ["language", "kind", "mode", "address_visibility", "online_visibility", "span"])
def test_a_choice_that_was_not_offered_is_refused(sender: Sender, field: str) -> None:
    assert sender.send(**{field: "klingon"}) is None
    assert field in sender.refused


def test_a_choice_of_access_that_was_not_offered_is_refused(sender: Sender) -> None:
    assert sender.send(accessibility=["step-free", "levitation"]) is None
    assert sender.taken(accessibility=["step-free", "captions"]).accessibility == (Access.STEP_FREE, Access.CAPTIONS)


def test_b98_no_number_is_no_limit_and_zero_is_closed(sender: Sender) -> None:
    assert [sender.taken(capacity=places).capacity for places in ("", "0", "7")] == [None, 0, 7]


@pytest.mark.parametrize("places", ["-5", "1000001", "many", "2.5"])
def test_a_number_of_places_that_makes_no_sense_is_refused(sender: Sender, places: str) -> None:
    assert sender.send(capacity=places) is None
    assert list(sender.refused) == ["capacity"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//",
        "https://",
        "http://localhost",
        "mailto:a@b.org",
        "https://bank.example@evil.example/",
        "https://[::1",
    ],
)
@pytest.mark.parametrize("field", ["more_url", "online_url"])
def test_a_link_that_opens_no_page_is_refused(sender: Sender, field: str, link: str) -> None:
    assert sender.send(**{field: link}) is None
    assert sender.refused == {field: ["This is not the address of a page. It begins with https://"]}


def test_a_link_without_its_beginning_gets_it(sender: Sender) -> None:
    assert sender.taken(more_url="example.org/march").more_url == "https://example.org/march"


def test_an_online_event_whose_link_everyone_gets_needs_the_link(sender: Sender) -> None:
    online = {"mode": "online", "place_q": "", "place": None, "online_visibility": "public"}
    assert sender.send(**online) is None
    assert sender.refused == {"online_url": ["Which link do people use to join?"]}


def test_everything_that_is_to_be_put_right_is_said_at_once(sender: Sender) -> None:
    assert sender.send(title="", email="x", place_q="", place=None, more_url="javascript:x") is None
    assert set(sender.refused) == {"title", "email", "place_q", "more_url"}


def test_an_edit_keeps_the_words_of_other_languages(sender: Sender) -> None:
    old = make_details(title={"en": "March", "es": "Marcha"}, description={"es": "Trae un tambor."})
    details = sender.taken(old=old, title="Walk", description="")
    assert details.title == {"en": "Walk", "es": "Marcha"}
    assert details.description == {"es": "Trae un tambor."}
