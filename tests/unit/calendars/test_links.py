"""Links into web calendars: requirements R80, R83 to R88."""

from dataclasses import fields
from urllib.parse import parse_qs, urlsplit

import pytest

from organizer.editions.calendars.links import AddLinks, add_links, subscribe_links
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, EventStatus
from tests.support.records import demo_records, make_event, make_time

FEED = "https://act.example.org/c/17n/calendar.ics"
CAMP = make_event(time=make_time("2027-08-01", "2027-08-04", all_day=True))


def links_of(event: EventRecord) -> AddLinks:
    links = add_links(event, "en")
    assert links is not None
    return links


def query(link: str) -> dict[str, str]:
    assert "+" not in link
    return {key: values[0] for key, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def every_link(event: EventRecord) -> list[str]:
    links = links_of(event)
    return [getattr(links, field.name) for field in fields(links)]


def test_r83_webcal_is_the_same_address_by_another_name() -> None:
    links = subscribe_links(FEED, "17N")
    assert links.webcal == "webcal://act.example.org/c/17n/calendar.ics"
    assert links.https == FEED


def test_r84_google_takes_the_webcal_address_encoded() -> None:
    assert subscribe_links(FEED, "17N").google == (
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fact.example.org%2Fc%2F17n%2Fcalendar.ics"
    )


def test_r85_outlook_and_office_take_address_and_name() -> None:
    links = subscribe_links(FEED, "17N & friends")
    assert links.outlook.startswith("https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2F")
    assert links.office == links.outlook.replace("outlook.live.com", "outlook.office.com")
    assert query(links.outlook) == {"url": FEED, "name": "17N & friends"}


@pytest.mark.parametrize("address", [FEED + "?x=1", "https://x.example/" + "a" * 240, "/calendar.ics", "javascript:a"])
def test_r80_an_address_that_clients_refuse_is_no_feed(address: str) -> None:
    with pytest.raises(ValueError, match="subscribe"):
        subscribe_links(address, "17N")


def test_r86_google_gets_instants_zone_text_and_place() -> None:
    assert query(links_of(make_event()).google) == {
        "action": "TEMPLATE",
        "text": "March for land and water",
        "dates": "20271117T160000Z/20271117T180000Z",
        "ctz": "Europe/Berlin",
        "details": "Meet under the arch.\n\nOrganized by Solidarity Berlin\n\nhttps://act.example.org/e/k7m3q9/",
        "location": "Brandenburger Tor, Pariser Platz, 10117 Berlin, Germany",
    }


def test_r86_google_gets_days_with_an_exclusive_end() -> None:
    values = query(links_of(CAMP).google)
    assert values["dates"] == "20270801/20270804"
    assert "ctz" not in values


def test_r87_outlook_gets_instants_with_z_and_twenty_for_a_blank() -> None:
    links = links_of(make_event())
    values = query(links.outlook)
    assert (values["startdt"], values["enddt"]) == ("2027-11-17T16:00:00Z", "2027-11-17T18:00:00Z")
    assert "subject=March%20for%20land%20and%20water" in links.outlook
    assert links.outlook.startswith("https://outlook.live.com/calendar/0/action/compose?rru=addevent&")
    assert links.office == links.outlook.replace("outlook.live.com", "outlook.office.com")
    assert query(links_of(CAMP).outlook)["allday"] == "true"


def test_r88_yahoo_gets_instants_or_one_whole_day() -> None:
    values = query(links_of(make_event()).yahoo)
    assert (values["v"], values["st"], values["et"]) == ("60", "20271117T160000Z", "20271117T180000Z")
    assert query(links_of(CAMP).yahoo) | {"st": "20270801", "dur": "allday"} == query(links_of(CAMP).yahoo)


def test_r88_yahoo_gets_the_first_of_several_days() -> None:
    values = query(links_of(CAMP).yahoo)
    assert (values["st"], values["dur"], values.get("et")) == ("20270801", "allday", None)


def test_an_event_whose_hour_is_not_known_is_a_day_and_says_so() -> None:
    links = links_of(make_event(time=make_time("2027-11-17", None, to_be_announced=True)))
    google, outlook, yahoo = query(links.google), query(links.outlook), query(links.yahoo)
    assert (google["dates"], google.get("ctz")) == ("20271117/20271118", None)
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2027-11-17", "2027-11-18", "true")
    assert (yahoo["st"], yahoo["dur"]) == ("20271117", "allday")
    for words in (google["details"], outlook["body"], yahoo["desc"]):
        assert "Time to be announced" in words


def test_an_event_past_midnight_ends_on_the_next_day() -> None:
    links = links_of(make_event(time=make_time("2027-11-17T22:00", "2027-11-18T01:30")))
    assert query(links.google)["dates"] == "20271117T210000Z/20271118T003000Z"
    assert query(links.outlook)["enddt"] == "2027-11-18T00:30:00Z"
    assert query(links.yahoo)["et"] == "20271118T003000Z"


def test_an_event_without_known_end_gets_two_hours() -> None:
    links = links_of(make_event(time=make_time("2027-11-17T17:00", None)))
    assert query(links.google)["dates"] == "20271117T160000Z/20271117T180000Z"


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Asia/Kathmandu", "20271117T111500Z"),
        ("America/St_Johns", "20271117T203000Z"),
        ("Pacific/Apia", "20271117T040000Z"),
    ],
)
def test_every_zone_gives_the_right_instant(zone: str, start: str) -> None:
    links = links_of(make_event(time=make_time("2027-11-17T17:00", "2027-11-17T19:00", zone=zone)))
    google = query(links.google)
    assert (google["dates"].partition("/")[0], google["ctz"]) == (start, zone)
    assert query(links.yahoo)["st"] == start


def test_every_demo_link_is_short_enough_and_ends_its_details_with_the_page() -> None:
    for event in demo_records()[1]:
        if event.status is EventStatus.CANCELLED:
            continue
        for link in every_link(event):
            values = query(link)
            assert len(link) <= 2000
            assert (values.get("details") or values.get("body") or values["desc"]).endswith(event.url)


@pytest.mark.parametrize("words", ["word " * 2000, "語" * 3000, "🌍" * 3000, "&#+%" * 900])
def test_long_words_are_shortened_until_the_link_fits(words: str) -> None:
    event = make_event(title=Text(words, "en"), description=Text(words, "en"), group_name=words)
    for link in every_link(event):
        assert len(link) <= 2000
        assert "act.example.org%2Fe%2Fk7m3q9%2F" in link


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.REMOVED])
def test_nobody_is_offered_to_add_what_does_not_happen(status: EventStatus) -> None:
    assert add_links(make_event(status=status), "en") is None
