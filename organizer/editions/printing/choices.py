"""What a host may choose besides size, ink and language: from fixed lists, so that nothing private can be put in."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.languages import is_language, normalize_tag
from organizer.record.printed import is_run
from organizer.record.types import CampaignRecord, EventRecord

#: Columns of a sign-in sheet, in the order of the paper.
COLUMNS = ("first", "name", "email", "phone", "postcode", "town", "help", "news")
USUAL_COLUMNS = ("first", "email", "phone", "news")
MOST_PAGES = 10
#: What a placard or a sticker says.
LINES = ("demand-1", "demand-2", "demand-3", "demand-4", "demand-5", "campaign", "event", "hashtag")
ROLES = ("none", "host", "steward", "first-aid", "observer", "press", "access", "helper")
#: Days after the event; a sheet of names that lies about for longer helps nobody.
_LATEST = 366


class NoSuchChoice(NotFound):
    """A value that is on no list of ours; params: field."""

    code = "no_such_choice"


class DayRefused(DomainError):
    """Names may not be kept until this day."""

    code = "destroy_day_refused"


@dataclass(frozen=True, slots=True)
class Choices:
    """``None`` and empty: the usual."""

    also: str | None = None  # the second language, BCP 47
    columns: tuple[str, ...] = ()
    destroy: date | None = None
    pages: int = 1
    line: str | None = None
    role: str | None = None
    bleed: bool = False  # colour runs over the edge
    run: str = ""  # letters of a print run
    design: str = ""  # of the campaign's own ones, by its code; "": the first

    def key(self) -> tuple[str, ...]:
        """Return what tells these choices from others; empty for the usual ones."""
        return tuple(f"{one.name}={value}" for one in fields(self) if (value := getattr(self, one.name)) != one.default)

    @property
    def slug(self) -> str:
        """What of the choices belongs in a file's name."""
        return "-".join(
            filter(
                None, (self.role if self.role != "none" else "", "bleed" if self.bleed else "", self.run, self.design)
            )
        )


def read_choices(allowed: Iterable[str], values: Callable[[str], list[str]]) -> Choices:
    """Return the choices among ``allowed`` fields; ``values`` gives what was sent for a field. Others are not looked at.

    Raises NoSuchChoice for what no form of ours sends, DayRefused for what is no day.
    """
    found = Choices()
    for name in allowed:
        sent = [value for value in values(name) if value]
        if sent:
            found = replace(found, **{name: _READ[name](sent)})
    return found


def destroy_day(choices: Choices, campaign: CampaignRecord, event: EventRecord) -> date:
    """Return the day by which names are destroyed: the chosen one, or when the site deletes its own. Raises DayRefused."""
    first = event.time.last_day
    usual = first + timedelta(days=max(1, campaign.purge_days))
    chosen = choices.destroy or usual
    if not first <= chosen <= first + timedelta(days=_LATEST):
        raise DayRefused
    return chosen


def _one_of(name: str, known: tuple[str, ...]) -> Callable[[list[str]], str]:
    def read(sent: list[str]) -> str:
        if sent[0] not in known:
            raise NoSuchChoice(field=name)
        return sent[0]

    return read


def _columns(sent: list[str]) -> tuple[str, ...]:
    if not set(sent) <= set(COLUMNS):
        raise NoSuchChoice(field="columns")
    chosen = tuple(column for column in COLUMNS if column in sent)
    return () if chosen == USUAL_COLUMNS else chosen


def _destroy(sent: list[str]) -> date:
    try:
        return date.fromisoformat(sent[0])
    except ValueError:
        raise DayRefused from None


def _pages(sent: list[str]) -> int:
    if not (sent[0].isascii() and sent[0].isdigit() and len(sent[0]) <= 2 and 1 <= int(sent[0]) <= MOST_PAGES):
        raise NoSuchChoice(field="pages")
    return int(sent[0])


def _run(sent: list[str]) -> str:
    if not is_run(sent[0]):
        raise NoSuchChoice(field="run")
    return sent[0]


def _also(sent: list[str]) -> str:
    if not is_language(sent[0]):
        raise NoSuchChoice(field="also")
    return normalize_tag(sent[0])


def _design(sent: list[str]) -> str:
    if not re.fullmatch(r"[a-z0-9]{1,16}", sent[0]):
        raise NoSuchChoice(field="design")
    return sent[0]


_READ: dict[str, Callable[[list[str]], Any]] = {
    "design": _design,
    "also": _also,
    "columns": _columns,
    "destroy": _destroy,
    "pages": _pages,
    "line": _one_of("line", LINES),
    "role": _one_of("role", ROLES),
    "run": _run,
    "bleed": lambda sent: _one_of("bleed", ("1",))(sent) == "1",
}
