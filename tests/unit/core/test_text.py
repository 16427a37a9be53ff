"""What people type is cleaned, not mangled."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.text import TextTooLong, clean_line, clean_text, read_number, slugify

ANY = st.text(alphabet=st.characters(codec=None, categories=None), max_size=200)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two   words ", "two words"),
        ("a\r\nb", "a b"),
        ("nul\x00 bell\x07", "nul bell"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("isolate\u2066x\u2069", "isolatex"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("\ud800lone", "lone"),
        ("no\ufffe\U0001ffff\ufdd0ne", "none"),
        ("a\u2028b", "a b"),
    ],
)
def test_a_line_loses_what_nobody_can_see(typed: str, kept: str) -> None:
    assert clean_line(typed, 100) == kept


def test_paragraphs_stay_and_empty_lines_shrink_to_one() -> None:
    assert clean_text("one \r\n\r\n\r\n\r\ntwo\x00\n", 100) == "one\n\ntwo"


def test_a_tower_of_marks_is_cut_down() -> None:
    assert len(clean_line("z" + "\u0301" * 1000, 300)) <= 6


def test_too_long_says_how_long_and_how_much_fits() -> None:
    with pytest.raises(TextTooLong) as refusal:
        clean_line("x" * 301, 300)
    assert refusal.value.params == {"limit": 300, "length": 301}


@given(ANY)
def test_a_clean_line_is_one_line_without_controls_and_clean_again(typed: str) -> None:
    kept = clean_line(typed, 10_000)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") or 0x202A <= ord(c) <= 0x202E for c in kept)
    assert kept == kept.strip()
    assert clean_line(kept, 10_000) == kept
    kept.encode()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Łódź São Paulo", "lodz-sao-paulo"),
        ("İstanbul", "istanbul"),
        ("Kadıköy", "kadikoy"),
        ("東京", ""),
        ("Straße", "strasse"),
    ],
)
def test_a_slug_is_plain_ascii(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("25", 25), ("0025", 25), ("999999999", 999999999), ("1000000000", None), ("9" * 5000, None), ("", None),
     ("-1", None), ("+1", None), (" 1", None), ("1.0", None), ("٢٥", None), ("²", None), ("１", None)],
)  # fmt: skip
def test_a_number_is_few_plain_digits(text: str, number: int | None) -> None:
    assert read_number(text) == number
