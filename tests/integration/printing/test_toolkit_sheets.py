"""What a country's toolkit puts on paper: for hosts alone or for everybody, whole, and not there until somebody wrote it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_babel import force_locale, gettext
from pypdf import PdfReader
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.choices import Choices
from organizer.editions.printing.item import Order
from organizer.editions.printing.needs import NothingWritten, is_there
from organizer.editions.printing.own.toolkit import kit
from organizer.editions.printing.render import render_item
from organizer.editions.printing.words import words_for
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS, Actor
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text
from organizer.foundation.db import Database
from organizer.record.toolkits import RightsCard, Toolkit
from organizer.record.types import Audience
from organizer.toolkits.models import ToolkitSheet, ToolkitVersion
from organizer.toolkits.operations import publish_sheet, save_sheet
from organizer.toolkits.rules import SheetKind, Where, read_card, read_kit
from tests.factories import make_campaign, make_event, make_person
from tests.support.blank_sheets import print_blank_sheets
from tests.support.client import InspectingClient
from tests.support.print_reading import pages_of, share_found, share_of_last_page, text_of
from tests.support.print_requests import demo_event, poster, translations
from tests.support.records import demo_toolkit
from tests.support.signed_in import sign_in

CODE = "k7m3q9"
KIT = {
    "checklist": ["Bring the banner"],
    "timeline": [{"minutes": -90, "text": "Meet at the fountain"}],
    "chants": [{"call": "Whose water?", "response": "Our water!"}],
    "petition": {"title": "Free the river", "text": "We ask.", "addressed_to": "The mayor", "consent": "I agree."},
    "press": {"headline": "River freed", "text": "Today.", "contact": "press@example.org", "embargo_until": "2099-11-17T06:00"},
}  # fmt: skip
CARD = {
    "title": "Know this",
    "lines": ["Stay calm"],
    "phone_label": "Help",
    "phone": "+57 1 234",
    "checked_by": "A. Lawyer",
}


def _write(session: Session, campaign: Campaign) -> None:
    where = Where(campaign.id, None, "en")
    sheet = save_sheet(session, where=where, words=read_kit(KIT), actor=ANONYMOUS)
    today = now().date()
    publish_sheet(session, where=where, kind=SheetKind.KIT, expected=sheet.newest, actor=ANONYMOUS, today=today)
    here = Where(campaign.id, "CO", "en")
    card = read_card({**CARD, "checked_on": (today - timedelta(days=3)).isoformat()}, today)
    writer = Actor(make_person(session, "writer@example.org").id)
    sheet = save_sheet(session, where=here, words=card, actor=writer)
    other = Actor(make_person(session, "second@example.org").id)
    publish_sheet(session, where=here, kind=SheetKind.CARD, expected=sheet.newest, actor=other, today=today)


@pytest.fixture
def town(app: Flask, app_database: Database, client: InspectingClient) -> InspectingClient:
    """Return the browser of a host whose campaign has written nothing yet."""
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE)
        person = make_person(session, "host@example.org")
        add_host(session, event=event, person_id=person.id)
        person_id = person.id
    sign_in(client, person_id)
    return client


@pytest.fixture
def written(town: InspectingClient, app_database: Database) -> InspectingClient:
    """Return the same after the team has written."""
    with app_database.transaction() as session:
        _write(session, session.query(Campaign).one())
    return town


@pytest.mark.engines("sqlite")
def test_what_nobody_wrote_is_not_offered_and_the_desk_says_who_can(town: InspectingClient) -> None:
    desk = town.page(f"/manage/e/{CODE}/print/")
    assert "Nobody has written a petition yet." in desk.main
    assert "no card for this country" in desk.main
    assert town.get(f"/manage/e/{CODE}/print/kit.pdf").status_code == 404
    assert town.get(f"/manage/e/{CODE}/print/kit/").status_code == 404
    assert town.get(f"/e/{CODE}/print/petition.pdf").status_code == 404
    assert "petition.pdf" not in town.page(f"/e/{CODE}/print/").html


def everything(browser: InspectingClient, address: str) -> list[str]:
    """Return the names in a zip."""
    with ZipFile(BytesIO(browser.get(address).data)) as archive:
        return archive.namelist()


@pytest.mark.engines("sqlite")
def test_what_was_shortened_is_told_in_the_hosts_zip_and_beside_the_item(
    town: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_blank_sheets(monkeypatch, {"id": "headline", "size": 8, "note": "shortened", "min": 8})
    page = town.page(f"/manage/e/{CODE}/print/handbill/?paper=a6x4")
    assert "Title: shortened to fit on 4 × A6 on A4." in page.main
    address = f"/manage/e/{CODE}/print/everything.zip?paper=a4"
    with ZipFile(BytesIO(town.get(address).data)) as archive:
        (told,) = (name for name in archive.namelist() if name.endswith(".txt"))
        said = archive.read(told).decode()
    assert "_handbill_a6x4_en.pdf\n  Title: shortened to fit on 4 × A6 on A4." in said


@pytest.mark.engines("sqlite")
def test_hosts_get_what_is_for_them_and_others_do_not(
    written: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = written.page(f"/manage/e/{CODE}/print/?paper=a4")
    assert [name for name in ("kit.pdf", "press.pdf", "briefing.pdf") if name in desk.html] == ["kit.pdf", "press.pdf"]
    kit = written.get(f"/manage/e/{CODE}/print/kit.pdf?paper=a4")
    said = text_of(kit.data)
    assert "Bringthebanner" in said
    assert "1:30" in said  # ninety minutes before three o'clock in Bogotá
    assert "press@example.org" in text_of(written.get(f"/manage/e/{CODE}/print/press.pdf").data)
    assert "Nottobepublishedbefore" in text_of(written.get(f"/manage/e/{CODE}/print/press.pdf").data)
    assert kit.headers["Cache-Control"] == "no-store"
    picture = written.get(f"/manage/e/{CODE}/print/kit.png")
    assert picture.data.startswith(b"\x89PNG")
    choices = written.page(f"/manage/e/{CODE}/print/kit/?paper=letter&mode=bw&lang=ar")
    form = choices.form(having="paper")
    assert (form.values["paper"], form.values["mode"], form.values["lang"]) == (["letter"], ["bw"], ["ar"])
    assert form.action == f"/manage/e/{CODE}/print/kit/"
    assert "All words fit" in choices.main
    assert desk.link("Everything for my event (zip)") == f"/manage/e/{CODE}/print/everything.zip?lang=en&paper=a4"
    print_blank_sheets(monkeypatch)
    names = [everything(written, f"/{where}/{CODE}/print/everything.zip?paper=a4") for where in ("e", "manage/e")]
    hosts_alone = {name.split("_")[2] for name in names[1] if name not in names[0]}
    assert set(names[0]) < set(names[1]), "hosts get what everybody gets, too"
    assert hosts_alone == {"kit", "press"}
    for key in (item.key for item in ITEMS.values() if item.audience is Audience.HOST):
        assert written.get(f"/e/{CODE}/print/{key}.pdf").status_code == 404
        assert written.get(f"/e/{CODE}/print/{key}.png").status_code == 404
        assert written.get(f"/e/{CODE}/print/{key}/").status_code == 404


@pytest.mark.engines("sqlite")
def test_what_is_said_and_signed_in_the_street_is_for_everybody(written: InspectingClient) -> None:
    page = written.page(f"/e/{CODE}/print/?paper=a4").html
    assert all(f"/{key}.pdf?" in page for key in ("petition", "chants", "rights"))
    assert "/kit.pdf" not in page
    assert "Ourwater!" in text_of(written.get(f"/e/{CODE}/print/chants.pdf?paper=a6x4").data)
    card = text_of(written.get(f"/e/{CODE}/print/rights.pdf").data)
    assert "+571234" in card
    assert "A.Lawyer" in card
    assert "Colombia" in card
    with ZipFile(BytesIO(written.get(f"/e/{CODE}/print/everything.zip?paper=a4").data)) as archive:
        items = {name.split("_")[2] for name in archive.namelist()}
    assert {"petition", "chants", "rights", "poster"} <= items
    assert not {"kit", "press"} & items


@pytest.mark.engines("sqlite")
def test_a_card_that_an_older_program_took_is_told_of_and_stops_no_other_sheet(
    written: InspectingClient, app_database: Database
) -> None:
    with app_database.transaction() as session:
        (sheet,) = session.query(ToolkitSheet).filter_by(kind=SheetKind.CARD)
        version = session.query(ToolkitVersion).filter_by(sheet_id=sheet.id).one()
        version.pieces = {**version.pieces, "lines": [("You need not say anything but your name. " * 9)[:299]] * 8}
        raise_version(session, campaign_id=sheet.campaign_id)
    refused = written.get(f"/e/{CODE}/print/rights.pdf?paper=letter&lang=en")
    assert refused.status_code == 422
    assert "Rules: does not fit on Letter." in refused.text
    assert "Rules: does not fit on Letter." in written.page(f"/e/{CODE}/print/rights/?paper=letter").text
    with ZipFile(BytesIO(written.get(f"/e/{CODE}/print/everything.zip?paper=letter").data)) as archive:
        items = {name.split("_")[2] for name in archive.namelist() if name.endswith(".pdf")}
        assert "Rules: does not fit on Letter." in archive.read("not-printed.txt").decode()
    assert {"petition", "chants", "poster"} <= items
    assert "rights" not in items


@pytest.mark.engines("sqlite")
def test_an_event_in_letters_without_a_font_is_listed_and_told_what_stops_its_sheets(
    town: InspectingClient, app_database: Database
) -> None:
    fine = "Nothing can be printed yet"
    assert fine not in town.page(f"/e/{CODE}/print/").text
    with app_database.transaction() as session:
        event = session.query(Event).one()
        event.title = {**event.title, "en": "Kali ꦗ 👩🏽‍🚒"}
        raise_version(session, campaign_id=event.campaign_id)
    assert "Kali ꦗ" in town.page(f"/e/{CODE}/").text
    for path in (f"/e/{CODE}/print/?lang=en", f"/manage/e/{CODE}/print/?lang=en"):
        page = town.page(path).text
        assert fine in page
        assert "no font for the character ꦗ (U+A997)" in page


def test_a_petition_has_its_whole_text_on_every_page_and_rows_that_go_on() -> None:
    wanted = replace(poster(demo_event(1), "en", item="petition"), choices=Choices(pages=3))
    printed = render_item(wanted)
    assert pages_of(printed.body) == 3
    petition = wanted.toolkit.petition if wanted.toolkit else None
    assert petition is not None
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(printed.body)).pages]
    for line in (
        petition.title.value,
        *petition.text.value.split("\n"),
        petition.consent.value,
        "Destroy this sheet by",
    ):
        assert all(" ".join(line.split()) in page for page in pages), line
    code = wanted.event.code.upper()
    rows = [page.count(f"{code}-") for page in pages]
    assert rows[0] == rows[1] == rows[2] > 10
    assert f"{code}-{3 * rows[0]}" in pages[2]


@pytest.mark.parametrize("sheet", ["a4", "letter"])
def test_a_long_petition_leaves_room_to_sign(sheet: str) -> None:
    wanted = poster(demo_event(1), "en", item="petition", sheet=sheet)
    assert wanted.toolkit is not None
    assert wanted.toolkit.petition is not None
    text = Text("Whereas the river is a living being, and those who live by it were never asked. " * 50, "en")
    petition = replace(wanted.toolkit.petition, text=Text(text.value[:4000], "en"))
    printed = render_item(replace(wanted, toolkit=replace(wanted.toolkit, petition=petition)))
    assert [row for row in printed.fit_report if row["note"] in ("overflow", "shortened")] == []
    assert share_found(printed.body, petition.text.value) == 1
    assert text_of(printed.body).count(f"{wanted.event.code.upper()}-") >= 4


@pytest.mark.parametrize("sheet", ["a4", "letter"])
@pytest.mark.parametrize("lang", ["en", "ar", "hi"])
def test_a_full_card_of_rights_is_printed_whole(sheet: str, lang: str) -> None:
    wanted = poster(demo_event(1), "en", item="rights", sheet=sheet)
    line = {
        "en": "You need not say anything but your name; ask for a lawyer and for an interpreter, and wait until they are there.",
        "ar": "لا يلزمك أن تقول شيئًا غير اسمك؛ اطلب محاميًا ومترجمًا، وانتظر حتى يحضرا.",
        "hi": "अपने नाम के सिवा कुछ बताना ज़रूरी नहीं; वकील और दुभाषिया माँगें और उनके आने तक रुकें।",
    }[lang]
    assert wanted.toolkit is not None
    card = wanted.toolkit.rights
    assert isinstance(card, RightsCard)
    full = replace(card, lines=tuple(Text(line, lang) for _ in range(8)))
    printed = render_item(replace(wanted, toolkit=replace(wanted.toolkit, rights=full)))
    assert [row for row in printed.fit_report if row["note"] == "overflow"] == []
    assert printed.body.startswith(b"%PDF")


@pytest.mark.parametrize(("item", "sheet"), [("kit", "a4"), ("briefing", "letter"), ("press", "a4")])
def test_no_last_page_holds_a_few_rows_alone(item: str, sheet: str) -> None:
    wanted = poster(demo_event(1), "ar", item=item, sheet=sheet)
    kit, press = wanted.toolkit, wanted.toolkit and wanted.toolkit.press
    assert kit is not None
    assert press is not None
    line = Text("كونوا في المكان قبل الموعد بنصف ساعة، وخذوا الماء والأوراق.", "ar")
    ends: list[tuple[int, float]] = []
    for more in range(0, 18, 2):
        text = Text(press.text.value + "\n\n" + "\n\n".join([line.value] * (2 * more)), "ar")
        told = replace(
            kit, checklist=(*kit.checklist, *[line] * more), roles=kit.roles + kit.roles[:1] * more,
            press=replace(press, text=text),
        )  # fmt: skip
        printed = render_item(replace(wanted, toolkit=told))
        ends.append((pages_of(printed.body), share_of_last_page(printed.body)))
    assert len({pages for pages, _ in ends}) > 1, "some of them need another page"
    assert min(share for pages, share in ends if pages > 1) > 0.3, ends


@pytest.mark.parametrize(("sheet", "copies", "least"), [("a6x4", 3, 9), ("a6x4", 6, 6), ("a5x2", 8, 6.5)])
def test_many_short_chants_can_be_read_while_walking(sheet: str, copies: int, least: float) -> None:
    wanted = poster(demo_event(1), "en", item="chants", sheet=sheet)
    assert wanted.toolkit is not None
    chants = wanted.toolkit.chants * copies
    printed = render_item(replace(wanted, toolkit=replace(wanted.toolkit, chants=chants)))
    assert next(row["size"] for row in printed.fit_report if row["id"] == "chant") >= least
    pieces = int(sheet[-1])
    said = wanted.toolkit.chants[0].call.value.replace(" ", "")
    assert text_of(printed.body).count(said) == copies * pieces


@pytest.mark.parametrize("lang", ["ar", "es", "ja", "sm"])
def test_the_headings_of_a_kit_speak_as_its_texts_do(lang: str) -> None:
    wanted = poster(demo_event(1), "ar", item="kit", sheet="a4")
    item = ITEMS["kit"]
    order = Order(item, item.sheets["a4"], "colour", lang, wanted.campaign, wanted.event, toolkit=wanted.toolkit)
    with translations():
        own = kit(order, words_for(lang))
        with force_locale("ar"):
            assert own["title"].t == gettext("Host kit")
            assert own["names"]["checklist"].t == gettext("What to do")
    assert {own["title"].lang, *(phrase.lang for phrase in own["names"].values())} == {"ar"}


def test_many_chants_are_all_there_or_the_report_says_so() -> None:
    wanted = poster(demo_event(1), "en", item="chants", sheet="a5x2")
    assert wanted.toolkit is not None
    many = replace(wanted.toolkit, chants=wanted.toolkit.chants * 4)
    printed = render_item(replace(wanted, toolkit=many))
    assert [row["note"] for row in printed.fit_report if row["id"] == "chant"] in (["ok"], ["too-small"])


def test_without_its_words_no_sheet_is_drawn() -> None:
    empty = Toolkit("CO", "en")
    for item in (item for item in ITEMS.values() if item.needs):
        assert not is_there(item, empty)
        assert is_there(item, demo_toolkit("es", "CO"))
        with pytest.raises(NothingWritten):
            render_item(replace(poster(demo_event(1), "en", item=item.key), toolkit=empty))


def test_an_embargo_is_told_in_the_clocks_of_the_event() -> None:
    wanted = poster(demo_event(1), "en", item="press")
    assert wanted.toolkit is not None
    assert wanted.toolkit.press is not None
    until = datetime(2027, 11, 17, 6, tzinfo=UTC)
    press = replace(wanted.toolkit.press, embargo_until=until)
    event = replace(wanted.event, time=replace(wanted.event.time, zone="Asia/Kolkata"))
    printed = render_item(replace(wanted, event=event, toolkit=replace(wanted.toolkit, press=press)))
    assert "11:30" in text_of(printed.body)
