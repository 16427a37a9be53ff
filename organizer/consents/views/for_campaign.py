"""Which organisations ask the guests of a campaign whether they may write to them."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign, list_endorsers, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.consents.forms import AskerForm
from organizer.consents.operations import add_asker, stop_asker
from organizer.consents.queries import count_given, list_askers
from organizer.consents.rules import AskerKind, AsksAlready, TooManyAskers
from organizer.foundation.access import Permission, Target
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.groups.queries import find_group, list_names

from .blueprint import blueprint


def campaign_target(session: Session, slug: str, **_: object) -> Target:
    """Return what rights on the campaign of an address depend on. Raises NotFound."""
    return Target(campaign_id=get_campaign(session, slug=slug).id)


@blueprint.get("/manage/c/<slug>/consents/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def of_campaign(slug: str) -> ResponseReturnValue:
    """Show who asks, and the form for one more."""
    return _page(slug, _form())


@blueprint.post("/manage/c/<slug>/consents/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def let_ask(slug: str) -> ResponseReturnValue:
    """Let one more organisation ask."""
    form = _form()
    if not form.validate_on_submit():
        return _page(slug, form, 422)
    try:
        with transaction() as session:
            campaign = get_campaign(session, slug=slug)
            group = find_group(session, slug=form.group.data) if form.group.data else None
            add_asker(
                session, campaign_id=campaign.id, kind=AskerKind(form.kind.data), name=form.name.data,
                actor=current_actor(), group_id=group.id if group else None,
            )  # fmt: skip
    except (AsksAlready, TooManyAskers) as refusal:
        form.refuse(refusal, "name" if isinstance(refusal, AsksAlready) else None)
        return _page(slug, form, 409)
    return redirect(url_for("consents.of_campaign", slug=slug, done="asker-added"), 303)


@blueprint.post("/manage/c/<slug>/consents/<uuid:asker>/stop")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def let_ask_no_more(slug: str, asker: UUID) -> ResponseReturnValue:
    """Ask for this organisation no more."""
    with transaction() as session:
        campaign = get_campaign(session, slug=slug)
        stop_asker(session, campaign_id=campaign.id, asker_id=asker, actor=current_actor())
    return redirect(url_for("consents.of_campaign", slug=slug, done="asker-stopped"), 303)


def _form() -> AskerForm:
    form = AskerForm()
    with reading() as session:
        form.offer_groups(list_names(session))
    return form


def _page(slug: str, form: AskerForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        askers = [
            (asker.id, asker.kind.value, asker.name, asker.is_asking, count_given(session, asker_id=asker.id))
            for asker in list_askers(session, campaign_id=campaign.id)
        ]
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        endorsers = list_endorsers(session, campaign_id=campaign.id)
        may_ask = SAFETY[campaign.safety].lists_leave
    return render_page(
        "consents/campaign.html", status=status, form=form, askers=askers, masthead=masthead, endorsers=endorsers,
        may_ask=may_ask, chrome=staff_chrome(current_actor(), masthead),
    )  # fmt: skip
