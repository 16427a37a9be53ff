"""The whole series for its hosts' own calendar: one entry that comes again (calendars.md R61 to R66).

Feeds never hold this: there each date is an entry of its own (R69). Where a calendar program could read the rule
otherwise than we do, the dates are written one by one here, too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from organizer.events.rules.repeating import Frequency, Rule
from organizer.events.rules.timing import first_instant
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import is_ambiguous, offset_at, resolve
from organizer.record.series import SeriesRecord
from organizer.record.types import EventRecord, EventStatus, EventTime

from .calendar_file import calendar_file
from .feed import Feed
from .filename import file_name
from .lines import content_line
from .times import written_times
from .vevent import Fragment, event_fragment
from .vtimezone import vtimezone
from .zone_plan import plan_for

_BEGIN = b"BEGIN:VEVENT\r\n"
_OFF = (EventStatus.CANCELLED, EventStatus.REMOVED)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def render_series(parts: Sequence[SeriesRecord], language: str, stem: str) -> Feed:
    """Return the file of a series, each part one entry with its rule; needs the locale of ``language`` in force."""
    fragments: list[Fragment] = []
    for part in parts:
        fragments += _repeated(part, language) or _one_by_one(part, language)
    newest = max((fragment.modified for fragment in fragments), default=None)
    return Feed(calendar_file(fragments), file_name(stem), newest, events=len(fragments))


@dataclass(frozen=True, slots=True)
class _Written:
    """Times of the entry that comes again: how DTSTART, EXDATE and RECURRENCE-ID are written, and its zone."""

    parameters: tuple[tuple[str, str], ...]
    form: str
    lines: bytes
    until: str
    zone: str | None = None
    definition: bytes = b""

    def moment(self, name: str, wall: datetime) -> bytes:
        """Return a property that names one date of the rule (R64, R65)."""
        return content_line(name, wall.strftime(self.form), self.parameters)


def _one_by_one(part: SeriesRecord, language: str) -> list[Fragment]:
    return [event_fragment(_plain(event), language, is_busy=True) for event in part.events]


def _repeated(part: SeriesRecord, language: str) -> list[Fragment] | None:
    """Return the entry that comes again and the dates that differ from it; None where a rule would not say it right."""
    live = {part.places[event.code]: _plain(event) for event in part.events if _is_live(event, part)}
    if part.rule is None or len(live) < 2:
        return None
    first, last = min(live), max(live)
    lattice = [wall for wall in takewhile(lambda w: w <= last, part.rule.dates(part.starts)) if wall >= first]
    usual = _usual(part, live)
    if usual is None or not set(live) <= set(lattice):
        return None
    written = _written(usual.time, lattice)
    if written is None:
        return None
    main = _main(part, usual, lattice[0], live)
    missing = b"".join(written.moment("EXDATE", wall) for wall in lattice if wall not in live)
    rule = content_line("RRULE", _rule_words(part.rule, written.until))
    fragments = [_retimed(event_fragment(main, language, is_busy=True), written, written.lines + rule + missing)]
    for wall, event in sorted(live.items()):
        if _face(event) != _face(usual) or not _stands(event, wall, part):
            own = replace(event, uid=part.uid, sequence=part.sequence)
            fragment = event_fragment(own, language, is_busy=True)
            fragments.append(_moved(fragment, written, written.moment("RECURRENCE-ID", wall)))
    return fragments


def _is_live(event: EventRecord, part: SeriesRecord) -> bool:
    return event.status not in _OFF and event.code in part.places


def _plain(event: EventRecord) -> EventRecord:
    """Return the event without the news that it was moved: a host knows, and each date's news would be its own."""
    status = EventStatus.CONFIRMED if event.status is EventStatus.POSTPONED else event.status
    return replace(event, change=None, status=status)


def _usual(part: SeriesRecord, live: dict[datetime, EventRecord]) -> EventRecord | None:
    """Return the first date of the most usual kind, among those where the rule put them."""
    standing = [event for wall, event in sorted(live.items()) if _stands(event, wall, part)]
    if not standing:
        return None
    (face, _), *_others = Counter(map(_face, standing)).most_common(1)
    return next(event for event in standing if _face(event) == face)


