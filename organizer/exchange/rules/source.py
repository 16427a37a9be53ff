"""A calendar file from anywhere, taken apart into lines and components (calendars.md R100).

Whatever can be read is read: missing wrappers, several calendars, lower-case names, lines that are none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .octets import MOST_EVENTS, TooManyEvents, whole_lines

_LINE = re.compile(
    r"\s*(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)", re.DOTALL
)
_PARAMETER = re.compile(r";\s*([A-Za-z0-9-]+)=(\"[^\"]*\"|[^;\"]*)")
_NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})
_DEEPEST = 8
#: What is read at all. People's names and addresses, alarms, attachments and what begins with X- are not (R103).
_KEPT = frozenset(
    """
    METHOD NAME X-WR-CALNAME X-WR-TIMEZONE TZID X-LIC-LOCATION DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID
    UID SEQUENCE DTSTAMP LAST-MODIFIED STATUS SUMMARY DESCRIPTION LOCATION GEO X-APPLE-STRUCTURED-LOCATION URL CONFERENCE
    """.split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A property: the number of its physical line, upper-case name and parameter names, its value as written."""

    number: int
    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Block:
    """A component. ``is_cut``: it does not end where it should. ``raw``: the lines of a time zone, for a library."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    is_cut: bool = False

    def all(self, name: str) -> list[Line]:
        """Return the properties of a name, in order."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Return the first property of a name that says something."""
        return next((line for line in self.lines if line.name == name and line.value.strip()), None)

    def walk(self) -> Iterator["Block"]:
        """Yield this component and all within it."""
        yield self
        for block in self.blocks:
            yield from block.walk()


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart. ``encoding``: ``utf-8``, ``utf-16``, or ``cp1252`` when it was taken for that."""

    root: Block
    encoding: str

    @property
    def events(self) -> list[Block]:
        """Every VEVENT, in or out of a calendar."""
        return [block for block in self.root.walk() if block.name == "VEVENT"]

    @property
    def zones(self) -> dict[str, Block]:
        """The time zones that the file defines, by TZID."""
        zones = [block for block in self.root.walk() if block.name == "VTIMEZONE"]
        return {line.value.strip(): block for block in zones if (line := block.first("TZID")) is not None}

    def calendar_value(self, name: str) -> str | None:
        """Return a property of the calendar itself, from the first that has it."""
        for block in self.root.walk():
            if block.name in ("", "VCALENDAR") and (line := block.first(name)) is not None:
                return line.value.strip()
        return None


def take_apart(data: bytes) -> Source:
    """Return the components of a file. Raises FileTooLarge, TooManyEvents, LineTooLong, NotACalendar."""
    lines, encoding = whole_lines(data)
    return Source(_blocks(lines), encoding)


def _blocks(lines: Iterable[tuple[int, str]]) -> Block:
    root = Block("", 0)
    stack = [root]
    events = 0
    for number, text in lines:
        line = _line(number, text)
        if line is None:
            continue
        name = line.value.strip().upper()
        if line.name == "BEGIN":
            events += name == "VEVENT"
            if events > MOST_EVENTS:
                raise TooManyEvents(limit=MOST_EVENTS)
            _open(stack, Block(name, number))
        elif line.name == "END":
            _close(stack, name, text)
        elif line.name in _KEPT:
            stack[-1].lines.append(line)
        if line.name != "END" and any(block.name == "VTIMEZONE" for block in stack):
            stack[-1].raw.append(text)
    for block in stack[1:]:
        block.is_cut = True
    return root


def _open(stack: list[Block], block: Block) -> None:
    # A calendar or an event inside of an event means that the one before was cut off.
    while block.name in ("VCALENDAR", "VEVENT") and stack[-1].name not in ("", "VCALENDAR"):
        stack.pop().is_cut = True
    if len(stack) > _DEEPEST:
        return
    stack[-1].blocks.append(block)
    stack.append(block)


def _close(stack: list[Block], name: str, text: str) -> None:
    if not any(block.name == name for block in stack[1:]):
        return
    while stack[-1].name != name:
        stack.pop().is_cut = True
    closed = stack.pop()
    closed.raw.append(text)
    if len(stack) > 1 and closed.name in ("STANDARD", "DAYLIGHT"):
        stack[-1].raw.extend(closed.raw)


def _line(number: int, text: str) -> Line | None:
    """Return a line as a property; None for what is none. Values stay as they are written, escapes and all."""
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    written = found["parameters"]
    parameters = {key.upper(): value.strip('"') for key, value in _PARAMETER.findall(written)} if written else None
    return Line(number, found["name"].upper(), parameters or _NO_PARAMETERS, found["value"])
