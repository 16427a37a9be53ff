"""What differs between two versions of a calendar, event by event, and whether calendars can follow (R20 to R26)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from .findings import Fault, Finding
from .moments import moment_of
from .reading import Component, Reading, read

#: What a change of must raise SEQUENCE (RFC 5546 section 2.1.4; LOCATION by our choice).
_RESCHEDULES = ("DTSTART", "DTEND", "STATUS", "LOCATION")
#: For so long after its day a cancelled event stands, so that every calendar hears of it (R25).
_STANDS = timedelta(days=30)
#: What differs whenever anything does.
_STAMPS = frozenset({"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"})
_NAMES = {
    "DTSTART": lazy_gettext("start"),
    "DTEND": lazy_gettext("end"),
    "SUMMARY": lazy_gettext("title"),
    "DESCRIPTION": lazy_gettext("description"),
    "LOCATION": lazy_gettext("place"),
    "GEO": lazy_gettext("point on the map"),
    "X-APPLE-STRUCTURED-LOCATION": lazy_gettext("point on Apple’s map"),
    "STATUS": lazy_gettext("whether it takes place"),
    "CATEGORIES": lazy_gettext("kind"),
    "URL": lazy_gettext("page"),
    "CONFERENCE": lazy_gettext("link to join"),
}


class Difference(StrEnum):
    """What became of an event."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class EventChange:
    """One event in both versions: its title now, what differs, and the numbers that calendars go by."""

    uid: str
    title: str
    kind: Difference
    fields: tuple[str, ...]
    sequence: tuple[str, str]
    modified: tuple[str, str]

    @property
    def differs(self) -> tuple[str, ...]:
        """What differs in plain words, without the stamps; a property that has no words by its name."""
        return tuple(str(_NAMES.get(name, name)) for name in self.fields if name not in _STAMPS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, and what each rule for changes says of it."""

    changes: tuple[EventChange, ...]
    findings: tuple[Finding, ...]


def compare(before: bytes, after: bytes, today: date) -> Comparison:
    """Return what differs between two bodies of one feed; ``today`` tells which cancelled events must still stand."""
    old, new = _by_uid(read(before)), _by_uid(read(after))
    changes = tuple(_changes(old, new))
    pairs = [(old[uid], new[uid]) for uid in new if uid in old]
    gone = [event for uid, event in old.items() if uid not in new]
    rules: tuple[tuple[str, LazyString, Iterator[Fault]], ...] = (
        ("R20", lazy_gettext("Every event keeps the name that calendars know it by"), _renamed(gone, old, new)),
        ("R23", lazy_gettext("The number of the version never goes down"), _falling(pairs)),
        ("R23", lazy_gettext("Another time, place or state has a higher number"), _not_raised(pairs)),
        ("R22", lazy_gettext("Whatever changed has a newer time of change"), _not_newer(pairs)),
        ("R25", lazy_gettext("What is called off stays for 30 days after its day"), _dropped(gone, today)),
        ("R25", lazy_gettext("What is called off keeps its day and hour"), _moved_by_cancelling(pairs)),
        ("R25", lazy_gettext("What is on again is newer than its cancellation"), _revived(pairs)),
    )
    findings = []
    for number, words, faults in rules:
        found = tuple(faults)
        findings.append(Finding(number, words, len(found), found[:5]))
    return Comparison(changes, tuple(findings))


def _by_uid(reading: Reading) -> dict[str, Component]:
    return {event.value("UID"): event for event in reading.events}


def _changes(old: dict[str, Component], new: dict[str, Component]) -> Iterator[EventChange]:
    for uid, event in new.items():
        before = old.get(uid)
        if before is None:
            yield _change(Difference.NEW, event, event, ())
        elif fields := _differing(before, event):
            yield _change(Difference.CHANGED, before, event, fields)
    for uid, event in old.items():
        if uid not in new:
            yield _change(Difference.GONE, event, event, ())


def _change(kind: Difference, before: Component, after: Component, fields: tuple[str, ...]) -> EventChange:
    return EventChange(
        uid=after.value("UID"),
        title=after.text("SUMMARY"),
        kind=kind,
        fields=fields,
        sequence=(before.value("SEQUENCE"), after.value("SEQUENCE")),
        modified=(before.value("LAST-MODIFIED"), after.value("LAST-MODIFIED")),
    )


def _differing(before: Component, after: Component) -> tuple[str, ...]:
    names = dict.fromkeys(one.name for one in (*before.properties, *after.properties))
    return tuple(name for name in names if _all(before, name) != _all(after, name))


def _all(event: Component, name: str) -> list[tuple[str, dict[str, str]]]:
    return [(one.value, one.parameters) for one in event.all(name)]


_Pairs = list[tuple[Component, Component]]


def _number(event: Component) -> int:
    value = event.value("SEQUENCE")
    return int(value) if value.isascii() and value.isdigit() else -1


def _falling(pairs: _Pairs) -> Iterator[Fault]:
    for before, after in pairs:
        if _number(after) < _number(before):
            yield Fault(after.number, after.text("SUMMARY"))


def _not_raised(pairs: _Pairs) -> Iterator[Fault]:
    for before, after in pairs:
        moved = set(_differing(before, after)) & set(_RESCHEDULES)
        if moved and _number(after) <= _number(before):
            yield Fault(after.number, after.text("SUMMARY"))


def _not_newer(pairs: _Pairs) -> Iterator[Fault]:
    for before, after in pairs:
        if _differing(before, after) and after.value("LAST-MODIFIED") <= before.value("LAST-MODIFIED"):
            yield Fault(after.number, after.text("SUMMARY"))


def _renamed(gone: list[Component], old: dict[str, Component], new: dict[str, Component]) -> Iterator[Fault]:
    """An event that comes under another UID is shown twice where the first one was kept."""
    pages = {event.value("URL") for event in gone} - {""}
    for uid, event in new.items():
        if uid not in old and event.value("URL") in pages:
            yield Fault(event.number, event.text("SUMMARY"))


def _dropped(gone: list[Component], today: date) -> Iterator[Fault]:
    """A cancelled event that goes too early stays on in calendars that had not looked. A trace without page may go."""
    for event in gone:
        last = _last_day(event)
        is_off = event.value("STATUS") == "CANCELLED" and event.first("URL") is not None
        if is_off and last is not None and today <= last + _STANDS:
            yield Fault(0, event.text("SUMMARY"))


def _last_day(event: Component) -> date | None:
    end = event.first("DTEND")
    moment = moment_of(end) if end else None
    at = moment and (moment.wall or moment.instant)
    return at.date() if at else moment.day if moment else None


def _moved_by_cancelling(pairs: _Pairs) -> Iterator[Fault]:
    """Calling off is one step of the number; more than one step may have moved it first."""
    for before, after in pairs:
        is_called_off = before.value("STATUS") != "CANCELLED" == after.value("STATUS")
        is_one_step = _number(after) <= _number(before) + 1
        if is_called_off and is_one_step and {"DTSTART", "DTEND"} & set(_differing(before, after)):
            yield Fault(after.number, after.text("SUMMARY"))


def _revived(pairs: _Pairs) -> Iterator[Fault]:
    """An event that is on again must be newer than its cancellation, or calendars keep it hidden."""
    for before, after in pairs:
        was_off, is_off = (event.value("STATUS") == "CANCELLED" for event in (before, after))
        if was_off and not is_off and _number(after) <= _number(before):
            yield Fault(after.number, after.text("SUMMARY"))
