"""How times, places and versions read on the pages of who works on an event."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from organizer.events.forms.states import LABELS, SENTENCES
from organizer.events.forms.versions import FIELDS, REVISIONS, compare_rows, hidden_fields
from organizer.events.forms.when import moment_words, when_words
from organizer.events.forms.where import where_words
from organizer.events.forms.wording import ACCESS, KINDS, MODES
from organizer.events.rules import Access, AddressVisibility, EventState, Kind, Mode
from organizer.events.rules.details import field_names
from organizer.events.rules.difference import differences
from organizer.events.rules.notice import RevisionState
from organizer.moderation.views.words import waiting_words
from tests.factories.events import make_details

Speak = Callable[..., Any]


@pytest.fixture
def speak(plain_app: Flask) -> Speak:
    """Call something in a page of a language."""

    def call(work: Callable[[], Any], language: str = "en") -> Any:
        with plain_app.test_request_context("/", headers={"Accept-Language": language}):
            return work()

    return call


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_every_state_kind_mode_and_fact_has_its_words() -> None:
    for words, members in (
        (LABELS, EventState), (SENTENCES, EventState), (REVISIONS, RevisionState), (KINDS, Kind), (MODES, Mode), (ACCESS, Access),
    ):  # fmt: skip
        assert set(words) == set(members)
    assert set(FIELDS) == set(field_names())


@pytest.mark.parametrize(
    ("changes", "hours", "day"),
    [
        ({}, "15:00–19:00", "Wed 17 November 2027"),
        ({"end": None}, "15:00", "Wed 17 November 2027"),
        ({"start": local("2027-11-17T22:00"), "end": local("2027-11-18T01:30")}, "22:00–01:30", "Wed 17 November 2027"),
        ({"end": local("2027-11-19T10:00")}, "15:00 – Fri 19 November 2027, 10:00", "Wed 17 November 2027"),
        ({"all_day": True, "start": local("2027-11-17"), "end": None}, None, "Wed 17 November 2027, all day"),
        (
            {"all_day": True, "start": local("2027-11-17"), "end": local("2027-11-18")},
            None,
            "Wed 17 November to Thu 18 November 2027",
        ),
        (
            {"to_be_announced": True, "start": local("2027-11-17"), "end": None},
            None,
            "Wed 17 November 2027, the hour comes later",
        ),
    ],
)
def test_a_time_reads_as_people_say_it(speak: Speak, changes: dict[str, Any], hours: str | None, day: str) -> None:
    words = speak(lambda: when_words(make_details(**changes)))
    assert (words.hours, words.day) == (hours, day)
    assert (words.utc is None) == (hours is None)


def test_a_time_names_its_zone_and_the_same_hour_in_utc(speak: Speak) -> None:
    words = speak(lambda: when_words(make_details()))
    assert (words.iso, words.zone, words.offset, words.utc) == (
        "2027-11-17T20:00:00Z", "Bogotá time (UTC−5)", "UTC−5", "20:00 UTC",
    )  # fmt: skip


def test_a_time_is_in_the_digits_of_the_page(speak: Speak) -> None:
    words = speak(lambda: when_words(make_details()), "ar")
    assert words.hours == "١٥:٠٠–١٩:٠٠"
    assert "٢٠٢٧" in words.day
    assert speak(lambda: moment_words(datetime(2027, 3, 1, 9, tzinfo=UTC)), "ar").startswith("١ مارس ٢٠٢٧")


def test_a_time_that_governments_took_away_since_still_reads(speak: Speak) -> None:
    skipped = make_details(zone="Europe/Berlin", start=local("2027-03-28T02:30"), end=None)
    assert speak(lambda: when_words(skipped)).hours == "02:30"


def test_a_withheld_place_is_told_only_to_who_may_see_it(speak: Speak) -> None:
    details = make_details(address_visibility=AddressVisibility.CONFIRMED, place_hint="Near the park")
    seen = speak(lambda: where_words(details, may_see_place=True))
    assert (seen.venue.value, seen.note) == ("Plaza de Bolívar", "Only people who confirmed see the exact place.")
    unseen = speak(lambda: where_words(details, may_see_place=False))
    assert unseen.venue.value == "Near the park"
    assert unseen.address.value == "Bogotá, Colombia"
    assert "Plaza" not in str(unseen)


def test_an_online_event_says_so_instead_of_a_place(speak: Speak) -> None:
    assert speak(lambda: where_words(make_details(mode=Mode.ONLINE), may_see_place=True)).note == "Online"


def test_versions_read_in_words_side_by_side(speak: Speak) -> None:
    new = make_details(
        start=local("2027-11-17T16:00"), kind=Kind.MARCH, country="AR", language="es", all_day=True, capacity=40,
        accessibility=(Access.STEP_FREE, Access.SEATS), title={"en": "March for land and water"}, description={"en": "Bring a drum."},
        address_visibility=AddressVisibility.CONFIRMED, place_id=7,
    )  # fmt: skip
    rows = speak(lambda: compare_rows(differences(make_details(), new)))
    assert {row.label: row.cells for row in rows} == {
        "Language": ("English", "Español"),
        "Kind": ("Rally", "March"),
        "Starts": ("Wed 17 November 2027, 15:00", "Wed 17 November 2027, 16:00"),
        "All day": ("No", "Yes"),
        "Country": ("Colombia", "Argentina"),
        "Who sees the address": ("Everyone", "Only people who confirmed"),
        "Places": ("Nothing", "40"),
        "Access": ("Nothing", "Step-free, Seats"),
    }, "numbers of ours are left out"


def test_what_a_reader_may_not_see_differs_without_a_word(speak: Speak) -> None:
    old = make_details(address_visibility=AddressVisibility.CONFIRMED, online_url="https://meet.example/1")
    new = make_details(
        address_visibility=AddressVisibility.CONFIRMED, online_url="https://meet.example/2", venue="Casa"
    )
    hidden = hidden_fields(old, new, may_see_place=False)
    rows = speak(lambda: compare_rows(differences(old, new), hidden=hidden))
    assert [row.label for row in rows] == ["Place", "Link to join"]
    assert {row.cells for row in rows} == {("Not shown to you", "Changed, not shown to you")}
    assert hidden_fields(old, new, may_see_place=True) == frozenset()


def test_a_place_that_was_withheld_in_one_of_two_versions_is_hidden_in_both() -> None:
    old = make_details(online_visibility=AddressVisibility.PUBLIC)
    new = make_details(address_visibility=AddressVisibility.CONFIRMED, online_visibility=AddressVisibility.PUBLIC)
    assert hidden_fields(old, new, may_see_place=False) == {"venue", "address", "lat", "lon"}
    assert hidden_fields(old, old, may_see_place=False) == frozenset()


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=20), "just came"),
        (timedelta(minutes=1), "waits 1 minute"),
        (timedelta(minutes=59), "waits 59 minutes"),
        (timedelta(hours=5, minutes=40), "waits 5 hours"),
        (timedelta(days=1), "waits 1 day"),
        (timedelta(days=9, hours=4), "waits 9 days"),
        (timedelta(seconds=-5), "just came"),
    ],
)
def test_how_long_something_waits_is_said_roughly(speak: Speak, waited: timedelta, words: str) -> None:
    now = datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert speak(lambda: waiting_words(now - waited, now)) == words
