"""What is near the reader. A position is asked for on a press only, told as a wide cell, and kept nowhere.

It comes in the body of a POST: what stands in an address is kept by histories, bookmarks and proxies' logs
(docs/decisions/0009-where-a-reader-is.md). The answer is drawn at once and never stored: there is nothing to redirect to.
"""

from typing import TYPE_CHECKING

from flask import Response, request

from organizer.editions.site.around import campaign_chrome
from organizer.editions.site.drawing import draw_campaign_page, send
from organizer.editions.site.near_me import near_found, near_ways
from organizer.editions.site.reader import PageReader, page_reader
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import may_ask_position, unindexed
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading
from organizer.record.around import locate_cell
from organizer.record.filters import Filters, read_radius
from organizer.record.listing import find_around, load_everything
from organizer.record.shelf import shelf

from .blueprint import blueprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SEARCHES = Budget("near", per_client="600 per hour")


@blueprint.get("/c/<slug>/near/")
@public
def near(slug: str) -> Response:
    """Offer the ways to say where one is."""
    reader = page_reader()
    page = send(shelf().of_campaign(slug, reader.wanted("page-near"), lambda session: _ways(session, slug, reader)))
    return may_ask_position(page)


@blueprint.post("/c/<slug>/near/")
@public
def near_cell(slug: str) -> Response:
    """Show what is near the cell that a browser told; nothing of it is written anywhere."""
    spend(_SEARCHES)
    reader, radius = page_reader(), read_radius(request.form.get("radius", ""))
    with reading() as session:
        draft, status = _near_draft(session, slug, (request.form.get("cell", ""), radius), reader)
    return may_ask_position(unindexed(Response(draft.body, status, content_type=draft.content_type)))


def _ways(session: "Session", slug: str, reader: PageReader) -> Draft:
    campaign, events = load_everything(session, slug=slug, reader=reader.record())
    values = {"ways": near_ways(events, slug, reader.ui), "found": None, "is_wrong": False}
    return draw_campaign_page("site/near-me.html", campaign, campaign_chrome(campaign, reader), values)


def _near_draft(session: "Session", slug: str, asked: tuple[str, int], reader: PageReader) -> tuple[Draft, int]:
    cell, radius = asked
    campaign, events = load_everything(session, slug=slug, reader=reader.record())
    around = locate_cell(cell)
    values: dict[str, object] = {"found": None, "is_wrong": around is None}
    if around is not None:
        findings = find_around(events, Filters(radius=radius), around)
        values["found"] = near_found(findings, events, around, (slug, radius), reader)
    values["ways"] = near_ways(events, slug, reader.ui, radius=radius, cell=cell if around else "")
    chrome = campaign_chrome(campaign, reader)
    return draw_campaign_page("site/near-me.html", campaign, chrome, values), 422 if around is None else 200
