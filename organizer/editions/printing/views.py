"""Printed matter and pictures over HTTP, kept on the shelf like every other edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from flask_babel import force_locale, gettext, lazy_gettext
from werkzeug.exceptions import BadRequest

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, interface_language, is_language, normalize_tag
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import shareable
from organizer.foundation.web.language import prefix_language
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.refusals import word_refusals
from organizer.record.loader import load_event
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf
from organizer.record.types import EventRecord

from .catalogue import BLACK_AND_WHITE, COLOUR, ITEMS, UnknownItem, get_item
from .papers import PAPERS, default_paper
from .render import PrintRequest, render_item

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("printing", __name__)

#: Seconds that a cache may keep a sheet: one that was fetched must not say yesterday's hour for long.
_MAX_AGE = 300
_SHEETS = Budget("sheets", per_client="1200 per hour", overall="30000 per hour")

word_refusals(
    {
        "event_not_printable": lazy_gettext("This event does not take place, so there is nothing to print for it."),
        "character_not_printable": lazy_gettext(
            "We have no font for the character %(character)s (%(code)s) in “%(text)s”."
        ),
        "print_failed": lazy_gettext("The sheet could not be drawn. Try another size or language."),
    }
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """What an address asks for; None: the usual one of the event."""

    item: str
    sheet: str | None
    mode: str
    language: str | None


@blueprint.get("/e/<code>/print/<item>.pdf")
@public
def item(code: str, item: str) -> Response:
    """Send a sheet: ``paper`` (a4, letter …), ``mode`` (colour, bw), ``lang`` (any language)."""
    mode = request.args.get("mode", COLOUR)
    if get_item(item, mode).content_type != "application/pdf":
        raise UnknownItem(item=item, mode=mode)
    return _send(code, Ordered(item, request.args.get("paper"), mode, _language()))


@blueprint.get("/e/<code>/share/<size>.png")
@public
def share(code: str, size: str) -> Response:
    """Send a picture for a message or a post."""
    return shareable(_send(code, Ordered("share", size, COLOUR, _language())))


@blueprint.app_template_global("print_choices")
def print_choices(event: EventRecord) -> Mapping[str, object]:
    """Return what the page that leads here offers: papers, the usual one first, and ink."""
    usual = default_paper(event.place.country)
    pictures = {
        "1200x630": gettext("For messages"),
        "1080x1080": gettext("For posts"),
        "1080x1920": gettext("For stories"),
    }
    labels = {"letter": gettext("Letter"), "tabloid": gettext("Tabloid")}
    papers = sorted(PAPERS, key=lambda key: (key != usual, list(PAPERS).index(key)))
    return {
        "papers": [(key, labels.get(key, key.upper())) for key in papers],
        "modes": [(COLOUR, gettext("Colour")), (BLACK_AND_WHITE, gettext("Photocopier"))],
        "pictures": [(key, pictures.get(key, key), key.replace("x", " × ")) for key in ITEMS["share"].sheets],
    }


def _language() -> str | None:
    """Return the language asked for. Raises BadRequest for one that does not exist."""
    wanted = request.args.get("lang")
    if wanted is None:
        return prefix_language()
    if not is_language(wanted):
        raise BadRequest
    return normalize_tag(wanted)


def _send(code: str, ordered: Ordered) -> Response:
    # What does not exist is refused before anything is looked up for it.
    get_item(ordered.item, ordered.mode).sheet(ordered.sheet, None)
    spend(_SHEETS)
    wanted = Wanted("print", (ordered.item, ordered.sheet or "", ordered.mode), ordered.language or "")
    return respond(shelf().of_event(code, wanted, lambda session: _draft(session, code, ordered)))


def _draft(session: "Session", code: str, ordered: Ordered) -> Draft:
    base = shelf().base_url
    with force_locale(INTERFACE_LANGUAGES[0]):  # the event's language is looked up, not the reader's
        language = ordered.language or load_event(session, code=code, reader=Reader((), base))[0].languages[0]
    with force_locale(interface_language([language])):
        event, campaign = load_event(session, code=code, reader=Reader((language,), base))
        printed = render_item(PrintRequest(ordered.item, campaign, event, language, ordered.sheet, ordered.mode))
    return Draft(
        body=printed.body,
        content_type=printed.content_type,
        filename=printed.filename,
        max_age=_MAX_AGE,
        is_indexed=campaign.is_indexed,
    )
