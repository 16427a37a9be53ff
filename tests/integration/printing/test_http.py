"""Sheets and pictures over HTTP: what may be asked for, and what is said when it may not."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.editions.printing import views
from organizer.editions.printing.catalogue import ITEMS
from organizer.events.models import Event
from organizer.events.operations import add_host, cancel_event
from organizer.foundation.db import Database
from organizer.foundation.web.ratelimit import Budget
from tests.factories import make_campaign, make_event, make_person
from tests.factories.events import WRITING
from tests.support.client import InspectingClient, page_of
from tests.support.print_reading import text_of
from tests.support.signed_in import sign_in

Add = Callable[..., str]


@pytest.fixture
def add(app_database: Database) -> Add:
    def make(then: Callable[[Session, Event], Any] | None = None, **changes: Any) -> str:
        with app_database.transaction() as session:
            event = make_event(session, make_campaign(session), **changes)
            if then is not None:
                then(session, event)
            return event.code

    return make


def cancelled(session: Session, event: Event) -> None:
    cancel_event(session, event=event, writing=WRITING, reason="")


def test_a_poster_is_a_pdf_with_a_name_and_is_known_again(client: InspectingClient, add: Add) -> None:
    path = f"/e/{add(language='es', title='Gran plantón')}/print/poster.pdf"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.mimetype == "application/pdf"
    assert first.data.startswith(b"%PDF")
    assert first.headers["Content-Disposition"] == 'inline; filename="2027-11-17_bogota_poster_letter_es.pdf"'
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Accept-Language" not in first.headers.get("Vary", "")
    assert again.status_code == 304


def test_a_budget_counts_what_is_drawn_and_no_network_takes_it_from_hosts(
    client: InspectingClient, add: Add, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_SHEETS", Budget("sheets", per_client="1 per hour"))
    monkeypatch.setattr(views, "_HOSTS_SHEETS", Budget("hosts-sheets", per_subject="1 per hour"))
    people = []

    def hosted(session: Session, event: Event) -> None:
        people.extend(make_person(session, f"{n}@example.org").id for n in "ab")
        for person in people:
            add_host(session, event=event, person_id=person)

    code = add(then=hosted)
    statuses = [client.get(f"/e/{code}/print/poster.pdf{more}").status_code for more in ("", "", "", "?mode=bw", "")]
    assert statuses == [200, 200, 200, 429, 200]
    for person in people:
        sign_in(client, person)
        sheets = [client.get(f"/manage/e/{code}/print/poster.pdf").status_code for _ in range(2)]
        assert sheets == [200, 429]


def test_paper_ink_and_language_are_chosen_in_the_address(client: InspectingClient, add: Add) -> None:
    code = add()
    response = client.get(f"/e/{code}/print/poster.pdf?paper=a3&mode=bw&lang=ar")

    assert "poster_a3_ar_bw.pdf" in response.headers["Content-Disposition"]
    usual = client.get(f"/e/{code}/print/poster.pdf?paper=&mode=&lang=")
    assert "_poster_letter_" in usual.headers["Content-Disposition"], "an empty choice is none"


def test_a_picture_may_be_shown_by_other_sites(client: InspectingClient, add: Add) -> None:
    response = client.get(f"/e/{add()}/share/1200x630.png")

    assert response.mimetype == "image/png"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("print/poster.pdf?paper=a9", 404),
        ("print/poster.pdf?mode=neon", 404),
        ("print/poster.pdf?lang=not-a-language", 400),
        ("print/share.pdf", 404),
        ("print/nothing.pdf", 404),
        ("print/nothing.png", 404),
        ("print/share.png", 404),
        ("print/nothing/", 404),
        ("print/share/", 404),
        ("print/poster/?paper=a9", 404),
        ("print/poster/?lang=not-a-language", 400),
        ("print/poster.png?paper=a9", 404),
        ("print/everything.zip?lang=not-a-language", 400),
        ("share/9x9.png", 404),
    ],
)
def test_what_does_not_exist_is_answered_with_a_page(
    client: InspectingClient, add: Add, path: str, status: int
) -> None:
    response = client.get(f"/e/{add()}/{path}")

    assert response.status_code == status
    assert page_of(response).heading


def test_nothing_is_printed_for_what_does_not_take_place(client: InspectingClient, add: Add) -> None:
    code = add(then=cancelled)
    response = client.get(f"/e/{code}/print/poster.pdf")

    assert response.status_code == 422
    assert "there is nothing to print" in page_of(response).main
    assert "there is nothing to print" in client.page(f"/e/{code}/print/").main
    assert client.get(f"/e/{code}/share/1080x1080.png").status_code == 200


def test_a_draft_is_not_printed_for_everybody(client: InspectingClient, add: Add) -> None:
    assert client.get(f"/e/{add(is_published=False)}/print/poster.pdf").status_code == 404


def test_those_who_prepare_an_event_see_its_draft_and_nothing_that_only_guests_get(
    client: InspectingClient, add: Add, app_database: Database
) -> None:
    code = add(is_published=False, venue="Hidden house", address="Hidden street 5", address_visibility="confirmed")
    assert client.get(f"/manage/e/{code}/draft.pdf").status_code == 303
    with app_database.transaction() as session:
        host = make_person(session, "host@example.org")
        event = session.scalars(select(Event).where(Event.code == code)).one()
        add_host(session, event=event, person_id=host.id)
        person_id = host.id
    sign_in(client, person_id)
    assert f"/manage/e/{code}/draft.pdf" in client.page(f"/manage/e/{code}/").links().values()
    response = client.get(f"/manage/e/{code}/draft.pdf?item=handbill")

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "Hidden" not in text_of(response.data)
    assert "Bogotá" in text_of(response.data)


def test_a_preview_is_a_picture_of_the_sheet(client: InspectingClient, add: Add) -> None:
    response = client.get(f"/e/{add()}/print/handbill.png?paper=a6x4&lang=ar")

    assert response.mimetype == "image/png"
    with Image.open(BytesIO(response.data)) as picture:
        assert abs(picture.width / picture.height - 210 / 297) < 0.01
        assert picture.height < 800


def test_the_page_of_everything_shows_each_item_with_both_inks(client: InspectingClient, add: Add) -> None:
    code = add()
    page = client.page(f"/e/{code}/print/?paper=a4&lang=ar")

    shown = [address for address in page.links().values() if address.startswith(f"/e/{code}/print/")]
    for item in (item for item in ITEMS.values() if item.content_type == "application/pdf" and not item.needs):
        for mode in item.modes:
            assert any(f"/{item.key}.pdf" in one and f"mode={mode}" in one and "lang=ar" in one for one in shown)
        assert any(one.startswith(f"/e/{code}/print/{item.key}/?") for one in shown)
    assert any("/everything.zip?" in one and "paper=a4" in one for one in shown)


def test_the_page_of_an_item_keeps_what_was_chosen(client: InspectingClient, add: Add) -> None:
    page = client.page(f"/e/{add()}/print/poster/?paper=a5&mode=bw&lang=ar")
    form = page.form(having="paper")

    assert (form.values["paper"], form.values["mode"], form.values["lang"]) == (["a5"], ["bw"], ["ar"])
    assert any("poster.pdf" in one and "paper=a5" in one and "mode=bw" in one for one in page.links().values())
    assert "All words fit" in page.main


def test_the_page_of_an_item_says_what_did_not_fit(client: InspectingClient, add: Add) -> None:
    page = client.page(f"/e/{add(title='Sol' * 80)}/print/poster/?paper=a5")

    assert "Title:" in page.main


def test_everything_comes_as_one_file_that_is_the_same_each_time(client: InspectingClient, add: Add) -> None:
    code = add(language="es")
    first = client.get(f"/e/{code}/print/everything.zip?paper=a4")

    assert first.mimetype == "application/zip"
    assert 'filename="2027-11-17_bogota_everything_a4_es.zip"' in first.headers["Content-Disposition"]
    with ZipFile(BytesIO(first.data)) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {"2027-11-17_bogota_poster_a4_es.pdf", "2027-11-17_bogota_poster_a4_es_bw.pdf"} <= set(names)
        assert "2027-11-17_bogota_share_1080x1080_es.png" in names
        assert all(name.startswith("2027-11-17_bogota_") for name in names)
        assert archive.testzip() is None


def test_columns_and_a_day_of_destruction_are_chosen_in_the_address(client: InspectingClient, add: Add) -> None:
    code = add()
    chosen = "columns=first&columns=town&pages=2&destroy=2027-12-24"
    sheet = client.get(f"/e/{code}/print/signin.pdf?{chosen}")
    page = client.page(f"/e/{code}/print/signin/?{chosen}")

    assert sheet.mimetype == "application/pdf"
    assert page.form(having="pages").values["columns"] == ["first", "town"]
    assert page.form(having="pages").values["destroy"] == ["2027-12-24"]
    assert any("columns=first" in one and "destroy=2027-12-24" in one for one in page.links().values())


@pytest.mark.parametrize("day", ["soon", "2027-11-16", "2099-01-01"])
def test_a_day_that_will_not_do_is_told_beside_its_field(client: InspectingClient, add: Add, day: str) -> None:
    code = add()
    response = client.get(f"/e/{code}/print/signin/?destroy={day}&columns=first")
    page = page_of(response)

    assert response.status_code == 422
    assert "Choose a day from the end of the event" in page.main
    assert page.form(having="pages").values["columns"] == ["first"]
    assert client.get(f"/e/{code}/print/signin.pdf?destroy={day}").status_code == 422


@pytest.mark.parametrize("query", ["columns=passport", "pages=99", "destroy=&pages=x"])
def test_a_choice_on_no_list_does_not_exist(client: InspectingClient, add: Add, query: str) -> None:
    code = add()
    assert client.get(f"/e/{code}/print/signin.pdf?{query}").status_code == 404
    assert client.get(f"/e/{code}/print/signin/?{query}").status_code == 404


def test_a_sheet_in_two_languages_takes_the_second_that_is_asked_for(client: InspectingClient, add: Add) -> None:
    code = add(language="es")
    usual = client.get(f"/e/{code}/print/poster-two.pdf?paper=a4")
    asked = client.get(f"/e/{code}/print/poster-two.pdf?paper=a4&also=ar")

    assert "poster-two_a4_es-en.pdf" in usual.headers["Content-Disposition"]
    assert "poster-two_a4_es-ar.pdf" in asked.headers["Content-Disposition"]
