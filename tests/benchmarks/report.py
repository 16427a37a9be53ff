"""The report: one table for people, as lines on the screen and as a page of the documentation."""

from collections.abc import Sequence

from .arithmetic import Sample
from .line import Bounded, Compared, Line, Skipped
from .machine import Machine

_TITLE = "# Benchmarks"
_PREFACE = """Written by `make bench`; do not edit. Each line measures Organizer and a base in the same run, in rounds that take turns, and
shows medians. **Ratio** is the share of the base's speed that is left: 1 is as fast as the base, 2 is twice as fast. Processor
time is what counts, since it moves little with other load on the machine; milliseconds hold for this machine only, ratios
elsewhere too. A page *asked again within a second* is answered before Flask wakes up, as for a crowd; *ready, first in its
second* asks the database for the version and goes Flask's whole way; *after an edit* it is drawn anew. A *search, not kept* is none of those that
the site remembers: the index is asked each time. *Spread* is half the distance between the quartiles of the rounds, of ours
and of the base's.

*Typst alone, the same sheets, sizes known* is the engine with our templates and the same words in one process that keeps all it can, each
text at its least size: without the search for sizes and its report, the check of accessibility, the worker and its pipe. *p95* is over
events in their own languages and scripts, each drawn once. *One again* is the same poster each time, beside a plain page of the same words.

*Map in a browser* is Chromium without a GPU, 1,280 pixels wide, with an empty cache for each reader; the page itself lies ready.
Its milliseconds are by the browser's own clock, from the navigation or the reader's act to the frame after the marks were put on
the map, so they hold what the land and the page cost too; the base is the same page with 1,000 events. Memory is the heap of
scripts after a collection. Points are real events, and ones derived from them past their number.

*Link to confirmed by phone* is Chromium as a phone of 360 pixels with an empty cache: 400 kbit/s, 400 ms for each round trip, a
processor six times slower, and a person who looks for 1.5 s before each field and button and types a key each 150 ms. It ends with
"You’re coming." after the link in the mail, which is there when they look."""


def one_line(line: Line) -> str:
    """Return a line as it is shown while the run goes on."""
    head = f"{verdict(line):6} {line.id:4}"
    if isinstance(line, Skipped):
        return f"{head} {line.what}: {line.why}"
    head = f"{head} {line.what + ', ' + line.size:62}"
    if isinstance(line, Bounded):
        tail = f"{_number(line.value.middle)} {line.unit} (at most {line.limit:g})"
        return f"{head} {tail}{f'  [{line.note}]' if line.note else ''}"
    figures = f"{_number(line.cost.middle)} {line.unit}, base {_number(line.base.cost.middle)}"
    return f"{head} ratio {_ratio(line.ratio):>7} (at least {line.base.goal:.2g})  {figures}: {line.base.name}"


def document(lines: Sequence[Line], machine: Machine, seconds: float) -> str:
    """Return the page of the documentation; the same figures give the same page."""
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions)
    where = (
        f"Measured on {machine.day.isoformat()}: {machine.cores} cores, {machine.memory_gb} GB, {machine.system}; {versions}. "
        f"The run took {seconds:.0f} s; {_summary(lines)}."
    )
    return "\n".join([_TITLE, "", _PREFACE, "", where, "", *_compared(lines), *_bounded(lines), *_skipped(lines)])


def verdict(line: Line) -> str:
    """Return what became of a line in one word."""
    if isinstance(line, Skipped):
        return "left"
    return "ok" if line.is_met else "MISSED"


def _summary(lines: Sequence[Line]) -> str:
    measured = [line for line in lines if not isinstance(line, Skipped)]
    met = sum(line.is_met for line in measured)
    return f"{met} of {len(measured)} goals were met"


def _compared(lines: Sequence[Line]) -> list[str]:
    rows = [
        f"| {line.id} | {line.what} | {line.size} | {_cell(line.cost)} {line.unit} | {_cell(line.base.cost)} | "
        f"{line.base.name} | {_bold(line, _ratio(line.ratio))} | {line.base.goal:.2g} |"
        for line in lines
        if isinstance(line, Compared)
    ]
    heads = "| | what | with | Organizer | base | which base | ratio | goal, at least |"
    return ["## Against a base", "", heads, "|---|---|---|--:|--:|---|--:|--:|", *rows, ""] if rows else []


def _bounded(lines: Sequence[Line]) -> list[str]:
    rows = [
        f"| {line.id} | {line.what} | {line.size} | {_bold(line, _cell(line.value))} {line.unit} | {line.limit:g} | {line.note} |"
        for line in lines
        if isinstance(line, Bounded)
    ]
    heads = "| | what | with | Organizer | goal, at most | |"
    return ["## Against a bound", "", heads, "|---|---|---|--:|--:|---|", *rows, ""] if rows else []


def _skipped(lines: Sequence[Line]) -> list[str]:
    rows = [f"- {line.id}, {line.what}: {line.why}." for line in lines if isinstance(line, Skipped)]
    return ["## Not measured here", "", *rows, ""] if rows else []


def _bold(line: Line, text: str) -> str:
    """Let what misses its goal be seen."""
    return text if line.is_met else f"**{text}**"


def _cell(sample: Sample) -> str:
    spread = f" ±{sample.spread:.0%}" if sample.spread >= 0.005 else ""
    return f"{_number(sample.middle)}{spread}"


def _number(value: float) -> str:
    """Return three digits that mean something."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 1 else f"{value:.3f}"


def _ratio(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
