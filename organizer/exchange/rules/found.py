"""One event of a file in our own terms: what it says, and what somebody must look at before it is saved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from .series import BadRule, Effort, Series, expand, recurrence_key
from .source import Block
from .texts import names_people, plain_line, plain_text, web_link
from .times import BadTime, When, Zones, duration_of, midnight, stamp_of

TITLE, TEXT, PLACE = 300, 5000, 200
_GEO = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*\\?[;,]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_MOST_SEQUENCE = 2_147_483_647


class Remark(StrEnum):
    """Something that somebody must look at."""

    NAMES_PEOPLE = "names-people"  # a mail address or telephone number in the text
    TURNED = "turned"  # the end stood before the start; both were swapped
    NO_TITLE = "no-title"
    PIN_DROPPED = "pin-dropped"  # the pin was at 0,0 or off the earth
    SERIES_CUT = "series-cut"  # more dates than are taken
    OVER = "over"


class Reason(StrEnum):
    """Why an event of the file is not taken."""

    NO_START = "no-start"
    BAD_TIME = "bad-time"
    BAD_RULE = "bad-rule"
    CUT_OFF = "cut-off"
    OLDER = "older"  # the file has a newer version of the same event
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An event that is not taken, and why; ``line`` is where it begins in the file."""

    line: int
    title: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One date of an event. ``recurrence`` names it within a series; ``uid`` and it are the same in each reading.

    ``start`` and ``end`` are as the file says; ``end`` of days is the last day, inclusive. ``lat``/``lon``: WGS 84.
    """

    line: int
    uid: str
    recurrence: str
    sequence: int
    stamp: datetime | None
    title: str
    description: str
    place: str
    start: When
    end: When | None
    lat: float | None
    lon: float | None
    link: str | None
    online: str | None
    is_cancelled: bool
    is_tentative: bool
    remarks: frozenset[Remark] = frozenset()

    @property
    def uid_hash(self) -> bytes:
        """What we keep of a foreign UID."""
        return sha256(self.uid.encode()).digest()

    @property
    def digest(self) -> bytes:
        """What the file says of the event, in short: the same as long as it says the same."""
        said = (self.title, self.description, self.place, self.start, self.end, self.lat, self.lon, self.link, self.online,
                self.is_cancelled, self.is_tentative)  # fmt: skip
        return sha256(repr(said).encode()).digest()


def read_event(block: Block, zones: Zones, today: date, effort: Effort, *, is_cancel: bool) -> tuple[FoundEvent, ...]:
    """Return the dates of an event. Raises BadTime, BadRule, and KeyError when it has no start."""
    starts = block.all("DTSTART")
    if not starts:
        raise KeyError("DTSTART")
    start = zones.when(starts[0])
    end, is_turned = _end(block, zones, start)
    one = _described(block, zones, start, end, is_cancel=is_cancel)
    if is_turned:
        one = replace(one, start=end or start, end=start, remarks=one.remarks | {Remark.TURNED})
    return tuple(_dated(one, block, zones, today, effort))


def _described(block: Block, zones: Zones, start: When, end: When | None, *, is_cancel: bool) -> FoundEvent:
    title, text = _words(block, "SUMMARY", TITLE), _text(block)
    place = _words(block, "LOCATION", PLACE)
    lat, lon, is_dropped = _point(block)
    remarks = {
        Remark.NO_TITLE: not title,
        Remark.NAMES_PEOPLE: names_people(f"{title} {text} {place}"),
        Remark.PIN_DROPPED: is_dropped,
    }
    conference = block.first("CONFERENCE")
    online = web_link(conference.value) if conference else web_link(place)
    state = line.value.strip().upper() if (line := block.first("STATUS")) else ""
    recurrence = block.first("RECURRENCE-ID")
    uid = line.value.strip() if (line := block.first("UID")) else ""
    return FoundEvent(
        line=block.number,
        uid=uid or f"none-{sha256(f'{title}{start}'.encode()).hexdigest()}",
        recurrence=recurrence_key(zones.when(recurrence), start) if recurrence else "",
        sequence=_sequence(block),
        stamp=stamp_of(block.first("LAST-MODIFIED") or block.first("DTSTAMP")),
        title=title,
        description=text,
        place="" if online and web_link(place) else place,
        start=start,
        end=end,
        lat=lat,
        lon=lon,
        link=web_link(line.value) if (line := block.first("URL")) else None,
        online=online,
        is_cancelled=is_cancel or state in ("CANCELLED", "CANCELED"),
        is_tentative=state == "TENTATIVE",
        remarks=frozenset(remark for remark, is_so in remarks.items() if is_so),
    )


def _dated(one: FoundEvent, block: Block, zones: Zones, today: date, effort: Effort) -> Iterator[FoundEvent]:
    series = Series.of(block)
    if series is None or one.recurrence:
        yield _with_age(one, today)
        return
    dates = expand(series, one.start, zones, today, effort)
    remarks = one.remarks | ({Remark.SERIES_CUT} if dates.is_cut else set())
    for start in dates.starts:
        shifted = replace(
            one,
            start=start,
            end=_shifted(one, start),
            recurrence=recurrence_key(start, one.start),
            remarks=frozenset(remarks),
        )
        yield _with_age(shifted, today)


def _shifted(one: FoundEvent, start: When) -> When | None:
    if one.end is None:
        return None
    before, after = (one.start.wall, start.wall) if one.start.wall else (one.start.instant, start.instant)
    return one.end.plus(after - before) if before is not None and after is not None else None


def _with_age(one: FoundEvent, today: date) -> FoundEvent:
    last = one.end or one.start
    day = (last.wall or last.instant or midnight(today)).date()
    return replace(one, remarks=one.remarks | {Remark.OVER}) if day < today else one


def _end(block: Block, zones: Zones, start: When) -> tuple[When | None, bool]:
    """Return the end, and whether it stood before the start. Days: the last one, inclusive."""
    line, length = block.first("DTEND"), block.first("DURATION")
    if line is not None:
        end = zones.when(line)
    elif length is not None and (found := duration_of(length.value)) is not None:
        end = start.plus(found)
    else:
        return None, False
    if start.is_day:
        if not end.is_day or end.wall is None or start.wall is None:
            return None, False
        last = end.wall - timedelta(days=1)
        return (When(last, is_day=True), False) if last > start.wall else (None, False)
    if end.is_day:
        return None, False
    pair = (start.wall, end.wall) if start.wall is not None and end.wall is not None else (start.instant, end.instant)
    first, last_moment = pair
    if first is None or last_moment is None or first == last_moment:
        return None, False
    if start.zone is not None and end.zone is not None and end.zone != start.zone:
        return None, False  # a journey: its end is in another zone
    return end, last_moment < first


def _sequence(block: Block) -> int:
    line = block.first("SEQUENCE")
    text = line.value.strip() if line else ""
    return min(int(text), _MOST_SEQUENCE) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _words(block: Block, name: str, limit: int) -> str:
    line = block.first(name)
    return plain_line(line.value, limit) if line else ""


def _text(block: Block) -> str:
    line = block.first("DESCRIPTION")
    return plain_text(line.value, TEXT) if line else ""


def _point(block: Block) -> tuple[float | None, float | None, bool]:
    """Return the pin, or why there is none: True when the file has one that can't be right."""
    line = block.first("GEO")
    found = _GEO.fullmatch(line.value) if line else None
    if line is None:
        return None, None, False
    if found is None:
        return None, None, True
    lat, lon = float(found[1]), float(found[2])
    if not (abs(lat) <= 90 and abs(lon) <= 180) or (lat, lon) == (0, 0):
        return None, None, True
    return lat, lon, False


def reason_of(error: Exception) -> Reason:
    """Return why an event could not be read."""
    if isinstance(error, KeyError):
        return Reason.NO_START
    if isinstance(error, BadTime):
        return Reason.BAD_TIME
    return Reason.BAD_RULE if isinstance(error, BadRule) else Reason.UNREADABLE
