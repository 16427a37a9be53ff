"""A file with an entry that comes again, expanded by libraries that are not ours: icalendar reads it, dateutil counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One date as a calendar program shows it; instants in UTC, or days."""

    start: datetime | date
    end: datetime | date
    title: str


def expanded(body: bytes) -> list[Occurrence]:
    """Return every date that a calendar program would show, in order; what is cancelled is not shown."""
    events = list(Calendar.from_ical(body).events)
    overrides = {(str(e["UID"]), _plain(e["RECURRENCE-ID"].dt)): e for e in events if "RECURRENCE-ID" in e}
    found: list[Occurrence] = []
    for event in events:
        if "RECURRENCE-ID" in event:
            continue
        for start in _starts(event):
            own = overrides.pop((str(event["UID"]), start), None)
            found.append(_occurrence(event, start) if own is None else _occurrence(own, _plain(own.start)))
    assert not overrides, "an override matches no date of its series"
    return sorted(one for one in found if not one.title.startswith("CANCELLED"))


def _starts(event: Event) -> Iterator[datetime | date]:
    """Yield the starts: wall times in the entry's zone, instants in UTC, or days."""
    first = _plain(event.start)
    if "RRULE" not in event:
        yield first
        return
    is_day = not isinstance(first, datetime)
    base = datetime.combine(first, datetime.min.time()) if is_day else first
    rule = event["RRULE"]
    [until] = rule.pop("UNTIL")
    if not is_day:
        assert until.utcoffset() == timedelta(0), "R62: the end of a timed series is an instant in UTC"
        zone = ZoneInfo(str(event["DTSTART"].params["TZID"]))
        until = until.astimezone(zone).replace(tzinfo=None)
    words = rule.to_ical().decode()
    left_out = _left_out(event)
    for start in rrulestr(words, dtstart=base):
        if (start.date() > until) if is_day else (start > until):
            return
        value = start.date() if is_day else start
        if value not in left_out:
            yield value


def _left_out(event: Event) -> set[datetime | date]:
    lines = event.get("EXDATE", [])
    return {_plain(one.dt) for line in (lines if isinstance(lines, list) else [lines]) for one in line.dts}


def _occurrence(event: Event, start: datetime | date) -> Occurrence:
    length = _plain(event.end) - _plain(event.start)  # type: ignore[operator]  # both days or both times
    zone = event["DTSTART"].params.get("TZID")
    return Occurrence(_instant(start, zone), _instant(start + length, zone), str(event["SUMMARY"]))


def _instant(moment: datetime | date, zone: object) -> datetime | date:
    if not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=ZoneInfo(str(zone)) if zone else UTC).astimezone(UTC)


def _plain(moment: datetime | date) -> datetime | date:
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment
