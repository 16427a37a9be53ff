"""Checks of time zones: what the file says of them is held against the zone data, instant by instant."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask_babel import lazy_gettext

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import get_zone, known_zones, resolve

from .findings import Check, Fault
from .moments import Moment, Onset, instant_of, moment_of, onsets_of
from .reading import Component, Property, Reading

_TIMES = ("DTSTART", "DTEND")


def defined_zones(reading: Reading) -> dict[str, list[Onset]]:
    """Return the zones that the file defines in a form that every program reads, by name."""
    found = ((zone.value("TZID"), onsets_of(zone)) for zone in reading.zones)
    return {name: onsets for name, onsets in found if onsets}


def times_of(event: Component) -> Iterator[tuple[Property, Moment]]:
    """Yield the start and end of an event that are legally written."""
    for name in _TIMES:
        for found in event.all(name):
            moment = moment_of(found)
            if moment is not None:
                yield found, moment


def _defined(reading: Reading) -> Iterator[Fault]:
    defined = {zone.value("TZID") for zone in reading.zones}
    for event in reading.events:
        for found, moment in times_of(event):
            if moment.zone is not None and moment.zone not in defined:
                yield Fault(found.number, moment.zone)


def _names(reading: Reading) -> Iterator[Fault]:
    for zone in reading.zones:
        if zone.value("TZID") not in known_zones():
            yield Fault(zone.number, zone.value("TZID"))


def _hours(reading: Reading) -> Iterator[Fault]:
    zones = defined_zones(reading)
    for event in reading.events:
        for found, moment in times_of(event):
            if moment.wall is None or moment.zone not in zones:
                continue
            if instant_of(moment, zones) != _true_instant(moment.wall, moment.zone):
                yield Fault(found.number, f"{moment.zone} {moment.wall:%Y-%m-%d %H:%M}")


def _true_instant(wall: datetime, zone: str) -> datetime | None:
    try:
        get_zone(zone)
        return resolve(wall, zone)
    except DomainError:  # no such zone, a time that the clocks skip or show twice: never to be written with a zone
        return None


def _shape(reading: Reading) -> Iterator[Fault]:
    for zone in reading.zones:
        names = sorted(part.name for part in zone.parts)
        onsets = onsets_of(zone)
        is_plain = names in (["STANDARD"], ["DAYLIGHT", "STANDARD"])
        if not is_plain or onsets is None or (len(onsets) == 2 and not all(onset.month for onset in onsets)):
            yield Fault(zone.number, zone.value("TZID"))


def _once(reading: Reading) -> Iterator[Fault]:
    used = {moment.zone for event in reading.events for _, moment in times_of(event)}
    seen: set[str] = set()
    for zone in reading.zones:
        name = zone.value("TZID")
        if name in seen or (name not in used and reading.events):
            yield Fault(zone.number, name)
        seen.add(name)


def _before(reading: Reading) -> Iterator[Fault]:
    for calendar in reading.calendars:
        first = min((event.number for event in calendar.named("VEVENT")), default=0)
        yield from (Fault(zone.number) for zone in calendar.named("VTIMEZONE") if first and zone.number > first)


def _old(reading: Reading) -> Iterator[Fault]:
    oldest = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    for zone in reading.zones:
        for onset in onsets_of(zone) or ():
            if onset.first < oldest:
                yield Fault(zone.number, zone.value("TZID"))


ZONE_CHECKS = (
    Check("R30", lazy_gettext("Every time zone that is named is also defined"), _defined),
    Check("R31", lazy_gettext("Time zones have their usual names"), _names),
    Check("R32", lazy_gettext("Every hour is the hour that the clocks on the square show"), _hours),
    Check("R33", lazy_gettext("Time zones are written so that Outlook reads them too"), _shape),
    Check("R34", lazy_gettext("Each time zone once, and only those that are needed"), _once),
    Check("R35", lazy_gettext("No history of time zones from before 1970"), _old),
    Check("R36", lazy_gettext("Time zones stand before the events"), _before),
)
