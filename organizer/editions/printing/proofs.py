"""Pictures for a campaign's staff, before anything is saved: how a poster and a picture to send come out."""

from dataclasses import replace

from flask import Blueprint, Response, request
from flask_babel import force_locale

from organizer.foundation.access import Permission
from organizer.foundation.core.colour import NotAColour, clean_colour
from organizer.foundation.core.languages import Text, fallback_chain, interface_language
from organizer.foundation.core.text import clean_line
from organizer.foundation.web.access import requires
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading
from organizer.record.loader import load_campaign
from organizer.record.looks import campaign_target, load_pictures
from organizer.record.projector import Reader
from organizer.record.shelf import shelf
from organizer.record.types import Audience, CampaignRecord, Theme

from .item import BLACK_AND_WHITE, PNG
from .prover import draft_request
from .render import PrintRequest, render_preview
from .samples import SAMPLES, sample_event

blueprint = Blueprint("proofs", __name__)
_PROOFS = Budget("proofs", per_client="1200 per hour", overall="12000 per hour")
_SHEETS = {"poster": "a4", "share": "1200x630"}


@blueprint.get("/manage/c/<slug>/look/<any(poster, share):item>.png")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def look(slug: str, item: str) -> Response:
    """Draw a sample in colours and with lines that are tried: ``primary``, ``accent``, ``signature``, ``imprint``."""
    spend(_PROOFS)
    name = next((tag for tag in fallback_chain(ui_language()) if tag in SAMPLES), "en")
    language = SAMPLES[name].language
    with reading() as session:
        reader = Reader((language,), shelf().base_url, Audience.HOST)
        campaign = _tried(load_campaign(session, slug=slug, reader=reader))
        digests = tuple(logo.digest for logo in campaign.logos)
        pictures = load_pictures(session, campaign_id=campaign.id, digests=digests)
    wanted = PrintRequest(item, campaign, sample_event(campaign, name), language, _SHEETS[item], pictures=pictures)
    with force_locale(interface_language([language])):
        body = render_preview(wanted)
    return Response(body, content_type=PNG)


@blueprint.get("/manage/c/<slug>/designs/<code>/<any(en, ar, zh, long):sample>.png")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def design(slug: str, code: str, sample: str) -> Response:
    """Draw a sample in a design as it is worked on, on ``paper``, in ``mode``."""
    spend(_PROOFS)
    with reading() as session:
        wanted = draft_request(session, slug, code, sample, "")
    papers = wanted.design.papers if wanted.design else ()
    paper = request.args.get("paper")
    wanted = replace(wanted, sheet=paper if paper in papers else papers[0])
    if request.args.get("mode") == BLACK_AND_WHITE:
        wanted = replace(wanted, mode=BLACK_AND_WHITE)
    with force_locale(interface_language([wanted.language])):
        body = render_preview(wanted)
    return Response(body, content_type=PNG)


def _tried(campaign: CampaignRecord) -> CampaignRecord:
    """Return the campaign with what the address says of its look."""
    asked = request.args
    try:
        colours = [clean_colour(asked.get(name, getattr(campaign.theme, name))) for name in ("primary", "accent")]
    except NotAColour:
        colours = [campaign.theme.primary, campaign.theme.accent]
    return replace(
        campaign,
        theme=Theme(*colours),
        signature=_said(campaign, "signature", campaign.signature),
        imprint=_said(campaign, "imprint", campaign.imprint),
    )


def _said(campaign: CampaignRecord, name: str, kept: Text | None) -> Text | None:
    """Return a line as it is typed; as it is kept when the address says nothing of it."""
    if name not in request.args:
        return kept
    words = clean_line(request.args[name][:300], 300)
    return Text(words, campaign.default_language) if words else None