def _stands(event: EventRecord, wall: datetime, part: SeriesRecord) -> bool:
    return event.time.start == wall and event.time.zone == part.zone


def _face(event: EventRecord) -> tuple[object, ...]:
    """Return all that an entry says but its date and what follows from it."""
    when = event.time
    return (
        event.title, event.description, event.kind_label, event.mode, event.status, event.place, event.group_name,
        event.accessibility, event.online_url, event.online_is_withheld, event.more_url,
        when.all_day, when.to_be_announced, when.end - when.start if when.end else None,
    )  # fmt: skip


def _main(part: SeriesRecord, usual: EventRecord, first: datetime, live: dict[datetime, EventRecord]) -> EventRecord:
    """Return the event that stands for all dates."""
    changed = [event.updated_at for event in part.events if event.updated_at is not None]
    made = [event.created_at for event in part.events if event.created_at is not None]
    return replace(
        usual,
        uid=part.uid,
        url=live[first].url,
        sequence=part.sequence,
        time=_time_on(usual.time, first),
        updated_at=max(changed, default=usual.updated_at),
        created_at=min(made, default=usual.created_at),
    )


def _time_on(when: EventTime, start: datetime) -> EventTime:
    """Return the times of another date. Raises TimeDoesNotExist."""
    end = when.end + (start - when.start) if when.end else None
    find = first_instant if when.is_date_only else resolve
    starts = find(start, when.zone)
    ends = find(end, when.zone) if end else None
    return replace(
        when, start=start, end=end, start_utc=starts, end_utc=ends, start_offset=offset_at(when.zone, starts)
    )


def _written(usual: EventTime, lattice: Sequence[datetime]) -> _Written | None:
    """Return how the dates are written; None where one of them could be read as another instant."""
    try:
        times = [_time_on(usual, wall) for wall in lattice]
    except DomainError:
        return None
    kinds = {(written_times(when).days, written_times(when).zone) for when in times}
    if len(kinds) != 1:
        return None
    (is_days, zone), first = kinds.pop(), written_times(times[0])
    if is_days:
        until = f"{lattice[-1]:%Y%m%d}"
        return _Written((("VALUE", "DATE"),), "%Y%m%d", first.lines, until)
    if zone is None:
        return None
    latest = written_times(times[-1])
    plan = plan_for(zone, first.start, latest.end)
    walls = [wall for when in times for wall in _walls(when)]
    if plan is None or any(is_ambiguous(wall, zone) or plan.instant_of(wall) != resolve(wall, zone) for wall in walls):
        return None
    until = f"{latest.start.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return _Written((("TZID", zone),), "%Y%m%dT%H%M%S", first.lines, until, zone, vtimezone(plan))


def _walls(when: EventTime) -> Iterator[datetime]:
    yield when.start
    yield when.end if when.end and when.end > when.start else when.start + timedelta(minutes=1)


def _rule_words(rule: Rule, until: str) -> str:
    """Return the rule as RFC 5545 section 3.3.10 writes it, ended by a day or by an instant in UTC (R62)."""
    parts = [f"FREQ={rule.frequency.value.upper()}"]
    if rule.step > 1:
        parts.append(f"INTERVAL={rule.step}")
    if rule.frequency is Frequency.MONTHLY:
        parts.append(f"BYDAY={rule.week}{_WEEKDAYS[rule.weekday]}")
    return ";".join([*parts, f"UNTIL={until}"])


def _retimed(fragment: Fragment, written: _Written, lines: bytes) -> Fragment:
    """Return the entry with these lines in place of its own times."""
    body = _BEGIN + lines + fragment.body[len(_BEGIN) + len(fragment.times) :]
    return replace(fragment, body=body, times=lines, utc_times=lines, zone=written.zone, definition=written.definition)


def _moved(fragment: Fragment, written: _Written, recurrence: bytes) -> Fragment:
    """Return a date that differs, with the place in the series that it has."""
    has_other_rules = fragment.zone == written.zone and fragment.definition != written.definition
    if has_other_rules and fragment.zone is not None:
        fragment = replace(fragment, body=fragment.body_in_utc(), times=fragment.utc_times, zone=None, definition=b"")
    at = len(_BEGIN) + len(fragment.times)
    return replace(fragment, body=fragment.body[:at] + recurrence + fragment.body[at:])
