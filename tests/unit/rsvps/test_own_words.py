"""Six words: enough of them, and read again however people type."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.rsvps.rules.own_words import (
    COUNT,
    WordLooksLike,
    WordNotKnown,
    WordsMissing,
    new_words,
    read_words,
    word_list,
)

WORDS = ("abacus", "zoom", "tulip", "abdomen", "yodel", "unfold")


def test_six_words_are_at_least_77_bits() -> None:
    words = word_list()
    assert len(set(words)) == len(words)
    assert COUNT * math.log2(len(words)) >= 77


def test_no_word_begins_another_so_that_lost_blanks_can_be_seen() -> None:
    words = sorted(word_list())
    assert not [one for one, two in pairwise(words) if two.startswith(one)]


def test_two_drawings_differ() -> None:
    assert len({new_words() for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "typed",
    [
        "abacus zoom tulip abdomen yodel unfold",
        "  Abacus, ZOOM; tulip\nabdomen\tyodel . unfold ",
        "1. abacus 2. zoom 3. tulip 4. abdomen 5. yodel 6. unfold",
        "ａｂａｃｕｓ\u3000zoom\u00a0tulip-abdomen-yodel-unfold\u200f",
    ],
)
def test_words_are_read_as_people_type_them(typed: str) -> None:
    assert read_words(typed) == WORDS


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(WordsMissing) as few:
        read_words("abacus zoom")
    assert few.value.params == {"count": 2, "needed": 6}
    with pytest.raises(WordLooksLike) as near:
        read_words("abakus zoom tulip abdomen yodel unfold")
    assert near.value.params == {"word": "abakus", "near": "abacus"}
    with pytest.raises(WordNotKnown) as none:
        read_words("xqxqxq zoom tulip abdomen yodel unfold")
    assert none.value.params == {"word": "xqxqxq"}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_words_or_a_refusal(typed: str) -> None:
    try:
        found = read_words(typed)
    except (WordsMissing, WordNotKnown, WordLooksLike):
        return
    assert len(found) == COUNT
