"""Somebody who imports calendar files through the pages."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from organizer.events.models import Event
from organizer.events.queries import details_of
from organizer.events.rules import EventDetails, EventState
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_person
from tests.support.client import InspectingClient
from tests.support.signed_in import sign_in
from tests.support.unpacked_gazetteer import lend_gazetteer

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


def keys_of(page: str, mark: str = "") -> list[str]:
    """Return what can be ticked on a page, or with ``" checked"`` what is."""
    return re.findall(rf'name="take" value="([^"]+)"{mark}', page)


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
        """Look, tick ``keys`` (else what is ticked already), and take; return the page or where it leads."""
        return self.send(self.look(data), keys, status, **more)

    def send(self, page: str, keys: list[str] | None = None, status: int = 303, **more: str) -> str:
        """Send the form of a page that was looked at."""
        hidden = dict(re.findall(r'name="(csrf_token|packed)"[^>]*value="([^"]+)"', page))
        ticked = keys_of(page, " checked") if keys is None else keys
        answer = self.client.post(f"{PATH}save/", data={**hidden, "group_name": "Comité", "take": ticked, **more})
        assert answer.status_code == status
        return answer.text if status != 303 else answer.headers["Location"]

    def events(self) -> list[tuple[str, EventState]]:
        with self.database.reading() as session:
            found = session.scalars(select(Event).order_by(Event.starts, Event.id))
            return [(event.title["en"], event.state) for event in found]

    def days(self) -> list[str]:
        with self.database.reading() as session:
            return [f"{start:%Y-%m-%d}" for start in session.scalars(select(Event.starts).order_by(Event.starts))]

    def details(self) -> EventDetails:
        """Return the details of the only event."""
        with self.database.reading() as session:
            return details_of(session.scalars(select(Event)).one())


@pytest.fixture
def importer(app_database: Database, client: InspectingClient, tmp_path: Path) -> Importer:
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        make_campaign(session)
        person_id = make_person(session).id
    sign_in(client, person_id)
    return Importer(client, app_database)
