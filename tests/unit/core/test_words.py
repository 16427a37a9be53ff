"""The words of texts: what is asked for in one way of writing is found in the others."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.words import MOST_ASKED, asked_of, mark, terms_of
from tests.support.word_pairs import APART, TOGETHER

#: Letters of many scripts, as a host may type them.
LETTERS = st.characters(categories=("L", "Nd", "M"), codec="utf-8")
WORDS = st.text(LETTERS, min_size=1, max_size=12)


def finds(query: str, text: str) -> bool:
    """Tell whether a text answers a query, as an index does."""
    terms = terms_of(text)
    asked = asked_of(query)
    return bool(asked) and all(
        any(all(has(terms, one.text, begins=one.begins) for one in way) for way in word) for word in asked
    )


def has(terms: frozenset[str], text: str, *, begins: bool) -> bool:
    return text in terms or (begins and any(term.startswith(text) for term in terms))


@pytest.mark.parametrize(("written", "asked"), TOGETHER)
def test_ways_of_writing_a_word_find_each_other(written: str, asked: str) -> None:
    assert finds(asked, f"xx {written} yy")


@pytest.mark.parametrize(("written", "asked"), APART)
def test_other_words_are_not_found(written: str, asked: str) -> None:
    assert not finds(asked, written)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_every_word_of_a_text_finds_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    word = data.draw(st.sampled_from(words))
    assert finds(word, text) or not terms_of(word)


@given(st.text(max_size=400))
def test_terms_are_letters_and_digits_whatever_comes(text: str) -> None:
    asked = [term.text for word in asked_of(text) for way in word for term in way]
    assert all(re.fullmatch("[a-z0-9]+", term) for term in [*terms_of(text), *asked])


@pytest.mark.parametrize("piece", ["東京", "京都", "都庁前", "庁", "水を守", "ประเทศ", "ทศไทย"])
def test_any_piece_of_a_text_without_spaces_finds_it(piece: str) -> None:
    assert finds(piece, "東京都庁前で水を守る ในประเทศไทย")


def test_all_words_must_be_there_and_the_last_may_be_begun() -> None:
    assert finds("river sav", "Save the river")
    assert not finds("riv save", "Save the river")
    assert not finds("river bank", "Save the river")


@pytest.mark.parametrize("query", ["", " ", "...", "🔥❤️", "\0", "\ud800", "* \" ' ( ) : ^ - + & | !", "\u200d\u200e"])
def test_what_has_no_word_asks_for_nothing(query: str) -> None:
    assert asked_of(query) == ()


def test_only_the_first_words_of_a_long_query_count() -> None:
    assert len(asked_of(" ".join(f"word{number}" for number in range(100)))) == MOST_ASKED


@pytest.mark.parametrize("text", ["a-" * 50_000, "x" * 100_000, "東" * 100_000, "́" * 100_000, "a b " * 25_000])
def test_a_hundred_kilobytes_are_read_at_once(text: str) -> None:
    start = time.process_time()
    asked_of(text)
    terms_of(text)
    assert time.process_time() - start < 1


def test_a_mark_is_no_word() -> None:
    assert mark("sit-in") not in terms_of("sit-in zzksitin zzk")
