import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.foundation.core import theme as theme_module
from organizer.foundation.core.colour import NotAColour, contrast, to_oklch
from organizer.foundation.core.theme import DEFAULT_COLOURS, PROMISES, ThemeNotReadable, derive, theme_css

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
HARD = [
    ("#808080", "#808080"),
    ("#ffffff", "#000000"),
    ("#000000", "#ffffff"),
    ("#ff0000", "#00ff00"),
    ("#00ffff", "#ffff00"),
    ("#0000ff", "#0000ff"),
    ("#ffd21f", "#23307a"),
    ("#faf4e7", "#fefcf8"),
]
#: Relative to the tests' own reading of the style sheet.
SHEET = Path(theme_module.__file__).parents[2] / "static" / "css" / "theme.css"


def assert_readable(primary: str, accent: str) -> None:
    theme = derive(primary, accent)
    for tokens in (theme.light, theme.dark):
        for front, ground, least in PROMISES:
            assert contrast(tokens[front], tokens[ground]) >= least, f"{front} on {ground}"


@pytest.mark.parametrize(("primary", "accent"), HARD)
def test_hard_pairs_can_be_read(primary: str, accent: str) -> None:
    assert_readable(primary, accent)


@given(COLOURS, COLOURS)
@settings(max_examples=60)
def test_any_pair_can_be_read_in_light_and_dark(primary: str, accent: str) -> None:
    assert_readable(primary, accent)


def test_a_readable_colour_is_left_as_it_was_picked() -> None:
    theme = derive("#0b4a52", "#f7b731")
    assert theme.light["primary"] == "#0b4a52"
    assert theme.light["accent"] == "#f7b731"


def test_in_the_dark_the_block_neither_vanishes_nor_glares() -> None:
    assert to_oklch(derive("#000000", "#ffffff").dark["primary"]).lightness >= 0.33
    assert to_oklch(derive("#ffffff", "#000000").dark["primary"]).lightness <= 0.79


def test_the_promises_speak_of_every_ground_that_words_stand_on() -> None:
    tokens = set(derive(*DEFAULT_COLOURS).light)
    assert {name for front, ground, _ in PROMISES for name in (front, ground)} == tokens - {"line"}


def test_a_theme_that_could_not_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    derive.cache_clear()
    monkeypatch.setattr(theme_module, "PROMISES", (("line", "paper", 21.0),))
    with pytest.raises(ThemeNotReadable) as refusal:
        derive("#123456", "#654321")
    assert refusal.value.params["pair"] == "line on paper"


def test_two_colours_are_needed() -> None:
    with pytest.raises(NotAColour):
        theme_css("#123456", "blue")


def test_the_style_sheet_says_what_was_derived() -> None:
    css = theme_css("#5b2a86", "#8fd14f")
    assert css.startswith("@layer theme{:root{")
    assert css.count("--primary:") == 2
    assert css.count("{") == css.count("}")
    assert re.findall(r"--paper:(#\w+)", css) == [
        derive("#5b2a86", "#8fd14f").light["paper"],
        derive("#5b2a86", "#8fd14f").dark["paper"],
    ]


def test_the_sites_own_colours_are_derived_ones() -> None:
    written = re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", SHEET.read_text())
    theme = derive(*DEFAULT_COLOURS)
    assert written == [*theme.light.items(), *theme.dark.items()]
