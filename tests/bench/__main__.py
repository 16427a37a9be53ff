"""Runs the lines that are asked for, prints each as it comes, and fails when one misses its goal."""

import sys
from collections.abc import Callable, Iterator

from tests.bench.answers import rsvps
from tests.bench.figures import Figure
from tests.bench.outputs import feeds, map_data
from tests.bench.pages import lists, public_pages
from tests.bench.start import starting

LINES: dict[tuple[str, ...], Callable[[], Iterator[Figure]]] = {
    ("B1",): public_pages,
    ("B3", "B4"): feeds,
    ("B5",): map_data,
    ("B6",): lists,
    ("B7",): rsvps,
    ("B13",): starting,
}


def main(wanted: set[str]) -> int:
    """Return the exit code: 0 when every figure meets its goal."""
    missed = 0
    for names, measure in LINES.items():
        if wanted and not wanted & set(names):
            continue
        for figure in measure():
            missed += not figure.is_met
            print(f"{'ok    ' if figure.is_met else 'MISSED'} {figure}", flush=True)
    print(f"{missed} goals were missed." if missed else "All goals were met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
