"""Reads of questions and of what guests answered."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.foundation.core.errors import NotFound

from .models import CampaignAsks, Question, QuestionAnswer
from .rules import may_ask


def may_campaign_ask(session: Session, campaign: Campaign) -> bool:
    """Tell whether guests of this campaign may be asked anything more."""
    return may_ask(campaign.safety, is_enabled=is_enabled(session, campaign_id=campaign.id))


def is_enabled(session: Session, *, campaign_id: UUID) -> bool:
    """Tell whether the owner has switched questions on."""
    return session.scalar(select(CampaignAsks.id).where(CampaignAsks.campaign_id == campaign_id)) is not None


def list_of_campaign(session: Session, *, campaign_id: UUID) -> Sequence[Question]:
    """Return what the campaign asks everybody, in its order."""
    own = (Question.campaign_id == campaign_id, Question.event_id.is_(None))
    return session.scalars(select(Question).where(*own).order_by(Question.id)).all()


def list_of_event(session: Session, *, event_id: UUID) -> Sequence[Question]:
    """Return what the hosts of an event ask besides, in their order."""
    return session.scalars(select(Question).where(Question.event_id == event_id).order_by(Question.id)).all()


def list_asked(session: Session, *, campaign: Campaign, event_id: UUID) -> Sequence[Question]:
    """Return what guests of an event are asked: by the campaign, then by the hosts. None while questions are off."""
    if not may_campaign_ask(session, campaign):
        return ()
    here = or_(Question.event_id.is_(None), Question.event_id == event_id)
    query = select(Question).where(Question.campaign_id == campaign.id, here)
    return session.scalars(query.order_by(Question.event_id.is_not(None), Question.id)).all()


def get_question(session: Session, *, question_id: UUID, campaign_id: UUID, event_id: UUID | None) -> Question:
    """Return a question of exactly this campaign or event. Raises NotFound."""
    question = session.get(Question, question_id)
    if question is None or (question.campaign_id, question.event_id) != (campaign_id, event_id):
        raise NotFound(question=str(question_id))
    return question


def answers_of(session: Session, *, rsvp_id: UUID) -> dict[UUID, str]:
    """Return what a guest answered, by question, as it is kept. Raises SealBroken."""
    rows = session.scalars(select(QuestionAnswer).where(QuestionAnswer.rsvp_id == rsvp_id))
    return {row.question_id: row.answer or "" for row in rows}


def answers_to_event(session: Session, *, event_id: UUID) -> dict[UUID, dict[UUID, str]]:
    """Return what the guests of an event answered: by guest's answer, by question. Raises SealBroken."""
    found: dict[UUID, dict[UUID, str]] = {}
    for row in session.scalars(select(QuestionAnswer).where(QuestionAnswer.event_id == event_id)):
        found.setdefault(row.rsvp_id, {})[row.question_id] = row.answer or ""
    return found
