"""Reading a sheet from JSON, a form or a file of translations: everything is cleaned, and each fault says where it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.glyphs import CharacterNotPrintable, check_printable
from organizer.foundation.core.text import TextTooLong, clean_line, clean_text

from .kit import Card, Chant, Contact, Kit, Petition, Press, Quote, Role, Section, Step
from .reachable import may_be_phone, may_reach

T = TypeVar("T")
D = TypeVar("D", date, datetime)
#: Of days and hours in a toolkit.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100

#: Most rows of each list. What is longer nobody reads on the day.
MOST = {
    "checklist": 40, "roles": 20, "timeline": 40, "chants": 40, "talking_points": 20, "contacts": 20, "briefing": 12,
    "lines": 20, "quotes": 6,
}  # fmt: skip
CARD_LINES = 8
NAME, LINE, TEXT = 80, 300, 4000
#: What stands between a part and the other one where both are typed on one line.
_MARKS = {"title": ":", "label": ":", "call": " / ", "who": " / "}
#: A week before and after the start.
MOST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something cannot be taken: ``path`` as in ``chants.2.call`` (rows from 1), and the code of a sentence."""

    path: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def piece(self) -> str:
        """The piece that it is in: the first part of the path, and of press and petition also the second."""
        parts = self.path.split(".")
        return ".".join(parts[:2]) if parts[0] in ("press", "petition") else parts[0]

    @property
    def row(self) -> int | None:
        """The row of its list, from 1."""
        return next((int(part) for part in self.path.split(".") if part.isdecimal()), None)


