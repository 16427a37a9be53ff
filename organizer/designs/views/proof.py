"""How a design comes out, and letting hosts print it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.campaigns.queries import get_campaign, masthead_of
from organizer.designs.forms.design import NumberForm
from organizer.designs.forms.design_words import PAPER_NAMES, fault_words
from organizer.designs.operations.designs import publish_design, remove_design, withdraw_design
from organizer.designs.queries import get_design, lock_campaign
from organizer.designs.rules.checking import faults_in
from organizer.designs.rules.refusals import ChangedMeanwhile, NotReady
from organizer.designs.rules.slots import read_spec
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.proving import prover
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction

from .blueprint import blueprint, campaign_target

#: Each draws four samples and measures the artwork.
_PROVING = Budget("proving", per_client="120 per hour", overall="1200 per hour")


@blueprint.get("/manage/c/<slug>/designs/<code>/proof/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def proof(slug: str, code: str) -> ResponseReturnValue:
    """Show four samples of the design, and what has to be put right."""
    return _proof(slug, code)


@blueprint.post("/manage/c/<slug>/designs/<code>/publish")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def publish(slug: str, code: str) -> ResponseReturnValue:
    """Let hosts print it, when everything is right."""
    form = NumberForm()
    try:
        if _drawn_faults(slug, code):
            raise NotReady
        with transaction() as session:
            campaign = lock_campaign(session, slug=slug)
            publish_design(session, campaign=campaign, code=code, expected=form.number.data or 0, actor=current_actor())
    except (ChangedMeanwhile, NotReady) as refusal:
        form.refuse(refusal)
        return _proof(slug, code, form, 409)
    return redirect(url_for("designs.designs", slug=slug, done="design-published"), 303)


@blueprint.post("/manage/c/<slug>/designs/<code>/withdraw")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def withdraw(slug: str, code: str) -> ResponseReturnValue:
    """Let nobody print it any more."""
    with transaction() as session:
        withdraw_design(session, campaign=lock_campaign(session, slug=slug), code=code, actor=current_actor())
    return redirect(url_for("designs.designs", slug=slug, done="design-withdrawn"), 303)


@blueprint.post("/manage/c/<slug>/designs/<code>/delete")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def delete(slug: str, code: str) -> ResponseReturnValue:
    """Delete it with its artwork."""
    with transaction() as session:
        remove_design(session, campaign=lock_campaign(session, slug=slug), code=code, actor=current_actor())
    return redirect(url_for("designs.designs", slug=slug, done="design-deleted"), 303)


def _drawn_faults(slug: str, code: str) -> list[str]:
    spend(_PROVING)
    with reading() as session:
        campaign_id = get_campaign(session, slug=slug).id
        return prover().faults_of_design(session, campaign_id=campaign_id, slug=slug, code=code)


def _proof(slug: str, code: str, form: NumberForm | None = None, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        design = get_design(session, campaign_id=campaign.id, code=code)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        spec, number, is_published = read_spec(design.draft), design.number, design.published is not None
    faults = [fault_words(fault) for fault in faults_in(spec)] + _drawn_faults(slug, code)
    return render_page(
        "designs/proof.html", status=status, masthead=masthead, code=code, spec=spec, number=number, faults=faults,
        is_published=is_published, form=form or NumberForm(formdata=None), papers=PAPER_NAMES,
        chrome=staff_chrome(current_actor(), masthead),
    )  # fmt: skip
