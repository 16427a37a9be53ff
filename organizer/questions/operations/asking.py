"""A campaign or a host asks guests something, in one language or in several, and stops asking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.questions.models import CampaignAsks, Question
from organizer.questions.queries import get_question, is_enabled, list_of_campaign, list_of_event, may_campaign_ask
from organizer.questions.rules import (
    MOST,
    OUR_WORDS,
    AskedAlready,
    NewQuestion,
    OptionsNotUsable,
    QuestionsAreOff,
    TooManyQuestions,
    Wording,
    check_options,
    keep_days_within,
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the campaign, or with an event its hosts."""

    campaign: Campaign
    event_id: UUID | None = None


def switch_questions(session: Session, *, campaign: Campaign, actor: Actor, is_on: bool) -> None:
    """Let guests of a campaign be asked more, or no more. What was asked stays and is not shown. Doing it again changes nothing."""
    if is_on == is_enabled(session, campaign_id=campaign.id):
        return
    if is_on:
        session.add(CampaignAsks(campaign_id=campaign.id))
    else:
        session.execute(delete(CampaignAsks).where(CampaignAsks.campaign_id == campaign.id))
    verb = "questions-on" if is_on else "questions-off"
    record_act(session, actor=actor, act=Act(verb, "campaign", campaign.id, campaign.id))


def add_question(session: Session, *, asker: Asker, new: NewQuestion, actor: Actor) -> Question:
    """Ask guests something. Raises QuestionsAreOff, TooManyQuestions, AskedAlready, OptionsNotUsable."""
    campaign, event_id = asker.campaign, asker.event_id
    if not may_campaign_ask(session, campaign):
        raise QuestionsAreOff
    by_campaign = list_of_campaign(session, campaign_id=campaign.id)
    own = by_campaign if event_id is None else list_of_event(session, event_id=event_id)
    if len(own) >= MOST:
        raise TooManyQuestions(limit=MOST)
    if new.kind in OUR_WORDS and new.kind in {question.kind for question in [*by_campaign, *own]}:
        raise AskedAlready
    question = Question(
        campaign_id=campaign.id,
        event_id=event_id,
        kind=new.kind,
        keep_days=keep_days_within(new.keep_days, SAFETY[campaign.safety].purge_days),
    )
    if new.wording is not None and new.kind not in OUR_WORDS:
        _word(question, new.wording, check_options(new.kind, new.wording.options))
    session.add(question)
    session.flush()
    _note(session, question, actor, "question-asked")
    return question


def translate_question(session: Session, *, asker: Asker, question_id: UUID, wording: Wording, actor: Actor) -> None:
    """Say a question in another language too, or in better words. Raises NotFound, OptionsNotUsable for another number of options."""
    question = get_question(session, question_id=question_id, campaign_id=asker.campaign.id, event_id=asker.event_id)
    options = check_options(question.kind, wording.options)
    number = {len(there) for there in question.options.values()} or {0}
    if {len(options)} != number:
        raise OptionsNotUsable(fewest=max(number), most=max(number))
    _word(question, wording, options)
    _note(session, question, actor, "question-translated")


def remove_question(session: Session, *, asker: Asker, question_id: UUID, actor: Actor) -> None:
    """Ask no more; all answers to it are deleted at once. Raises NotFound."""
    question = get_question(session, question_id=question_id, campaign_id=asker.campaign.id, event_id=asker.event_id)
    _note(session, question, actor, "question-removed")
    session.delete(question)


def _word(question: Question, wording: Wording, options: tuple[str, ...]) -> None:
    tag = wording.language
    question.label = {**(question.label or {}), tag: wording.label}
    question.purpose = {**(question.purpose or {}), tag: wording.purpose}
    question.options = {**(question.options or {}), tag: list(options)} if options else {}


def _note(session: Session, question: Question, actor: Actor, verb: str) -> None:
    kind, subject = ("campaign", question.campaign_id) if question.event_id is None else ("event", question.event_id)
    record_act(session, actor=actor, act=Act(verb, kind, subject, question.campaign_id))