class SheetRefused(DomainError):
    """Params: faults."""

    code = "sheet_refused"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep what is wrong."""
        super().__init__()
        self.faults = faults


def read_kit(raw: Mapping[str, Any], *, is_new: bool = False) -> Kit:
    """Return the kit that JSON describes, cleaned. Raises SheetRefused with every fault in it.

    ``is_new``: it is just being written or given out, so what no font of ours draws and whom nobody could reach is a fault too;
    what was taken before stays readable.
    """
    reader = _Reader(is_new)
    reader.only(raw, Kit.__dataclass_fields__, "")
    kit = Kit(
        checklist=reader.rows(raw, "checklist", reader.line),
        roles=reader.rows(raw, "roles", reader.pair(Role, ("title", NAME), ("text", LINE))),
        timeline=tuple(sorted(reader.rows(raw, "timeline", reader.step), key=lambda step: step.minutes)),
        chants=reader.rows(raw, "chants", reader.pair(Chant, ("call", LINE), ("response", LINE), may_lack=True)),
        talking_points=reader.rows(raw, "talking_points", reader.line),
        contacts=reader.rows(raw, "contacts", reader.contact),
        briefing=reader.rows(raw, "briefing", reader.section),
        press=reader.press(raw.get("press")),
        petition=reader.petition(raw.get("petition")),
    )
    reader.finish()
    return kit


def read_card(raw: Mapping[str, Any], today: date, *, is_new: bool = False) -> Card:
    """Return the rights card that JSON describes, cleaned. Raises SheetRefused with every fault in it; ``is_new``: as for a kit."""
    reader = _Reader(is_new)
    reader.only(raw, Card.__dataclass_fields__, "")
    card = Card(
        title=reader.line("title", raw.get("title"), NAME),
        lines=reader.rows(raw, "lines", reader.line, CARD_LINES),
        phone_label=reader.line("phone_label", raw.get("phone_label"), NAME),
        phone=reader.line("phone", raw.get("phone"), NAME),
        checked_on=reader.day("checked_on", raw.get("checked_on")) or date.min,
        checked_by=reader.line("checked_by", raw.get("checked_by"), NAME),
        valid_until=reader.day("valid_until", raw.get("valid_until"), may_lack=True),
    )
    if is_new and card.phone and not may_be_phone(card.phone):
        reader.fault("phone", "phone_not_usable")
    if not raw.get("lines"):
        reader.fault("lines", "part_missing")
    if card.checked_on > today:
        reader.fault("checked_on", "day_to_come")
    reader.finish()
    return card


class _Reader:
    """Takes what it can and remembers what it could not."""

    def __init__(self, is_new: bool) -> None:
        self.faults: list[Fault] = []
        self._is_new = is_new

    def fault(self, path: str, code: str, **params: object) -> None:
        self.faults.append(Fault(path, code, params))

    def finish(self) -> None:
        if self.faults:
            raise SheetRefused(tuple(self.faults))

    def only(self, raw: Mapping[str, Any], known: Mapping[str, object], path: str) -> None:
        for name in raw:
            if name not in known:
                self.fault(f"{path}{name}", "part_unknown")

    def line(self, path: str, value: object, limit: int = LINE, *, may_lack: bool = False) -> str:
        return self._words(path, value, lambda words: clean_line(words, limit), may_lack=may_lack)

    def text(self, path: str, value: object, limit: int = TEXT, *, may_lack: bool = False) -> str:
        return self._words(path, value, lambda words: clean_text(words, limit), may_lack=may_lack)

    def _words(self, path: str, value: object, clean: Callable[[str], str], *, may_lack: bool) -> str:
        if value is not None and not isinstance(value, str):
            self.fault(path, "part_unknown")
            return ""
        try:
            cleaned = clean(value or "")
        except TextTooLong as refusal:
            self.fault(path, refusal.code, **refusal.params)
            return ""
        if not cleaned and not may_lack:
            self.fault(path, "part_missing")
        if self._is_new:
            self._printable(path, cleaned)
        return cleaned

    def _printable(self, path: str, words: str) -> None:
        try:
            check_printable(words)
        except CharacterNotPrintable as refusal:
            self.fault(path, refusal.code, character=refusal.params["character"], point=refusal.params["code"])

    def day(self, path: str, value: object, *, may_lack: bool = False) -> date | None:
        if not value:
            if not may_lack:
                self.fault(path, "part_missing")
            return None
        try:
            return self._in_reach(date.fromisoformat(str(value)))
        except ValueError:
            self.fault(path, "day_not_usable")
            return None

    def _in_reach(self, day: D) -> D | None:
        """Return a day or moment that clocks everywhere can show, and no slip of the year. Raises ValueError for a new one that is not."""
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return day
        if self._is_new:
            raise ValueError(day)
        return None

    def rows(
        self, raw: Mapping[str, Any], name: str, read: Callable[[str, Any], T], most: int = 0, path: str = ""
    ) -> tuple[T, ...]:
        found, most = raw.get(name) or [], most or MOST[name]
        if not isinstance(found, list | tuple):
            self.fault(f"{path}{name}", "part_unknown")
            return ()
        if len(found) > most:
            self.fault(f"{path}{name}", "too_many_rows", most=most)
        return tuple(read(f"{path}{name}.{number}", one) for number, one in enumerate(found[:most], start=1))

    def mapping(self, path: str, value: object, *known: str) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            self.fault(path, "part_unknown")
            return {}
        self.only(value, dict.fromkeys(known), f"{path}.")
        return value

    def pair(
        self, make: Callable[[str, str], T], first: tuple[str, int], second: tuple[str, int], *, may_lack: bool = False
    ) -> Callable[[str, Any], T]:
        def read(path: str, value: Any) -> T:
            raw = self.mapping(path, value, first[0], second[0])
            one = self.line(f"{path}.{first[0]}", raw.get(first[0]), first[1])
            other = self.line(f"{path}.{second[0]}", raw.get(second[0]), second[1], may_lack=may_lack)
            self._unmarked(path, {first[0]: one, second[0]: other})
            return make(one, other)

        return read

    def _unmarked(self, path: str, parts: Mapping[str, str]) -> None:
        """Refuse the mark between two parts inside one: a line could not be read again as it was written."""
        for name, mark in _MARKS.items():
            if name in parts and mark in parts[name]:
                self.fault(f"{path}.{name}", "part_has_mark", mark=mark.strip())

    def contact(self, path: str, value: Any) -> Contact:
        found = self.pair(Contact, ("label", NAME), ("value", LINE))(path, value)
        self._reachable(f"{path}.value", found.value)
        return found

    def _reachable(self, path: str, words: str) -> None:
        if self._is_new and words and not may_reach(words):
            self.fault(path, "contact_not_usable")

    def step(self, path: str, value: Any) -> Step:
        raw = self.mapping(path, value, "minutes", "text")
        minutes = read_minutes(raw.get("minutes"))
        if minutes is None:
            self.fault(f"{path}.minutes", "minutes_not_usable")
        return Step(minutes or 0, self.line(f"{path}.text", raw.get("text")))

    def section(self, path: str, value: Any) -> Section:
        raw = self.mapping(path, value, "title", "lines")
        title = self.line(f"{path}.title", raw.get("title"), NAME)
        return Section(title, self.rows(raw, "lines", self.line, path=f"{path}."))

    def press(self, value: Any) -> Press | None:
        if not value:
            return None
        raw = self.mapping("press", value, *Press.__dataclass_fields__)
        press = Press(
            headline=self.line("press.headline", raw.get("headline")),
            text=self.text("press.text", raw.get("text")),
            quotes=self.rows(raw, "quotes", self.pair(Quote, ("text", 500), ("who", LINE)), path="press."),
            contact=self.line("press.contact", raw.get("contact")),
            embargo_until=self._instant("press.embargo_until", raw.get("embargo_until")),
        )
        self._reachable("press.contact", press.contact)
        return press

    def petition(self, value: Any) -> Petition | None:
        if not value:
            return None
        raw = self.mapping("petition", value, *Petition.__dataclass_fields__)
        return Petition(
            title=self.line("petition.title", raw.get("title")),
            text=self.text("petition.text", raw.get("text")),
            addressed_to=self.line("petition.addressed_to", raw.get("addressed_to")),
            consent=self.text("petition.consent", raw.get("consent"), 600),
        )

    def _instant(self, path: str, value: object) -> datetime | None:
        if not value:
            return None
        try:
            moment = self._in_reach(datetime.fromisoformat(str(value)))
            if moment is None:
                return None
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            self.fault(path, "moment_not_usable")
            return None


def read_minutes(value: object) -> int | None:
    """Return minutes from a number or from what was typed (``-60``, ``+15``, ``−٦٠``); None when it is none or too far off."""
    if isinstance(value, str):
        sign, digits = (-1, value[1:]) if value[:1] in ("-", "−", "–") else (1, value.removeprefix("+"))
        if not digits.isdecimal() or len(digits) > 5:
            return None
        value = sign * int(digits)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_MINUTES:
        return None
    return value
