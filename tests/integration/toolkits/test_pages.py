"""The desk of the toolkit: written, refused with what was typed, looked at, published by the right person, read by hosts."""

import csv
import io
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.toolkits.models import ToolkitVersion
from tests.factories import make_campaign, make_event, make_person
from tests.support.client import InspectingClient, page_of
from tests.support.page import Form
from tests.support.signed_in import sign_in

#: What stands below the pages is tried on every engine beside.
pytestmark = pytest.mark.engines("sqlite")
DESK, CODE = "/manage/c/17n/toolkit", "k7m3q9"
EVERYWHERE = f"{DESK}/everywhere/en/"
KIT = {
    "checklist": "Water\nTape", "timeline": "-60 Set up the table\n0 Open", "chants": "Whose water? / Ours\nTogether",
    "roles": "Host: opens and closes", "contacts": "Help: help@example.org", "talking_points": "Say why",
    "briefing": "Before\nWear your badge\n\nAfter\nLeave last", "press_headline": "H", "press_text": "T",
    "press_quotes": "We are here / A neighbour", "press_contact": "press@example.org",
    "petition_title": "Water", "petition_text": "We ask", "petition_addressed_to": "The council",
    "petition_consent": "Handed over, then destroyed.",
}  # fmt: skip
CARD = {
    "title": "Know this", "lines": "Stay calm\nAsk whether you may go", "phone_label": "Help", "phone": "+57 1",
    "checked_by": "A. Lawyer", "checked_on": now().date().isoformat(),
}  # fmt: skip


@dataclass
class Staff:
    """Browsers by role."""

    owner: InspectingClient
    coordinator: InspectingClient
    host: InspectingClient
    anybody: InspectingClient


@pytest.fixture
def staff(app: Flask, app_database: Database, tmp_path: object) -> Staff:
    app.test_client_class = InspectingClient
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(session, campaign, code=CODE)
        people = {name: make_person(session, f"{name}@example.org").id for name in ("owner", "coordinator", "host")}
        for role, countries in ((Role.OWNER, ()), (Role.COORDINATOR, ("CO",))):
            grant_role(
                session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=people[role.value], role=role,
                countries=countries,
            )  # fmt: skip
        add_host(session, event=event, person_id=people["host"])
    browsers = {name: app.test_client() for name in people}
    for name, browser in browsers.items():
        sign_in(browser, people[name])
    return Staff(**browsers, anybody=app.test_client())  # type: ignore[arg-type]


def _typed(form: Form) -> dict[str, str]:
    """Return what stands in the fields; a browser's line ends are ours."""
    return {name: values[0].replace("\r\n", "\n") for name, values in form.filled({}).items()}


def _publish(browser: InspectingClient, look: str, kind: str = "kit") -> int:
    form = page_of(browser.get(look)).form(action="/publish", having="kind")
    assert form.filled({})["kind"] == [kind]
    return browser.send(form, {}).status_code


def test_one_begins_in_the_campaigns_own_language(app_database: Database, staff: Staff) -> None:
    with app_database.transaction() as session:
        campaign = session.query(Campaign).one()
        campaign.languages, campaign.default_language = ["am", "ar", "es"], "es"
    form = page_of(staff.owner.get(f"{DESK}/")).form(action="/toolkit/open")
    assert form.filled({})["language"] == ["es"]


def test_a_kit_that_was_cut_off_on_its_way_takes_no_piece_away(staff: Staff) -> None:
    assert staff.owner.submit(EVERYWHERE, KIT, action=EVERYWHERE).status_code == 303
    form = page_of(staff.owner.get(EVERYWHERE)).form(action=EVERYWHERE)
    del form.values["talking_points"]
    refused = staff.owner.send(form, {"checklist": "Only this"})
    assert refused.status_code == 422
    assert "This is needed." in refused.text
    assert _typed(page_of(refused).form(action=EVERYWHERE))["checklist"] == "Only this"
    kept = _typed(page_of(staff.owner.get(EVERYWHERE)).form(action=EVERYWHERE))
    assert (kept["checklist"], kept["talking_points"]) == ("Water\nTape", "Say why")


