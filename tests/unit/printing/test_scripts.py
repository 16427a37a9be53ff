import pytest

from organizer.editions.printing.contract import phrase, typst_language
from organizer.editions.printing.scripts import FREE, LATIN, WHOLE, pieces_of, scripts_of
from organizer.foundation.core.languages import Text


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Marche aux flambeaux – 2027", ()),
        ("وقفة / Sit-in", ("arab",)),
        ("ভূমি ও জলের", ("beng",)),
        ("ज़मीन और पानी", ("deva",)),
        ("სოლიდარობა", ("geor",)),
        ("የመሬትና", ("ethi",)),
        ("11·17 땅과 물을", ("hang",)),
        ("水と大地", ("hani", "kana")),
        ("រដ្ឋ", ("khmr",)),
        ("אוטובוס แท้", ("hebr", "thai")),
    ],
)
def test_scripts_are_read_from_the_letters(text: str, scripts: tuple[str, ...]) -> None:
    assert scripts_of(text) == scripts


def test_korean_words_stay_whole() -> None:
    assert pieces_of("땅과 물을", "ko") == ((WHOLE, "땅과"), (FREE, " "), (WHOLE, "물을"))


def test_japanese_breaks_between_phrases_only() -> None:
    pieces = pieces_of("17N 水と大地を守る人びとと連帯する東京アクション", "ja")
    assert pieces is not None
    whole = [text for kind, text in pieces if kind == WHOLE]
    assert whole == ["17N", "水と", "大地を", "守る", "人びとと", "連帯する", "東京アクション"]
    assert (
        "".join(text for _, text in pieces).replace("\u200b", "") == "17N 水と大地を守る人びとと連帯する東京アクション"
    )


def test_japanese_without_hiragana_breaks_where_the_engine_likes() -> None:
    assert pieces_of("東京都千代田区日比谷公園噴水広場", "ja") is None


def test_addresses_and_tags_keep_their_direction_in_arabic() -> None:
    pieces = pieces_of("ويب: https://example.org/17n و #17N", "ar", is_rtl=True)
    assert pieces is not None
    assert [text for kind, text in pieces if kind == LATIN] == ["https://example.org/17n", "#17N"]


def test_other_languages_need_no_pieces() -> None:
    assert pieces_of("See https://example.org", "en") is None


def test_each_phrase_runs_in_the_direction_of_its_own_language() -> None:
    assert phrase(Text("وقفة", "ar")).dir == "rtl"
    assert phrase(Text("Sit-in", "fr")).dir == "ltr"


@pytest.mark.parametrize(
    ("tag", "lang", "region"),
    [("zh-Hant", "zh", "TW"), ("pt-BR", "pt", "BR"), ("fil", "fil", None), ("sr-Latn", "sr", None)],
)
def test_tags_become_language_and_region_of_the_engine(tag: str, lang: str, region: str | None) -> None:
    assert typst_language(tag) == (lang, region)
