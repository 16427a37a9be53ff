"""Who comes from a sheet of paper: the event when it still holds, the new first when it does not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.events.queries import get_event
from organizer.foundation.db import Database
from organizer.record.printed import print_mark
from tests.factories import make_person
from tests.integration.site.conftest import Arrange
from tests.integration.site.test_event_page import cancelled, changed
from tests.support.client import InspectingClient
from tests.support.print_reading import all_codes_in
from tests.support.records import demo_records
from tests.support.signed_in import sign_in

Change = Callable[[str, Callable[[Session, Event], Any]], None]


@pytest.fixture
def change_event(app_database: Database) -> Change:
    """Do something to a public event."""

    def change(code: str, then: Callable[[Session, Event], Any]) -> None:
        with app_database.transaction() as session:
            then(session, get_event(session, code=code))

    return change


def marked(client: InspectingClient, code: str) -> str:
    """Return the address on a sheet that is printed now, as the code on it says."""
    sheet = client.get(f"/e/{code}/print/scan.pdf?paper=a5&mode=bw")
    assert sheet.status_code == 200
    (address,) = all_codes_in(sheet.data)
    return "/" + address.split("://")[1].partition("/")[2]


def test_a_sheet_that_still_holds_leads_to_the_event(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()
    address = marked(client, code)
    assert address.startswith(f"/e/{code}/")
    assert address != f"/e/{code}/"
    assert client.get(address).data == client.get(f"/e/{code}/").data


@pytest.mark.parametrize(
    ("change", "is_old"),
    [
        ({"venue": "Town hall"}, True),
        ({"city": "Leiden", "place_id": None}, True),
        ({"description": {"en": "Bring a drum"}}, False),
        ({"title": {"en": "A better name"}}, False),
        ({"capacity": 90}, False),
    ],
)
def test_only_another_time_or_place_makes_a_sheet_old(
    client: InspectingClient, add_event: Arrange, change_event: Change, change: dict[str, Any], *, is_old: bool
) -> None:
    code = add_event()
    address = marked(client, code)
    client.get(address)
    change_event(code, changed(**change))
    page = client.page(address)
    assert ("Your sheet is old" in page.main) is is_old
    assert "Your sheet is old" not in client.page(f"/e/{code}/").main


def test_a_change_that_is_taken_back_makes_the_sheet_right_again(
    client: InspectingClient, add_event: Arrange, change_event: Change
) -> None:
    code = add_event(venue="Old mill")
    address = marked(client, code)
    change_event(code, changed(venue="Town hall"))
    assert "Your sheet is old" in client.page(address).main
    change_event(code, changed(venue="Old mill"))
    assert "Your sheet is old" not in client.page(address).main


def test_the_first_words_of_the_page_say_the_new_time_and_place(
    client: InspectingClient, add_event: Arrange, change_event: Change
) -> None:
    code = add_event(venue="Old mill")
    address = marked(client, code)
    change_event(code, changed(venue="Town hall"))
    words = client.page(f"/es{address}").main
    assert "Town hall" in words[: words.index("Old mill")]
    assert client.get(f"/ar{address}").status_code == 200


def test_a_cancelled_event_says_so_and_nothing_of_paper(
    client: InspectingClient, add_event: Arrange, change_event: Change
) -> None:
    code = add_event()
    address = marked(client, code)
    change_event(code, changed(venue="Town hall"))
    change_event(code, cancelled)
    words = client.page(address).main
    assert "Cancelled by the hosts" in words
    assert "Your sheet is old" not in words


@pytest.mark.parametrize("mark", ["abcd", "ab", "a1b", "ABC", "a%20b", "../"])
def test_what_is_no_mark_is_not_found(client: InspectingClient, add_event: Arrange, mark: str) -> None:
    assert client.get(f"/e/{add_event()}/{mark}/").status_code == 404


def test_every_event_of_the_demo_has_a_mark_of_three_letters_and_few_share_one() -> None:
    marks = {print_mark(event) for event in demo_records()[1]}
    assert {len(mark) for mark in marks} == {3}
    assert len(marks) >= len(demo_records()[1]) - 1


def test_the_host_reads_that_older_sheets_are_about(
    client: InspectingClient, app_database: Database, add_event: Arrange, change_event: Change
) -> None:
    hosts = []

    def host_it(session: Session, event: Event) -> None:
        hosts.append(make_person(session, "host@example.org").id)
        add_host(session, event=event, person_id=hosts[0])

    code = add_event(venue="Old mill", then=host_it)
    sign_in(client, hosts[0])
    assert "Older sheets are about" not in client.page(f"/manage/e/{code}/").main
    change_event(code, changed(venue="Town hall"))
    page = client.page(f"/manage/e/{code}/")
    assert "Older sheets are about" in page.main
    assert page.link("Print new ones") == f"/e/{code}/print/"


def test_the_page_of_sheets_names_new_pictures_as_soon_as_something_was_saved(
    client: InspectingClient, add_event: Arrange, change_event: Change
) -> None:
    code = add_event()
    for address in (f"/e/{code}/print/", f"/e/{code}/print/poster/"):
        before, known = client.page(address), client.get(address).headers["ETag"]
        pictures = {picture.get("src") or "" for picture in before.all("img")}
        assert pictures
        assert all("v=" in picture for picture in pictures if "/print/" in picture)
        assert client.get(address).headers["Cache-Control"] == "public, max-age=0"
        assert client.get(address, headers={"If-None-Match": known}).status_code == 304
        change_event(code, changed(title={"en": f"Another name than {len(pictures)}"}))
        after = {picture.get("src") or "" for picture in client.page(address).all("img")}
        assert pictures.isdisjoint(after)
        files = [link for link in client.page(address).links().values() if ".pdf" in link or ".zip" in link]
        assert files
        assert all("v=" in link for link in files)
