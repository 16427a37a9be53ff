"""Languages: tags, directions, names, fallbacks."""

import pytest

from organizer.foundation.core.languages import (
    Text,
    direction,
    fallback_chain,
    interface_language,
    is_language,
    language_name,
    normalize_tag,
    own_name,
    pick,
)

DEMO = "am ar bn ca cs de en es fil fr gn hi id is it ja ka ko ne pt pt-BR sm sw tr ur zh-Hant fj".split()


@pytest.mark.parametrize("tag", DEMO)
def test_every_language_of_the_demo_has_a_name_of_its_own(tag: str) -> None:
    assert is_language(tag)
    assert own_name(tag) not in ("", tag)
    assert language_name(tag, "en") not in ("", tag)


def test_a_name_begins_as_its_script_begins_a_line() -> None:
    assert own_name("fr") == "Français"
    assert own_name("ka") == "ქართული", "Georgian has no such capital: most fonts show a box for it"


@pytest.mark.parametrize("tag", ["", "c", "api", "../x", "en_", "xx", "manage", "e" * 40, "ñ"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    assert not is_language(tag)


@pytest.mark.parametrize(
    ("tag", "way"), [("ar", "rtl"), ("ur", "rtl"), ("he", "rtl"), ("fa-AF", "rtl"), ("en", "ltr"), ("az", "ltr")]
)
def test_direction_follows_the_language(tag: str, way: str) -> None:
    assert direction(tag) == way


def test_tags_are_written_as_the_standard_writes_them() -> None:
    assert [normalize_tag(t) for t in ("PT-br", "zh_hant", "EN")] == ["pt-BR", "zh-Hant", "en"]


def test_a_tag_gives_way_step_by_step() -> None:
    assert fallback_chain("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant", "zh")


@pytest.mark.parametrize(
    ("preferred", "chosen"),
    [(["es"], "es"), (["pt-BR"], "pt"), (["fr", "es"], "es"), (["ja"], "en"), ([], "en")],
)
def test_a_reader_gets_the_nearest_text(preferred: list[str], chosen: str) -> None:
    texts = {"es": "hola", "en": "hello", "pt": "olá"}
    assert pick(texts, preferred) == Text(texts[chosen], chosen)


def test_a_text_without_english_is_still_shown() -> None:
    assert pick({"gn": "mba’éichapa"}, ["de"]) == Text("mba’éichapa", "gn")
    assert pick({}, ["de"]) is None


def test_the_interface_speaks_what_it_can() -> None:
    assert interface_language(["fr", "es-MX", "ar"]) == "es"
    assert interface_language(["fr"]) == "en"
