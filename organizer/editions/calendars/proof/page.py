"""The page that proves a feed: its checks, its last change, one event as calendar programs show it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext, lazy_gettext

from organizer.foundation.core.wording import hour, joined, number, plain_day
from organizer.record.history import Versions

from .clients import Seen, seen_by_clients
from .event_checks import EVENT_CHECKS
from .file_checks import FILE_CHECKS
from .findings import Check, Fault, Finding, run
from .reading import Component, Reading, read
from .versions import Comparison, compare
from .zone_checks import ZONE_CHECKS

CHECKS: tuple[Check, ...] = (*FILE_CHECKS, *ZONE_CHECKS, *EVENT_CHECKS)
_LONGEST_ADDRESS = 256
_MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class EventChoice:
    """An event of the feed, to look at: its UID and title."""

    uid: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """All that the page says. ``comparison`` is None when no earlier version is kept."""

    address: str
    events: str
    kilobytes: str
    findings: tuple[Finding, ...]
    comparison: Comparison | None
    changed: tuple[str, str] | None  # ISO 8601 and words
    before: tuple[str, str] | None
    choices: tuple[EventChoice, ...]
    seen: tuple[Seen, ...]

    @property
    def wrong(self) -> int:
        """How many requirements are broken."""
        return sum(not finding.is_right for finding in self.all_findings)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The checks of the file and of the change to it."""
        return (*self.findings, *(self.comparison.findings if self.comparison else ()))


def prove(body: bytes, address: str, versions: Versions | None, chosen: str, language: str) -> Proof:
    """Return what there is to say of a feed; ``chosen``: UID of the event to look at, the first for any other."""
    reading = read(body)
    events = reading.events
    one = next((event for event in events if event.value("UID") == chosen), events[0] if events else None)
    before = versions.before if versions else None
    return Proof(
        address=address,
        events=number(len(events), language),
        kilobytes=number(-(-len(body) // 1000), language),
        findings=(*run(CHECKS, reading), _address_finding(address)),
        comparison=compare(before.body, body) if before else None,
        changed=_stamp(_last_change(reading), language),
        before=_stamp(before.since if before else None, language),
        choices=_choices(events, one),
        seen=seen_by_clients(one) if one is not None else (),
    )


def _address_finding(address: str) -> Finding:
    is_right = len(address) <= _LONGEST_ADDRESS and address.endswith(".ics") and "?" not in address
    words = lazy_gettext("The address is short, without question mark, and ends in a readable name")
    return Finding("R80", words, 0 if is_right else 1, () if is_right else (Fault(0, address),))


def _last_change(reading: Reading) -> datetime | None:
    newest = max((event.value("LAST-MODIFIED") for event in reading.events), default="")
    try:
        return datetime.strptime(newest, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _stamp(at: datetime | None, language: str) -> tuple[str, str] | None:
    if at is None:
        return None
    at = at.astimezone(UTC)
    words = joined((plain_day(at.date(), language), gettext("%(hour)s UTC", hour=hour(at, language))), language)
    return at.isoformat(), words


def _choices(events: list[Component], chosen: Component | None) -> tuple[EventChoice, ...]:
    return tuple(
        EventChoice(event.value("UID"), event.text("SUMMARY"), event is chosen) for event in events[:_MOST_CHOICES]
    )
