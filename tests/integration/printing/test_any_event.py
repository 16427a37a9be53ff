"""Events of any shape, on any sheet: what the matrix asks of the demo's must hold for those that nobody thought of."""

import os

import pytest

from tests.support.print_file import PrintFile
from tests.support.random_events import draw
from tests.support.sheet_checks import faults

#: How many sheets, and from which seed on: more with ``ORGANIZER_SHEETS=2000 ORGANIZER_SEED=7``.
_SHEETS = int(os.environ.get("ORGANIZER_SHEETS", "24"))
_FIRST = int(os.environ.get("ORGANIZER_SEED", "1"))


@pytest.mark.parametrize("seed", range(_FIRST, _FIRST + _SHEETS))
def test_a_sheet_of_any_event_is_whole(seed: int) -> None:
    sheet = draw(seed)
    printed, asked = sheet.printed()
    assert faults(PrintFile(printed.body), asked) == {}, str(sheet)


def test_a_seed_is_the_same_sheet_each_time() -> None:
    assert draw(3) == draw(3)
    assert draw(3) != draw(4)
