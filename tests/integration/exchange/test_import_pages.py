"""Importing a calendar through the pages: look first, take drafts, and again when the file has changed."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from organizer.events.models import Event
from organizer.events.operations import Writing, edit_event, submit_event
from organizer.events.queries import details_of
from organizer.events.rules import EventState
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_person
from tests.support.client import InspectingClient
from tests.support.signed_in import sign_in

PATH = "/manage/c/17n/import/"
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:Our group\r\n"
RALLY = (
    "BEGIN:VEVENT\r\nUID:rally@example.org\r\nSEQUENCE:{sequence}\r\nSUMMARY:{title}\r\nLOCATION:Plaza\\, Bogotá\r\n"
    "DTSTART;TZID=America/Bogota:20271117T150000\r\nDTEND;TZID=America/Bogota:20271117T170000\r\n{more}END:VEVENT\r\n"
)


def calendar(*events: str) -> bytes:
    return (HEAD + "".join(events) + "END:VCALENDAR\r\n").encode()


def rally(title: str = "Rally", sequence: int = 0, more: str = "") -> str:
    return RALLY.format(title=title, sequence=sequence, more=more)


class Importer:
    """Somebody signed in who imports."""

    def __init__(self, client: InspectingClient, database: Database) -> None:
        self.client, self.database = client, database

    def look(self, data: bytes, status: int = 200) -> str:
        [token] = self.client.page(PATH).form(having="csrf_token").values["csrf_token"]
        # Written out: the test client would leave a temporary file open for a large one.
        part = '--edge\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
        body = part.format("csrf_token", "").encode() + token.encode() + b"\r\n"
        body += part.format("file", '; filename="calendar.ics"').encode() + data + b"\r\n--edge--\r\n"
        answer = self.client.post(PATH, data=body, content_type="multipart/form-data; boundary=edge")
        assert answer.status_code == status
        return answer.text

    def save(self, data: bytes, keys: list[str] | None = None, status: int = 303, **more: str) -> str:
        page = self.look(data)
        hidden = dict(re.findall(r'name="(csrf_token|packed)"[^>]*value="([^"]+)"', page))
        ticked = re.findall(r'name="take" value="([^"]+)" checked', page) if keys is None else keys
        answer = self.client.post(f"{PATH}save/", data={**hidden, "group_name": "Comité", "take": ticked, **more})
        assert answer.status_code == status
        return answer.text if status != 303 else answer.headers["Location"]

    def events(self) -> list[tuple[str, EventState]]:
        with self.database.reading() as session:
            found = session.scalars(select(Event).order_by(Event.starts, Event.id))
            return [(event.title["en"], event.state) for event in found]


@pytest.fixture
def importer(app_database: Database, client: InspectingClient) -> Importer:
    with app_database.transaction() as session:
        make_campaign(session)
        person_id = make_person(session).id
    sign_in(client, person_id)
    return Importer(client, app_database)


def test_nothing_is_kept_before_somebody_says_so(importer: Importer) -> None:
    page = importer.look(calendar(rally(), rally("Two").replace("rally@", "two@")))
    assert "2 events of the file can be taken." in page
    assert "Plaza, Bogotá" in page
    assert "15:00–17:00" in page
    assert importer.events() == []


def test_what_was_ticked_becomes_a_draft_of_who_imports(importer: Importer) -> None:
    where = importer.save(calendar(rally(), "BEGIN:VEVENT\r\nSUMMARY:Broken\r\nEND:VEVENT\r\n"))
    assert where == "/manage/?done=imported"
    assert importer.events() == [("Rally", EventState.DRAFT)]
    assert "Rally" in importer.client.page("/manage/").main
    assert importer.client.get("/c/17n/calendar.ics").text.count("BEGIN:VEVENT") == 0


def test_what_was_not_ticked_is_not_taken(importer: Importer) -> None:
    importer.save(calendar(rally()), keys=[])
    assert importer.events() == []


def test_r101_the_same_file_again_changes_nothing_and_doubles_nothing(importer: Importer) -> None:
    importer.save(calendar(rally()))
    page = importer.look(calendar(rally()))
    assert "Nothing new" in page
    assert 'name="take"' not in page
    importer.save(calendar(rally()))
    assert importer.events() == [("Rally", EventState.DRAFT)]


def test_r101_a_newer_file_changes_our_copy_by_its_uid(importer: Importer) -> None:
    importer.save(calendar(rally()))
    importer.save(calendar(rally("Great rally", sequence=1)))
    assert importer.events() == [("Great rally", EventState.DRAFT)]


def test_what_was_changed_here_by_hand_is_not_overwritten_unasked(importer: Importer, app_database: Database) -> None:
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        later = Writing(ANONYMOUS, event.updated_at.replace(year=event.updated_at.year + 1))
        edit_event(session, event=event, details=replace(details_of(event), title={"en": "By hand"}), writing=later)
    newer = calendar(rally("From the file", sequence=1))
    assert "Changed in the file and here" in importer.look(newer)
    importer.save(newer)
    assert importer.events()[0][0] == "By hand"
    key = re.findall(r'name="take" value="([^"]+)"', importer.look(newer))
    importer.save(newer, keys=key)
    assert importer.events()[0][0] == "From the file"


def test_r101_cancelled_takes_a_draft_away_and_calls_a_sent_one_off(importer: Importer, app_database: Database) -> None:
    off = calendar(rally(sequence=1, more="STATUS:CANCELLED\r\n"))
    importer.save(calendar(rally()))
    importer.save(off)
    assert importer.events() == []
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        submit_event(session, event=event, writing=Writing(ANONYMOUS, event.updated_at))
    importer.save(off)
    assert importer.events() == [("Rally", EventState.CANCELLED)]


def test_r99_an_hour_without_a_zone_is_asked_for(importer: Importer, app_database: Database) -> None:
    data = calendar(rally().replace(";TZID=America/Bogota", ""))
    page = importer.save(data, status=422)
    assert "Which time zone? The file does not say." in page
    assert "checked" in page
    importer.save(data, zone="Asia/Tokyo")
    with app_database.reading() as session:
        event = session.scalars(select(Event)).one()
        assert (event.zone, event.starts.hour, event.starts_utc.hour) == ("Asia/Tokyo", 15, 6)


def test_a_series_becomes_dates_of_their_own(importer: Importer) -> None:
    importer.save(calendar(rally(more="RRULE:FREQ=WEEKLY;COUNT=3\r\n")))
    assert importer.events() == [("Rally", EventState.DRAFT)] * 3
    importer.save(calendar(rally(more="RRULE:FREQ=WEEKLY;COUNT=4\r\n")))
    assert len(importer.events()) == 4


def test_somebody_elses_file_with_the_same_uid_reaches_nothing_of_mine(
    importer: Importer, app_database: Database
) -> None:
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        other = make_person(session, "other@example.org").id
    sign_in(importer.client, other)
    importer.save(calendar(rally("Hijacked", sequence=99)))
    assert sorted(importer.events()) == [("Hijacked", EventState.DRAFT), ("Rally", EventState.DRAFT)]


@pytest.mark.parametrize("data", [b"", b"<html>", b"x" * 2_000_001, b"\x00\xff"])
def test_a_wrong_file_gets_a_sentence_beside_the_field(importer: Importer, data: bytes) -> None:
    page = importer.look(data, status=422)
    assert "field__error" in page


@pytest.mark.parametrize("packed", ["", "!!!", "AAAA", "eJw="])
def test_a_page_that_was_tampered_with_asks_for_the_file_again(importer: Importer, packed: str) -> None:
    [token] = importer.client.page(PATH).form(having="csrf_token").values["csrf_token"]
    answer = importer.client.post(f"{PATH}save/", data={"csrf_token": token, "packed": packed, "group_name": "x"})
    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_a_large_file_travels_with_the_page(importer: Importer) -> None:
    many = calendar(*(rally(f"Rally {n}").replace("rally@", f"{n}@") for n in range(1500)))
    importer.save(many)
    assert len(importer.events()) == 1500