def test_words_are_written_looked_at_and_published_and_hosts_read_them_with_their_hours(staff: Staff) -> None:
    sent = staff.owner.submit(EVERYWHERE, KIT, action=EVERYWHERE)
    assert sent.status_code == 303
    look = sent.location
    assert "Set up the table" in staff.owner.page(look).text
    assert "Set up the table" not in staff.host.page(f"/manage/e/{CODE}/toolkit/").text

    assert _publish(staff.owner, look) == 303
    of_host = staff.host.page(f"/manage/e/{CODE}/toolkit/").text
    assert all(
        words in of_host for words in ("14:00", "Set up the table", "help@example.org", "Say why", "A neighbour")
    )
    of_all = staff.anybody.page(f"/e/{CODE}/toolkit/").text
    assert all(words in of_all for words in ("Whose water?", "Together", "We ask", "The council"))
    assert not any(words in of_all for words in ("help@example.org", "Say why", "press@example.org", "Set up"))
    assert "To say and to sign" in staff.anybody.page(f"/e/{CODE}/").text

    # As it was typed, so it is shown again.
    shown = _typed(page_of(staff.owner.get(EVERYWHERE)).form(action=EVERYWHERE))
    assert {name: shown[name] for name in KIT} == KIT
    withdraw = page_of(staff.owner.get(look)).form(action="/withdraw")
    assert staff.owner.send(withdraw, {}).status_code == 303
    assert "Nothing has been written" in staff.anybody.page(f"/e/{CODE}/toolkit/").text
    assert "To say and to sign" not in staff.anybody.page(f"/e/{CODE}/").text


def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_typed_is_lost(
    staff: Staff, app_database: Database
) -> None:
    wrong = {
        **KIT, "timeline": "soon Set up\n0 Open", "roles": "Host", "press_contact": "", "press_embargo_until": "soon",
        "checklist": "x" * 301,
    }  # fmt: skip
    answer = staff.owner.submit(EVERYWHERE, wrong, action=EVERYWHERE)
    assert answer.status_code == 422
    page = page_of(answer)
    for sentence in (
        "“soon Set up”: Begin with the minutes", "“Host”: Write it as “Role: what they do”", "This is needed.",
        "Give a day and an hour", "There is room for 300",
    ):  # fmt: skip
        assert sentence in page.text
    shown = _typed(page.form(action=EVERYWHERE))
    assert {name: shown[name] for name in wrong} == wrong
    with app_database.reading() as session:
        assert session.scalars(select(ToolkitVersion)).all() == []


def test_two_who_write_at_once_lose_nothing(staff: Staff) -> None:
    form = page_of(staff.owner.get(EVERYWHERE)).form(action=EVERYWHERE)
    assert staff.owner.send(form, {"checklist": "First"}).status_code == 303
    late = staff.owner.send(form, {"checklist": "Second"})
    assert late.status_code == 409
    assert "Somebody else saved a newer version" in page_of(late).text
    assert page_of(late).form(action=EVERYWHERE).filled({})["checklist"][0] == "Second"


def test_an_earlier_version_is_looked_at_and_brought_back_as_a_draft(staff: Staff) -> None:
    for line in ("First", "Second"):
        staff.owner.submit(EVERYWHERE, {"checklist": f"Water\n{line}"}, action=EVERYWHERE)
    path = f"{EVERYWHERE}kit/versions/"
    page = page_of(staff.owner.get(path))
    assert all(words in page.text for words in ("Version 2", "Version 1", "First", "Second"))
    assert "Water" not in page.main, "only what differs"
    assert staff.owner.send(page.form(action="/versions/1/"), {}).status_code == 303
    assert _typed(page_of(staff.owner.get(EVERYWHERE)).form(action=EVERYWHERE))["checklist"] == "Water\nFirst"
    token = page.form(action="/versions/1/").filled({})
    gone = staff.owner.post(f"{path}9/", data=token, headers={"Origin": "http://localhost"})
    assert gone.status_code == 404


