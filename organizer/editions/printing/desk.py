"""The page of one item: what can be chosen about it, what is chosen, and how it came out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext

from organizer.designs.rules.slots import Spec
from organizer.foundation.core.languages import INTERFACE_LANGUAGES
from organizer.record.types import EventRecord

from .choices import USUAL_COLUMNS, Choices, destroy_day
from .fitting import fit_sentences, is_worrying
from .item import Item
from .names import (
    language_names,
    line_names,
    mode_names,
    numbers_of_pages,
    sheet_names,
    sheets_of,
)
from .offer import version_of
from .own.design import sheets_of_design
from .own.heads import column_names, role_names
from .own.slogan import chosen_line, demands_in
from .papers import BLEED
from .render import PrintRequest


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to choose. ``kind``: select, radio, ticks, date or hidden. ``options``: value, label, whether it is chosen."""

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str, bool], ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the page. ``fit``: sentences; ``is_worrying``: words were lost or are too small."""

    key: str
    name: str
    note: str
    event: EventRecord
    fields: tuple[Field, ...]
    picture: str
    file: str
    page: str
    back: str
    fit: list[str]
    is_worrying: bool
    run: str


def desk_of(
    item: Item, granted: PrintRequest, report: tuple[Mapping[str, object], ...], *, for_hosts: bool = False
) -> Desk:
    """Return the page for a request that was drawn, with the report of its fits; ``for_hosts``: with their own addresses."""
    if granted.design is not None:
        item = replace(item, sheets=sheets_of_design(granted.design))
    sheet = item.sheet(granted.sheet, granted.event.place.country)
    asked: dict[str, Any] = {"code": granted.event.code, "item": item.key, "lang": granted.language}
    asked |= {"paper": sheet.key, "mode": granted.mode, **_asked(item, granted.choices)}
    run = granted.choices.run
    return Desk(
        key=item.key,
        name=str(item.name),
        note=str(item.note),
        event=granted.event,
        fields=tuple(_fields(item, granted, sheet.key)),
        **(_own_addresses(asked) if for_hosts else _addresses(asked, version_of(granted.event), run)),
        fit=fit_sentences(report, sheet_names().get(sheet.key, sheet.key)),
        is_worrying=is_worrying(report),
        run=run,
    )


def _addresses(asked: dict[str, Any], version: str, run: str) -> dict[str, str]:
    code = asked["code"]
    return {
        "picture": url_for("printing.preview", **asked, v=version),
        "file": url_for("printing.item", **asked, v=version),
        "page": url_for("printing.item_page", code=code, item=asked["item"]),
        "back": url_for("site.print_page", code=code, run=run or None),
    }


def _own_addresses(asked: dict[str, Any]) -> dict[str, str]:
    code = asked["code"]
    return {
        "picture": url_for("printing.host_item", **asked, ending="png"),
        "file": url_for("printing.host_item", **asked, ending="pdf"),
        "page": url_for("printing.host_item_page", code=code, item=asked["item"]),
        "back": url_for("printing.host_desk", code=code),
    }


def _asked(item: Item, choices: Choices) -> dict[str, object]:
    """Return the choices as they stand in an address."""
    usual = Choices()
    found = {name: getattr(choices, name) for name in item.choices}
    return {name: _in_address(v) for name, v in found.items() if v != getattr(usual, name)}


def _in_address(value: object) -> object:
    return int(value) if isinstance(value, bool) else str(value) if isinstance(value, date) else value


def _fields(item: Item, granted: PrintRequest, sheet: str) -> list[Field]:
    event, campaign = granted.event, granted.campaign
    tags = (granted.language, *event.languages, *event.other_languages, *campaign.languages, *INTERFACE_LANGUAGES)
    fields = [
        _select("lang", gettext("Language"), language_names(tags), granted.language),
        _radio(
            "paper",
            gettext("Paper"),
            sheets_of(sheets_of_design(granted.design) if granted.design else item.sheets),
            sheet,
        ),
        _radio("mode", gettext("Ink"), [pair for pair in mode_names() if pair[0] in item.modes], granted.mode),
    ]
    own = {
        "also": lambda: _select("also", gettext("Second language"), language_names(_also(granted, tags)), granted.choices.also),
        "columns": lambda: _ticks(granted.choices),
        "destroy": lambda: Field("destroy", gettext("Destroy by"), "date", value=str(_day(granted))),
        "pages": lambda: _select("pages", gettext("Pages"), [(str(n), str(n)) for n in numbers_of_pages()], str(granted.choices.pages)),
        "line": lambda: _select("line", gettext("What it says"), list(_lines(granted).items()), chosen_line(granted.choices, campaign, granted.language)),
        "role": lambda: _select("role", gettext("Role"), list(role_names().items()), granted.choices.role or "none"),
        "run": lambda: Field("run", "", "hidden", value=granted.choices.run),
        "design": lambda: _select("design", gettext("Design"), [(code, name) for code, name, _ in campaign.designs], granted.choices.design),
        "bleed": lambda: Field("bleed", gettext("For a print shop"), "ticks", (("1", gettext("Colours run 3 mm over the edge"), granted.choices.bleed),)),
    }  # fmt: skip
    has_imprint = granted.campaign.imprint is not None
    fixed = _fixed(granted.design, sheet, has_imprint=has_imprint) if granted.design is not None else ()
    return fields + [
        field
        for field in (own[name]() for name in item.choices if name not in fixed)
        if field.kind != "hidden" or field.value
    ]


def _fixed(design: Spec, sheet: str, *, has_imprint: bool) -> tuple[str, ...]:
    """Return what a design leaves nobody to choose on a sheet."""
    return (
        *(() if design.has_choice else ("line",)),
        *(() if design.runs_over(sheet, BLEED, has_imprint=has_imprint) else ("bleed",)),
    )


def _also(granted: PrintRequest, tags: tuple[str, ...]) -> tuple[str, ...]:
    also = granted.choices.also
    return (*((also,) if also else ()), *(tag for tag in tags if tag != granted.language))


def _day(granted: PrintRequest) -> object:
    return destroy_day(granted.choices, granted.campaign, granted.event)


def _lines(granted: PrintRequest) -> dict[str, str]:
    lines = line_names(demand.value for demand in demands_in(granted.campaign, granted.language))
    if not granted.campaign.hashtag:
        lines.pop("hashtag", None)
    return lines


def _select(name: str, label: str, pairs: list[tuple[str, str]], chosen: str | None) -> Field:
    return Field(name, label, "select", tuple((key, words, key == chosen) for key, words in pairs))


def _radio(name: str, label: str, pairs: list[tuple[str, str]], chosen: str) -> Field:
    return Field(name, label, "radio", tuple((key, words, key == chosen) for key, words in pairs))


def _ticks(choices: Choices) -> Field:
    chosen = choices.columns or USUAL_COLUMNS
    options = tuple((key, words, key in chosen) for key, words in column_names().items())
    return Field("columns", gettext("Columns"), "ticks", options)
