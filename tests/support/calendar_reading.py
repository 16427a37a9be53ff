"""A small reader of iCalendar of our own, so that tests see the lines as they were written."""

import re
from dataclasses import dataclass, field

_SPLIT = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\":;,]*))*):(?P<value>.*)", re.S
)
_PARAMETER = re.compile(r";([A-Z0-9-]+)=(\"[^\"]*\"|[^\":;,]*)")


@dataclass
class Component:
    """A component: its name, its properties in order, and what it holds."""

    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for key, _, value in self.lines if key == name]

    def value(self, name: str) -> str | None:
        found = self.values(name)
        assert len(found) <= 1, (name, found)
        return found[0] if found else None

    def text(self, name: str) -> str | None:
        value = self.value(name)
        return None if value is None else unescaped(value)

    def parameters(self, name: str) -> dict[str, str]:
        return next(parameters for key, parameters, _ in self.lines if key == name)

    def names(self) -> set[str]:
        return {key for key, _, _ in self.lines}

    def all(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]


def read_calendar(body: bytes) -> Component:
    """Return the one VCALENDAR of a file; fails on anything that is not strictly written."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.split(b"\r\n")[:-1]:
        assert 0 < len(line) <= 75, line
        line.decode("utf-8")
    root = Component("ROOT")
    stack = [root]
    for line in body.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        match = _SPLIT.fullmatch(line)
        assert match is not None, line
        name, value = match["name"], match["value"]
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line), line
        if name == "BEGIN":
            part = Component(value)
            stack[-1].parts.append(part)
            stack.append(part)
        elif name == "END":
            assert stack.pop().name == value
        else:
            parameters = {key: text.strip('"') for key, text in _PARAMETER.findall(match["parameters"])}
            stack[-1].lines.append((name, parameters, value))
    assert stack == [root]
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    return calendar


def read_event(body: bytes) -> Component:
    """Return the only VEVENT of a file."""
    (event,) = read_calendar(body).all("VEVENT")
    return event


def unescaped(value: str) -> str:
    """Return a TEXT value as text."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)
