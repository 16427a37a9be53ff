"""A campaign names the organisations that ask its guests, and takes one off."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.consents.models import ConsentAsker
from organizer.consents.queries import get_asker, list_askers
from organizer.consents.rules import MOST, AskerKind, AsksAlready, TooManyAskers
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound


def add_asker(
    session: Session, *, campaign_id: UUID, kind: AskerKind, name: str, actor: Actor, group_id: UUID | None = None
) -> ConsentAsker:
    """Let an organisation ask, or ask again. ``group_id``: whose admins take the addresses along. Raises AsksAlready, TooManyAskers."""
    name = "" if kind is AskerKind.HOST else name
    there = list_askers(session, campaign_id=campaign_id)
    if sum(asker.is_asking for asker in there) >= MOST:
        raise TooManyAskers(limit=MOST)
    known = next((asker for asker in there if (asker.kind, asker.name) == (kind, name)), None)
    if known is not None and known.is_asking:
        raise AsksAlready
    asker = known or ConsentAsker(campaign_id=campaign_id, kind=kind, name=name)
    asker.is_asking = True
    asker.group_id = group_id if kind is AskerKind.PARTNER else None
    session.add(asker)
    session.flush()
    record_act(session, actor=actor, act=Act("consent-asked-for", "campaign", campaign_id, campaign_id))
    return asker


def stop_asker(session: Session, *, campaign_id: UUID, asker_id: UUID, actor: Actor) -> None:
    """Ask for an organisation no more. What guests agreed to stands until they take it back. Raises NotFound."""
    asker = get_asker(session, asker_id=asker_id)
    if asker.campaign_id != campaign_id:
        raise NotFound(asker=str(asker_id))
    asker.is_asking = False
    record_act(session, actor=actor, act=Act("consent-asked-no-more", "campaign", campaign_id, campaign_id))