def test_a_coordinator_writes_for_their_country_alone(staff: Staff) -> None:
    desk = staff.coordinator.page(f"{DESK}/")
    assert "Colombia" in desk.text
    assert "Argentina" not in desk.text
    assert staff.coordinator.get(EVERYWHERE).status_code == 404
    assert staff.coordinator.get(f"{DESK}/ar/es/").status_code == 404
    assert staff.coordinator.submit(f"{DESK}/co/es/", {"checklist": "Agua"}, action="/co/es/").status_code == 303
    assert staff.host.get(f"{DESK}/").status_code == 404
    opened = staff.coordinator.get(f"{DESK}/open?country=co&language=es")
    assert opened.location.endswith("/toolkit/co/es/")


def test_what_is_no_country_or_language_is_not_there(staff: Staff) -> None:
    for path in ("xx/es/", "CO/es/", "co/xx-nothing/", "co/ES/", "everywhere/en/card/"):
        assert staff.owner.get(f"{DESK}/{path}").status_code == 404, path


def test_a_rights_card_is_published_by_somebody_else(staff: Staff) -> None:
    path = f"{DESK}/co/es/card/"
    empty = staff.coordinator.submit(path, {"title": "Know this", "checked_on": "2099-01-01"}, action=path)
    assert empty.status_code == 422
    assert "This day is still to come." in page_of(empty).text
    sent = staff.coordinator.submit(path, CARD, action=path)
    assert sent.status_code == 303
    own = page_of(staff.coordinator.get(sent.location))
    assert "You wrote this rights card." in own.text
    form = page_of(staff.owner.get(sent.location)).form(action="/publish", having="kind")
    token = page_of(staff.coordinator.get(path)).form(action=path).filled({})["csrf_token"]
    by_writer = staff.coordinator.send(form, {**form.filled({}), "csrf_token": token})
    assert by_writer.status_code == 409

    assert _publish(staff.owner, sent.location, "card") == 303
    assert "Ask whether you may go" in staff.anybody.page(f"/e/{CODE}/toolkit/").text
    assert "Checked on" in staff.host.page(f"/manage/e/{CODE}/toolkit/").text


def test_a_translator_gets_a_table_and_it_comes_back_as_a_draft(staff: Staff) -> None:
    staff.owner.submit(EVERYWHERE, KIT, action=EVERYWHERE)
    got = staff.owner.get(f"{DESK}/everywhere/es/words.csv")
    rows = list(csv.reader(io.StringIO(got.get_data().decode("utf-8-sig"))))
    assert ["chants.1.call", "Whose water?", ""] in rows
    assert ["timeline.1.minutes", "'-60", "'-60"] in rows

    path = f"{DESK}/everywhere/es/words/"
    back = [rows[0], *([row[0], row[1], row[2] or f"es {row[1]}"] for row in rows[1:])]
    assert _upload(staff.owner, path, back, ";").status_code == 303
    shown = _typed(page_of(staff.owner.get(f"{DESK}/everywhere/es/")).form(action="/es/"))
    assert shown["timeline"] == "-60 es Set up the table\n0 es Open"
    assert shown["chants"] == "es Whose water? / es Ours\nes Together"
    assert shown["contacts"] == "es Help: help@example.org"


def test_a_file_that_cannot_be_taken_says_which_rows(staff: Staff, app_database: Database) -> None:
    heads, foreign = ["place", "en", "es"], "This is not the table that is offered here."
    for rows, words in (
        ([heads, ["timeline.1.minutes", "", "soon"], ["timeline.1.text", "", "x"]], "timeline.1.minutes"),
        ([heads, ["poem", "", "x"]], "There is no such part."),
        ([heads, ["checklist", "", "x"], ["checklist.1", "", "x"]], "There is no such part."),
        ([heads, ["checklist.1", "", "x" * 301]], "There is room for 300"),
        ([heads, ["../../etc", "", "x"]], foreign),
        ([["a"]], foreign),
        ([heads, *([["checklist.1", "", "x"]] * 1001)], "at most 1000 rows"),
    ):
        answer = _upload(staff.owner, f"{DESK}/everywhere/es/words/", rows)
        assert answer.status_code == 422
        assert words in page_of(answer).text
    for data in (b"", b"\xff\xfe\x00", b'"', b"x" * 400_002):
        assert _send(staff.owner, f"{DESK}/everywhere/es/words/", data).status_code == 422
    with app_database.reading() as session:
        assert session.scalars(select(ToolkitVersion)).all() == []


