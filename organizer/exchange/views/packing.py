"""Packs of sheets: the page where they are asked for, how far they are, and their files."""

from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign, list_titles, masthead_of
from organizer.exchange.forms.pack_rows import row_of_pack
from organizer.exchange.forms.packs import PackForm
from organizer.exchange.models import PrintPack
from organizer.exchange.operations import ask_pack, remove_pack
from organizer.exchange.policy import lies_within
from organizer.exchange.queries import get_pack, list_countries_of, list_packs
from organizer.exchange.rules.packs import (
    MOST_SHEETS,
    NothingToPack,
    PackEstimate,
    PackState,
    PackWish,
    TooManyPacks,
    TooManySheets,
)
from organizer.foundation.access import Permission, campaign_scopes
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.web.access import current_actor, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.choosing import one_or_choice
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, transaction

from .catalogue import catalogue

blueprint = Blueprint("packs", __name__)
word_results(
    {
        "pack-asked": lazy_gettext("The pack is being made. You can leave this page; it goes on without you."),
        "pack-removed": lazy_gettext("The pack is gone."),
    }
)
#: Which field a refusal stands beside.
_BESIDE: dict[type[DomainError], str] = {TooManySheets: "country", NothingToPack: "items"}
#: What a file of a pack is called on the disk, and its type.
_KINDS = {"zip": ("pack.zip", "application/zip"), "pdf": ("pack.pdf", "application/pdf")}


@blueprint.get("/manage/print/")
@requires_somewhere(Permission.PRINT_PACK)
def campaigns() -> ResponseReturnValue:
    """Go to the campaign of whoever has one, else let them choose."""
    with reading() as session:
        scopes = campaign_scopes(current_actor(), Permission.PRINT_PACK)
        mine = list_titles(session, campaign_ids=scopes, languages=content_languages())
    return one_or_choice(mine, "packs.of_campaign", gettext("Print a whole campaign"))


@blueprint.get("/manage/c/<slug>/print/")
@requires_somewhere(Permission.PRINT_PACK)
def of_campaign(slug: str) -> ResponseReturnValue:
    """Show the form and the packs that there are."""
    return _page(slug, _form(slug))


@blueprint.post("/manage/c/<slug>/print/")
@requires_somewhere(Permission.PRINT_PACK)
def ask(slug: str) -> ResponseReturnValue:
    """Put a pack in the line; with ``count`` only say what it would come to."""
    form = _form(slug)
    if not form.validate_on_submit():
        return _page(slug, form, 422)
    if "count" in request.form:
        return _page(slug, form)
    try:
        _ask(slug, form)
    except (TooManyPacks, TooManySheets, NothingToPack) as refusal:
        form.refuse(refusal, _BESIDE.get(type(refusal)))
        return _page(slug, form, 409)
    return redirect(url_for("packs.of_campaign", slug=slug, done="pack-asked"), 303)


@blueprint.post("/manage/c/<slug>/print/<uuid:pack>/remove")
@requires_somewhere(Permission.PRINT_PACK)
def remove(slug: str, pack: UUID) -> ResponseReturnValue:
    """Stop a pack, or take it away."""
    with transaction() as session:
        remove_pack(session, pack=_own_pack(session, slug, pack), actor=current_actor())
    return redirect(url_for("packs.of_campaign", slug=slug, done="pack-removed"), 303)


@blueprint.get("/manage/c/<slug>/print/<uuid:pack>.<any(zip, pdf):kind>")
@requires_somewhere(Permission.PRINT_PACK)
def file(slug: str, pack: UUID, kind: str) -> Response:
    """Send a finished file, piece by piece."""
    with reading() as session:
        found = _own_pack(session, slug, pack)
        day = (found.ready_at or found.asked_at).date().isoformat()
        is_there = found.state is PackState.READY
    name, content_type = _KINDS[kind]
    path = _folder() / pack.hex / name
    if not is_there or not path.is_file():
        raise NotFound(pack=str(pack))
    return send_file(path, content_type, as_attachment=True, download_name=f"{day}_{slug}.{kind}", conditional=True)


def _folder() -> Path:
    return services().settings.instance / "packs"


def _ask(slug: str, form: PackForm) -> None:
    with reading() as session:
        campaign, scope = _own(session, slug)
        wish = form.wish(scope)
        _refuse_number(session, slug, wish)
        campaign_id = campaign.id
    with transaction() as session:
        ask_pack(session, campaign_id=campaign_id, wish=wish, actor=current_actor(), now=now())


def _estimate(session: Session, slug: str, wish: PackWish) -> PackEstimate:
    try:
        return catalogue().estimate(session, slug=slug, wish=wish)
    except NotFound:
        return PackEstimate({})


def _refuse_number(session: Session, slug: str, wish: PackWish) -> None:
    number = _estimate(session, slug, wish).number
    if not number:
        raise NothingToPack
    if number > MOST_SHEETS:
        raise TooManySheets(number=number, most=MOST_SHEETS)


def _own(session: Session, slug: str) -> tuple[Campaign, frozenset[str] | None]:
    """Return a campaign with the countries that the actor has in it. Raises NotFound."""
    campaign, scopes = find_campaign(session, slug=slug), campaign_scopes(current_actor(), Permission.PRINT_PACK)
    if campaign is None or campaign.id not in scopes:
        raise NotFound(campaign=slug)
    return campaign, scopes[campaign.id]


def _own_pack(session: Session, slug: str, pack_id: UUID) -> PrintPack:
    campaign, scope = _own(session, slug)
    pack = get_pack(session, campaign_id=campaign.id, pack_id=pack_id)
    if not lies_within(PackWish.from_json(pack.wish).countries, scope):
        raise NotFound(pack=str(pack_id))
    return pack


def _form(slug: str) -> PackForm:
    form = PackForm()
    with reading() as session:
        campaign, scope = _own(session, slug)
        countries = list_countries_of(session, campaign_id=campaign.id)
        languages, has_designs = tuple(campaign.languages), bool(campaign.designs)
    form.offer_items(item for item in catalogue().items() if has_designs or item.key != "own")
    form.offer_languages(languages)
    own = countries if scope is None else [code for code in countries if code in scope]
    form.offer_countries(own, ui_language(), has_all=scope is None)
    with reading() as session:
        whole = _estimate(session, slug, form.wish_everywhere(scope))
    form.offer_parts(whole, MOST_SHEETS, ui_language())
    return form


def _page(slug: str, form: PackForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign, scope = _own(session, slug)
        packs = [pack for pack in list_packs(session, campaign_id=campaign.id) if _is_own(pack, scope)]
        names = {item.key: item.name for item in catalogue().items()}
        rows = [row_of_pack(pack, names=names, version=campaign.version, language=ui_language()) for pack in packs]
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        estimate = _estimate(session, slug, form.wish(scope))
    return render_page(
        "exchange/packs.html", status=status, form=form, rows=rows, masthead=masthead, most=MOST_SHEETS, estimate=estimate,
        chrome=staff_chrome(current_actor(), masthead),
    )  # fmt: skip


def _is_own(pack: PrintPack, scope: frozenset[str] | None) -> bool:
    return lies_within(PackWish.from_json(pack.wish).countries, scope)
