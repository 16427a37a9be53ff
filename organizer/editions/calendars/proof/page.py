"""The page that proves a feed: its checks, its last change, one event as calendar programs show it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import lazy_gettext

from organizer.foundation.core.wording import number
from organizer.record.history import Versions

from .clients import Seen, seen_by_clients
from .detail_checks import DETAIL_CHECKS
from .event_checks import EVENT_CHECKS
from .facts import facts_of, first_day, moment_words, stamp_of, stamp_words
from .file_checks import FILE_CHECKS
from .findings import Check, Fault, Finding, run
from .reading import Component, Reading, read
from .versions import Comparison, EventChange, compare
from .zone_checks import ZONE_CHECKS

CHECKS: tuple[Check, ...] = (*FILE_CHECKS, *ZONE_CHECKS, *EVENT_CHECKS, *DETAIL_CHECKS)
_LONGEST_ADDRESS = 256
_MOST_CHOICES = 200
_MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class EventChoice:
    """An event of the feed, to look at: its UID, first day and title."""

    uid: str
    day: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as the page tells it: ``before`` and ``now`` are times of change, in words."""

    change: EventChange
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Proof:
    """All that the page says. ``comparison`` is None when no earlier version is kept; ``more``: changes not shown.

    ``facts`` and ``seen`` are of the event that was chosen, or of the next when ``is_missing``: it is not in the
    calendar. Both are empty when the calendar is.
    """

    address: str
    events: str
    kilobytes: str
    findings: tuple[Finding, ...]
    comparison: Comparison | None
    changes: tuple[ShownChange, ...]
    more: str | None
    changed: tuple[str, str] | None  # ISO 8601 and words
    before: tuple[str, str] | None
    choices: tuple[EventChoice, ...]
    facts: tuple[tuple[str, str], ...]
    seen: tuple[Seen, ...]
    is_missing: bool

    @property
    def wrong(self) -> int:
        """How many requirements are broken."""
        return sum(not finding.is_right for finding in self.all_findings)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The checks of the file and of the change to it."""
        return (*self.findings, *(self.comparison.findings if self.comparison else ()))


def prove(body: bytes, address: str, versions: Versions | None, chosen: str, language: str, at: datetime) -> Proof:
    """Return what there is to say of a feed at the instant ``at``.

    ``chosen``: UID or code of the event to look at; for any other the first that is still to come. Needs a locale in force.
    """
    reading = read(body)
    events = reading.events
    one = _chosen(events, chosen, at)
    before = versions.before if versions else None
    comparison = compare(before.body, body, at.date()) if before else None
    changes = comparison.changes if comparison else ()
    return Proof(
        address=address,
        events=number(len(events), language),
        kilobytes=number(-(-len(body) // 1000), language),
        findings=(*run(CHECKS, reading), _source_finding(reading, address), _address_finding(address)),
        comparison=comparison,
        changes=tuple(_shown(change, language) for change in changes[:_MOST_CHANGES]),
        more=number(len(changes) - _MOST_CHANGES, language) if len(changes) > _MOST_CHANGES else None,
        changed=_stamp(_last_change(reading), language),
        before=_stamp(before.since if before else None, language),
        choices=_choices(events, one, language),
        facts=facts_of(one, language) if one is not None else (),
        seen=seen_by_clients(one) if one is not None else (),
        is_missing=bool(chosen) and not (one is not None and _is_named(one, chosen)),
    )


def _is_named(event: Component, chosen: str) -> bool:
    """Tell whether an event is meant by its UID, or by the code in the address of its page."""
    return event.value("UID") == chosen or event.value("URL").endswith(f"/e/{chosen}/")


def _chosen(events: list[Component], chosen: str, at: datetime) -> Component | None:
    day = f"{at.astimezone(UTC):%Y%m%d}"
    coming = (event for event in events if event.value("DTSTART") >= day)
    named = (event for event in events if chosen and _is_named(event, chosen))
    return next(named, None) or next(coming, None) or next(iter(events), None)


def _address_finding(address: str) -> Finding:
    is_right = len(address) <= _LONGEST_ADDRESS and address.endswith(".ics") and "?" not in address
    words = lazy_gettext("The address is short, without question mark, and ends in a readable name")
    return Finding("R80", words, 0 if is_right else 1, () if is_right else (Fault(0, address),))


def _source_finding(reading: Reading, address: str) -> Finding:
    sources = [one for calendar in reading.calendars for one in calendar.all("SOURCE")]
    faults = tuple(Fault(one.number, one.value) for one in sources if one.value != address)
    return Finding("R13", lazy_gettext("It says its own address, and no other"), len(faults), faults[:1])


def _shown(change: EventChange, language: str) -> ShownChange:
    before, now = (stamp_words(stamp, language) for stamp in change.modified)
    return ShownChange(change, before, now)


def _last_change(reading: Reading) -> datetime | None:
    stamps = (stamp_of(event.value("LAST-MODIFIED")) for event in reading.events)
    return max(filter(None, stamps), default=None)


def _stamp(at: datetime | None, language: str) -> tuple[str, str] | None:
    return (at.astimezone(UTC).isoformat(), moment_words(at, language)) if at else None


def _choices(events: list[Component], chosen: Component | None, language: str) -> tuple[EventChoice, ...]:
    shown = events[:_MOST_CHOICES]
    if chosen is not None and all(event is not chosen for event in shown):
        shown = [*shown, chosen]
    return tuple(
        EventChoice(event.value("UID"), first_day(event, language), event.text("SUMMARY"), event is chosen)
        for event in shown
    )
