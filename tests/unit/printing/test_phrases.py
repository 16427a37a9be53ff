"""Where large Japanese and Chinese may be parted: never inside these words."""

import pytest

from organizer.editions.printing.phrases import chinese_phrases, japanese_phrases
from organizer.editions.printing.scripts import pieces_of
from tests.support.hostile_texts import NASTY


@pytest.mark.parametrize(
    "parted",
    [
        "11月17日| |–| |土地と|水を|守る|人びととの|国際連帯デー",
        "お茶を|飲みながら|話し合いましょう。",
        "みんなで|取り組む|環境を|守る|運動",
        "気候危機対策市民運動|ネットワーク|会議",
        "水は|商品ではなく|権利です",
    ],
)
def test_japanese_keeps_words_with_what_follows_them(parted: str) -> None:
    assert "|".join(japanese_phrases(parted.replace("|", ""))) == parted


@pytest.mark.parametrize(
    "parted",
    [
        "守護土地|與水:|台北聲援集會",
        "水是权利,|不是商品",
        "保护土地|和水的人",
        "參與行動的|目的",
        "保護土地|和水的|人民共和國",
        "爱|与和平",
    ],
)
def test_chinese_keeps_clauses_and_words_with_and_in_them(parted: str) -> None:
    assert "|".join(chinese_phrases(parted.replace("|", ""))) == parted


@pytest.mark.parametrize("text", NASTY)
def test_no_character_is_lost(text: str) -> None:
    assert "".join(chinese_phrases(text)) == text
    for lang in ("ja", "zh"):
        pieces = pieces_of(text, lang)
        assert pieces is None or "".join(piece for _, piece in pieces).replace("\u200b", "") == text.replace(
            "\u200b", ""
        )


def test_chinese_that_is_read_fills_its_lines() -> None:
    assert pieces_of("守護土地與水:台北聲援集會" * 6, "zh-Hant") is None
