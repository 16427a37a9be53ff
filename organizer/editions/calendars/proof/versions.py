"""What differs between two versions of a calendar, event by event, and whether calendars can follow (R20 to R26)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from .findings import Fault, Finding
from .reading import Component, Reading, read

#: What a change of must raise SEQUENCE (RFC 5546 section 2.1.4; LOCATION by our choice).
_RESCHEDULES = ("DTSTART", "DTEND", "STATUS", "LOCATION")


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, and what each rule for changes says of it."""

    changes: tuple[EventChange, ...]
    findings: tuple[Finding, ...]


def compare(before: bytes, after: bytes) -> Comparison:
    """Return what differs between two bodies of one feed."""
    old, new = _by_uid(read(before)), _by_uid(read(after))
    changes = tuple(_changes(old, new))
    pairs = [(old[uid], new[uid]) for uid in new if uid in old]
    rules: tuple[tuple[str, LazyString, Iterator[Fault]], ...] = (
        ("R23", lazy_gettext("The number of the version never goes down"), _falling(pairs)),
        ("R23", lazy_gettext("Another time, place or state has a higher number"), _not_raised(pairs)),
        ("R22", lazy_gettext("Whatever changed has a newer time of change"), _not_newer(pairs)),
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


def _revived(pairs: _Pairs) -> Iterator[Fault]:
    """An event that is on again must be newer than its cancellation, or calendars keep it hidden."""
    for before, after in pairs:
        was_off, is_off = (event.value("STATUS") == "CANCELLED" for event in (before, after))
        if was_off and not is_off and _number(after) <= _number(before):
            yield Fault(after.number, after.text("SUMMARY"))