def _upload(browser: InspectingClient, path: str, rows: list[list[str]], mark: str = ",") -> TestResponse:
    file = io.StringIO()
    csv.writer(file, delimiter=mark).writerows(rows)
    return _send(browser, path, file.getvalue().encode())


def _send(browser: InspectingClient, path: str, data: bytes) -> TestResponse:
    values = page_of(browser.get(path)).form(action=path).filled({})
    sent = {**values, "file": (io.BytesIO(data), "words.csv")}
    return browser.post(path, data=sent, headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"})


def test_a_rights_card_that_its_paper_cannot_hold_is_refused_beside_the_field(
    staff: Staff, app_database: Database
) -> None:
    path = f"{DESK}/co/es/card/"
    rule = "No tienes que decir nada más que tu nombre; pide una persona abogada y espera hasta que llegue. "
    long = {**CARD, "lines": "\n".join([(rule * 4)[:299].strip()] * 8), "phone": "sin número"}
    for phone, words in (("sin número", "This can’t be a phone number."), (CARD["phone"], "")):
        refused = staff.coordinator.submit(path, {**long, "phone": phone}, action=path)
        assert refused.status_code == 422
        page = page_of(refused)
        assert words in page.text
        assert _typed(page.form(action=path))["lines"] == long["lines"]
    said = re.search(
        r"Too long for “Rights cards” on (A4|Letter), in Español: leave out about ([\d,]+) of 2,3\d\d char", page.text
    )
    assert said is not None, page.text
    assert 800 < int(said[2].replace(",", "")) < 2000

    # One that an older program took is not given out either.
    kept = staff.coordinator.submit(path, CARD, action=path)
    with app_database.transaction() as session:
        version = session.scalars(select(ToolkitVersion)).one()
        version.pieces = {**version.pieces, "lines": long["lines"].split("\n"), "phone": "¿?"}
    form = page_of(staff.owner.get(kept.location)).form(action="/publish", having="kind")
    stopped = staff.owner.send(form, {})
    assert stopped.status_code == 409
    assert "Rules, one on each line: Too long for “Rights cards”" in page_of(stopped).text
    with app_database.transaction() as session:
        version = session.scalars(select(ToolkitVersion)).one()
        version.pieces = {**version.pieces, "lines": ["Calma"]}
    stopped = staff.owner.send(form, {})
    assert stopped.status_code == 409
    assert "Number for legal help: This can’t be a phone number." in page_of(stopped).text
    assert "Know this" not in staff.anybody.page(f"/e/{CODE}/toolkit/").text


def test_what_no_font_draws_and_nobody_can_dial_is_refused_and_named(staff: Staff, app_database: Database) -> None:
    wrong = {
        **KIT, "chants": "Whose ꦗ water? / Ours", "petition_title": "Water 𓀀", "contacts": "Help: 1 2\nMore: ???",
        "press_contact": "--",
    }  # fmt: skip
    page = page_of(refused := staff.owner.submit(EVERYWHERE, wrong, action=EVERYWHERE))
    assert refused.status_code == 422
    for sentence in (
        "“Whose ꦗ water? / Ours”: No font of ours has the character ꦗ (U+A997), so it can’t be printed.",
        "No font of ours has the character 𓀀 (U+13000)", "“Help: 1 2”: Nobody can be reached by this.",
        "“More: ???”: Nobody can be reached",
    ):  # fmt: skip
        assert sentence in page.text
    contact = refused.text.partition('name="press_contact"')[0]
    assert "Nobody can be reached by this." in contact[contact.rindex("<label") :]
    shown = _typed(page.form(action=EVERYWHERE))
    assert {name: shown[name] for name in wrong} == wrong
    rows = [["place", "en", "es"], ["chants.1.call", "", "ꦗ"]]
    answer = _upload(staff.owner, f"{DESK}/everywhere/es/words/", rows)
    assert answer.status_code == 422
    assert "U+A997" in page_of(answer).text
    with app_database.reading() as session:
        assert session.scalars(select(ToolkitVersion)).all() == []
    fine = {**KIT, "chants": "👩🏽‍🚒 Wasser! / Agua, ماء, पानी, 水", "contacts": "Help: +57 (601) 234-56 78"}
    assert staff.owner.submit(EVERYWHERE, fine, action=EVERYWHERE).status_code == 303
