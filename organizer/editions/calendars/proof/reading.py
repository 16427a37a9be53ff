"""Reads an iCalendar file as a stranger would (RFC 5545), and remembers in which line each property stands.

Shares nothing with the writer, on purpose: a mistake made there must not be made here again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)", re.DOTALL
)
_PARAMETER = re.compile(r";([A-Za-z0-9-]+)=(\"[^\"]*\"|[^;\"]*)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One property: ``number`` is the line on which it begins, from 1."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text, unescaped once (RFC 5545 section 3.3.11)."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class Component:
    """A component with its properties and parts, in the order of the file."""

    name: str
    number: int = 0
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """Return the properties of a name."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        """Return the first property of a name, None when there is none."""
        return next((one for one in self.properties if one.name == name), None)

    def value(self, name: str) -> str:
        """Return the first value of a name as it is written, "" when there is none."""
        found = self.first(name)
        return found.value if found else ""

    def text(self, name: str) -> str:
        """Return the first value of a name as text, "" when there is none."""
        found = self.first(name)
        return found.text if found else ""

    def named(self, name: str) -> list["Component"]:
        """Return the parts of a name."""
        return [part for part in self.parts if part.name == name]

    def walk(self) -> Iterator["Component"]:
        """Yield this component and all within it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. ``broken``: lines that are no property, and components that do not end."""

    body: bytes
    root: Component
    broken: tuple[tuple[int, str], ...]

    @property
    def calendars(self) -> list[Component]:
        """The VCALENDARs of the file."""
        return self.root.named("VCALENDAR")

    @property
    def events(self) -> list[Component]:
        """The events of all calendars, in order."""
        return [event for calendar in self.calendars for event in calendar.named("VEVENT")]

    @property
    def zones(self) -> list[Component]:
        """The time zones that are defined, in order."""
        return [zone for calendar in self.calendars for zone in calendar.named("VTIMEZONE")]


def read(body: bytes) -> Reading:
    """Return a file as it stands; whatever is wrong with it is kept, never raised."""
    root = Component("")
    stack, broken = [root], []
    for number, line in _unfolded(body):
        found = _LINE.fullmatch(line)
        if found is None:
            broken.append((number, line))
            continue
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            part = Component(value.strip().upper(), number)
            stack[-1].parts.append(part)
            stack.append(part)
        elif name == "END":
            if len(stack) == 1 or stack[-1].name != value.strip().upper():
                broken.append((number, line))
            else:
                stack.pop()
        else:
            parameters = {key.upper(): text.strip('"') for key, text in _PARAMETER.findall(found["parameters"])}
            stack[-1].properties.append(Property(number, name, parameters, value))
    broken += [(part.number, f"BEGIN:{part.name}") for part in stack[1:]]
    return Reading(body, root, tuple(broken))


def _unfolded(body: bytes) -> Iterator[tuple[int, str]]:
    """Yield logical lines with the number of their first physical line; bytes are joined before they are decoded."""
    start, parts = 0, b""
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", body), 1):
        if start and line[:1] in (b" ", b"\t"):
            parts += line[1:]
            continue
        if start and parts:
            yield start, parts.decode("utf-8", "replace")
        start, parts = number, line
    if parts:
        yield start, parts.decode("utf-8", "replace")
