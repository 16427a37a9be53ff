"""Writes on campaigns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from organizer.foundation.access import ANONYMOUS, Actor, Role
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.clock import now

from .models import Campaign, CampaignRole
from .rules import Phase


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a campaign begins with; ``title`` is in ``language`` (BCP 47)."""

    slug: str
    title: str
    language: str
    day: date
    mark: str


def create_campaign(session: Session, *, new: NewCampaign, owner_id: UUID) -> Campaign:
    """Add a campaign, as a draft until its phase is set, and make a person its owner."""
    at = now()
    campaign = Campaign(
        slug=new.slug,
        mark=new.mark,
        default_language=new.language,
        languages=[new.language],
        title={new.language: new.title},
        day=new.day,
        last_day=new.day,
        phase_by_hand=Phase.DRAFT,
        created_at=at,
        updated_at=at,
        version=1,
    )
    session.add(campaign)
    session.flush()
    grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=owner_id, role=Role.OWNER)
    record_act(session, actor=ANONYMOUS, act=Act("campaign-created", "campaign", campaign.id, campaign.id))
    return campaign


def raise_version(session: Session, *, campaign_id: UUID) -> None:
    """Count one visible change, in the transaction of the change, so that editions are drawn anew.

    The database adds: two changes at once must give two versions.
    """
    session.execute(
        update(Campaign)
        .where(Campaign.id == campaign_id)
        .values(version=Campaign.version + 1, updated_at=now())
        .execution_options(synchronize_session="fetch")
    )


def set_phase(session: Session, *, actor: Actor, campaign: Campaign, phase: Phase | None) -> None:
    """Set the phase by hand; None gives it back to the dates."""
    campaign.phase_by_hand = phase
    session.flush()
    raise_version(session, campaign_id=campaign.id)
    verb = f"phase-{phase.value if phase else 'by-dates'}"
    record_act(session, actor=actor, act=Act(verb, "campaign", campaign.id, campaign.id))


def grant_role(
    session: Session, *, actor: Actor, campaign_id: UUID, person_id: UUID, role: Role, countries: Iterable[str] = ()
) -> CampaignRole:
    """Give a person a role in a campaign; a coordinator's countries replace the ones before."""
    row = session.query(CampaignRole).filter_by(campaign_id=campaign_id, person_id=person_id, role=role).one_or_none()
    if row is None:
        row = CampaignRole(campaign_id=campaign_id, person_id=person_id, role=role)
        session.add(row)
    row.countries = sorted(set(countries))
    record_act(session, actor=actor, act=Act(f"role-{role.value}-given", "person", person_id, campaign_id))
    return row
