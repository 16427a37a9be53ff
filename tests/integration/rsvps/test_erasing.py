"""A guest takes home what we hold about them, and is forgotten when they say so (security.md P-12, P-13)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import LargeBinary, func, inspect, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.consents.operations import add_asker
from organizer.consents.rules import AskerKind, Shown
from organizer.events.models import Event, EventNotice
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit.models import AuditEntry
from organizer.foundation.core.errors import NotFound
from organizer.foundation.db import Retention
from organizer.foundation.outbox import Message
from organizer.questions.operations import Asker, add_question, switch_questions
from organizer.questions.rules import NewQuestion, QuestionKind
from organizer.rsvps.models import Arrival, CalendarKey, MailSwitch, Rsvp, StillComing
from organizer.rsvps.operations import (
    Answer,
    Sheet,
    add_shift,
    answer,
    answer_questions,
    ask_who_ticked,
    cancel,
    choose_shifts,
    decide_consents,
    erase,
    export_of,
    make_guest_key,
)
from organizer.rsvps.operations.exporting import HOLDINGS
from organizer.rsvps.operations.switching import For, switch_mail
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules.door import ArrivalSource
from organizer.rsvps.rules.kinds import MailKind
from organizer.rsvps.rules.shifts import ShiftPlan, ShiftRole
from organizer.tables import metadata
from tests.factories import make_campaign, make_event, make_rsvp

TODAY = datetime(2027, 3, 1, tzinfo=UTC).date()
#: Tables that keep something until an event's purge and are about hosts, not guests.
_OF_HOSTS = {"broadcast", "door_link", "event", "event_revision", "event_hand_over"}


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, make_campaign(session), capacity=10)


def erase_it(session: Session, rsvp: Rsvp, *, with_others: bool = False) -> int:
    return erase(session, rsvp_id=rsvp.id, link_version=rsvp.link_version, with_others=with_others)


def taken(session: Session, event: Event) -> int:
    session.refresh(event)
    assert event.taken == count_holding(session, event_id=event.id)
    return event.taken


def rows(session: Session) -> dict[str, int]:
    return {
        table.__name__: session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Rsvp, Message, CalendarKey, MailSwitch, StillComing)
    }


def test_every_table_about_guests_is_on_the_list() -> None:
    kept_till_purge = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        if (declared := column.info["personal"]) is not None and declared.retention is Retention.EVENT_END
    }
    assert kept_till_purge - _OF_HOSTS == {holding.model.__tablename__ for holding in HOLDINGS}


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_nothing_of_an_erased_guest_is_left(session: Session, event: Event, is_confirmed: bool) -> None:
    rsvp = make_rsvp(session, event, "lu@example.net", name="Lu", people=2, is_confirmed=is_confirmed)
    make_guest_key(session, rsvp_id=rsvp.id, link_version=1, today=TODAY)
    _wants_no_thanks_and_still_comes(session, event, rsvp)
    key, index = str(rsvp.id), rsvp.email_index
    assert taken(session, event) == 2

    assert erase_it(session, rsvp) == 1

    assert rows(session) == {"Rsvp": 0, "Message": 0, "CalendarKey": 0, "MailSwitch": 0, "StillComing": 0}
    assert taken(session, event) == 0
    for table in metadata.sorted_tables:
        for row in session.execute(select(table)):
            values = [value for value in row if value is not None]
            assert index not in values, table.name
            assert key not in str(values), table.name


def test_erasing_twice_gives_places_back_once(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event, "lu@example.net", people=3)
    make_rsvp(session, event, "ana@example.net", people=2)
    erase_it(session, rsvp)
    with pytest.raises(NotFound):
        erase(session, rsvp_id=rsvp.id, link_version=1)
    assert taken(session, event) == 2


def test_an_answer_that_was_taken_back_frees_nothing_more(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event, people=3)
    cancel(session, rsvp_id=rsvp.id, link_version=1)
    erase_it(session, rsvp)
    assert taken(session, event) == 0


def test_only_this_answer_goes_unless_all_are_meant(session: Session, event: Event) -> None:
    second = make_event(session, session.get_one(Campaign, event.campaign_id))
    abroad = make_event(session, make_campaign(session, slug="second"))
    first = make_rsvp(session, event, "lu@example.net", people=2)
    make_rsvp(session, second, "lu@example.net", people=2)
    make_rsvp(session, second, "ana@example.net", people=1)
    make_rsvp(session, abroad, "lu@example.net", people=1)
    make_guest_key(session, rsvp_id=first.id, link_version=1, today=TODAY)

    again = answer(
        session, code=event.code, given=Answer("zoe@example.net", None, 1, "en"), now=datetime(2027, 3, 1, tzinfo=UTC)
    )
    assert erase_it(session, again) == 1
    assert rows(session)["CalendarKey"] == 1
    assert erase_it(session, first, with_others=True) == 2
    assert (taken(session, event), taken(session, second), taken(session, abroad)) == (0, 1, 1)
    assert rows(session)["CalendarKey"] == 0


def test_another_link_version_erases_nothing(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event)
    with pytest.raises(NotFound):
        erase(session, rsvp_id=rsvp.id, link_version=2)
    assert rows(session)["Rsvp"] == 1


def test_the_trail_says_that_somebody_was_forgotten_and_not_who(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event)
    erase_it(session, rsvp)
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.verb == "rsvp-erased")).all()
    assert entry.subject_id == event.id


def _answer_a_question(session: Session, event: Event, rsvp: Rsvp) -> None:
    campaign = session.get_one(Campaign, event.campaign_id)
    switch_questions(session, campaign=campaign, actor=ANONYMOUS, is_on=True)
    new = NewQuestion(QuestionKind.ACCESS, None)
    question = add_question(session, asker=Asker(campaign), new=new, actor=ANONYMOUS)
    given = {question.id: "a ramp"}
    answer_questions(session, rsvp_id=rsvp.id, link_version=1, given=given, now=datetime(2027, 3, 1, tzinfo=UTC))
    asker = add_asker(session, campaign_id=campaign.id, kind=AskerKind.COALITION, name="Red", actor=ANONYMOUS)
    shown = {asker.id: Shown("Red may write to me.", "en")}
    decide_consents(session, rsvp_id=rsvp.id, link_version=1, wanted=[asker.id], shown=shown, today=TODAY)
    session.flush()


def test_the_export_holds_every_value_about_the_guest_and_no_key(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event, "lu@example.net", name="Lu", people=3)
    token = make_guest_key(session, rsvp_id=rsvp.id, link_version=1, today=TODAY)
    _wants_no_thanks_and_still_comes(session, event, rsvp)
    _answer_a_question(session, event, rsvp)
    session.add(Arrival(event_id=event.id, source=ArrivalSource.GUEST, key="x", rsvp_id=rsvp.id, people=2))
    session.flush()
    plan = ShiftPlan(ShiftRole.MEDIC, event.starts, event.starts + timedelta(hours=1), 2)
    shift = add_shift(session, event_id=event.id, plan=plan, actor=ANONYMOUS)
    choose_shifts(session, rsvp_id=rsvp.id, link_version=1, wanted=[shift.id], now=datetime(2027, 3, 1, 12, tzinfo=UTC))

    sheet = Sheet(event.campaign_id, event.id, Shown("A sheet.", "en"), event.starts_utc)
    ask_who_ticked(session, sheet=sheet, emails=["LU@example.net"], now=datetime(2027, 3, 1, 12, tzinfo=UTC))

    held = export_of(session, rsvp)

    written = json.dumps(held)
    [own] = held["answer"]
    assert {name: own[name]["value"] for name in ("name", "email", "party_size", "state", "language", "answered_on")} == {
        "name": "Lu", "email": "lu@example.net", "party_size": 3, "state": "confirmed", "language": "en", "answered_on": "2027-03-01",
    }  # fmt: skip
    assert own["email"] == {"value": "lu@example.net", "purpose": "where changes are sent", "kept": "event-end"}
    assert [mail["recipient"]["value"] for mail in held["mails"]] == ["lu@example.net"] * 2
    assert held["calendar"][0]["token_hash"]["value"] is None
    assert held["arrivals"][0]["rsvp_id"]["value"] == 2
    assert held["on_paper"][0]["email"]["value"] == "LU@example.net"
    assert token not in written
    assert held["shifts"][0]["role"]["value"] == "medic"
    for holding in HOLDINGS:
        declared = [column for column in inspect(holding.model).columns if column.info["personal"] is not None]
        told = held[holding.name][0]
        assert len(told) == len(declared)
        fingerprints = [
            column.name
            for column in declared
            if isinstance(column.type, LargeBinary) and not column.name.endswith("_sealed")
        ]
        assert all(told[name]["value"] is None for name in fingerprints)


def _wants_no_thanks_and_still_comes(session: Session, event: Event, rsvp: Rsvp) -> None:
    switch_mail(session, of=For(rsvp.campaign_id, rsvp_id=rsvp.id), kind=MailKind.THANKS, is_on=False)
    notice = EventNotice(
        campaign_id=event.campaign_id, event_id=event.id, kind=NoticeKind.CHANGED, revision=2, before={},
        created_at=event.created_at, expanded_at=event.created_at,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    session.add(StillComing(rsvp_id=rsvp.id, notice_id=notice.id, comes=True, said_on=TODAY))
    session.flush()


def test_nothing_of_others_is_in_an_export(session: Session, event: Event) -> None:
    rsvp = make_rsvp(session, event, "lu@example.net", name="Lu")
    make_rsvp(session, event, "ana@example.net", name="Ana")
    said = json.dumps(export_of(session, rsvp))
    assert '"Ana"' not in said
    assert "ana@" not in said
