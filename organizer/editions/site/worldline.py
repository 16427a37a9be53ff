"""The day as it goes round the world: one square for each event at its own start, in hours of UTC."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext

from organizer.foundation.core.wording import digits, number
from organizer.record.moments import is_over, is_under_way
from organizer.record.types import EventRecord

_HOUR = timedelta(hours=1)
#: The first and the last clock on Earth: UTC+14 and UTC-12.
_FIRST_CLOCK, _LAST_CLOCK = timedelta(hours=14), timedelta(hours=12)
_GAP = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A square: ``state`` is ``done``, ``live`` or ``next``."""

    x: float
    y: float
    state: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The line at one width, as ``components/worldline.html`` draws it; ``axis`` is its y."""

    width: int
    height: int
    size: float
    axis: int
    label: str
    ticks: tuple[Tick, ...]
    hours: tuple[Label, ...]
    now: Label | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Width and height of a strip, side of a square, room that a label needs."""

    width: int
    height: int
    size: int
    room: int


_BIG, _SMALL = _Frame(1200, 250, 16, 90), _Frame(360, 186, 7, 64)
_STEPS = (3, 6, 12, 24, 48)


def worldline(
    events: Sequence[EventRecord], span: tuple[date, date], at: datetime, language: str
) -> tuple[Strip, Strip] | None:
    """Return the line for desks and for phones at an aware instant; None when there is nothing to draw.

    Events that start outside the campaign's days (first and last, as any clock on Earth shows them) are left out.
    """
    first = datetime.combine(span[0], time(), UTC) - _FIRST_CLOCK
    last = datetime.combine(span[1] + timedelta(days=1), time(), UTC) + _LAST_CLOCK
    shown = (e for e in events if not e.time.is_date_only and first <= e.time.start_utc < last)
    timed = sorted(shown, key=lambda e: (e.time.start_utc, e.uid))
    if not timed:
        return None
    return _strip(timed, at, language, _BIG), _strip(timed, at, language, _SMALL)


def _strip(events: Sequence[EventRecord], at: datetime, language: str, frame: _Frame) -> Strip:
    first = events[0].time.start_utc.replace(minute=0)
    hours = max(6, int((events[-1].time.start_utc - first) / _HOUR) + 1)
    axis = frame.height - 30
    step = frame.size + _GAP

    def x_of(moment: datetime) -> float:
        return (moment - first) / _HOUR / hours * (frame.width - step)

    columns: dict[int, list[EventRecord]] = {}
    for event in events:
        columns.setdefault(int(x_of(event.time.start_utc) // step), []).append(event)
    # A square stands for more than one event only when the columns would grow through the roof.
    unit = max(1, -(-max(map(len, columns.values())) // ((axis - 24) // step)))
    ticks = [
        Tick(column * step, axis - (row + 1) * step, _state(members[row * unit], at))
        for column, members in columns.items()
        for row in range(-(-len(members) // unit))
    ]
    shown = first <= at <= first + hours * _HOUR
    words = gettext("now, %(hour)s UTC", hour=digits(f"{at:%H:%M}", language))
    return Strip(
        width=frame.width,
        height=frame.height,
        size=frame.size,
        axis=axis,
        label=_sentence(events, at, language),
        ticks=tuple(ticks),
        hours=tuple(_labels(first, hours, frame, x_of, language)),
        now=Label(round(x_of(at), 1), words) if shown else None,
    )


def _labels(
    first: datetime, hours: int, frame: _Frame, x_of: Callable[[datetime], float], language: str
) -> list[Label]:
    every = next((step for step in _STEPS if step * frame.width >= hours * frame.room), _STEPS[-1])
    moments = [m for m in (first + timedelta(hours=n) for n in range(hours + 1)) if m.hour % min(every, 24) == 0]
    marked = [m for m in moments[:: max(1, every // 24)] if x_of(m) < frame.width - frame.room / 2]
    return [Label(round(x_of(m), 1), digits(f"{m:%H:%M}", language)) for m in marked]


def _state(event: EventRecord, at: datetime) -> str:
    return "done" if is_over(event, at) else "live" if is_under_way(event, at) else "next"


def _sentence(events: Sequence[EventRecord], at: datetime, language: str) -> str:
    count = Counter(_state(event, at) for event in events)
    return gettext(
        "%(all)s events by their start, in hours of UTC. %(done)s are over, %(live)s are under way, %(next)s are still to come.",
        all=number(len(events), language),
        done=number(count["done"], language),
        live=number(count["live"], language),
        next=number(count["next"], language),
    )
