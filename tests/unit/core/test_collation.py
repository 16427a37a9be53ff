"""Names stand where readers of a language look for them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.foundation.core.collation import sort_key

#: The order that CLDR's collation gives, from its charts.
ORDERS = {
    "en": ["Ana", "Ángel", "Émile", "Emma", "Łukasz", "Zoë", "Zoran"],
    "es": ["nube", "Nuria", "Ñandú", "Óscar"],
    "sv": ["Anna", "Vera", "Wilma", "Zara", "Åsa", "Ärla", "Örjan"],
    "da": ["Anne", "Zenia", "Ægir", "Øjvind", "Åse"],
    "pl": ["Lena", "Lucyna", "Łucja", "Maria", "Zofia", "Żaneta"],
    "cs": ["Cyril", "Čeněk", "Hana", "Chrudoš", "Ivan", "Řehoř", "Šárka", "Zora", "Žaneta"],
    "hu": ["Cecília", "Csaba", "Dóra", "Géza", "Gyula", "Zita", "Zsófia"],
    "tr": ["Canan", "Çağla", "Hakan", "Işık", "İrem", "Okan", "Özge", "Umut", "Ümit"],
    "sq": ["Dea", "Dhurata", "Edi", "Ëngjëll", "Lira", "Llesh", "Mira"],
    "uk": ["Гнат", "Ґава", "Данило", "Ельвіра", "Єва", "Ілля", "Їжак"],
    "fa": ["باران", "پری", "تارا", "جواد", "چمن", "زهرا", "ژاله", "کاوه", "گلی", "هما", "یاسر"],
    "ar": ["أحمد", "باسم", "تالا", "مريم", "يوسف"],
    "de": ["Ada", "Ägidius", "Bernd", "Zoe"],
}


@pytest.mark.parametrize("language", sorted(ORDERS))
def test_names_stand_in_the_order_of_the_language(language: str) -> None:
    names = ORDERS[language]
    shuffled = names[::-1]
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


def test_one_list_in_two_languages_has_two_orders() -> None:
    names = ["Zara", "Åsa", "Anna"]
    assert sorted(names, key=lambda name: sort_key(name, "sv")) == ["Anna", "Zara", "Åsa"]
    assert sorted(names, key=lambda name: sort_key(name, "en")) == ["Anna", "Åsa", "Zara"]


def test_names_in_the_own_script_come_first() -> None:
    names = ["Ana", "مريم", "Борис"]
    assert sorted(names, key=lambda name: sort_key(name, "ar"))[0] == "مريم"
    assert sorted(names, key=lambda name: sort_key(name, "ru"))[0] == "Борис"
    assert sorted(names, key=lambda name: sort_key(name, "pt-BR"))[0] == "Ana"


def test_case_signs_and_accents_do_not_part_equal_names() -> None:
    names = ["de la Cruz", "De-la-Cruz", "délacruz"]
    assert len({sort_key(name, "en")[:2] for name in names}) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=6), st.sampled_from([*ORDERS, "zh", "ja", "xx"]))
def test_any_names_have_one_order(names: list[str], language: str) -> None:
    once = sorted(names, key=lambda name: (sort_key(name, language), name))
    turned = once[::-1]
    assert sorted(turned, key=lambda name: (sort_key(name, language), name)) == once
