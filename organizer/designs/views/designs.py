"""A campaign's designs: the list, a new one from a file or empty, and the rows of boxes."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.campaigns.queries import get_campaign, masthead_of
from organizer.designs.forms.design import DesignForm, NewDesignForm, filled
from organizer.designs.forms.look import printable_picture, read_picture
from organizer.designs.operations.designs import Draft, create_design, save_draft
from organizer.designs.queries import get_design, list_designs, lock_campaign, read_pictures
from organizer.designs.rules.package import MOST_PACKED, PackageRefused, pack, unpack
from organizer.designs.rules.refusals import ChangedMeanwhile, TooManyDesigns
from organizer.designs.rules.slots import DesignNotReadable, Spec, read_spec
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.uploads import MOST_BYTES, PictureRefused
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.bodies import takes_files
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction

from .blueprint import blueprint, campaign_target

_EMPTY = Spec("–", 210, 297, ("a4", "letter"))


@blueprint.get("/manage/c/<slug>/designs/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def designs(slug: str) -> ResponseReturnValue:
    """Show the campaign's designs, and the form for one more."""
    return _list(slug, NewDesignForm(formdata=None))


@blueprint.post("/manage/c/<slug>/designs/")
@takes_files(MOST_PACKED)
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def make(slug: str) -> ResponseReturnValue:
    """Make a design, from a package when one was sent."""
    form = NewDesignForm()
    try:
        given = form.package.data.read(MOST_PACKED + 1) if form.package.data else b""
        package = unpack(given) if given else None
        art = printable_picture(package.art) if package and package.art else None
        with transaction() as session:
            campaign = lock_campaign(session, slug=slug)
            spec = package.spec if package else _EMPTY
            made = create_design(session, campaign=campaign, spec=spec, art=art, actor=current_actor()).code
    except (PackageRefused, DesignNotReadable, PictureRefused, TooManyDesigns) as refusal:
        form.refuse(refusal, "package")
        return _list(slug, form, 422)
    return redirect(url_for("designs.edit", slug=slug, code=made), 303)


@blueprint.get("/manage/c/<slug>/designs/<code>/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def edit(slug: str, code: str) -> ResponseReturnValue:
    """Show the rows of a design."""
    with reading() as session:
        design = get_design(session, campaign_id=get_campaign(session, slug=slug).id, code=code)
        spec, number = read_spec(design.draft), design.number
    return _edit(slug, code, filled(spec, number))


@blueprint.post("/manage/c/<slug>/designs/<code>/")
@takes_files(MOST_BYTES)
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def save(slug: str, code: str) -> ResponseReturnValue:
    """Keep the draft and show how it comes out."""
    form = DesignForm()
    is_valid = form.validate()
    art = read_picture(form, "file") if form.file.data else None
    if not is_valid or form.file.errors:
        return _edit(slug, code, form, 422)
    try:
        with transaction() as session:
            campaign = lock_campaign(session, slug=slug)
            before = get_design(session, campaign_id=campaign.id, code=code).draft
            spec = read_spec(form.to_row(before.get("art", "")))
            draft = Draft(spec, art, form.number.data or 0)
            save_draft(session, campaign=campaign, code=code, draft=draft, actor=current_actor())
    except DesignNotReadable as refusal:
        form.refuse_row(str(refusal.params["at"]), str(refusal.params["what"]))
        return _edit(slug, code, form, 422)
    except ChangedMeanwhile as refusal:
        form.refuse(refusal)
        return _edit(slug, code, form, 409)
    return redirect(url_for("designs.proof", slug=slug, code=code), 303)


@blueprint.get("/manage/c/<slug>/designs/<code>.zip")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def export(slug: str, code: str) -> ResponseReturnValue:
    """Send the draft as a package."""
    with reading() as session:
        campaign_id = get_campaign(session, slug=slug).id
        spec = read_spec(get_design(session, campaign_id=campaign_id, code=code).draft)
        found = read_pictures(session, campaign_id=campaign_id, digests=[spec.digest] if spec.digest else [])
    body = pack(spec, found.get(spec.digest or ""))
    named = {"Content-Disposition": f'attachment; filename="design-{code}.zip"'}
    return Response(body, content_type="application/zip", headers=named)


def _list(slug: str, form: NewDesignForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        rows = [
            (one.code, one.draft["name"], one.published is not None, one.published == one.draft)
            for one in list_designs(session, campaign_id=campaign.id)
        ]
    chrome = staff_chrome(current_actor(), masthead)
    return render_page("designs/list.html", status=status, masthead=masthead, rows=rows, form=form, chrome=chrome)


def _edit(slug: str, code: str, form: DesignForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        art = str(get_design(session, campaign_id=campaign.id, code=code).draft.get("art", ""))
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
    chrome = staff_chrome(current_actor(), masthead)
    return render_page(
        "designs/edit.html", status=status, masthead=masthead, form=form, code=code, art=art, chrome=chrome
    )
