"""Printed matter and pictures over HTTP, kept on the shelf like every other edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, lazy_gettext
from werkzeug.exceptions import BadRequest

from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import interface_language, is_language, normalize_tag
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import current_actor, public, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.headers import shareable
from organizer.foundation.web.language import prefix_language
from organizer.foundation.web.pages import pages
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.refusals import say, word_refusals
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.places.countries import is_country
from organizer.record.loader import load_campaign, load_events
from organizer.record.looks import load_pictures
from organizer.record.projector import Reader
from organizer.record.series import event_target
from organizer.record.shelf import Wanted, shelf
from organizer.record.types import Audience

from .catalogue import ITEMS, get_item
from .choices import Choices, DayRefused, read_choices
from .desk import Desk, desk_of
from .everything import MAX_AGE, Bundle, make_bundle
from .hosts import host_offer
from .item import COLOUR, PDF, PNG, Item, UnknownItem
from .listed import LIST, EventList
from .offer import PAPERS_HELD, print_offer
from .papers import Sheet, default_paper
from .render import PrintRequest, render_item, render_list, render_preview, render_report
from .wish import Records, Wish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("printing", __name__)
blueprint.add_app_template_global(print_offer)

#: Of what has to be drawn: what lies on the shelf costs nothing, so one office may open as many pages as it likes.
_SHEETS = Budget("sheets", per_client="2400 per hour", overall="30000 per hour")
_BUNDLES = Budget("bundles", per_client="60 per hour", overall="1200 per hour")
#: Hosts have their own: others on their network do not keep them from their sheets.
_HOSTS_SHEETS = Budget("hosts-sheets", per_subject="1200 per hour")
_HOSTS_BUNDLES = Budget("hosts-bundles", per_subject="60 per hour")

word_refusals(
    {
        "event_not_printable": lazy_gettext("This event does not take place, so there is nothing to print for it."),
        "character_not_printable": lazy_gettext(
            "We have no font for the character %(character)s (%(code)s) in “%(text)s”."
        ),
        "words_do_not_fit": lazy_gettext("%(what)s: does not fit on %(size)s. Choose larger paper or shorter words."),
        "print_failed": lazy_gettext("The sheet could not be drawn. Try another size or language."),
        "list_too_long": lazy_gettext("A list holds up to %(most)s events. Choose a country."),
        "destroy_day_refused": lazy_gettext("Choose a day from the end of the event to a year later."),
    }
)


@blueprint.get("/e/<code>/print/<item>.pdf")
@public
def item(code: str, item: str) -> Response:
    """Send a sheet: ``paper`` (a4, letter …), ``mode`` (colour, bw), ``lang`` (any language), and the item's choices."""
    return _send(code, _wish(_paper_item(item)))


@blueprint.get("/manage/e/<code>/draft.pdf")
@requires(Permission.EVENT_EDIT, event_target)
def draft(code: str) -> Response:
    """Send a sheet (``item``, the poster unless told) to those who prepare the event; marked until it is approved.

    What it shows is what everybody would see: a place that only guests get is not on it.
    """
    wish = _wish(_paper_item(request.args.get("item", "poster"), Audience.HOST))
    with reading() as session:
        return _fresh(_draft(session, code, wish, is_waiting=True))


@blueprint.get("/manage/e/<code>/print/")
@requires(Permission.EVENT_EDIT, event_target)
def host_desk(code: str) -> Response:
    """Show hosts what is for them alone, and what nobody has written yet: ``lang``, ``paper``."""
    # In the language of those who come, as on the page for everybody, not in the one that the host reads this site in.
    language, paper = _language() if "lang" in request.args else None, request.args.get("paper", "")
    with reading() as session:
        records = Records(session, code, shelf().base_url, is_waiting=True)
        own = language or records.language()
        campaign, event = records.in_language(own)
        toolkit = records.toolkit(campaign, event, own, Audience.HOST)
    held = paper if paper in PAPERS_HELD else default_paper(event.place.country)
    offer = host_offer(campaign, event, toolkit, own, held)
    return render_page(
        "printing/hosts.html",
        event=event,
        offer=offer,
        is_public=not event.is_draft,
        chrome=staff_chrome(current_actor()),
    )


@blueprint.get("/manage/e/<code>/print/<item>.<any(pdf, png):ending>")
@requires(Permission.EVENT_EDIT, event_target)
def host_item(code: str, item: str, ending: str) -> Response:
    """Send hosts a sheet of any kind, or a picture of it, as the event is now: ``paper``, ``mode``, ``lang``, and the item's choices."""
    wish = _wish(_paper_item(item, Audience.HOST))
    with reading() as session:
        if ending == "png":
            return _fresh(_preview(session, code, wish, is_waiting=True))
        return _fresh(_draft(session, code, wish, is_waiting=True))


