"""Chinese characters in both ways of writing them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.han import SIMPLIFIED, simplified, ways_to_write

HAN = st.text(st.one_of(st.sampled_from([chr(code) for code in SIMPLIFIED]), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("臺灣東京國際氣候", "台湾东京国际气候"), ("頭髮發展", "头发发展"), ("京都 Kyoto", "京都 Kyoto"), ("", "")],
)
def test_traditional_characters_become_simplified(text: str, plain: str) -> None:
    assert simplified(text) == plain


@given(HAN)
def test_what_is_simplified_stays(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)
    assert len(simplified(text)) == len(text)


@given(HAN)
def test_a_name_is_written_in_few_ways_all_of_them_the_same(name: str) -> None:
    ways = ways_to_write(name)
    assert ways[0] == name
    assert 1 <= len(ways) <= 32
    assert {simplified(way) for way in ways} == {simplified(name)}
    assert simplified(name) in ways


def test_a_short_name_is_written_in_all_ways() -> None:
    assert {"台发", "臺發", "颱髮", "台發"} <= set(ways_to_write("台发"))
    assert ways_to_write("Lima") == ["Lima"]
