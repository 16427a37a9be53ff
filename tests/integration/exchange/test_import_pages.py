"""Importing a calendar through the pages: look first, then take drafts."""

import pytest
from sqlalchemy import select

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.rules import AddressVisibility, EventState
from organizer.foundation.db import Database
from tests.integration.exchange.conftest import HEAD, PATH, Importer, calendar, keys_of, rally


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


def test_r99_an_hour_without_a_zone_is_asked_for(importer: Importer, app_database: Database) -> None:
    data = calendar(rally().replace(";TZID=America/Bogota", ""))
    page = importer.save(data, status=422)
    assert "Which time zone? The file does not say." in page
    assert "checked" in page
    importer.save(data, zone="Asia/Tokyo")
    with app_database.reading() as session:
        event = session.scalars(select(Event)).one()
        assert (event.zone, event.starts.hour, event.starts_utc.hour) == ("Asia/Tokyo", 15, 6)


def test_r102_a_series_is_listed_date_by_date_before_anything_is_saved(importer: Importer) -> None:
    page = importer.look(calendar(rally(more="RRULE:FREQ=WEEKLY\r\n")))
    assert len(keys_of(page)) == 52
    assert page.count("Comes again more often than we take") == 52
    assert importer.events() == []


def test_the_page_shows_all_that_would_be_public_and_nothing_else_is(importer: Importer) -> None:
    more = (
        "DESCRIPTION:Call +57 601 3820000 or ana@example.org\r\nURL:https://example.org/rally\r\nGEO:4.5981;-74.0760\r\n"
        "CONFERENCE;VALUE=URI:https://meet.example.org/x\r\nATTENDEE:mailto:guest@example.net\r\nORGANIZER:mailto:boss@example.net\r\n"
        "X-SECRET:hidden words\r\nATTACH:https://example.net/attached\r\n"
    )  # fmt: skip
    page = importer.look(calendar(rally(more=more)))
    for words in ("Plaza, Bogotá", "4.59810, -74.07600", "https://example.org/rally", "https://meet.example.org/x",
                  "ana@example.org, +57 601 3820000. Should everybody read it?"):  # fmt: skip
        assert words in page
    importer.send(page)
    details = importer.details()
    assert details.online_visibility is AddressVisibility.CONFIRMED
    for words in ("guest@example.net", "boss@example.net", "hidden words", "example.net/attached"):
        assert words not in page
        assert words not in repr(details)


def test_where_a_campaign_withholds_places_the_page_says_so(importer: Importer, app_database: Database) -> None:
    with app_database.transaction() as session:
        session.scalars(select(Campaign)).one().safety = SafetyProfile.HIGH_RISK
    page = importer.look(calendar(rally()))
    assert "Only people who confirmed see the exact place." in page
    importer.send(page)
    assert importer.details().address_visibility is AddressVisibility.CONFIRMED


def test_an_hour_that_the_clocks_skip_cannot_be_taken(importer: Importer) -> None:
    page = importer.look(calendar(rally().replace("America/Bogota:20271117T15", "Europe/Berlin:20270328T02")))
    assert "Can’t be taken" in page
    assert keys_of(page) == []


def test_r100_a_turned_event_is_shown_swapped_and_not_ticked(importer: Importer) -> None:
    page = importer.look(calendar(rally().replace("T150000", "T190000")))
    assert "The end stood before the start. We swapped them: is it right now?" in page
    assert "17:00–19:00" in page
    assert (len(keys_of(page)), keys_of(page, " checked")) == (1, [])


def test_r99_hours_of_no_zone_are_shown_without_one_until_somebody_says(importer: Importer) -> None:
    data = calendar(rally().replace(";TZID=America/Bogota", ""))
    page = importer.look(data)
    assert "15:00–17:00 · time zone open" in page
    page = importer.send(page, status=200, zone="Asia/Tokyo", look="1")
    assert "15:00–17:00 · Tokyo time (UTC+9)" in page
    assert importer.events() == []


def test_r98_what_is_left_out_is_named_with_its_line_and_why(importer: Importer) -> None:
    page = importer.look(calendar(rally(), "BEGIN:VEVENT\r\nSUMMARY:Broken\r\nEND:VEVENT\r\n"))
    assert "<bdi>Broken</bdi>: It does not say when it starts." in page
    assert "Line 13" in page


def test_r97_letters_of_an_unnamed_encoding_are_pointed_out(importer: Importer) -> None:
    page = importer.look(calendar(rally()).decode().encode("cp1252"))
    assert "The file does not say how its letters are written." in page
    assert "Plaza, Bogotá" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in this file."),
        (b"<!doctype html><p>Sign in</p>", "This is a web page, not a calendar."),
        (b"x" * 2_000_001, "This file is larger than 2 MB."),
        (b"\x00\xff", "This is not a calendar file."),
        (HEAD.encode() + b"BEGIN:VEVENT\n" * 2_001, "This file has more than 2000 events."),
    ],
)
def test_r97_a_wrong_file_gets_a_sentence_beside_the_field(importer: Importer, data: bytes, sentence: str) -> None:
    page = importer.look(data, status=422)
    assert "field__error" in page
    assert sentence in page


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
