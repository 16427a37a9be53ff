import pytest

from organizer.editions.printing.catalogue import ITEMS, get_item
from organizer.editions.printing.item import UnknownItem
from organizer.editions.printing.papers import PAPERS, UnknownSheet, default_paper
from organizer.foundation.core.errors import NotFound


@pytest.mark.parametrize("country", ["US", "CA", "MX", "CO", "CL", "PH", "ph"])
def test_printers_of_the_americas_and_the_philippines_hold_letter(country: str) -> None:
    assert default_paper(country) == "letter"


@pytest.mark.parametrize("country", ["DE", "AR", "BR", "JP", "EC", None, ""])
def test_printers_elsewhere_hold_a4(country: str | None) -> None:
    assert default_paper(country) == "a4"


def test_the_paper_asked_for_wins_over_the_habit_of_the_country() -> None:
    assert ITEMS["poster"].sheet("a3", "US").key == "a3"
    assert ITEMS["poster"].sheet(None, "US").key == "letter"


def test_a_picture_is_a_link_preview_unless_told() -> None:
    sheet = ITEMS["share"].sheet(None, "US")
    assert (sheet.width, sheet.height) == (1200, 630)


@pytest.mark.parametrize("key", ["a2", "A4", "../a4", "1200x630"])
def test_an_unknown_paper_is_not_found(key: str) -> None:
    with pytest.raises(UnknownSheet) as refusal:
        ITEMS["poster"].sheet(key, None)
    assert isinstance(refusal.value, NotFound)


@pytest.mark.parametrize(("item", "mode"), [("flag", "colour"), ("share", "bw"), ("poster", "sepia")])
def test_an_unknown_item_or_mode_is_not_found(item: str, mode: str) -> None:
    with pytest.raises(UnknownItem):
        get_item(item, mode)


def test_every_paper_stands_upright() -> None:
    assert all(paper.height > paper.width for paper in PAPERS.values())
