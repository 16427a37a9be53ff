"""One event of a file in our own terms: what it says, and what somebody must look at before it is saved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from .effort import Effort, TooMuchWork
from .points import Pin, pin_of
from .remarks import Reason, Remark
from .series import BadRule, Series, expand, recurrence_key
from .source import Block
from .spans import end_of
from .texts import people_in, plain_line, plain_text, web_link
from .times import BadTime, When, Zones, midnight, stamp_of

TITLE, TEXT, PLACE = 300, 5000, 200
_MOST_SEQUENCE = 2_147_483_647


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One date of an event. ``recurrence`` names it within a series; ``uid`` and it are the same in each reading.

    ``start`` and ``end`` are as the file says; ``end`` of days is the last day, inclusive. ``pin`` is as written, to be
    looked at before it is used. ``people``: mail addresses and telephone numbers in its words.
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
    pin: Pin | None
    link: str | None
    online: str | None
    is_cancelled: bool
    is_tentative: bool
    people: tuple[str, ...] = ()
    remarks: frozenset[Remark] = frozenset()

    @property
    def uid_hash(self) -> bytes:
        """What we keep of a foreign UID."""
        return sha256(self.uid.encode()).digest()

    @property
    def digest(self) -> bytes:
        """What the file says of the event, in short: the same as long as it says the same."""
        said = (self.title, self.description, self.place, self.start, self.end, self.pin, self.link, self.online,
                self.is_cancelled, self.is_tentative)  # fmt: skip
        return sha256(repr(said).encode()).digest()


def read_event(block: Block, zones: Zones, today: date, effort: Effort, *, is_cancel: bool) -> tuple[FoundEvent, ...]:
    """Return the dates of an event. Raises BadTime, BadRule, TooMuchWork, and KeyError when it has no start.

    ``is_cancel``: the file calls all of its events off; such an event may say nothing but its UID (RFC 5546 section 3.2.5).
    """
    is_off = is_cancel or _state(block) in ("CANCELLED", "CANCELED")
    starts = block.all("DTSTART") or (block.all("RECURRENCE-ID") if is_off else [])
    if not starts and not is_off:
        raise KeyError("DTSTART")
    start = zones.when(starts[0]) if starts else When(midnight(today), is_day=True)
    end, is_turned = end_of(block, zones, start)
    one = _described(block, zones, start, end, is_off=is_off)
    if is_turned:
        one = replace(one, start=end or start, end=start, remarks=one.remarks | {Remark.TURNED})
    return tuple(_dated(one, block, zones, today, effort))


def _described(block: Block, zones: Zones, start: When, end: When | None, *, is_off: bool) -> FoundEvent:
    title, place = _words(block, "SUMMARY", TITLE), _words(block, "LOCATION", PLACE)
    line = block.first("DESCRIPTION")
    text = plain_text(line.value, TEXT) if line else ""
    pin, is_unreadable = pin_of(block)
    again = block.first("RECURRENCE-ID")
    people = people_in(f"{title}\n{text}\n{place}")
    remarks = {
        Remark.NO_TITLE: not title,
        Remark.NAMES_PEOPLE: bool(people),
        Remark.PIN_UNREADABLE: is_unreadable,
        Remark.LATER_TOO: again is not None and again.parameters.get("RANGE", "").upper() == "THISANDFUTURE",
    }
    conference = block.first("CONFERENCE")
    online = web_link(conference.value) if conference else web_link(place)
    uid = line.value.strip() if (line := block.first("UID")) else ""
    return FoundEvent(
        line=block.number,
        uid=uid or _uid_of(title, start),
        recurrence=recurrence_key(zones.when(again), start) if again else "",
        sequence=_sequence(block),
        stamp=stamp_of(block.first("LAST-MODIFIED") or block.first("DTSTAMP")),
        title=title,
        description=text,
        place="" if online and web_link(place) else place,
        start=start,
        end=end,
        pin=pin,
        link=web_link(line.value) if (line := block.first("URL")) else None,
        online=online,
        is_cancelled=is_off,
        is_tentative=_state(block) == "TENTATIVE",
        people=people,
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
        name = recurrence_key(start, one.start)
        shifted = replace(one, start=start, end=_shifted(one, start), recurrence=name, remarks=frozenset(remarks))
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


def _uid_of(title: str, start: When) -> str:
    """Return what stands for the UID of an event that has none: the same for the same title and start (R100)."""
    said = f"{title}\n{start.zone or ''}\n{recurrence_key(start, start)}"
    return f"none-{sha256(said.encode()).hexdigest()}"


def _state(block: Block) -> str:
    line = block.first("STATUS")
    return line.value.strip().upper() if line else ""


def _sequence(block: Block) -> int:
    line = block.first("SEQUENCE")
    text = line.value.strip() if line else ""
    return min(int(text), _MOST_SEQUENCE) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _words(block: Block, name: str, limit: int) -> str:
    line = block.first(name)
    return plain_line(line.value, limit) if line else ""


def reason_of(error: Exception) -> Reason:
    """Return why an event could not be read."""
    match error:
        case KeyError():
            return Reason.NO_START
        case BadTime():
            return Reason.BAD_TIME
        case BadRule():
            return Reason.BAD_RULE
        case TooMuchWork():
            return Reason.TOO_MUCH
        case _:
            return Reason.UNREADABLE
