import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.colour import (
    NotAColour,
    Oklch,
    clean_colour,
    contrast,
    is_lighter,
    push,
    to_hex,
    to_oklch,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0b4a52", "#0b4a52", 1.0),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_a_colour_survives_the_way_there_and_back(colour: str) -> None:
    back = to_hex(to_oklch(colour))
    assert all(abs(int(colour[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


def test_known_colours_have_their_known_places() -> None:
    red = to_oklch("#ff0000")
    assert (red.lightness, red.chroma, red.hue) == pytest.approx((0.628, 0.2577, 29.23), abs=0.01)
    assert to_oklch("#ffffff").lightness == pytest.approx(1, abs=0.001)
    assert to_oklch("#808080").chroma == pytest.approx(0, abs=0.001)


@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 360))
def test_every_place_in_oklch_becomes_a_colour_of_the_screen(lightness: float, chroma: float, hue: float) -> None:
    assert clean_colour(to_hex(Oklch(lightness, chroma, hue)))


@given(COLOURS, st.booleans())
def test_pushing_reaches_what_can_be_reached_and_keeps_the_hue(colour: str, lighter: bool) -> None:
    ground = "#000000" if lighter else "#ffffff"
    moved = push(colour, (ground,), 5.0, lighter=lighter)
    assert contrast(moved, ground) >= 5.0
    before, after = to_oklch(colour), to_oklch(moved)
    if before.chroma > 0.05 and after.chroma > 0.05:
        turned = abs(before.hue - after.hue)
        assert min(turned, 360 - turned) < 8


def test_what_is_readable_already_stays() -> None:
    assert push("#0b4a52", ("#ffffff",), 5.0, lighter=False) == "#0b4a52"


def test_lighter_means_lighter() -> None:
    assert is_lighter("#ffffff", "#000000")
    assert not is_lighter("#000000", "#ffffff")
    assert not is_lighter("#123456", "#123456")


@pytest.mark.parametrize(("typed", "clean"), [("#FFD21F", "#ffd21f"), (" 0b4a52 ", "#0b4a52")])
def test_a_colour_is_cleaned_kindly(typed: str, clean: str) -> None:
    assert clean_colour(typed) == clean


@pytest.mark.parametrize("typed", ["", "#fff", "red", "#12345g", "#1234567", "##12345", "#１２３４５６", "#123456;}"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(NotAColour):
        clean_colour(typed)
