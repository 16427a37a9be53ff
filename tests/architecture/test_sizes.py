"""Files stay small enough to be read at one go."""

from pathlib import Path
from statistics import median

import pytest

from tests.support.sources import name, ours, text

HARD_LIMIT = 400
MEDIAN_LIMIT = 100
_KINDS = (".py", ".html", ".jinja", ".css", ".js", ".txt", ".sh", ".typ", ".j2")


def length(path: Path) -> int:
    """Return the number of lines."""
    return len(text(path).splitlines())


def too_long(paths: list[Path]) -> list[str]:
    """Name the files past the limit."""
    return [f"{name(path)} has {length(path)} lines" for path in paths if length(path) > HARD_LIMIT]


def test_no_file_is_longer_than_the_limit() -> None:
    paths = [path for kind in ("organizer", "tests", "tools") for path in ours(*_KINDS, below=kind)]
    faults = too_long([path for path in paths if "data" not in path.parts])
    assert not faults, "\n".join(faults)


def test_half_of_the_modules_are_shorter_than_a_hundred_lines() -> None:
    lengths = [length(path) for path in ours(".py", below="organizer") if length(path) > 3]
    assert median(lengths) < MEDIAN_LIMIT


@pytest.mark.parametrize(("lines", "faults"), [(HARD_LIMIT, 0), (HARD_LIMIT + 1, 1)])
def test_the_limit_is_seen_at_its_edge(lines: int, faults: int, tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("x = 1\n" * lines)
    assert len(too_long([path])) == faults
