"""A weekly vigil, by the mails that its people get: listed once, approved once, then each date goes its own way."""

from collections.abc import Sequence

import pytest
import time_machine
from sqlalchemy import select

from organizer.events.models import Event
from tests.journeys.conftest import COORDINATOR, GUEST, HOST, LISTING, Person, Town
from tests.support.calendar_reading import read_calendar
from tests.support.postbox import text_of

VIGIL: dict[str, str | list[str] | None] = {
    **LISTING, "title": "Vigil", "day": "2027-11-16", "start": "18:00", "end": "19:00",
    "repeat": "weekly-1", "repeat_dates": "6",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _before_the_first_date() -> object:
    with time_machine.travel("2027-11-01T12:00:00Z", tick=True):
        yield


def list_vigil(host: Person, **changes: str) -> None:
    """List a weekly vigil without an account, and confirm it by the one mail."""
    host.open("/c/17n/host/")
    host.press({"place_q": "Bogotá", "do": "search"}, having="title")
    host.press({**VIGIL, "do": "look", **changes}, having="title")
    assert "Every Tuesday: 6 dates, the last on Tue 21 December 2027" in host.page.main
    host.press({"do": "send"}, having="title")
    host.open_mail()
    assert "Every Tuesday: 6 dates, the last on Tue 21 December 2027" in host.page.main
    host.press()


def codes(town: Town) -> Sequence[str]:
    """Return the codes of the dates, in the order that the series has them."""
    with town.database.reading() as session:
        return session.scalars(select(Event.code).order_by(Event.series_start, Event.id)).all()


def come(guest: Person, code: str) -> None:
    """Say that one comes to a date, and confirm it by mail."""
    guest.open(f"/e/{code}/")
    guest.press({"name": "Marisol", "email": GUEST}, action="/rsvp")
    guest.open_mail()
    guest.press(action="/confirm")
    assert "You’re coming." in guest.page.text


def entries(guest: Person) -> dict[str, tuple[str, str, int]]:
    """Return what the campaign's feed says: start, status and SEQUENCE by the code in the link."""
    found = {}
    for event in read_calendar(guest.browser.get("/c/17n/calendar.ics").data).all("VEVENT"):
        start, status = event.value("DTSTART") or "", event.value("STATUS") or ""
        url = event.value("URL") or ""
        found[url.rstrip("/").rsplit("/", 1)[1]] = (start, status, int(event.value("SEQUENCE") or 0))
    return found


def approve_all(coordinator: Person, number: int) -> None:
    """Approve all dates in one decision."""
    coordinator.open("/manage/queue/")
    [link] = [to for to in coordinator.page.links().values() if to.startswith("/manage/queue/") and len(to) > 15]
    coordinator.open(link)
    assert f"Approve all {number} dates" in coordinator.page.main
    coordinator.press(action="/approve/", having="all_dates")
    assert "Nothing waits for you." in coordinator.page.main


def move_one(host: Person, coordinator: Person, code: str) -> None:
    """Move one date alone to Wednesday."""
    host.open(f"/manage/e/{code}/edit/")
    host.press({"day": "2027-11-24", "scope": "only", "do": "save"}, having="title")
    coordinator.open(f"/manage/queue/{code}/")
    coordinator.press(action="/approve/")


def test_a_weekly_vigil_is_listed_and_approved_once_and_each_date_goes_its_own_way(
    town: Town, host: Person, coordinator: Person, guest: Person
) -> None:
    list_vigil(host)
    dates = codes(town)
    assert len(dates) == 6
    assert len(town.post.mails(HOST)) == 1
    guest.open(f"/e/{dates[0]}/", status=404)

    approve_all(coordinator, 6)
    assert len(town.post.mails(HOST)) == 2, "one to confirm, one that it is public"
    assert "Every Tuesday: 6 dates, the last on Tue 21 December 2027" in text_of(town.post.newest(HOST))
    assert guest.open(f"/e/{dates[2]}/").heading == "Vigil"
    assert "Every Tuesday" in guest.page.main
    others = [to for to in guest.page.links().values() if to.startswith("/e/") and to.count("/") == 3]
    assert [to.split("/")[2] for to in others] == [code for code in dates if code != dates[2]]
    assert [start for start, _, _ in entries(guest).values()] == [
        f"202711{day}T180000" for day in ("16", "23", "30")
    ] + [f"202712{day}T180000" for day in ("07", "14", "21")]

    come(guest, dates[4])
    other = town.person("other@example.net")
    host.open_mail()
    host.press()

    move_one(host, coordinator, dates[1])

    # From the fourth on it begins an hour later.
    host.open(f"/manage/e/{dates[3]}/edit/")
    host.press({"start": "19:00", "end": "20:00", "scope": "following", "do": "save"}, having="title")
    assert "Sent, for this date and those that follow." in host.page.text
    assert "18:00" in guest.open(f"/e/{dates[4]}/").main
    approve_all(coordinator, 3)
    assert "19:00" in guest.open(f"/e/{dates[4]}/").main
    town.tell_guests()
    assert "Time or place has changed." in text_of(town.post.newest(GUEST))

    # One is called off alone.
    host.open(f"/manage/e/{dates[4]}/cancel/")
    host.press({"reason": "We rest.", "scope": "only"})
    town.tell_guests()
    assert "We rest." in text_of(town.post.newest(GUEST))
    feed = entries(other)
    assert [feed[code][:2] for code in dates] == [
        ("20271116T180000", "CONFIRMED"), ("20271124T180000", "CONFIRMED"), ("20271130T180000", "CONFIRMED"),
        ("20271207T190000", "CONFIRMED"), ("20271214T190000", "CANCELLED"), ("20271221T190000", "CONFIRMED"),
    ]  # fmt: skip
    assert [feed[code][2] for code in dates] == [0, 1, 0, 1, 2, 1]
    assert len(town.post.mails("other@example.net")) == 0

    host.open(f"/manage/e/{dates[0]}/")
    assert "Called off" in host.page.main
    assert_the_file_of_the_whole_series_says_the_same(host, dates[0])


def assert_the_file_of_the_whole_series_says_the_same(host: Person, code: str) -> None:
    file = read_calendar(host.browser.get(f"/manage/e/{code}/series.ics").data).all("VEVENT")
    assert [one.value("RRULE") for one in file] == [
        "FREQ=WEEKLY;UNTIL=20271130T230000Z", None, "FREQ=WEEKLY;UNTIL=20271222T000000Z",
    ]  # fmt: skip
    assert [one.value("EXDATE") for one in file] == [None, None, "20271214T190000"]


def test_a_host_repeats_an_event_and_adds_dates_by_the_same_link(
    town: Town, host: Person, coordinator: Person, guest: Person
) -> None:
    list_vigil_once(host)
    [code] = codes(town)
    coordinator.open(f"/manage/queue/{code}/")
    coordinator.press(action="/approve/")
    host.open_mail()
    host.press()
    host.open(host.page.link("Repeat this event"))
    host.press({"repeat": "weekly-2", "repeat_dates": "3"}, having="repeat")
    assert "The dates are added." in host.page.text
    assert "Every second Tuesday: 3 dates" in host.page.main
    approve_all(coordinator, 2)
    dates = codes(town)
    assert "Other dates" in guest.open(f"/e/{code}/").main

    host.open(f"/manage/e/{dates[2]}/repeat/")
    twice = host.page, host.path
    host.press({"repeat_dates": "2"}, having="repeat_dates")
    host.page, host.path = twice
    host.press({"repeat_dates": "2"}, having="repeat_dates")
    assert "Nothing was different" in host.page.text
    assert len(codes(town)) == 5

    host.open(f"/manage/e/{dates[1]}/cancel/")
    host.press({"reason": "The season is over.", "scope": "following"})
    assert "This date and those that follow are called off." in host.page.text
    statuses = {status for to, (_, status, _) in entries(guest).items() if to != code}
    assert statuses == {"CANCELLED"}
    assert entries(guest)[code][1] == "CONFIRMED"
    assert COORDINATOR not in host.page.text


def list_vigil_once(host: Person) -> None:
    """List a vigil that comes once."""
    host.open("/c/17n/host/")
    host.press({"place_q": "Bogotá", "do": "search"}, having="title")
    host.press({**VIGIL, "repeat": "", "repeat_dates": "", "do": "send"}, having="title")
    host.open_mail()
    host.press()
