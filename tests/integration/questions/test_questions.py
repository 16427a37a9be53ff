"""Questions from the asking to the forgetting: sealed, bounded, exported, erased."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import AuditEntry
from organizer.questions.models import Question, QuestionAnswer
from organizer.questions.operations import (
    Asker,
    add_question,
    forget_due,
    remove_question,
    switch_questions,
    translate_question,
)  # fmt: skip
from organizer.questions.queries import answers_of, answers_to_event, list_asked
from organizer.questions.rules import (
    MOST,
    AskedAlready,
    NewQuestion,
    OptionsNotUsable,
    QuestionKind,
    QuestionsAreOff,
    TooManyQuestions,
    Wording,
)  # fmt: skip
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import answer_questions, cancel, erase, export_of, purge_over
from organizer.rsvps.rules import EventTakesNoAnswers, NothingToChange
from tests.factories import make_campaign, make_event, make_rsvp

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
RIDE = Wording("en", "Do you offer a ride?", "To share cars", ("Yes, 2 seats", "Yes, 4 seats", "No"))
SECRET = "Canaryneed: a quiet room"


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return make_campaign(session, safety=SafetyProfile.OPEN)


@pytest.fixture
def event(session: Session, campaign: Campaign) -> Event:
    return make_event(session, campaign)


def _ask(session: Session, asker: Asker, kind: QuestionKind, wording: Wording | None = None, days: int = 5) -> Question:
    return add_question(session, asker=asker, new=NewQuestion(kind, days, wording), actor=ANONYMOUS)


def _answer(session: Session, rsvp: Rsvp, given: dict[Question, str | None], now: datetime = NOW) -> None:
    answers = {question.id: words for question, words in given.items()}
    answer_questions(session, rsvp_id=rsvp.id, link_version=1, given=answers, now=now)
    session.flush()


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(QuestionAnswer)) or 0


def test_answers_lie_sealed_and_open_for_their_guest(session: Session, campaign: Campaign, event: Event) -> None:
    access = _ask(session, Asker(campaign, event.id), QuestionKind.ACCESS)
    ride = _ask(session, Asker(campaign), QuestionKind.CHOICE, RIDE)
    rsvp = make_rsvp(session, event)

    _answer(session, rsvp, {access: SECRET, ride: "1"})

    for raw in session.scalars(select(QuestionAnswer.answer_sealed)):
        assert b"Canary" not in raw
    assert answers_of(session, rsvp_id=rsvp.id) == {access.id: SECRET, ride.id: "1"}
    assert answers_to_event(session, event_id=event.id) == {rsvp.id: {access.id: SECRET, ride.id: "1"}}
    assert [question.id for question in list_asked(session, campaign=campaign, event_id=event.id)] == [
        ride.id,
        access.id,
    ]
    _answer(session, rsvp, {access: None, ride: "2"})
    assert answers_of(session, rsvp_id=rsvp.id) == {ride.id: "2"}


def test_a_guest_takes_questions_and_answers_home(session: Session, campaign: Campaign, event: Event) -> None:
    ride = _ask(session, Asker(campaign, event.id), QuestionKind.SEVERAL, RIDE)
    access = _ask(session, Asker(campaign, event.id), QuestionKind.ACCESS)
    rsvp = make_rsvp(session, event)
    _answer(session, rsvp, {ride: "0,2", access: SECRET})

    told = export_of(session, rsvp)["answers"]

    assert {row["answer"]["question"]: row["answer"]["value"] for row in told} == {
        "Do you offer a ride?": "Yes, 2 seats, No", "What do you need to take part?": SECRET,
    }  # fmt: skip
    assert json.dumps(told)


def test_erasing_cancelling_and_removing_leave_no_answer(session: Session, campaign: Campaign, event: Event) -> None:
    access = _ask(session, Asker(campaign, event.id), QuestionKind.ACCESS)
    for number, act in enumerate(("erase", "cancel", "remove", "purge")):
        rsvp = make_rsvp(session, event, f"guest{number}@example.net")
        _answer(session, rsvp, {access: SECRET})
        assert _count(session) == 1
        if act == "erase":
            erase(session, rsvp_id=rsvp.id, link_version=1)
        elif act == "cancel":
            cancel(session, rsvp_id=rsvp.id, link_version=1)
        elif act == "remove":
            remove_question(session, asker=Asker(campaign, event.id), question_id=access.id, actor=ANONYMOUS)
            session.flush()
            access = _ask(session, Asker(campaign, event.id), QuestionKind.ACCESS)
        else:
            purge_over(session, now=event.starts_utc + timedelta(days=200))
        session.flush()
        assert _count(session) == 0, act


def test_each_question_has_its_own_day(session: Session, campaign: Campaign, event: Event) -> None:
    soon = _ask(session, Asker(campaign, event.id), QuestionKind.NUMBER, RIDE, days=0)
    later = _ask(session, Asker(campaign, event.id), QuestionKind.ACCESS, days=10)
    capped = _ask(session, Asker(campaign), QuestionKind.CHILDREN, days=400)
    assert capped.keep_days == 60, "at the latest with everything else"
    rsvp = make_rsvp(session, event)
    _answer(session, rsvp, {soon: "2", later: SECRET, capped: "1"})
    end = event.ends_utc or event.starts_utc

    assert forget_due(session, now=end - timedelta(minutes=1)) == 0
    assert forget_due(session, now=end + timedelta(minutes=1)) == 1
    assert set(answers_of(session, rsvp_id=rsvp.id)) == {later.id, capped.id}
    assert forget_due(session, now=end + timedelta(days=10, minutes=1)) == 1
    assert forget_due(session, now=end + timedelta(days=10, minutes=1)) == 0
    assert set(answers_of(session, rsvp_id=rsvp.id)) == {capped.id}


def test_the_number_of_questions_is_bounded(session: Session, campaign: Campaign, event: Event) -> None:
    asker = Asker(campaign, event.id)
    _ask(session, Asker(campaign), QuestionKind.CHILDREN)
    with pytest.raises(AskedAlready):
        _ask(session, asker, QuestionKind.CHILDREN)
    for _ in range(MOST):
        _ask(session, asker, QuestionKind.TEXT, RIDE)
    with pytest.raises(TooManyQuestions):
        _ask(session, asker, QuestionKind.TEXT, RIDE)
    with pytest.raises(OptionsNotUsable):
        _ask(session, Asker(campaign), QuestionKind.CHOICE, Wording("en", "One?", "For one", ("only",)))


def test_in_standard_the_owner_decides_and_at_high_risk_nobody_is_asked(
    session: Session, campaign: Campaign, event: Event
) -> None:
    question = _ask(session, Asker(campaign, event.id), QuestionKind.NUMBER, RIDE)
    rsvp = make_rsvp(session, event)
    campaign.safety = SafetyProfile.STANDARD
    session.flush()
    with pytest.raises(QuestionsAreOff):
        _ask(session, Asker(campaign), QuestionKind.CHILDREN)
    assert list_asked(session, campaign=campaign, event_id=event.id) == ()
    _answer(session, rsvp, {question: "2"})
    assert _count(session) == 0, "what is not asked is not kept"
    for _ in range(2):
        switch_questions(session, campaign=campaign, actor=ANONYMOUS, is_on=True)
        session.flush()
    _answer(session, rsvp, {question: "2"})
    assert _count(session) == 1
    campaign.safety = SafetyProfile.HIGH_RISK
    session.flush()
    with pytest.raises(QuestionsAreOff):
        _ask(session, Asker(campaign), QuestionKind.CHILDREN)
    assert list_asked(session, campaign=campaign, event_id=event.id) == ()
    verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.verb.like("question%"))).all()
    assert sorted(verbs) == ["question-asked", "questions-on"]


def test_a_question_of_another_event_is_passed_over(session: Session, campaign: Campaign, event: Event) -> None:
    elsewhere = make_event(session, campaign)
    question = _ask(session, Asker(campaign, elsewhere.id), QuestionKind.NUMBER, RIDE)
    rsvp = make_rsvp(session, event)
    _answer(session, rsvp, {question: "2"})
    assert _count(session) == 0


def test_who_has_not_confirmed_or_came_already_is_asked_nothing(
    session: Session, campaign: Campaign, event: Event
) -> None:
    question = _ask(session, Asker(campaign, event.id), QuestionKind.NUMBER, RIDE)
    waiting = make_rsvp(session, event, "waits@example.net", is_confirmed=False)
    came = make_rsvp(session, event)
    with pytest.raises(NothingToChange):
        _answer(session, waiting, {question: "2"})
    with pytest.raises(EventTakesNoAnswers):
        _answer(session, came, {question: "2"}, event.starts_utc + timedelta(days=9))


def test_a_translation_has_as_many_options(session: Session, campaign: Campaign) -> None:
    asker = Asker(campaign)
    ride = _ask(session, asker, QuestionKind.CHOICE, RIDE)
    spanish = Wording("es", "¿Ofreces viaje?", "Para compartir coches", ("Sí, 2", "Sí, 4", "No"))
    translate_question(session, asker=asker, question_id=ride.id, wording=spanish, actor=ANONYMOUS)
    assert (ride.label["es"], ride.options["es"]) == ("¿Ofreces viaje?", ["Sí, 2", "Sí, 4", "No"])
    with pytest.raises(OptionsNotUsable):
        fewer = Wording("es", "¿Ofreces viaje?", "Para compartir coches", ("Sí", "No"))
        translate_question(session, asker=asker, question_id=ride.id, wording=fewer, actor=ANONYMOUS)
