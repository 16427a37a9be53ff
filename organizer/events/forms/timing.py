"""From day and hours to wall times in a zone; what the clocks skip is refused, what they show twice is asked."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from flask_babel import gettext
from wtforms import Form

from organizer.foundation.core.walltime import TimeDoesNotExist, UnknownZone, is_ambiguous, resolve
from organizer.foundation.web.refusals import say

from .when import day_words, hour_words

#: An end that is earlier on the clock than the start is the next morning when this is not passed.
_ONE_NIGHT = timedelta(hours=16)


@dataclass(frozen=True, slots=True)
class Hours:
    """Naive wall times; ``end`` of an all-day event is its last day."""

    start: datetime
    end: datetime | None
    fold: int
    all_day: bool = False
    to_be_announced: bool = False


def read_hours(form: Form, zone: str) -> Hours | None:
    """Return the wall times, or None with the reason beside a field."""
    day = datetime.combine(form.day.data, time())
    last = datetime.combine(form.last_day.data, time()) if form.last_day.data else None
    if last is not None and last < day:
        _add(form.last_day, gettext("The last day is before the first."))
        return None
    if form.span.data == "all-day":
        return Hours(day, last, 0, all_day=True)
    if form.span.data == "later":
        return Hours(day, None, 0, to_be_announced=True)
    if form.start.data is None:
        _add(form.start, gettext("At what time does it start?"))
        return None
    start = datetime.combine(form.day.data, form.start.data)
    end = _end(form, start)
    if end is not None and end <= start:
        _add(form.end, gettext("The end is before the start. Look at both again."))
        return None
    return _checked(form, Hours(start, end, fold_of(form)), zone)


def fold_of(form: Form) -> int:
    """Return which of two equal hours is meant: 0 unless the second was chosen."""
    return 1 if form.fold.data == "1" else 0


def _end(form: Form, start: datetime) -> datetime | None:
    if form.end.data is None:
        return None
    end = datetime.combine(form.last_day.data or form.day.data, form.end.data)
    # "From 22:00 to 01:30" ends on the next day, as everybody who writes it means; "from 18:00 to 17:00" is a mistake.
    next_day = end + timedelta(days=1)
    is_one_night = form.last_day.data is None and end <= start and next_day - start <= _ONE_NIGHT
    return next_day if is_one_night else end


def _checked(form: Form, hours: Hours, zone: str) -> Hours | None:
    for field, moment in ((form.start, hours.start), (form.end, hours.end)):
        if moment is None:
            continue
        try:
            resolve(moment, zone, 0)
        except UnknownZone as refusal:
            if not form.zone.errors:
                _add(form.zone, say(refusal))
            return None
        except TimeDoesNotExist as refusal:
            before, after = refusal.params["before"], refusal.params["after"]
            assert isinstance(before, datetime)
            assert isinstance(after, datetime)
            _add(field, gap_words(moment, before, after))
            return None
    twice = [moment for moment in (hours.start, hours.end) if moment is not None and is_ambiguous(moment, zone)]
    if not twice:
        return replace(hours, fold=0)
    if form.fold.data not in ("0", "1"):
        words = gettext(
            "On this day the clocks go back: %(time)s comes twice. Which one is it?",
            time=hour_words(twice[0]),
        )
        _add(form.fold, words)
        return None
    return hours


def gap_words(skipped: datetime, before: datetime, after: datetime) -> str:
    """Return what to say of a wall time that the clocks skip, with the nearest ones."""
    return gettext(
        "On %(day)s the clocks skip this time. The nearest ones are %(before)s and %(after)s.",
        day=day_words(skipped),
        before=hour_words(before),
        after=hour_words(after),
    )


def _add(field: object, words: str) -> None:
    field.errors = [*field.errors, words]  # type: ignore[attr-defined]  # WTForms is untyped
