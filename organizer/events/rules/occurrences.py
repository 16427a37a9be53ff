"""One event on several dates: the same hour by the clock of the place, and what the clocks do to it (calendars.md R37)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import TimeDoesNotExist, is_ambiguous, resolve

from .details import EventDetails
from .timing import work_out_timing


@dataclass(frozen=True, slots=True)
class SkippedTime:
    """A wall time that the clocks skip, with the nearest ones; ``is_end``: it is when the date would end."""

    wall: datetime
    before: datetime
    after: datetime
    is_end: bool = False


class TimesAreSkipped(DomainError):
    """On some dates the clocks skip the hour; params: skipped (a tuple of SkippedTime)."""

    code = "times_are_skipped"

    @property
    def skipped(self) -> tuple[SkippedTime, ...]:
        """The times, in order."""
        found = self.params["skipped"]
        assert isinstance(found, tuple)
        return found


def on_date(details: EventDetails, start: datetime, fold: int | None = None) -> EventDetails:
    """Return the event on another date: from ``start`` (naive wall time in its zone), as long as it is.

    An hour that comes twice that night is the first, unless ``fold`` says otherwise.
    """
    end = details.end + (start - details.start) if details.end else None
    return replace(details, start=start, end=end, fold=fold_on(details, start, fold))


def fold_on(details: EventDetails, start: datetime, fold: int | None) -> int:
    """Return which of two equal hours is meant on a date: 0 where there is only one."""
    has_hour = not (details.all_day or details.to_be_announced)
    return fold or 0 if has_hour and is_ambiguous(start, details.zone) else 0


def check_dates(dates: Iterable[EventDetails]) -> None:
    """Raise TimesAreSkipped, naming every date with such an hour, or what ``work_out_timing`` raises."""
    skipped: list[SkippedTime] = []
    for details in dates:
        found = list(_skipped(details))
        skipped += found
        if not found:
            work_out_timing(details)
    if skipped:
        raise TimesAreSkipped(skipped=tuple(skipped))


def _skipped(details: EventDetails) -> Iterable[SkippedTime]:
    if details.all_day or details.to_be_announced:
        return
    for wall, is_end in ((details.start, False), (details.end, True)):
        if wall is None:
            continue
        try:
            resolve(wall, details.zone, 0)
        except TimeDoesNotExist as refusal:
            before, after = refusal.params["before"], refusal.params["after"]
            assert isinstance(before, datetime)
            assert isinstance(after, datetime)
            yield SkippedTime(wall, before, after, is_end)
