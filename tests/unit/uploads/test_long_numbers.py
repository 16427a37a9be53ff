"""Lists of numbers in a drawing are read in one go, whatever stands at their end."""

import pytest

from organizer.foundation.uploads.drawing_marks import DrawingHas, clean_value


def test_one_wrong_mark_after_many_digits_is_refused_at_once() -> None:
    with pytest.raises(DrawingHas):
        clean_value("polygon", "points", "1" * 100_000 + "mm")
    with pytest.raises(DrawingHas):
        clean_value("symbol", "viewBox", "1 " * 50_000 + "x")


def test_numbers_as_programs_write_them_are_kept() -> None:
    for points in ("0,0 10,0 10,10", "1e2-3.5.5,+7 123456789", "0 0\n5 5 "):
        assert clean_value("polygon", "points", points) == points.strip()
