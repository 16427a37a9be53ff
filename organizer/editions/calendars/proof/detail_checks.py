"""Checks of what stands beside time and title: place, sort, what blocks somebody's time, and the order of it all."""

import re
from collections.abc import Iterator
from datetime import datetime

from flask_babel import lazy_gettext

from organizer.foundation.core.walltime import known_zones

from .findings import Check, Fault
from .moments import Onset, instant_of, moment_of
from .reading import Component, Reading
from .zone_checks import defined_zones

_POINT = re.compile(r"(-?\d{1,2}\.\d{6});(-?\d{1,3}\.\d{6})")
_COMMA = re.compile(r"(?<!\\)(?:\\\\)*,")
_COLOUR = re.compile(r"[a-z]+")
_MOST_CATEGORIES = 10


def _points(reading: Reading) -> Iterator[Fault]:
    for event in reading.events:
        for one in event.all("GEO"):
            found = _POINT.fullmatch(one.value)
            if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
                yield Fault(one.number, one.value)


def _maps(reading: Reading) -> Iterator[Fault]:
    for event in reading.events:
        for one in event.all("X-APPLE-STRUCTURED-LOCATION"):
            point = "geo:" + event.value("GEO").replace(";", ",")
            if one.value != point or one.parameters.get("X-TITLE") != event.text("LOCATION"):
                yield Fault(one.number, one.value)


def _categories(reading: Reading) -> Iterator[Fault]:
    for event in reading.events:
        for one in event.all("CATEGORIES"):
            names = _COMMA.split(one.value)
            if len(names) > _MOST_CATEGORIES or not all(name.strip() for name in names):
                yield Fault(one.number, one.value)


def _blocking(reading: Reading) -> Iterator[Fault]:
    for event in reading.events:
        if event.value("TRANSP") != "TRANSPARENT":
            yield Fault(event.number, event.text("SUMMARY"))


def _public(reading: Reading) -> Iterator[Fault]:
    for event in reading.events:
        yield from (Fault(one.number, one.value) for one in event.all("CLASS") if one.value != "PUBLIC")


def _ordered(reading: Reading) -> Iterator[Fault]:
    """Yield what stands before its turn. Days have no instant, zones alone would tell it: they are passed over."""
    names = [zone.value("TZID") for zone in reading.zones]
    if names != sorted(names):
        yield Fault(reading.zones[0].number, names[0])
    zones, newest = defined_zones(reading), None
    for event in reading.events:
        instant = _instant(event, zones)
        turn = (instant, event.value("UID")) if instant else None
        if turn and newest and turn < newest:
            yield Fault(event.number, event.text("SUMMARY"))
        newest = max(filter(None, (turn, newest)), default=None)


def _instant(event: Component, zones: dict[str, list[Onset]]) -> datetime | None:
    start = event.first("DTSTART")
    moment = moment_of(start) if start else None
    return instant_of(moment, zones) if moment else None


def _hints(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        for one in calendar.all("COLOR"):
            if not _COLOUR.fullmatch(one.value):
                yield Fault(one.number, one.value)
        for one in calendar.all("X-WR-TIMEZONE"):
            if one.value not in known_zones():
                yield Fault(one.number, one.value)


DETAIL_CHECKS = (
    Check("R14", lazy_gettext("Hints on colour and time zone are ones that calendars know"), _hints),
    Check("R26", lazy_gettext("Always in the same order, so that what did not change is not sent again"), _ordered),
    Check("R48", lazy_gettext("Points on the map are written as degrees, with six places"), _points),
    Check("R49", lazy_gettext("Apple’s map shows the place that stands in the text"), _maps),
    Check("R55", lazy_gettext("At most ten categories, none empty"), _categories),
    Check("R58", lazy_gettext("Nothing blocks the time of people who only look"), _blocking),
    Check("R59", lazy_gettext("Nothing is marked as secret: all of it is public"), _public),
)
