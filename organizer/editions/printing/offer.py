"""What the page of all items offers: a card for each, with its picture and its files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext

from organizer.foundation.core.glyphs import CharacterNotPrintable, check_printable
from organizer.foundation.web.refusals import say
from organizer.record.shelf import shelf
from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, EventRecord

from .catalogue import ITEMS, OWN
from .item import PDF, Item
from .names import mode_names, sheet_names
from .needs import is_there
from .papers import PAPERS, default_paper, usual_sheet
from .prose import short_prose

PAPERS_HELD = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Offered:
    """One item as a card of the page shows it: what ``components/materials.html`` takes."""

    name: str
    note: str
    picture: str
    files: tuple[tuple[str, str], ...]
    shared: str = ""


def version_of(event: EventRecord) -> str:
    """Return what changes with each save: addresses that carry it are fetched anew at once, whatever a browser kept."""
    return shelf().version_of_event(event.code)


def print_offer(
    event: EventRecord,
    toolkit: Toolkit,
    language: str,
    paper: str,
    run: str = "",
    designs: tuple[tuple[str, str, tuple[str, ...]], ...] = (),
) -> Mapping[str, object]:
    """Return what the page of all items offers in ``language``, for printers that hold ``paper`` ("": the country's).

    ``toolkit``: what everybody may read; items are there when their words are. ``run``: letters of a print run, "": none.
    """
    held = paper if paper in PAPERS_HELD else default_paper(event.place.country)
    names = sheet_names()
    version = version_of(event)
    return {
        "papers": [(key, names[key], key == held) for key in PAPERS_HELD],
        "unprintable": unprintable_words(event),
        "items": [
            *(
                _card(event, _own_item(name, papers), held, {"lang": language, "v": version, "design": code})
                for code, name, papers in designs
            ),
            *(
                _card(
                    event,
                    item,
                    held,
                    {"lang": language, "v": version, **({"run": run} if "run" in item.choices and run else {})},
                )
                for item in ITEMS.values()
                if item.content_type == PDF and item.audience is Audience.PUBLIC and is_there(item, toolkit)
            ),
        ],
        "pictures": [_picture(event, size, language, version) for size in ITEMS["share"].sheets],
        "everything": url_for(
            "printing.everything", code=event.code, lang=language, paper=held, run=run or None, v=version
        ),
    }


def unprintable_words(event: EventRecord) -> str | None:
    """Return which character of the event's own words no font of ours draws, in a sentence; None when there is none.

    Hosts are told and not refused: an event in a script that we cannot print is welcome all the same.
    """
    place = event.place
    words = (
        event.title.value,
        short_prose(event.description.value) if event.description else "",
        event.group_name,
        place.venue.value if place.venue else "",
        place.address,
        place.city,
    )
    try:
        for text in words:
            check_printable(text or "")
    except CharacterNotPrintable as refusal:
        return say(refusal)
    return None


def _own_item(name: str, papers: tuple[str, ...]) -> Item:
    return replace(OWN, name=name, sheets={key: sheet for key, sheet in PAPERS.items() if key in papers})


def _card(event: EventRecord, item: Item, held: str, more: Mapping[str, str]) -> Offered:
    asked: dict[str, Any] = {
        "code": event.code,
        "item": item.key,
        **more,
        "paper": usual_sheet(item.sheets, held).key,
    }
    modes = {mode: url_for("printing.item", **asked, mode=mode) for mode in item.modes}
    return Offered(
        name=str(item.name),
        note=str(item.note),
        picture=url_for("printing.preview", **asked),
        files=(
            *((name, modes[mode]) for mode, name in mode_names() if mode in modes),
            (gettext("Change it"), url_for("printing.item_page", **asked)),
        ),
    )


def _picture(event: EventRecord, size: str, language: str, version: str) -> Offered:
    url = url_for("printing.share", code=event.code, size=size, lang=language, v=version)
    names = {
        "1200x630": gettext("For messages"),
        "1080x1080": gettext("For posts"),
        "1080x1920": gettext("For stories"),
    }
    return Offered(names.get(size, size), size.replace("x", " × "), url, ((gettext("Picture (PNG)"), url),), url)
