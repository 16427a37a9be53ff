"""The page of packs: what can be asked for, how far it is, the files; coordinators have their own countries alone."""

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.campaigns.queries import find_campaign
from organizer.exchange.models import PrintPack
from organizer.exchange.queries import list_packs
from organizer.exchange.rules.packs import USUAL_ITEMS, PackState, PackWish
from organizer.exchange.views import packing as views
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from tests.factories import make_event, make_person
from tests.support.client import InspectingClient, page_of
from tests.support.pack_office import Office, open_office
from tests.support.page import text_of
from tests.support.signed_in import sign_in

pytestmark = pytest.mark.engines("sqlite")
PATH = "/manage/c/17n/print/"


@pytest.fixture
def office(app: Flask, app_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("organizer.jobs._PACKING_SECONDS", 3600)
    return open_office(app, app_database, tmp_path)


def enter(office: Office, role: Role, *countries: str) -> InspectingClient:
    """Return the browser of somebody with a role in the campaign."""
    with office.database.transaction() as session:
        campaign, person = _campaign(session), make_person(session)
        session.flush()
        own = {"campaign_id": campaign.id, "person_id": person.id}
        grant_role(session, actor=ANONYMOUS, role=role, countries=countries, **own)
        person_id = person.id
    client = office.app.test_client()
    assert isinstance(client, InspectingClient)
    sign_in(client, person_id)
    return client


def _campaign(session: object) -> Campaign:
    campaign = find_campaign(session, slug="17n")  # type: ignore[arg-type]
    assert campaign is not None
    return campaign


def packs_of(office: Office) -> list[tuple[UUID, PackWish, PackState]]:
    with office.database.reading() as session:
        found = list_packs(session, campaign_id=_campaign(session).id)
        return [(pack.id, PackWish.from_json(pack.wish), pack.state) for pack in found]


def test_a_pack_is_asked_for_made_and_fetched_and_taken_away(office: Office) -> None:
    owner = enter(office, Role.OWNER)
    answers = {"items": ["scan"], "country": "JP", "language": "es", "paper": "letter", "mode": "bw"}
    answer = owner.submit(PATH, answers, having="items")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}?done=pack-asked")
    [(pack_id, wish, _)] = packs_of(office)
    assert wish == PackWish(("scan",), ("es",), "letter", ("bw",), ("JP",))
    page = owner.page(answer.headers["Location"])
    assert "Scan to join · Japan · Español · Letter · Photocopier" in page.text.replace("español", "Español")
    assert "In the line" in page.text
    assert page.link("Look again") == PATH
    office.work()
    page = owner.page(PATH)
    assert not page.all("progress")
    files = [link for text, link in page.links().items() if "zip" in text or text == "One PDF"]
    assert files == [f"{PATH}{pack_id}.zip", f"{PATH}{pack_id}.pdf"]
    for link, start in zip(files, (b"PK", b"%PDF"), strict=True):
        with owner.get(link) as file:
            assert file.status_code == 200
            assert file.data.startswith(start)
            assert file.headers["Content-Disposition"].startswith(f"attachment; filename={now():%Y-%m-%d}_17n.")
            assert "no-store" in file.headers["Cache-Control"]
            etag = file.headers["ETag"]
        with owner.get(link, headers={"Range": "bytes=0-3"}) as part:
            assert (part.status_code, len(part.data)) == (206, 4)
        with owner.get(link, headers={"If-None-Match": etag}) as same:
            assert same.status_code == 304
    gone = owner.submit(PATH, {}, action=f"{PATH}{pack_id}/remove")
    assert gone.status_code == 303
    assert packs_of(office) == []
    assert owner.get(files[0]).status_code == 404


def test_a_pack_on_its_way_shows_how_far_it_is(office: Office) -> None:
    pack_id = office.ask()
    with office.database.transaction() as session:
        pack = session.get_one(PrintPack, pack_id)
        pack.state, pack.done, pack.total = PackState.PACKING, 7, 18
    owner = enter(office, Role.MODERATOR)
    page = owner.page(PATH)
    bar = page.one("progress")
    assert (bar.get("value"), bar.get("max")) == ("7", "18")
    assert "7 of 18 drawn" in page.text
    assert owner.get(f"{PATH}{pack_id}.zip").status_code == 404
    assert "Stop" in page.text


def test_sheets_that_failed_are_named_with_their_reason(office: Office) -> None:
    office.change("Kyoto", lambda event: setattr(event, "title", {"en": "\U00017000 rally"}))
    office.ask(PackWish(items=("scan",), modes=("bw",)))
    office.work()
    office.change("Cali", lambda event: setattr(event, "capacity", 5))
    text = enter(office, Role.OWNER).page(PATH).text
    assert "1 of 3 could not be drawn:" in text
    assert f"{office.codes['Kyoto']}, Scan to join, English: We have no font for the character \U00017000" in text
    assert "The campaign has changed since: pack again for the newest." in text


