"""Checks of the file as a whole: bytes, lines, the head, sizes."""

import re
from collections.abc import Iterator

from flask_babel import lazy_gettext

from .findings import Check, Fault
from .reading import Reading

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
_DURATION = re.compile(r"P(?:\d+W|(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
_LONGEST = 75
_MOST_OCTETS, _MOST_EVENTS = 900_000, 1_000
_PARTS = frozenset({"VTIMEZONE", "VEVENT"})


def _bytes(reading: Reading) -> Iterator[Fault]:
    if reading.body.startswith(b"\xef\xbb\xbf"):
        yield Fault(1, "BOM")
    try:
        reading.body.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Fault(reading.body[: error.start].count(b"\n") + 1)


def _line_ends(reading: Reading) -> Iterator[Fault]:
    lines = reading.body.split(b"\r\n")
    if lines[-1]:
        yield Fault(len(lines))
    for number, line in enumerate(lines[:-1], 1):
        if not line or b"\n" in line or b"\r" in line:
            yield Fault(number, line.decode("utf-8", "replace"))


def _lengths(reading: Reading) -> Iterator[Fault]:
    for number, line in enumerate(reading.body.split(b"\r\n"), 1):
        is_split = line[:1] == b" " and len(line) > 1 and line[1] & 0xC0 == 0x80
        if len(line) > _LONGEST or is_split:
            yield Fault(number, line.decode("utf-8", "replace"))


def _control(reading: Reading) -> Iterator[Fault]:
    for part in reading.root.walk():
        for one in part.properties:
            if _CONTROL.search(one.value) or any(_CONTROL.search(text) for text in one.parameters.values()):
                yield Fault(one.number, one.name)


def _empty(reading: Reading) -> Iterator[Fault]:
    for part in reading.root.walk():
        yield from (Fault(one.number, one.name) for one in part.properties if not one.value)


def _one_calendar(reading: Reading) -> Iterator[Fault]:
    yield from (Fault(number, line) for number, line in reading.broken)
    if len(reading.calendars) != 1 or reading.root.properties or len(reading.root.parts) != 1:
        yield Fault(0)


def _head(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        for name, wanted in (("VERSION", "2.0"), ("PRODID", None), ("CALSCALE", "GREGORIAN")):
            found = [one.value for one in calendar.all(name)]
            if len(found) != 1 or (wanted and found != [wanted]):
                yield Fault(calendar.number, name)


def _method(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        yield from (Fault(one.number, one.value) for one in calendar.all("METHOD"))


def _name(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        names = [one.text for key in ("NAME", "X-WR-CALNAME") for one in calendar.all(key)]
        if len(names) != 2 or len(set(names)) != 1:
            yield Fault(calendar.number)


def _refresh(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        for one in (*calendar.all("REFRESH-INTERVAL"), *calendar.all("X-PUBLISHED-TTL")):
            is_typed = one.name != "REFRESH-INTERVAL" or one.parameters.get("VALUE") == "DURATION"
            if not is_typed or not _DURATION.fullmatch(one.value):
                yield Fault(one.number, one.value)


def _sizes(reading: Reading) -> Iterator[Fault]:
    if len(reading.body) > _MOST_OCTETS:
        yield Fault(0, f"{len(reading.body)}")
    if len(reading.events) > _MOST_EVENTS:
        yield Fault(0, f"{len(reading.events)}")


def _parts(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        if not calendar.parts:
            yield Fault(calendar.number)
        yield from (Fault(part.number, part.name) for part in calendar.parts if part.name not in _PARTS)
        for event in calendar.named("VEVENT"):
            yield from (Fault(part.number, part.name) for part in event.parts)


FILE_CHECKS = (
    Check("R1", lazy_gettext("Written in UTF-8, with nothing before the first letter"), _bytes),
    Check("R2", lazy_gettext("Every line ends as the standard says, none is empty"), _line_ends),
    Check("R3", lazy_gettext("No line is longer than 75 bytes, no letter is cut in two"), _lengths),
    Check("R4", lazy_gettext("No control characters"), _control),
    Check("R6", lazy_gettext("Nothing is written empty"), _empty),
    Check("R7", lazy_gettext("One calendar, whole from beginning to end"), _one_calendar),
    Check("R8", lazy_gettext("Version and maker stand there once"), _head),
    Check("R10", lazy_gettext("No METHOD: calendars take it for a mail"), _method),
    Check("R11", lazy_gettext("The name of the calendar, in both spellings"), _name),
    Check("R12", lazy_gettext("The hint how often to look for news is legal"), _refresh),
    Check("R16", lazy_gettext("At most 1,000 events and 900 kB"), _sizes),
    Check("R60", lazy_gettext("Events and time zones, nothing else, no alarms"), _parts),
)
