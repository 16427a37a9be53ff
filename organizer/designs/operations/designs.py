"""Making, changing, publishing and removing designs. The campaign is locked."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.designs.models import Design
from organizer.designs.queries import get_design, list_designs
from organizer.designs.rules.checking import faults_in
from organizer.designs.rules.refusals import ChangedMeanwhile, NotReady, TooManyDesigns
from organizer.designs.rules.slots import Spec, read_spec
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.clock import now
from organizer.foundation.uploads import CleanPicture

from .pictures import forget_unused, keep_picture

MOST_DESIGNS = 12
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def create_design(
    session: Session, *, campaign: Campaign, spec: Spec, art: CleanPicture | None, actor: Actor
) -> Design:
    """Add a draft. Raises TooManyDesigns."""
    if len(list_designs(session, campaign_id=campaign.id)) >= MOST_DESIGNS:
        raise TooManyDesigns(most=MOST_DESIGNS)
    code = "".join(secrets.choice(_LETTERS) for _ in range(8))
    row = _with_art(session, campaign, spec, art)
    design = Design(campaign_id=campaign.id, code=code, number=1, draft=row, published=None, changed_at=now())
    session.add(design)
    session.flush()
    record_act(session, actor=actor, act=Act("design-made", "design", design.id, campaign.id))
    return design


@dataclass(frozen=True, slots=True)
class Draft:
    """What is saved: ``art`` None keeps the artwork of ``spec``; ``expected``: the number that was looked at."""

    spec: Spec
    art: CleanPicture | None
    expected: int


def save_draft(session: Session, *, campaign: Campaign, code: str, draft: Draft, actor: Actor) -> Design:
    """Keep the draft. Raises NotFound, ChangedMeanwhile."""
    design = _expected(session, campaign, code, draft.expected)
    design.draft = _with_art(session, campaign, draft.spec, draft.art)
    design.number, design.changed_at = design.number + 1, now()
    forget_unused(session, campaign=campaign)
    record_act(session, actor=actor, act=Act("design-saved", "design", design.id, campaign.id))
    return design


def publish_design(session: Session, *, campaign: Campaign, code: str, expected: int, actor: Actor) -> None:
    """Let hosts print what was looked at. Raises NotFound, ChangedMeanwhile, NotReady."""
    design = _expected(session, campaign, code, expected)
    if any(faults_in(read_spec(design.draft))):
        raise NotReady
    design.published = dict(design.draft)
    _offer(session, campaign, design, actor, "design-published")


def withdraw_design(session: Session, *, campaign: Campaign, code: str, actor: Actor) -> None:
    """Let nobody print it any more; the draft stays. Raises NotFound."""
    design = get_design(session, campaign_id=campaign.id, code=code)
    design.published = None
    _offer(session, campaign, design, actor, "design-withdrawn")


def remove_design(session: Session, *, campaign: Campaign, code: str, actor: Actor) -> None:
    """Delete a design with its artwork. Raises NotFound."""
    design = get_design(session, campaign_id=campaign.id, code=code)
    record_act(session, actor=actor, act=Act("design-removed", "design", design.id, campaign.id))
    session.delete(design)
    _offer(session, campaign, None, actor, "")


def _expected(session: Session, campaign: Campaign, code: str, expected: int) -> Design:
    design = get_design(session, campaign_id=campaign.id, code=code)
    if design.number != expected:
        raise ChangedMeanwhile
    return design


def _with_art(session: Session, campaign: Campaign, spec: Spec, art: CleanPicture | None) -> dict[str, Any]:
    row = spec.to_row()
    if art is not None:
        kept = keep_picture(session, campaign=campaign, picture=art)
        row["art"] = f"{kept.digest}.{kept.kind}"
    return row


def _offer(session: Session, campaign: Campaign, design: Design | None, actor: Actor, verb: str) -> None:
    """Write down what pages offer, and count the change."""
    session.flush()
    forget_unused(session, campaign=campaign)
    campaign.designs = [
        {"code": one.code, "name": one.published["name"], "papers": one.published["papers"]}
        for one in list_designs(session, campaign_id=campaign.id)
        if one.published
    ]
    session.flush()
    raise_version(session, campaign_id=campaign.id)
    if design is not None:
        record_act(session, actor=actor, act=Act(verb, "design", design.id, campaign.id))
