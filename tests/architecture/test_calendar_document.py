"""docs/calendars.md names tests that exist, and no requirement on what we write is without one."""

import re
from functools import cache

import pytest

from tests.support.sources import ROOT, ours, text

DOCUMENT = ROOT / "docs" / "calendars.md"
_ROW = re.compile(r"^\| (?P<reports>[^|]*[\w.-]+/[\w.-]+#\d+[^|]*) \| (?P<what>[^|]+) \| (?P<here>[^|]+) \|$", re.M)
_TEST = re.compile(r"\btest_\w+")
#: Requirements on files that we write, from bytes to series; then HTTP, mail and import.
REQUIREMENTS = range(1, 105)


@cache
def names_of_tests() -> frozenset[str]:
    """Return the name of every test."""
    return frozenset(
        name for path in ours(".py", below="tests") for name in re.findall(r"^ *def (test_\w+)", text(path), re.M)
    )


def rows() -> list[re.Match[str]]:
    return list(_ROW.finditer(text(DOCUMENT)))


def numbers(name: str) -> set[int]:
    """Return the requirements that a test's name tells: ``test_r20_to_r26_…`` those between, too."""
    found = {int(number) for number in re.findall(r"(?<=_r)\d{2,3}(?=_)", name)}
    for first, last in re.findall(r"_r(\d+)_to_r(\d+)_", name):
        found |= set(range(int(first), int(last) + 1))
    return found


def test_every_report_of_others_has_a_test_that_exists_or_a_reason() -> None:
    assert len(rows()) > 130
    for row in rows():
        named = set(_TEST.findall(row["here"]))
        assert named <= names_of_tests(), row["reports"]
        assert named or row["here"].startswith("Not here: "), row["reports"]


def test_every_report_stands_once() -> None:
    reports = [report for row in rows() for report in re.findall(r"[\w.-]+/[\w.-]+#\d+", row["reports"])]
    assert len(reports) > 180
    assert len(set(reports)) == len(reports)


@pytest.mark.parametrize("number", REQUIREMENTS)
def test_every_requirement_has_a_test_with_its_number(number: int) -> None:
    assert any(number in numbers(name) for name in names_of_tests())


def test_a_range_of_requirements_is_read_from_a_name() -> None:
    assert numbers("test_r20_to_r23_and_r26_x") == {20, 21, 22, 23, 26}
    assert numbers("test_ring_r2d2_x") == set()
