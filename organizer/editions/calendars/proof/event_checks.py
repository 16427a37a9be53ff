"""Checks of each event: who it is, when, what it says, and what it must never say."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from flask_babel import lazy_gettext

from .findings import Check, Fault
from .moments import moment_of
from .reading import Component, Reading

_UID = re.compile(r"[A-Za-z0-9.@_-]{1,255}")
_STAMP = re.compile(r"\d{8}T\d{6}Z")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_BARE = re.compile(r"(?<!\\)(?:\\\\)*[,;]")
_ESCAPES = re.compile(r"\\[^\\;,nN]|(?<!\\)(?:\\\\)*\\$")
#: Names and addresses of ours, in which an @ is no one's mail address.
_ADDRESSES = ("UID", "URL", "SOURCE")
_STATES = frozenset({"TENTATIVE", "CONFIRMED", "CANCELLED"})
_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")
_SERIES = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "EXRULE")
_ONCE = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "LAST-MODIFIED", "CREATED", "URL", "LOCATION",
    "DESCRIPTION", "GEO", "TRANSP", "CLASS",
)  # fmt: skip
_LONGEST_TITLE, _LARGEST = 255, 2_147_483_647

EventFaults = Callable[[Component], Iterator[Fault]]


def _each(look: EventFaults) -> Callable[[Reading], Iterator[Fault]]:
    def faults(reading: Reading) -> Iterator[Fault]:
        for event in reading.events:
            yield from look(event)

    return faults


def _escaping(event: Component) -> Iterator[Fault]:
    for name in _TEXTS:
        for one in event.all(name):
            if _BARE.search(one.value) or _ESCAPES.search(one.value):
                yield Fault(one.number, name)


def _uids(reading: Reading) -> Iterator[Fault]:
    counts = Counter(event.value("UID") for event in reading.events)
    for event in reading.events:
        uid = event.value("UID")
        if counts[uid] > 1 or not _UID.fullmatch(uid):
            yield Fault(event.number, uid)


def _once(event: Component) -> Iterator[Fault]:
    counts = Counter(one.name for one in event.properties)
    yield from (Fault(event.number, name) for name in _ONCE if counts[name] > 1)


def _stamps(event: Component) -> Iterator[Fault]:
    stamp, changed = event.value("DTSTAMP"), event.value("LAST-MODIFIED")
    if not _STAMP.fullmatch(stamp) or stamp != changed:
        yield Fault(event.number, f"{stamp} {changed}")


def _sequence(event: Component) -> Iterator[Fault]:
    value = event.value("SEQUENCE")
    if not (value.isascii() and value.isdigit()) or int(value) > _LARGEST:
        yield Fault(event.number, value)


def _status(event: Component) -> Iterator[Fault]:
    status = event.value("STATUS")
    is_cancelled = status == "CANCELLED"
    if status not in _STATES or (
        is_cancelled and (event.value("TRANSP") != "TRANSPARENT" or event.value("SEQUENCE") == "0")
    ):
        yield Fault(event.number, status)


def _start(event: Component) -> Iterator[Fault]:
    starts = event.all("DTSTART")
    moment = moment_of(starts[0]) if len(starts) == 1 else None
    if moment is None or moment.is_floating:
        yield Fault(event.number, starts[0].value if starts else "")


def _end(event: Component) -> Iterator[Fault]:
    start, end = event.first("DTSTART"), event.first("DTEND")
    if start is None or end is None or event.first("DURATION") is not None:
        yield Fault(event.number)
        return
    first, last = moment_of(start), moment_of(end)
    if first is None or last is None:
        yield Fault(end.number, end.value)
        return
    pairs = ((first.day, last.day), (first.instant, last.instant), (first.wall, last.wall))
    if first.zone != last.zone or not any(a is not None and b is not None and a < b for a, b in pairs):
        yield Fault(end.number, end.value)


def _title(event: Component) -> Iterator[Fault]:
    title = event.text("SUMMARY")
    if not title.strip() or "\n" in title or len(title) > _LONGEST_TITLE:
        yield Fault(event.number, title)


def _plain(event: Component) -> Iterator[Fault]:
    for name in _TEXTS:
        for one in event.all(name):
            found = _TAG.search(one.text)
            if found:
                yield Fault(one.number, found[0])


def _page(event: Component) -> Iterator[Fault]:
    is_tombstone = event.first("DESCRIPTION") is None and event.value("STATUS") == "CANCELLED"
    for one in event.all("URL"):
        if urlsplit(one.value).scheme not in ("https", "http"):
            yield Fault(one.number, one.value)
    if event.first("URL") is None and not is_tombstone:
        yield Fault(event.number)


def _people(reading: Reading) -> Iterator[Fault]:
    for part in reading.root.walk():
        for one in part.properties:
            is_named = one.name in ("ORGANIZER", "ATTENDEE", "CONTACT")
            said = (one.text, *one.parameters.values())
            if is_named or (one.name not in _ADDRESSES and any(_MAIL.search(text) for text in said)):
                yield Fault(one.number, one.name)


def _series(event: Component) -> Iterator[Fault]:
    yield from (Fault(one.number, one.name) for one in event.properties if one.name in _SERIES)


EVENT_CHECKS = (
    Check(
        "R5",
        lazy_gettext("Commas, semicolons and line breaks are written so that nothing is cut off"),
        _each(_escaping),
    ),
    Check("R18", lazy_gettext("Every event has its own name that never changes"), _uids),
    Check("R21", lazy_gettext("The time of the last change stands there, not the time of asking"), _each(_stamps)),
    Check("R23", lazy_gettext("The number of the version is a number"), _each(_sequence)),
    Check(
        "R24", lazy_gettext("On, not sure yet, or cancelled; what is cancelled blocks nobody’s time"), _each(_status)
    ),
    Check("R27", lazy_gettext("Every event has one start, with its time zone"), _each(_start)),
    Check("R40", lazy_gettext("Every event ends after it starts"), _each(_end)),
    Check("R43", lazy_gettext("Every event has a title, on one line"), _each(_title)),
    Check("R44", lazy_gettext("Plain text: no tags for people to stumble over"), _each(_plain)),
    Check("R50", lazy_gettext("Every event leads to its page"), _each(_page)),
    Check("R53", lazy_gettext("No guests, no hosts, nobody’s mail address"), _people),
    Check("R69", lazy_gettext("Each date is an event of its own, which can be moved and cancelled"), _each(_series)),
    Check("R18", lazy_gettext("Nothing is said twice of one event"), _each(_once)),
)