@blueprint.get("/manage/e/<code>/print/<item>/")
@requires(Permission.EVENT_EDIT, event_target)
def host_item_page(code: str, item: str) -> ResponseReturnValue:
    """Show hosts a sheet of any kind with everything that can be chosen about it, and how its words fit."""
    found = _paper_item(item, Audience.HOST)
    _pay(for_hosts=True)
    desk, refusal = _desk_or_refusal(code, found, for_hosts=True)
    return render_page(
        "printing/item.html",
        status=422 if refusal else 200,
        desk=desk,
        refusal=refusal,
        event=desk.event,
        chrome=staff_chrome(current_actor()),
    )


@blueprint.get("/manage/e/<code>/print/everything.zip")
@requires(Permission.EVENT_EDIT, event_target)
def host_everything(code: str) -> Response:
    """Send hosts all that they may have in one file, for everybody and for them alone: ``paper`` (a4, letter), ``lang``, ``run``."""
    asked = _bundle(Audience.HOST)
    spend(_HOSTS_BUNDLES, str(current_actor().person_id))
    with reading() as session:
        return _fresh(make_bundle(Records(session, code, shelf().base_url, is_waiting=True), asked))


@blueprint.get("/e/<code>/print/<item>.png")
@public
def preview(code: str, item: str) -> Response:
    """Send a picture of a sheet, small, for screens; of several pages the first."""
    wish = _wish(_paper_item(item))
    wish = replace(wish, choices=replace(wish.choices, pages=1))
    wanted = _wanted("print-preview", wish)
    return respond(shelf().of_event(code, wanted, lambda session: _preview(session, code, wish)))


@blueprint.get("/e/<code>/print/<item>/")
@public
def item_page(code: str, item: str) -> Response:
    """Show a sheet with everything that can be chosen about it, and how its words fit."""
    found = _paper_item(item)
    spend(_SHEETS)
    desk, refusal = _desk_or_refusal(code, found)
    values = {"desk": desk, "refusal": refusal}
    return pages().page_about_event(code, "printing/item.html", values, status=422 if refusal else 200)


@blueprint.get("/e/<code>/print/everything.zip")
@public
def everything(code: str) -> Response:
    """Send all that there is for an event in one file: ``paper`` (a4, letter), ``lang``, ``run``."""
    asked = _bundle(Audience.PUBLIC)
    parameters = (asked.paper, asked.run, str(now().date()))
    wanted = Wanted("print-everything", parameters, asked.language or "", is_stored=not asked.run)
    return respond(shelf().of_event(code, wanted, lambda session: _everything(session, code, asked)))


@blueprint.get("/c/<slug>/print/events.pdf")
@public
def event_list(slug: str) -> Response:
    """Send the list of all events, or of a country's (``country``, ISO 3166-1): ``paper``, ``mode``, ``lang``."""
    paper, mode, country = (request.args.get(name, "") for name in ("paper", "mode", "country"))
    if country and not is_country(country.upper()):
        raise BadRequest
    sheet = LIST.sheet(paper or None, country)
    if mode and mode not in LIST.modes:
        raise UnknownItem(item=LIST.key, mode=mode)
    asked = _AskedList(slug, sheet, mode or COLOUR, country.upper() or None, _language())
    wanted = Wanted("print-list", (sheet.key, asked.mode, country.lower()), asked.language or "")
    return respond(shelf().of_campaign(slug, wanted, lambda session: _list(session, asked)))


@blueprint.get("/e/<code>/share/<size>.png")
@public
def share(code: str, size: str) -> Response:
    """Send a picture for a message or a post."""
    return shareable(_send(code, Wish(ITEMS["share"], size, COLOUR, _language())))


def _fresh(made: Draft) -> Response:
    """Return a file that no cache keeps: it is for hosts, and of an event that may still change."""
    kind = "attachment" if made.is_download else "inline"
    headers = {"Content-Disposition": f'{kind}; filename="{made.filename}"'} if made.filename else {}
    return Response(made.body, content_type=made.content_type, headers=headers)


def _paper_item(key: str, audience: Audience = Audience.PUBLIC) -> Item:
    """Return an item of paper. Raises UnknownItem, also for a picture and for what is not for this audience."""
    mode = request.args.get("mode") or COLOUR
    found = get_item(key, mode)
    if found.content_type != PDF or found.audience not in (Audience.PUBLIC, audience):
        raise UnknownItem(item=key, mode=mode)
    return found


def _wish(found: Item, *, without: str = "") -> Wish:
    allowed = (name for name in found.choices if name != without)
    choices = read_choices(allowed, request.args.getlist)
    return Wish(found, request.args.get("paper") or None, (request.args.get("mode") or COLOUR), _language(), choices)


