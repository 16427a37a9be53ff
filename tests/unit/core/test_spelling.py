"""How far two words are apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.spelling import edits_allowed, edits_between

WORDS = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("march", "march", 0), ("march", "marsh", 1), ("march", "mrach", 1), ("march", "marchs", 1), ("march", "arch", 1),
        ("vigil", "vgiill", 2), ("water", "tower", None), ("ab", "ba", 1), ("", "ab", 2), ("сход", "вход", 1),
        ("kitten", "sitting", None), ("", "abc", None), ("abcdef", "badcfe", None),
    ],
)  # fmt: skip
def test_edits_are_counted_up_to_two(first: str, second: str, edits: int | None) -> None:
    assert edits_between(first, second, 2) == edits


@given(WORDS, WORDS)
def test_the_way_back_is_as_long(first: str, second: str) -> None:
    assert edits_between(first, second, 3) == edits_between(second, first, 3)


@given(WORDS, st.data())
def test_one_edit_is_one_apart(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word)))
    assert edits_between(word, word[:at] + "z" + word[at:], 1) == 1


@pytest.mark.parametrize(("word", "edits"), [("", 0), ("sit", 0), ("land", 1), ("vigils", 1), ("lantern", 2)])
def test_short_words_all_look_alike(word: str, edits: int) -> None:
    assert edits_allowed(word) == edits