def test_a_coordinator_has_own_countries_alone(office: Office) -> None:
    whole, other = office.ask(), office.ask(PackWish(items=("scan",), countries=("CO",)))
    browser = enter(office, Role.COORDINATOR, "JP")
    page = browser.page(PATH)
    assert [option.get("value") for option in page.one("select", name="country")] == ["", "JP"]
    for pack_id in (whole, other):
        assert browser.get(PATH).text.count(str(pack_id)) == 0
        assert browser.get(f"{PATH}{pack_id}.zip").status_code == 404
    assert browser.submit(PATH, {"items": ["scan"], "country": ""}, having="items").status_code == 303
    assert packs_of(office)[0][1].countries == ("JP",)
    sent = browser.submit(PATH, {"items": ["scan"]}, having="items")
    assert sent.status_code == 409
    assert "There are 3 packs already. Delete one first." in sent.text


@pytest.mark.parametrize(
    ("answers", "status", "words"),
    [
        ({"items": ["poster-two"], "language": "nope"}, 422, "choice"),
        ({"items": ["share"], "mode": "bw"}, 409, "There is nothing to pack"),
        ({"items": ["scan", "share"]}, 409, "These are 18 files; one pack holds 14."),
    ],
)
def test_what_cannot_be_packed_is_said_and_what_was_chosen_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch, answers: dict[str, str | list[str]], status: int, words: str
) -> None:
    monkeypatch.setattr(views, "MOST_SHEETS", 14)
    answer = enter(office, Role.OWNER).submit(PATH, answers, having="items")
    assert answer.status_code == status
    assert words in answer.text
    assert f'value="{answers["items"][0]}" checked' in answer.text
    assert packs_of(office) == []


def test_the_form_stands_at_the_usual_and_says_what_that_comes_to_before_it_begins(office: Office) -> None:
    owner = enter(office, Role.OWNER)
    form = owner.page(PATH).form(having="items")
    assert form.values["items"] == list(USUAL_ITEMS)
    # Three events that take place, each in one language: three items in two inks.
    assert "files 18, size 1 MB, time 1 min." in text_of(owner.page(PATH).one(id="estimate"))
    counted = owner.submit(PATH, {"items": ["scan"], "mode": "bw", "country": "CO", "count": "1"}, having="items")
    assert counted.status_code == 200
    page = page_of(counted)
    assert "files 2," in text_of(page.one(id="estimate"))
    assert (page.form(having="items").values["items"], page.form(having="items").values["country"]) == (
        ["scan"],
        ["CO"],
    )
    assert packs_of(office) == [], "counting begins nothing"
    assert owner.submit(PATH, {}, having="items").status_code == 303
    assert packs_of(office)[0][1].items == USUAL_ITEMS


def test_what_is_too_much_for_one_pack_comes_in_parts_by_countries(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_SHEETS", 4)
    office.change("Kyoto", lambda event: setattr(event, "country", "CL"))
    owner = enter(office, Role.OWNER)
    wanted: dict[str, str | list[str]] = {"items": ["scan"], "country": ""}
    refused = owner.submit(PATH, wanted, having="items")
    assert refused.status_code == 409
    assert "These are 6 files; one pack holds 4. Choose one of the parts" in refused.text
    monkeypatch.setattr(views, "MOST_SHEETS", 5)
    with office.database.transaction() as session:
        make_event(session, _campaign(session), city="Arica", country="AR")
    options = page_of(owner.submit(PATH, wanted, having="items")).all("option")
    parts = {option.get("value"): text_of(option) for option in options if "+" in option.get("value", "")}
    assert parts == {"AR+CL": "Argentina – Chile (files: 4)"}
    asked = owner.submit(PATH, {**wanted, "country": "AR+CL"}, having="items")
    assert asked.status_code == 303
    assert packs_of(office)[0][1].countries == ("AR", "CL")
    assert "Argentina, Chile" in owner.page(PATH).text


@pytest.mark.parametrize("country", ["AR+XX", "+", "JP+", "CO+CO+JP+online+nowhere"])
def test_a_part_that_is_none_is_refused(office: Office, country: str) -> None:
    answers: dict[str, str | list[str] | None] = {"items": "scan", "country": country}
    answer = enter(office, Role.OWNER).submit(PATH, answers, having="items")
    assert answer.status_code == 422
    assert packs_of(office) == []


def test_who_has_one_campaign_goes_there(office: Office) -> None:
    assert enter(office, Role.OWNER).get("/manage/print/").headers["Location"] == PATH
