"""Runs the lines that are asked for, shows each as it comes, and writes the page when all were asked for."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from . import (
    bench_coming,
    bench_feeds,
    bench_lists,
    bench_map_browser,
    bench_maps,
    bench_pages,
    bench_places,
    bench_posters,
    bench_queries,
    bench_rsvps,
    bench_server,
    bench_start,
)
from .line import Line, Skipped
from .machine import this_machine
from .report import document, one_line
from .world import Worlds

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
#: Which file measures which ids; in this order they share what is in memory best.
FILES: dict[str, tuple[tuple[str, ...], Callable[[Worlds], Iterator[Line]]]] = {
    "pages": (("B1",), bench_pages.lines),
    "server": (("B1", "B12"), bench_server.lines),
    "feeds": (("B3", "B4"), bench_feeds.lines),
    "maps": (("B3", "B5"), bench_maps.lines),
    "map_browser": (("B5",), bench_map_browser.lines),
    "lists": (("B6",), bench_lists.lines),
    "answers": (("B7",), bench_rsvps.lines),
    "statements": (("B8",), bench_queries.lines),
    "posters": (("B10",), bench_posters.lines),
    "places": (("B14",), bench_places.lines),
    "start": (("B13",), bench_start.lines),
    "coming": (("B15",), bench_coming.lines),
}
#: What another place measures, or nothing can here.
ELSEWHERE = (
    Skipped("B2", "pages through a proxy's cache", "needs nginx in front"),
    Skipped("B9", "beside another calendar server", "needs that server installed"),
    Skipped("B11", "delivery of the outbox beside a bare SMTP loop", "is measured with the delivery's own tests"),
)


def main(wanted: set[str]) -> int:
    """Measure and return the exit code: 0 when every figure meets its goal. ``wanted``: ids or names of files."""
    start = time.monotonic()
    found: list[Line] = []
    with Worlds() as worlds:
        for name, (ids, measure) in FILES.items():
            if wanted and not wanted & {name, *ids}:
                continue
            for line in measure(worlds):
                found.append(line)
                say(one_line(line))
    missed, measured = sum(not line.is_met for line in found), len(found)
    if not wanted:
        found += ELSEWHERE
        PAGE.write_text(document(found, this_machine(), time.monotonic() - start), encoding="utf-8")
    say(f"{missed} of {measured} goals were missed." if missed else "All goals were met.")
    return 1 if missed else 0


def say(text: str) -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
