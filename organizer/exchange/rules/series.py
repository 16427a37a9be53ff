"""The dates of a series in a file, one by one, counted by the clock of its zone (calendars.md R102)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from organizer.foundation.core.errors import DomainError

from .effort import Effort
from .rule_days import read_rule
from .source import Block, Line
from .times import BadTime, When, Zones

MOST_DATES = 52
_AHEAD = timedelta(days=548)
_BACK = timedelta(days=1)
_MOST_COUNT = 100_000


class BadRule(DomainError):
    """A rule that is written in no way that can be read, or that comes more often than once a day."""

    code = "calendar_bad_rule"


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

    Raises BadRule, TooMuchWork.
    """
    if start.wall is None and start.instant is None:
        raise BadRule
    first = start.wall if start.wall is not None else _naive(start.instant)
    found = {first, *_ruled(series.rules, first, start, today, effort), *_listed(series.more, start, zones)}
    found -= set(_listed(series.without, start, zones))
    ordered = sorted(found)
    begin = datetime(today.year, today.month, today.day) - _BACK  # noqa: DTZ001 - a wall time
    wanted = [one for one in ordered if one >= begin] or ordered
    allowed = effort.take_dates(min(len(wanted), MOST_DATES))
    return Dates(tuple(_like(start, one) for one in wanted[:allowed]), len(wanted) > allowed)


def recurrence_key(when: When, start: When) -> str:
    """Return the name of one date of a series: its original start as the series' own clock shows it."""
    moment = when
    if start.zone is not None and when.wall is None and when.instant is not None:
        moment = When(when.in_zone(start.zone), start.zone)
    wall = moment.wall if moment.wall is not None else _naive(moment.instant)
    return f"{wall:%Y%m%d}" if start.is_day else f"{wall:%Y%m%dT%H%M%S}"


def _ruled(rules: Iterable[Line], first: datetime, start: When, today: date, effort: Effort) -> Iterator[datetime]:
    for line in rules:
        # Some programs escape what needs no escaping.
        parts = line.value.replace("\\", "").upper().split(";")
        terms = dict(part.strip().partition("=")[::2] for part in parts if "=" in part)
        try:
            rule = read_rule(terms, first)
            count = _count(terms.get("COUNT"))
        except (ValueError, KeyError) as error:
            raise BadRule from error
        end = max(datetime(today.year, today.month, today.day), first) + _AHEAD  # noqa: DTZ001 - a wall time
        until = _until(terms.get("UNTIL"), start)
        end = min(end, until) if until is not None else end
        # Counted ones must be counted; of the others, what is long past needs no walking.
        is_walked_whole = count is not None or end.date() < today
        begin = first.date() if is_walked_whole else max(first.date(), date(today.year - 1, 1, 1))
        effort.spend(max(1, (end.date() - begin).days))
        walls = (datetime.combine(day, first.time()) for day in rule.days(end.date(), begin))
        yield from islice((wall for wall in walls if wall <= end), count)


def _count(text: str | None) -> int | None:
    """Return how often a rule says that it comes. Raises ValueError when that is no number of dates."""
    if text is None:
        return None
    count = int(text)
    if count < 1:
        raise ValueError(count)
    return min(count, _MOST_COUNT)


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
    """Yield the walls of RDATE or EXDATE; a period counts by its start, a day by the hour of the series,
    an hour of a series of days by its day.
    """
    for line in lines:
        for value in line.value.split(","):
            one = Line(line.number, line.name, line.parameters, value.partition("/")[0])
            try:
                when = zones.when(one)
            except BadTime:
                continue
            if start.is_day and when.wall is not None:
                yield datetime.combine(when.wall.date(), datetime.min.time())
                continue
            if when.is_day and start.wall is not None and when.wall is not None:
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
