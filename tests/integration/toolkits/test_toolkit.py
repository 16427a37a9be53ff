"""Sheets are kept by version, given out by the right people, and reach the record piece by piece."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.foundation.access import ANONYMOUS, Actor
from organizer.foundation.audit import AuditEntry
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import Text
from organizer.record.loader import load_campaign
from organizer.record.projector import Reader
from organizer.record.toolkits import Toolkit, load_toolkit, toolkit_from
from organizer.record.types import Audience
from organizer.toolkits.models import ToolkitVersion
from organizer.toolkits.operations import publish_sheet, save_sheet, withdraw_sheet
from organizer.toolkits.queries import list_published
from organizer.toolkits.rules import CardIsOld, ChangedMeanwhile, NeedsOtherEyes, SheetKind, Where, read_card, read_kit
from tests.factories import make_campaign, make_person

KIT = {
    "checklist": ["Water"], "talking_points": ["Why"], "chants": [{"call": "Whose water?", "response": "Ours"}],
    "press": {"headline": "H", "text": "T", "contact": "press@example.org", "embargo_until": "2027-11-17T06:00"},
}  # fmt: skip
CARD = {
    "title": "Know this",
    "lines": ["Stay calm"],
    "phone_label": "Help",
    "phone": "+57 1",
    "checked_by": "A. Lawyer",
}


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return make_campaign(session)


@pytest.fixture
def writer(session: Session) -> Actor:
    return Actor(make_person(session, email="writer@example.org").id)


@pytest.fixture
def reader_of_it(session: Session) -> Actor:
    return Actor(make_person(session, email="second@example.org").id)


def _kit(session: Session, campaign: Campaign, place: str | None, language: str, **pieces: Any) -> None:
    where = Where(campaign.id, place, language)
    sheet = save_sheet(session, where=where, words=read_kit(pieces), actor=ANONYMOUS)
    _publish(session, where, SheetKind.KIT, sheet.newest, ANONYMOUS)


def _publish(session: Session, where: Where, kind: SheetKind, number: int, actor: Actor) -> None:
    publish_sheet(session, where=where, kind=kind, expected=number, actor=actor, today=now().date())


def _card(days_old: int = 0) -> Any:
    today = now().date()
    return read_card({**CARD, "checked_on": (today - timedelta(days=days_old)).isoformat()}, today)


def _toolkit(session: Session, campaign: Campaign, country: str | None, language: str, audience: Audience) -> Toolkit:
    reader = Reader((language,), "https://act.example.org", audience)
    record = load_campaign(session, slug=campaign.slug, reader=reader)
    return load_toolkit(session, campaign=record, country=country, reader=reader)


def test_without_anything_written_it_is_empty(session: Session, campaign: Campaign) -> None:
    toolkit = _toolkit(session, campaign, "CO", "es", Audience.HOST)
    assert toolkit == Toolkit("CO", "es")
    assert toolkit.is_empty


def test_hosts_get_all_of_it_and_everybody_what_is_said_in_the_street(session: Session, campaign: Campaign) -> None:
    _kit(session, campaign, None, "en", **KIT)
    _kit(session, campaign, "CO", "es", contacts=[{"label": "Ayuda", "value": "123"}])

    of_host = _toolkit(session, campaign, "CO", "es", Audience.HOST)
    assert of_host.checklist == (Text("Water", "en"),)
    assert [(one.label, one.value) for one in of_host.contacts] == [(Text("Ayuda", "es"), "123")]
    assert of_host.press is not None
    assert of_host.press.embargo_until == datetime(2027, 11, 17, 6, tzinfo=UTC)

    of_all = _toolkit(session, campaign, "CO", "es", Audience.PUBLIC)
    assert of_all == Toolkit("CO", "es", chants=of_host.chants)
    assert _toolkit(session, campaign, "PE", "es", Audience.HOST).contacts == ()


def test_an_embargo_that_is_over_is_no_more(session: Session, campaign: Campaign) -> None:
    _kit(session, campaign, None, "en", **KIT)
    reader = Reader(("en",), "https://act.example.org", Audience.HOST)
    record = load_campaign(session, slug=campaign.slug, reader=reader)
    sheets = list_published(session, campaign_id=campaign.id, country=None)
    for hour, is_over in ((5, False), (6, True)):
        at = datetime(2027, 11, 17, hour, tzinfo=UTC)
        press = toolkit_from(sheets, campaign=record, country=None, reader=reader, at=at).press
        assert press is not None
        assert (press.embargo_until is None) == is_over


def test_a_draft_reaches_nobody_and_each_publishing_is_a_visible_change(
    session: Session, campaign: Campaign, writer: Actor
) -> None:
    where, version = Where(campaign.id, None, "en"), campaign.version
    sheet = save_sheet(session, where=where, words=read_kit(KIT), actor=writer)
    assert _toolkit(session, campaign, None, "en", Audience.HOST).is_empty
    assert campaign.version == version

    _publish(session, where, SheetKind.KIT, 1, writer)
    assert campaign.version == version + 1
    save_sheet(session, where=where, words=read_kit({"checklist": ["Later"]}), actor=writer, expected=1)
    assert _toolkit(session, campaign, None, "en", Audience.HOST).checklist == (Text("Water", "en"),)

    withdraw_sheet(session, where=where, kind=SheetKind.KIT, actor=writer)
    assert _toolkit(session, campaign, None, "en", Audience.HOST).is_empty
    assert campaign.version == version + 2
    acts = session.execute(
        select(AuditEntry.verb, AuditEntry.actor_id).where(AuditEntry.subject_id == sheet.id).order_by(AuditEntry.id)
    )
    assert [tuple(act) for act in acts] == [
        (f"toolkit-{verb}", writer.person_id) for verb in ("saved", "published", "saved", "withdrawn")
    ]


def test_nobody_overwrites_what_somebody_else_saved(session: Session, campaign: Campaign, writer: Actor) -> None:
    where = Where(campaign.id, None, "en")
    save_sheet(session, where=where, words=read_kit(KIT), actor=writer, expected=0)
    with pytest.raises(ChangedMeanwhile):
        save_sheet(session, where=where, words=read_kit({"checklist": ["x"]}), actor=writer, expected=0)
    with pytest.raises(ChangedMeanwhile):
        _publish(session, where, SheetKind.KIT, 2, writer)
    with pytest.raises(NotFound):
        _publish(session, Where(campaign.id, None, "es"), SheetKind.KIT, 1, writer)


def test_the_same_words_again_are_no_new_version_and_old_ones_go(
    session: Session, campaign: Campaign, writer: Actor
) -> None:
    where = Where(campaign.id, None, "en")
    for number in range(40):
        sheet = save_sheet(session, where=where, words=read_kit({"checklist": [str(number)]}), actor=writer)
        save_sheet(session, where=where, words=read_kit({"checklist": [str(number)]}), actor=writer)
        if number == 2:
            _publish(session, where, SheetKind.KIT, sheet.newest, writer)
    assert sheet.newest == 40
    numbers = session.scalars(select(ToolkitVersion.number).order_by(ToolkitVersion.number)).all()
    assert list(numbers) == [3, *range(11, 41)]


def test_a_rights_card_needs_another_pair_of_eyes_and_a_fresh_check(
    session: Session, campaign: Campaign, writer: Actor, reader_of_it: Actor
) -> None:
    where = Where(campaign.id, "CO", "es")
    save_sheet(session, where=where, words=_card(), actor=writer)
    with pytest.raises(NeedsOtherEyes):
        _publish(session, where, SheetKind.CARD, 1, writer)
    _publish(session, where, SheetKind.CARD, 1, reader_of_it)

    save_sheet(session, where=where, words=_card(days_old=400), actor=writer)
    with pytest.raises(CardIsOld):
        _publish(session, where, SheetKind.CARD, 2, reader_of_it)


def test_a_rights_card_is_of_one_country_and_goes_when_its_check_is_old(
    session: Session, campaign: Campaign, writer: Actor, reader_of_it: Actor
) -> None:
    for place, days_old in (("CO", 0), ("PE", 300), (None, 0)):
        where = Where(campaign.id, place, "es")
        save_sheet(session, where=where, words=_card(days_old), actor=writer)
        _publish(session, where, SheetKind.CARD, 1, reader_of_it)

    found = {
        (place, language): _toolkit(session, campaign, place, language, Audience.PUBLIC).rights
        for place in ("CO", "EC", None)
        for language in ("en", "es")
    }
    assert {key for key, card in found.items() if card} == {("CO", "en"), ("CO", "es")}
    card = found["CO", "en"]
    assert card is not None
    assert (card.title, card.lines, card.checked_on) == (
        Text("Know this", "es"),
        (Text("Stay calm", "es"),),
        now().date(),
    )

    reader = Reader(("es",), "https://act.example.org")
    record = load_campaign(session, slug=campaign.slug, reader=reader)
    sheets = list_published(session, campaign_id=campaign.id, country="PE")
    cards = [
        toolkit_from(sheets, campaign=record, country="PE", reader=reader, at=now() + timedelta(days=days)).rights
        for days in (60, 70)
    ]
    assert [card is not None for card in cards] == [True, False]


def test_words_go_with_the_campaign_and_outlive_their_writer(
    session: Session, campaign: Campaign, writer: Actor
) -> None:
    save_sheet(session, where=Where(campaign.id, None, "en"), words=read_kit(KIT), actor=writer)
    session.connection().exec_driver_sql("DELETE FROM person")
    assert session.scalars(select(ToolkitVersion.author_id)).all() == [None]
    session.connection().exec_driver_sql("DELETE FROM campaign")
    assert session.scalar(select(func.count()).select_from(ToolkitVersion)) == 0