def _bundle(audience: Audience) -> Bundle:
    paper = request.args.get("paper", "")
    run = read_choices(("run",), request.args.getlist).run
    return Bundle(paper if paper in PAPERS_HELD else "", _language(), run, audience)


def _language() -> str | None:
    """Return the language asked for. Raises BadRequest for one that does not exist."""
    wanted = request.args.get("lang")
    if not wanted:
        return prefix_language()
    if not is_language(wanted):
        raise BadRequest
    return normalize_tag(wanted)


def _wanted(edition: str, wish: Wish) -> Wanted:
    # What does not exist is refused before anything is looked up for it.
    wish.item.sheet(wish.sheet, None)
    # Of choices there are more than a disk should hold. A rights card may be given out for so many days only.
    parameters = (*wish.key(), *([str(now().date())] if wish.item.needs == "rights" else []))
    return Wanted(edition, parameters, wish.language or "", is_stored=wish.choices == Choices())


def _send(code: str, wish: Wish) -> Response:
    wanted = _wanted("print", wish)
    return respond(shelf().of_event(code, wanted, lambda session: _draft(session, code, wish)))


def _pay(*, for_hosts: bool = False) -> None:
    """Count one drawing. Raises BudgetSpent."""
    if for_hosts:
        spend(_HOSTS_SHEETS, str(current_actor().person_id))
    else:
        spend(_SHEETS)


def _everything(session: "Session", code: str, asked: Bundle) -> Draft:
    spend(_BUNDLES)
    return make_bundle(Records(session, code, shelf().base_url), asked)


@contextmanager
def _granted(session: "Session", code: str, wish: Wish, *, is_waiting: bool = False) -> Iterator[PrintRequest]:
    """Give the request, with our own words in the language of the sheet. Raises BudgetSpent."""
    _pay(for_hosts=is_waiting)
    granted = Records(session, code, shelf().base_url, is_waiting).grant(wish)
    with force_locale(interface_language([granted.language])):
        yield granted


def _draft(session: "Session", code: str, wish: Wish, *, is_waiting: bool = False) -> Draft:
    with _granted(session, code, wish, is_waiting=is_waiting) as granted:
        printed = render_item(granted)
    return Draft(
        body=printed.body,
        content_type=printed.content_type,
        filename=printed.filename,
        max_age=MAX_AGE,
        is_indexed=granted.campaign.is_indexed,
    )


def _preview(session: "Session", code: str, wish: Wish, *, is_waiting: bool = False) -> Draft:
    with _granted(session, code, wish, is_waiting=is_waiting) as granted:
        body = render_preview(granted)
    return Draft(body=body, content_type=PNG, max_age=MAX_AGE, is_indexed=False)


@dataclass(frozen=True, slots=True)
class _AskedList:
    """What the address of a list says; ``language`` None: the campaign's."""

    slug: str
    sheet: Sheet
    mode: str
    country: str | None
    language: str | None


def _list(session: "Session", asked: _AskedList) -> Draft:
    _pay()
    campaign = load_campaign(session, slug=asked.slug, reader=Reader((), shelf().base_url))
    language = asked.language or campaign.default_language
    reader = Reader((language,), shelf().base_url)
    with force_locale(interface_language([language])):
        campaign = load_campaign(session, slug=asked.slug, reader=reader)
        events = load_events(session, campaign=campaign, reader=reader)
        if asked.country:
            events = tuple(event for event in events if (event.place.country or "").upper() == asked.country)
        digests = tuple(logo.digest for logo in campaign.logos)
        pictures = load_pictures(session, campaign_id=campaign.id, digests=digests)
        printed = render_list(EventList(campaign, events, language, asked.sheet, asked.mode, asked.country, pictures))
    return Draft(
        body=printed.body,
        content_type=printed.content_type,
        filename=printed.filename,
        max_age=MAX_AGE,
        is_indexed=campaign.is_indexed,
    )


def _desk_or_refusal(code: str, found: Item, *, for_hosts: bool = False) -> tuple[Desk, str | None]:
    """Return the page of an item; with a sentence, and the usual day, when the day that was chosen will not do."""
    try:
        return _desk(code, _wish(found), for_hosts=for_hosts), None
    except DayRefused as error:
        return _desk(code, _wish(found, without="destroy"), for_hosts=for_hosts), say(error)


def _desk(code: str, wish: Wish, *, for_hosts: bool) -> Desk:
    wish.item.sheet(wish.sheet, None)
    with reading() as session:
        granted = Records(session, code, shelf().base_url, is_waiting=for_hosts).grant(wish)
    with force_locale(interface_language([granted.language])):
        report = render_report(granted)
    return desk_of(wish.item, granted, report, for_hosts=for_hosts)
