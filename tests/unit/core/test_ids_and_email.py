"""Keys, codes, addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.email import EmailNotUsable, clean_email, lookup_form, mask_email
from organizer.foundation.core.ids import CODE_ALPHABET, new_code, new_id, new_token


def test_keys_are_uuid_7_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(200)]
    assert {i.version for i in ids} == {7}
    assert {i.variant for i in ids} == {"specified in RFC 4122"}
    assert sorted(i.int >> 80 for i in ids) == [i.int >> 80 for i in ids]
    assert len(set(ids)) == 200


def test_codes_hold_nothing_that_looks_like_something_else() -> None:
    assert not set("01loi") & set(CODE_ALPHABET)
    assert all(re.fullmatch(f"[{CODE_ALPHABET}]{{6}}", new_code()) for _ in range(200))


def test_tokens_hold_256_bits() -> None:
    assert len(new_token()) == 43


@pytest.mark.parametrize(
    ("typed", "form"), [("Ana@Example.ORG", "ana@example.org"), (" ana@exämple.org ", "ana@xn--exmple-cua.org")]
)
def test_one_mailbox_has_one_look_up_form(typed: str, form: str) -> None:
    assert lookup_form(typed) == form


def test_dots_and_plus_are_different_mailboxes() -> None:
    assert len({lookup_form(a) for a in ("a.b@x.org", "ab@x.org", "ab+c@x.org")}) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "ana@",
        "@x.org",
        "a b@x.org",
        "a@x.org\nBcc: z@x",
        "a@x.org, b@x.org",
        "<a@x.org>",
        "a@x" * 100,
        "a\x00@x.org",
        "=?utf-8?q?a?=@",
        "=?utf-8?q?x?=@example.net",
        "a=?b@example.net",
        "a@x..org",
    ],
)
def test_an_address_that_reaches_nobody_is_refused(typed: str) -> None:
    with pytest.raises(EmailNotUsable):
        clean_email(typed)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_a_refusal(typed: str) -> None:
    try:
        cleaned = clean_email(typed)
    except EmailNotUsable:
        return
    assert "\n" not in cleaned
    assert cleaned.count("@") == 1


def test_a_mask_shows_enough_to_know_ones_own() -> None:
    assert mask_email("marisol@example.org") == "m•••@e•••.org"
