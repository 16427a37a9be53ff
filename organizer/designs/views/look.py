"""Colours and lines: seen before they are saved."""

from dataclasses import dataclass, replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from organizer.campaigns.queries import Masthead, get_campaign, list_titles, masthead_of
from organizer.designs.forms import LogoForm, LookForm
from organizer.designs.operations import set_look
from organizer.designs.operations.look import Look
from organizer.designs.queries import lock_campaign
from organizer.designs.rules import MOST_LOGOS, ColoursTooClose, Logo, check_colours
from organizer.foundation.access import Permission, campaign_scopes
from organizer.foundation.core.clock import now
from organizer.foundation.core.colour import NotAColour, clean_colour
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.assets import theme_path
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.choosing import one_or_choice
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction

from .blueprint import blueprint, campaign_target


@dataclass(frozen=True, slots=True)
class LookDesk:
    """What the page shows. ``colours``: those that are tried; ``nearest``: name and colour to take instead."""

    masthead: Masthead
    logos: tuple[Logo, ...]
    colours: tuple[str, str]
    is_tried: bool
    nearest: tuple[str, str] | None

    @property
    def has_room(self) -> bool:
        """True when one more logo can be added."""
        return len(self.logos) < MOST_LOGOS


@blueprint.get("/manage/looks/")
@requires_somewhere(Permission.CAMPAIGN_EDIT)
def campaigns() -> ResponseReturnValue:
    """Go to the campaign of whoever has one, else let them choose."""
    with reading() as session:
        scopes = campaign_scopes(current_actor(), Permission.CAMPAIGN_EDIT)
        mine = list_titles(session, campaign_ids=scopes, languages=content_languages())
    return one_or_choice(mine, "designs.look", gettext("How it looks"))


@blueprint.get("/manage/c/<slug>/look/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def look(slug: str) -> ResponseReturnValue:
    """Show how the campaign looks, and the forms to change it."""
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        kept = {
            "primary": campaign.primary_colour, "accent": campaign.accent_colour,
            "signature": campaign.signature, "imprint": campaign.imprint,
        }  # fmt: skip
    return look_page(slug, LookForm(formdata=None, data=kept))


@blueprint.post("/manage/c/<slug>/look/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def save_look(slug: str) -> ResponseReturnValue:
    """Save colours and lines; ``show``: only show them; ``instead`` (``primary:#rrggbb``): take this colour and save."""
    form = LookForm()
    field, _, colour = request.form.get("instead", "").partition(":")
    if field in ("primary", "accent"):
        form[field].data = colour
    if not form.validate():
        return look_page(slug, form, status=422)
    try:
        check_colours(form.primary.data, form.accent.data)
        if "show" in request.form:
            return look_page(slug, form, is_tried=True)
        with transaction() as session:
            campaign = lock_campaign(session, slug=slug)
            wanted = Look(form.primary.data, form.accent.data, form.signature.data, form.imprint.data)
            set_look(session, campaign=campaign, look=wanted, actor=current_actor())
    except NotAColour as refusal:
        form.refuse(refusal, "primary" if refusal.params["text"] == form.primary.data else "accent")
        return look_page(slug, form, status=422)
    except ColoursTooClose as refusal:
        form.refuse_colours(refusal)
        nearest = str(refusal.params["field"]), str(refusal.params["nearest"])
        return look_page(slug, form, status=422, is_tried=True, nearest=nearest)
    return redirect(url_for("designs.look", slug=slug, done="look-saved"), 303)


def look_page(
    slug: str,
    form: LookForm | None = None,
    logo_form: LogoForm | None = None,
    *,
    status: int = 200,
    is_tried: bool = False,
    nearest: tuple[str, str] | None = None,
) -> ResponseReturnValue:
    """Return the page with what was typed; drawn in the colours that are tried."""
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        kept = {name: getattr(campaign, name) for name in ("signature", "imprint")}
        kept |= {"primary": campaign.primary_colour, "accent": campaign.accent_colour}
        logos = tuple(Logo(**row) for row in campaign.logos)
    form = form or LookForm(formdata=None, data=kept)
    colours = _colours(form, masthead)
    desk = LookDesk(masthead, logos, colours, is_tried, nearest)
    chrome = staff_chrome(current_actor(), masthead)
    if is_tried:
        chrome = replace(chrome, theme_css=theme_path(*colours))
    return render_page(
        "designs/look.html", status=status, desk=desk, form=form, logo_form=logo_form or LogoForm(formdata=None),
        chrome=chrome,
    )  # fmt: skip


def _colours(form: LookForm, kept: Masthead) -> tuple[str, str]:
    try:
        return clean_colour(form.primary.data or ""), clean_colour(form.accent.data or "")
    except NotAColour:
        return kept.primary_colour, kept.accent_colour
