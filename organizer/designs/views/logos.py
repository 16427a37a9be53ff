"""Adding a logo, and taking one away."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.designs.forms import LogoForm
from organizer.designs.operations import add_logo, remove_logo
from organizer.designs.queries import lock_campaign
from organizer.designs.rules import LogoThereAlready, TooManyLogos
from organizer.foundation.access import Permission
from organizer.foundation.uploads import MOST_BYTES
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.bodies import takes_files
from organizer.foundation.web.state import transaction

from .blueprint import blueprint, campaign_target
from .look import look_page


@blueprint.post("/manage/c/<slug>/look/logos/")
@takes_files(MOST_BYTES)
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def add(slug: str) -> ResponseReturnValue:
    """Add a logo from a file."""
    form = LogoForm()
    is_valid, picture = form.validate(), form.picture()
    if not is_valid or picture is None:
        return look_page(slug, logo_form=form, status=422)
    try:
        with transaction() as session:
            campaign = lock_campaign(session, slug=slug)
            add_logo(
                session, campaign=campaign, picture=picture, alt=form.alt.data,
                is_partner=form.whose.data == "partner", actor=current_actor(),
            )  # fmt: skip
    except (LogoThereAlready, TooManyLogos) as refusal:
        form.refuse(refusal, "file")
        return look_page(slug, logo_form=form, status=409)
    return redirect(url_for("designs.look", slug=slug, done="logo-added"), 303)


@blueprint.post("/manage/c/<slug>/look/logos/<string(length=64):digest>/remove")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def remove(slug: str, digest: str) -> ResponseReturnValue:
    """Take a logo away."""
    with transaction() as session:
        remove_logo(session, campaign=lock_campaign(session, slug=slug), digest=digest, actor=current_actor())
    return redirect(url_for("designs.look", slug=slug, done="logo-removed"), 303)
