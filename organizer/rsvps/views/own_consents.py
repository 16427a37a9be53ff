"""Where a guest says who may write to them, and the way to the page of all mails to their address."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.consents.forms import sentence_of
from organizer.events.models import Event
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import Addressee
from organizer.foundation.outbox.own_mails import own_mails_path
from organizer.foundation.web.access import by_link
from organizer.foundation.web.forms import SHOWN
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.pages import pages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading, services, write
from organizer.rsvps.operations import decide_consents, list_offered
from organizer.rsvps.queries import get_rsvp
from organizer.rsvps.rules import EventTakesNoAnswers, RsvpState

from .blueprint import blueprint
from .link import LINK_PURPOSE, read_link

_CHANGES = Budget("own-consents", per_subject="60 per hour", overall="60000 per hour")


@blueprint.post("/r/<token>/consents")
@by_link(LINK_PURPOSE)
def decide_own_consents(token: str) -> ResponseReturnValue:
    """Write down which boxes are ticked; those that are not shown stay as they are."""
    rsvp_id, version = read_link(token)
    spend(_CHANGES, str(rsvp_id))
    with reading() as session:
        rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=version)
        group_name = session.get_one(Event, rsvp.event_id).group_name
        offered = {asker.id: sentence_of(asker, group_name) for asker in list_offered(session, rsvp)}
    ticked = set(request.form.getlist("consent"))
    stood = ticked.union(request.form.getlist(SHOWN))
    shown = {key: words for key, words in offered.items() if str(key) in stood}
    wanted: list[UUID] = [key for key in shown if str(key) in ticked]
    try:
        write(decide_consents, rsvp_id=rsvp_id, link_version=version, wanted=wanted, shown=shown, today=now().date())
    except EventTakesNoAnswers as refusal:
        return pages().guest_page(token, refusal=refusal, status=409)
    return redirect(url_for("site.guest", token=token, done="consents-saved", _anchor="consents"), 303)


@blueprint.get("/r/<token>/mails")
@by_link(LINK_PURPOSE)
def own_mails(token: str) -> ResponseReturnValue:
    """Lead to the page on which a guest sees which mails of the campaign come to their address."""
    rsvp_id, version = read_link(token)
    with reading() as session:
        rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=version)
        if rsvp.email_sealed is None or rsvp.state is RsvpState.PENDING:
            raise NotFound(mails=token)
        whom = Addressee(rsvp.email_index, rsvp.campaign_id)
    path = f"{request.script_root}{own_mails_path(services().signer, whom)}"
    return unindexed(redirect(path, 303))  # type: ignore[arg-type]  # werkzeug's response is Flask's here
