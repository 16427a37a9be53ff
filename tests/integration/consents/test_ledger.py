"""The ledger of consents: one organisation at a time, only added to, gone with the guest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.consents.models import ConsentAsker, ConsentEntry, ConsentWording
from organizer.consents.operations import add_asker, stop_asker
from organizer.consents.queries import count_given, list_given
from organizer.consents.rules import MOST, AskerKind, AsksAlready, Shown, TooManyAskers, version_of
from organizer.events.models import Event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import AuditEntry
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_id
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer_without_mail,
    cancel,
    decide_consents,
    erase,
    export_of,
    list_offered,
    purge_over,
    take_reachable,
)  # fmt: skip
from organizer.rsvps.rules import EventTakesNoAnswers
from organizer.rsvps.rules.own_words import new_words
from tests.factories import make_campaign, make_event, make_rsvp

DAY = date(2027, 3, 1)
WORDS = "%s may write to me."


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return make_campaign(session)


@pytest.fixture
def event(session: Session, campaign: Campaign) -> Event:
    return make_event(session, campaign)


def _asker(session: Session, campaign: Campaign, name: str, kind: AskerKind = AskerKind.PARTNER) -> ConsentAsker:
    return add_asker(session, campaign_id=campaign.id, kind=kind, name=name, actor=ANONYMOUS)


def _decide(session: Session, rsvp: Rsvp, *wanted: ConsentAsker, language: str = "en") -> int:
    shown = {asker.id: Shown(WORDS % asker.name, language) for asker in list_offered(session, rsvp)}
    ids = [asker.id for asker in wanted]
    return decide_consents(session, rsvp_id=rsvp.id, link_version=1, wanted=ids, shown=shown, today=DAY)


def _emails(session: Session, asker: ConsentAsker, event: Event | None = None) -> list[str]:
    people = take_reachable(session, asker=asker, actor=ANONYMOUS, event_id=event.id if event else None)
    return [one.email for one in people]


def _rows(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ConsentEntry)) or 0


def test_each_organisation_has_its_own_people_and_no_others(session: Session, campaign: Campaign, event: Event) -> None:
    red, blue = _asker(session, campaign, "Red"), _asker(session, campaign, "Blue")
    ana, lu = make_rsvp(session, event, "ana@example.net"), make_rsvp(session, event, "lu@example.net")
    make_rsvp(session, event, "none@example.net")
    assert _decide(session, ana, red) == 1
    assert _decide(session, lu, red, blue) == 2

    assert _emails(session, red) == ["ana@example.net", "lu@example.net"]
    assert _emails(session, blue) == ["lu@example.net"]
    assert (count_given(session, asker_id=red.id), count_given(session, asker_id=blue.id)) == (2, 1)
    verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "consents-taken")).all()
    assert len(verbs) == 2


def test_taking_back_is_one_more_row_and_counts_at_once(session: Session, campaign: Campaign, event: Event) -> None:
    red = _asker(session, campaign, "Red")
    rsvp = make_rsvp(session, event)
    for wanted in ([red], [red], [], [], [red], []):
        _decide(session, rsvp, *wanted)
    acts = session.execute(select(ConsentEntry.step, ConsentEntry.act).order_by(ConsentEntry.step)).all()
    assert [(step, act.value) for step, act in acts] == [(1, "given"), (2, "withdrawn"), (3, "given"), (4, "withdrawn")]
    assert _emails(session, red) == []


def test_the_database_refuses_to_change_a_row(session: Session, campaign: Campaign, event: Event) -> None:
    red = _asker(session, campaign, "Red")
    _decide(session, make_rsvp(session, event), red)
    with pytest.raises(DatabaseError, match="only added to"):
        session.execute(text("UPDATE consent_entry SET act = 'withdrawn'"))
    session.rollback()


def test_the_words_that_were_read_are_kept_in_their_version(session: Session, campaign: Campaign, event: Event) -> None:
    red = _asker(session, campaign, "Red")
    first, second = make_rsvp(session, event, "a@example.net"), make_rsvp(session, event, "b@example.net")
    third = make_rsvp(session, event, "c@example.net")
    _decide(session, first, red)
    _decide(session, second, red)
    _decide(session, third, red, language="es")

    given = list_given(session, asker_id=red.id)

    assert {(one.language, one.version, one.words) for one in given} == {
        ("en", version_of("Red may write to me."), "Red may write to me."),
        ("es", version_of("Red may write to me."), "Red may write to me."),
    }
    assert session.scalar(select(func.count()).select_from(ConsentWording)) == 2
    told = export_of(session, first)["consents"][0]
    assert told["act"]["value"] == "given"
    assert told["act"]["sentence"] == "Red may write to me."
    assert told["acted_on"]["value"] == "2027-03-01"


def test_hosts_take_along_guests_of_their_own_event_alone(session: Session, campaign: Campaign, event: Event) -> None:
    host = _asker(session, campaign, "", AskerKind.HOST)
    elsewhere = make_event(session, campaign)
    _decide(session, make_rsvp(session, event, "here@example.net"), host)
    _decide(session, make_rsvp(session, elsewhere, "there@example.net"), host)
    assert _emails(session, host, event) == ["here@example.net"]
    assert _emails(session, host, elsewhere) == ["there@example.net"]


def test_nobody_is_asked_without_an_address_before_confirming_or_at_high_risk(
    session: Session, campaign: Campaign, event: Event
) -> None:
    red = _asker(session, campaign, "Red")
    waiting = make_rsvp(session, event, "new@example.net", is_confirmed=False)
    given = Answer("", None, 1, "en")
    mute = answer_without_mail(
        session, code=event.code, given=given, rsvp_id=new_id(), words=new_words(), now=datetime(2027, 3, 1, tzinfo=UTC)
    )
    for rsvp in (waiting, mute):
        assert list_offered(session, rsvp) == []
        with pytest.raises(EventTakesNoAnswers):
            _decide(session, rsvp, red)
    agreed = make_rsvp(session, event)
    _decide(session, agreed, red)
    campaign.safety = SafetyProfile.HIGH_RISK
    session.flush()
    assert [asker.id for asker in list_offered(session, agreed)] == [red.id], "to take it back"
    with pytest.raises(NotFound):
        take_reachable(session, asker=red, actor=ANONYMOUS)
    _decide(session, agreed)
    assert list_offered(session, agreed) == []


def test_who_asks_no_more_keeps_who_agreed_until_they_take_it_back(
    session: Session, campaign: Campaign, event: Event
) -> None:
    red = _asker(session, campaign, "Red")
    agreed, later = make_rsvp(session, event, "a@example.net"), make_rsvp(session, event, "b@example.net")
    _decide(session, agreed, red)
    stop_asker(session, campaign_id=campaign.id, asker_id=red.id, actor=ANONYMOUS)
    session.flush()
    assert list_offered(session, later) == []
    assert _emails(session, red) == ["a@example.net"]
    cancel(session, rsvp_id=agreed.id, link_version=1)
    assert _emails(session, red) == ["a@example.net"], "who can't come is still in touch"
    _decide(session, agreed)
    assert _emails(session, red) == []


@pytest.mark.parametrize("act", ["erase", "purge"])
def test_consents_go_with_the_guest(session: Session, campaign: Campaign, event: Event, act: str) -> None:
    red = _asker(session, campaign, "Red")
    rsvp = make_rsvp(session, event)
    _decide(session, rsvp, red)
    assert _rows(session) == 1
    if act == "erase":
        erase(session, rsvp_id=rsvp.id, link_version=1)
    else:
        purge_over(session, now=event.starts_utc + timedelta(days=200))
    session.flush()
    assert _rows(session) == 0
    assert _emails(session, red) == []


def test_boxes_are_few_and_nobody_asks_twice(session: Session, campaign: Campaign) -> None:
    for number in range(MOST):
        _asker(session, campaign, f"Group {number}")
    with pytest.raises(TooManyAskers):
        _asker(session, campaign, "One more")
    other = make_campaign(session, slug="other")
    asker = _asker(session, other, "Red")
    with pytest.raises(AsksAlready):
        _asker(session, other, "Red")
    with pytest.raises(NotFound):
        stop_asker(session, campaign_id=campaign.id, asker_id=asker.id, actor=ANONYMOUS)
