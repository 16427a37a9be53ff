"""From values to the bytes of a page, and its way to the reader: kept on the shelf, the same for everybody who asks so."""

from collections.abc import Mapping

from flask import Response, render_template

from organizer.foundation.core.prepared import Draft, Prepared, prepare
from organizer.foundation.web.chrome import Chrome
from organizer.foundation.web.prepared import respond
from organizer.record.shelf import shelf
from organizer.record.types import CampaignRecord

_TYPE = "text/html; charset=utf-8"


def draw(template: str, values: Mapping[str, object], *, is_indexed: bool = True) -> Draft:
    """Return a page drawn from ``template``."""
    return Draft(render_template(template, **values).encode(), _TYPE, is_indexed=is_indexed)


def draw_campaign_page(
    template: str, campaign: CampaignRecord, chrome: Chrome, values: Mapping[str, object], *, is_indexed: bool = True
) -> Draft:
    """Return a page of a campaign, for search engines only where its safety allows that."""
    around = {"campaign": campaign, "chrome": chrome, "base_url": shelf().base_url}
    return draw(template, {**around, **values}, is_indexed=is_indexed and campaign.is_indexed)


def send(page: Prepared) -> Response:
    """Return the response for a page of the shelf."""
    return respond(page)


def send_draft(draft: Draft) -> Response:
    """Return the response for a page that the shelf does not keep; it is known again by its bytes."""
    return respond(prepare(draft))
