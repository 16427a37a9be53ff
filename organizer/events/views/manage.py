"""A host's desk: the events one may work on, and one of them."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import details_of, find_proposal, get_event, list_for_actor, list_hosts
from organizer.events.rules import EventDetails
from organizer.foundation.access import Permission, can
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading

from .blueprint import blueprint, event_target


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of one event shows to who works on it."""

    event: Event
    details: EventDetails
    masthead: Masthead
    hosts: int
    is_public: bool
    has_proposal: bool
    note: str | None
    may: frozenset[Permission]


@blueprint.get("/manage/")
@requires_somewhere(Permission.EVENT_EDIT)
def my_events() -> ResponseReturnValue:
    """List the events that one may change."""
    with reading() as session:
        events = list_for_actor(session, actor=current_actor(), permission=Permission.EVENT_EDIT)
    return render_page("events/mine.html", events=events)


@blueprint.get("/manage/e/<code>/")
@requires(Permission.EVENT_EDIT, event_target)
def manage_event(code: str) -> ResponseReturnValue:
    """Show one event to who works on it."""
    with reading() as session:
        desk = load_desk(session, code)
    return render_page("events/manage.html", desk=desk)


def load_desk(session: Session, code: str) -> Desk:
    """Return what a page about one event needs. Raises NotFound."""
    event = get_event(session, code=code)
    actor = current_actor()
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    return Desk(
        event=event,
        details=details_of(event),
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        hosts=len(list_hosts(session, event_id=event.id)),
        is_public=is_public(event),
        has_proposal=find_proposal(session, event_id=event.id) is not None,
        note=event.note,
        may=frozenset(p for p in Permission if can(actor, p, event.target)),
    )
