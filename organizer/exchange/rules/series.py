"""The dates of a series in a file, one by one, counted by the clock of its zone (calendars.md R102)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from organizer.foundation.core.errors import DomainError

from .source import Block, Line
from .times import BadTime, When, Zones

MOST_DATES = 52
_AHEAD = timedelta(days=548)
_BACK = timedelta(days=1)
_FREQUENCIES = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
#: Steps of all rules of a file together: a rule that begins in 1900 and never fits must not hold anybody up.
_MOST_STEPS = 60_000


class BadRule(DomainError):
    """A rule that is written in no way that can be read, or that comes more often than once a day."""

    code = "calendar_bad_rule"


@dataclass(slots=True)
class Effort:
    """What a file may still cost; shared by its series."""

    left: int = _MOST_STEPS

    def spend(self, steps: int) -> None:
        """Take steps away. Raises BadRule when there are not enough."""
        self.left -= steps
        if self.left < 0:
            raise BadRule


@dataclass(frozen=True, slots=True)
class Dates:
    """The starts of a series, in order. ``is_cut``: there are more than are taken."""

    starts: tuple[When, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What an event says of its repetition."""

    rules: tuple[Line, ...]
    more: tuple[Line, ...]
    without: tuple[Line, ...] = field(default=())

    @classmethod
    def of(cls, block: Block) -> "Series | None":
        """Return the series of an event, None for a single one."""
        rules, more = block.all("RRULE"), block.all("RDATE")
        if not rules and not more:
            return None
        return cls(tuple(rules), tuple(more), tuple(block.all("EXDATE")))


def expand(series: Series, start: When, zones: Zones, today: date, effort: Effort) -> Dates:
    """Return the dates from ``today`` on, at most 52 within 18 months; when all are past, the first ones.

    Raises BadRule.
    """
    if start.wall is None and start.instant is None:
        raise BadRule
    first = start.wall if start.wall is not None else _naive(start.instant)
    found = {first, *_ruled(series.rules, first, start, today, effort), *_listed(series.more, start, zones)}
    found -= set(_listed(series.without, start, zones))
    ordered = sorted(found)
    begin = datetime(today.year, today.month, today.day) - _BACK  # noqa: DTZ001 - a wall time
    wanted = [one for one in ordered if one >= begin] or ordered
    return Dates(tuple(_like(start, one) for one in wanted[:MOST_DATES]), len(wanted) > MOST_DATES)


def recurrence_key(when: When, start: When) -> str:
    """Return the name of one date of a series: its original start as the series' own clock shows it."""
    moment = when
    if start.zone is not None and when.wall is None and when.instant is not None:
        moment = When(when.in_zone(start.zone), start.zone)
    wall = moment.wall if moment.wall is not None else _naive(moment.instant)
    return f"{wall:%Y%m%d}" if start.is_day else f"{wall:%Y%m%dT%H%M%S}"


def _ruled(rules: Iterable[Line], first: datetime, start: When, today: date, effort: Effort) -> Iterator[datetime]:
    for line in rules:
        terms = dict(term.strip().upper().partition("=")[::2] for term in line.value.split(";") if "=" in term)
        step = _FREQUENCIES.get(terms.get("FREQ", ""))
        interval = terms.get("INTERVAL", "1")
        if step is None or not interval.isdigit() or not 0 < int(interval) < 1000:
            raise BadRule
        end = max(datetime(today.year, today.month, today.day), first) + _AHEAD  # noqa: DTZ001 - a wall time
        until = _until(terms.pop("UNTIL", None), start)
        end = min(end, until) if until is not None else end
        effort.spend(max(1, (end - first).days // (step * int(interval))) if end > first else 1)
        count = terms.pop("COUNT", None)
        terms["UNTIL"] = f"{end:%Y%m%dT%H%M%S}"
        try:
            rule = rrulestr(";".join(f"{name}={value}" for name, value in terms.items()), dtstart=first)
            yield from islice(rule, int(count) if count else None)
        except (ValueError, TypeError, OverflowError, KeyError) as error:
            raise BadRule from error


def _until(text: str | None, start: When) -> datetime | None:
    """Return the last moment of a rule as the series' own clock shows it; a day takes its whole day."""
    if text is None:
        return None
    try:
        if len(text) == len("20270101"):
            return datetime.strptime(text, "%Y%m%d") + timedelta(days=1, seconds=-1)  # noqa: DTZ007 - a wall time
        moment = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time, or UTC, see below
    except ValueError as error:
        raise BadRule from error
    if text.endswith("Z") and start.zone is not None and not start.is_day:
        return When(None, instant=moment.replace(tzinfo=UTC)).in_zone(start.zone)
    return moment


def _listed(lines: Iterable[Line], start: When, zones: Zones) -> Iterator[datetime]:
    """Yield the walls of RDATE or EXDATE; a period counts by its start, a day by the hour of the series."""
    for line in lines:
        for value in line.value.split(","):
            one = Line(line.number, line.name, line.parameters, value.partition("/")[0])
            try:
                when = zones.when(one)
            except BadTime:
                continue
            if when.is_day and not start.is_day and start.wall is not None and when.wall is not None:
                yield datetime.combine(when.wall.date(), start.wall.time())
                continue
            key = When(when.in_zone(start.zone), start.zone) if start.zone and when.wall is None else when
            yield key.wall if key.wall is not None else _naive(key.instant)


def _like(start: When, wall: datetime) -> When:
    if start.wall is not None:
        return When(wall, start.zone, is_day=start.is_day)
    return When(None, instant=wall.replace(tzinfo=UTC))


def _naive(instant: datetime | None) -> datetime:
    if instant is None:
        raise BadRule
    return instant.astimezone(UTC).replace(tzinfo=None)
