import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.places.folding import MAX_QUERY, fold, squash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bogotá", "BOGOTA"),
        ("São Paulo", "sao-paulo"),
        ("Łódź", "lodz"),
        ("Tromsø", "Tromso"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Straße", "strasse"),
        ("Nuku’alofa", "Nukuʻalofa"),
        ("L'Aquila", "L‘Aquila"),
        ("القُدْس", "القدس"),
        ("أريحا", "اريحا"),
        ("إسطنبول", "اسطنبول"),
        ("غزة", "غزه"),
        ("مستشفى", "مستشفي"),
        ("تهــران", "تهران"),
        ("کابل", "كابل"),
        ("Київ", "Киів"),
        ("Ἀθῆναι", "Αθηναι"),
        ("Tōkyō", "Tokyo"),  # full width, macrons
        ("São Paulo", unicodedata.normalize("NFD", "São Paulo")),
    ],
)
def test_two_ways_of_writing_a_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("दिल्ली", "दल"), ("北京", "北"), ("Lima", "Lyma")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_spaces_and_hyphens_do_not_matter_in_whole_names() -> None:
    assert squash("Saint-Étienne") == squash("saint etienne") == squash("SaintEtienne")


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_nothing_that_means_something_in_a_query_survives(text: str) -> None:
    folded = fold(text)
    assert not re.search(r'["*^:+(){}=\x00\'-]', folded)
    assert folded == " ".join(folded.split())


def test_long_input_is_cut_before_work_is_done() -> None:
    assert len(fold("x" * 10_000)) == MAX_QUERY


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=80))
def test_the_short_way_for_ascii_is_the_long_way(text: str) -> None:
    assert fold(text) == fold(text + "é").removesuffix("e").strip()
