"""What hosts print that is not for everybody: host kit, briefing, role badges, press sheet; and what nobody has written yet."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext

from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord, EventStatus

from .catalogue import ITEMS
from .item import PDF, Item
from .names import language_names, mode_names, sheet_names
from .needs import is_there, missing_words
from .offer import PAPERS_HELD, Offered, unprintable_words
from .papers import usual_sheet
from .wish import speaks_two


def host_offer(
    campaign: CampaignRecord, event: EventRecord, toolkit: Toolkit, language: str, held: str
) -> Mapping[str, object]:
    """Return what the hosts' page offers in ``language``, for printers that hold ``held``.

    What is for everybody is offered here too while nobody has approved the event: as a draft.
    """
    names = sheet_names()
    paper = [item for item in ITEMS.values() if item.content_type == PDF]
    there = [item for item in paper if is_there(item, toolkit) and (speaks_two(event) or not item.has_two_languages)]
    own = [item for item in there if item.audience is Audience.HOST]
    common = [item for item in there if item.audience is Audience.PUBLIC] if event.is_draft else []
    tags = (language, *event.languages, *event.other_languages, *campaign.languages)
    return {
        "papers": [(key, names[key], key == held) for key in PAPERS_HELD],
        "unprintable": unprintable_words(event),
        "languages": [(tag, name, tag == language) for tag, name in language_names(tags)],
        "items": [_card(event, item, language, held) for item in own],
        "drafts": [_card(event, item, language, held) for item in common],
        "missing": [
            (str(item.name), missing_words(item)) for item in paper if item.needs and not is_there(item, toolkit)
        ],
        "everything": url_for("printing.host_everything", code=event.code, lang=language, paper=held),
        "is_off": event.status in (EventStatus.CANCELLED, EventStatus.REMOVED),
    }


def _card(event: EventRecord, item: Item, language: str, held: str) -> Offered:
    asked: dict[str, Any] = {
        "code": event.code,
        "item": item.key,
        "lang": language,
        "paper": usual_sheet(item.sheets, held).key,
    }
    files = [
        (name, url_for("printing.host_item", **asked, mode=mode, ending="pdf"))
        for mode, name in mode_names()
        if mode in item.modes
    ]
    small = (
        [(sheet_names()["a5"], url_for("printing.host_item", **{**asked, "paper": "a5"}, ending="pdf"))]
        if item.audience is Audience.HOST and "a5" in item.sheets and held == "a4"
        else []
    )
    change = gettext("Change it"), url_for("printing.host_item_page", **asked)
    picture = url_for("printing.host_item", **asked, ending="png")
    return Offered(str(item.name), str(item.note), picture, (*files, *small, change))
