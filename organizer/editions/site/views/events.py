"""Pages of one event, and of the group behind it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, request, url_for

from organizer.editions.site.around import campaign_chrome, site_around
from organizer.editions.site.drawing import draw, draw_campaign_page, send, send_draft
from organizer.editions.site.event_page import event_page_of
from organizer.editions.site.pages import event_draft
from organizer.editions.site.reader import PageReader, page_reader
from organizer.editions.site.rows import rows_of
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import CODE_ALPHABET
from organizer.foundation.core.languages import is_language, normalize_tag
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.foundation.web.qr import qr_svg
from organizer.foundation.web.state import reading
from organizer.record.finding import Found
from organizer.record.loader import load_event, load_group
from organizer.record.openings import count_opening
from organizer.record.printed import MARK_LENGTH, RUN_LENGTH, is_run, print_mark
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf
from organizer.record.toolkits import load_toolkit
from organizer.record.types import EventRecord

from .blueprint import blueprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@blueprint.get("/e/<code>/")
@public
def event(code: str) -> Response:
    """Show an event."""
    return _event(code)


@blueprint.get(f"/e/<code>/<string(length={MARK_LENGTH}):mark>/")
@public
def printed(code: str, mark: str) -> Response:
    """Show the event to who comes from paper; when time or place are not what that says any more, the page says so first."""
    return _printed(code, mark)


@blueprint.get(f"/e/<code>/<string(length={MARK_LENGTH + RUN_LENGTH}):mark>/")
@public
def printed_in_run(code: str, mark: str) -> Response:
    """Show the same to who comes from a sheet of a print run. That it was opened is counted, nothing of who opened it."""
    response = _printed(code, mark[:MARK_LENGTH], mark[MARK_LENGTH:])
    count_opening(code, mark[MARK_LENGTH:])
    return response


def _printed(code: str, mark: str, run: str = "") -> Response:
    if not set(mark + run) <= set(CODE_ALPHABET):
        raise NotFound(mark=mark + run)
    now_printed = shelf().of_event(code, Wanted("print-mark"), lambda session: _mark(session, code))
    if mark.encode() == now_printed.draft.body:
        return _event(code)
    return _event(code, is_old_paper=True)


@blueprint.get("/e/<code>/rsvp/sent/")
@public
def rsvp_sent(code: str) -> Response:
    """Say where to look now: in the mail. The same for everybody, whatever was known of them."""
    reader = page_reader()
    return send(shelf().of_event(code, reader.wanted("page-rsvp-sent"), lambda s: _event_page(s, code, reader, "sent")))


@blueprint.get("/e/<code>/rsvp/cant/")
@public
def rsvp_cant(code: str) -> Response:
    """Thank who can't come, and say what they can do instead. The same for everybody."""
    reader = page_reader()
    return send(shelf().of_event(code, reader.wanted("page-rsvp-cant"), lambda s: _event_page(s, code, reader, "cant")))


@blueprint.get("/e/<code>/print/")
@public
def print_page(code: str) -> Response:
    """Offer posters and pictures in the sizes and languages that there are."""
    reader = page_reader()
    given = request.args.get("lang", "")
    language = normalize_tag(given) if is_language(given) else ""
    paper = "letter" if request.args.get("paper") == "letter" else "a4" if request.args.get("paper") == "a4" else ""
    run = given if is_run(given := request.args.get("run", "")) else ""
    # Whether a rights card may be given out changes with the day, with no write.
    wanted = reader.wanted("page-print", language, paper, run, f"{reader.at:%Y-%m-%d}")
    more = {"language": language, "paper": paper, "run": run}
    return send(shelf().of_event(code, wanted, lambda s: _print_page(s, code, reader, more)))


@blueprint.get("/e/<code>/qr.svg")
@public
def qr(code: str) -> Response:
    """Send the short address as a code to scan."""
    return send(shelf().of_event(code, Wanted("qr"), lambda session: _qr(session, code)))


@blueprint.get("/g/<slug>/")
@public
def group(slug: str) -> Response:
    """Show a group and its events in all campaigns."""
    reader = page_reader()
    with reading() as session:
        found = load_group(session, slug=slug, reader=reader.record())
    events = (event for event in found.events if isinstance(event, EventRecord))
    rows = rows_of((Found(event) for event in events), reader.tongue, now=reader.at)
    feed = url_for("calendars.group_feed", slug=slug)
    values = {"group": found, "rows": rows, "feed": feed, "base_url": shelf().base_url, "chrome": site_around()}
    return send_draft(draw("site/group.html", values))


def _event(code: str, *, is_old_paper: bool = False) -> Response:
    reader = page_reader()
    # Whether answers are taken changes with the hour, with no write.
    wanted = reader.wanted("page-event-old-paper" if is_old_paper else "page-event", f"{reader.at:%H}")
    return send(
        shelf().of_event(code, wanted, lambda session: event_draft(session, code, reader, is_old_paper=is_old_paper))
    )


def _print_page(session: "Session", code: str, reader: PageReader, more: Mapping[str, str]) -> Draft:
    """Return the page with its pictures in their newest version: a browser asks each time whether it is that."""
    event, campaign = load_event(session, code=code, reader=reader.record())
    words = Reader((more["language"] or event.languages[0], *event.languages), shelf().base_url)
    toolkit = load_toolkit(session, campaign=campaign, country=event.place.country, reader=words)
    return replace(_event_page(session, code, reader, "print", {**more, "toolkit": toolkit}), max_age=0)


def _event_page(
    session: "Session", code: str, reader: PageReader, template: str, more: Mapping[str, object] | None = None
) -> Draft:
    event, campaign = load_event(session, code=code, reader=reader.record())
    more = more or {}
    values = {
        "event": event,
        "page": event_page_of(event, campaign, reader),
        "languages": tuple(dict.fromkeys((*event.languages, *campaign.languages))),
        **more,
        "language": more.get("language") or event.languages[0],
    }
    return draw_campaign_page(f"site/{template}.html", campaign, campaign_chrome(campaign, reader), values)


def _mark(session: "Session", code: str) -> Draft:
    event, _ = load_event(session, code=code, reader=Reader((), shelf().base_url))
    return Draft(print_mark(event).encode(), "text/plain; charset=utf-8", is_indexed=False)


def _qr(session: "Session", code: str) -> Draft:
    event, campaign = load_event(session, code=code, reader=Reader((), shelf().base_url))
    return Draft(qr_svg(event.url.rstrip("/")), "image/svg+xml", max_age=86_400, is_indexed=campaign.is_indexed)
