from datetime import date

import pytest

from tests.benchmarks.arithmetic import Sample
from tests.benchmarks.line import Base, Bounded, Compared, Line, Skipped
from tests.benchmarks.machine import Machine, this_machine
from tests.benchmarks.report import document, one_line

MACHINE = Machine(2, 8, "Linux x86_64", (("Python", "3.11.7"),), date(2027, 1, 2))
FAST = Compared("B1", "page, warm", "54 events", Sample(0.05, 0.02), Base("hello world", Sample(0.2), 0.6))
SLOW = Compared("B4", "feed", "54 events", Sample(400.0), Base("icalendar", Sample(200.0), 100))
BOUND = Bounded("B5", "map data", "54 events", Sample(1.5), "ms CPU", 20, "json.dumps: 0.2 ms")
LEFT = Skipped("B2", "pages through a proxy", "needs nginx in front")


def cells(text: str, start: str) -> list[str]:
    row = next(line for line in text.splitlines() if line.startswith(start))
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_a_row_gives_ours_the_base_the_ratio_and_the_goal() -> None:
    page = document([FAST], MACHINE, 60)
    assert cells(page, "| B1") == [
        "B1",
        "page, warm",
        "54 events",
        "0.050 ±2% ms CPU",
        "0.200",
        "hello world",
        "4.00",
        "0.6",
    ]


def test_what_misses_its_goal_is_seen_at_once() -> None:
    assert "**0.50**" in document([SLOW], MACHINE, 60)
    assert one_line(SLOW).startswith("MISSED B4")
    assert one_line(FAST).startswith("ok     B1")


def test_a_bound_stands_beside_its_limit_with_its_note() -> None:
    assert cells(document([BOUND], MACHINE, 60), "| B5")[3:] == ["1.5 ms CPU", "20", "json.dumps: 0.2 ms"]


def test_what_was_not_measured_says_why() -> None:
    page = document([FAST, LEFT], MACHINE, 60)
    assert "- B2, pages through a proxy: needs nginx in front." in page
    assert "needs nginx" in one_line(LEFT)


def test_the_page_says_on_what_machine_when_and_how_many_goals_were_met() -> None:
    page = document([FAST, SLOW, BOUND, LEFT], MACHINE, 61.4)
    assert "2027-01-02: 2 cores, 8 GB, Linux x86_64; Python 3.11.7" in page
    assert "took 61 s; 2 of 3 goals were met" in page


def test_what_is_measured_in_a_browser_is_explained() -> None:
    assert "Chromium without a GPU" in document([BOUND], MACHINE, 60)


def test_the_same_figures_give_the_same_page() -> None:
    lines: list[Line] = [FAST, SLOW, BOUND, LEFT]
    assert document(lines, MACHINE, 60) == document(lines, MACHINE, 60)


@pytest.mark.parametrize("part", ["/home", "/work", "/root", "/tmp"])
def test_no_path_of_a_machine_is_written(part: str) -> None:
    page = document([FAST], this_machine(), 60)
    assert part not in page
