"""A guest says who may write to them; organisations take along who let them, and nobody else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import SAFETY
from organizer.consents.models import ConsentAsker, PaperTick
from organizer.consents.operations import Guest, decide
from organizer.consents.queries import Given, list_askers, list_given, standing_of
from organizer.consents.rules import ConsentSource, Shown
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import EventTakesNoAnswers, RsvpState

from .answering import get_locked

#: Keys in one statement; engines bound how many a statement may carry.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody who let an organisation write, with what they agreed to."""

    email: str
    name: str | None
    on: date
    language: str
    version: str
    words: str
    source: ConsentSource


def list_offered(session: Session, rsvp: Rsvp) -> list[ConsentAsker]:
    """Return the organisations that a guest is asked for: who asks now, and who was agreed to before.

    None for who has no address, has not confirmed it, or answers in a campaign at high risk.
    """
    campaign = get_campaign_by_id(session, campaign_id=rsvp.campaign_id)
    standing = standing_of(session, rsvp_id=rsvp.id)
    given = {asker_id for asker_id, last in standing.items() if last.is_given}
    may_give = SAFETY[campaign.safety].lists_leave and rsvp.state not in (RsvpState.PENDING, RsvpState.CANCELLED)
    if rsvp.email_sealed is None:
        return []
    askers = list_askers(session, campaign_id=rsvp.campaign_id)
    return [asker for asker in askers if asker.id in given or (asker.is_asking and may_give)]


def decide_consents(
    session: Session,
    *,
    rsvp_id: UUID,
    link_version: int,
    wanted: Collection[UUID],
    shown: Mapping[UUID, Shown],
    today: date,
) -> int:
    """Write down who may write to a guest; return how many boxes changed. Raises NotFound, EventTakesNoAnswers."""
    rsvp = get_locked(session, rsvp_id, link_version)
    offered = {asker.id for asker in list_offered(session, rsvp)}
    if not offered and wanted:
        raise EventTakesNoAnswers(why="closed")
    asked = {key: words for key, words in shown.items() if key in offered}
    return decide(
        session, guest=Guest(rsvp.id, rsvp.event_id, rsvp.campaign_id), wanted=wanted, shown=asked, today=today
    )


def take_reachable(
    session: Session, *, asker: ConsentAsker, actor: Actor, event_id: UUID | None = None
) -> list[Reachable]:
    """Return who lets an organisation write at this moment, and put on record that somebody took it along.

    With an event, its guests alone. Raises NotFound in a campaign whose lists don't leave.
    """
    campaign = get_campaign_by_id(session, campaign_id=asker.campaign_id)
    if not SAFETY[campaign.safety].lists_leave:
        raise NotFound(asker=str(asker.id))
    given = {one.holder_id: one for one in list_given(session, asker_id=asker.id, event_id=event_id)}
    keys = list(given)
    rows: list[Rsvp | PaperTick] = []
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        rows.extend(session.scalars(select(Rsvp).where(Rsvp.id.in_(some))))
        rows.extend(session.scalars(select(PaperTick).where(PaperTick.id.in_(some))))
    kind, subject = ("campaign", asker.campaign_id) if event_id is None else ("event", event_id)
    record_act(session, actor=actor, act=Act("consents-taken", kind, subject, asker.campaign_id))
    found = [_reachable(row, given) for row in rows if row.email_sealed is not None]
    return sorted(found, key=lambda one: one.email)


def _reachable(row: Rsvp | PaperTick, given: Mapping[UUID, Given]) -> Reachable:
    one = given[row.id]
    name = row.name if isinstance(row, Rsvp) else None
    return Reachable(row.email or "", name, one.on, one.language, one.version, one.words, one.source)
