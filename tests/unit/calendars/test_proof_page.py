"""What the page of a proof tells of a calendar: one event as programs show it, what the file says, what changed."""

from datetime import UTC, datetime
from typing import Any

from cachelib import SimpleCache

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_feed
from organizer.editions.calendars.proof.clients import seen_by_clients
from organizer.editions.calendars.proof.facts import facts_of
from organizer.editions.calendars.proof.page import prove
from organizer.editions.calendars.proof.reading import read
from organizer.foundation.core.languages import Text
from organizer.record.history import FileHistory
from organizer.record.types import EventStatus
from tests.support.records import make_event, make_time

ADDRESS = "https://act.example.org/c/17n/calendar.ics"
HEADER = FeedHeader("17N", ADDRESS, "https://act.example.org/c/17n/")
AT = datetime(2027, 11, 1, 12, tzinfo=UTC)


def feed_of(**changes: Any) -> bytes:
    """Return a feed of one event, changed as told."""
    return render_feed(HEADER, [make_event(**changes)], "en").body


GOOD = feed_of()
OFF = feed_of(status=EventStatus.CANCELLED, sequence=1, updated_at=AT)


def test_what_a_cancelled_event_looks_like_differs_by_program() -> None:
    seen = {one.client: one for one in seen_by_clients(read(OFF).events[0])}
    assert "Nothing" in seen["Google"].shows
    assert seen["Apple"].shows == "CANCELLED: March for land and water, struck through"
    assert seen["Outlook"].shows == "CANCELLED: March for land and water"
    assert {name for name, one in seen.items() if one.misleads} == {"Outlook", "Android (ICSx5, Etar)", "Nextcloud"}


def test_what_the_file_says_is_told_in_the_zone_of_the_event() -> None:
    assert facts_of(read(GOOD).events[0], "en") == (
        ("Title", "March for land and water"),
        ("Starts", "Wed 17 November 2027, 17:00, Europe/Berlin"),
        ("Ends", "Wed 17 November 2027, 19:00, Europe/Berlin"),
        ("Place", "Brandenburger Tor, Pariser Platz, 10117 Berlin, Germany"),
        ("State", "Takes place"),
        ("Version", "0"),
        ("Last change", "24 November 2026, 18:05 UTC"),
    )


def test_the_last_day_is_told_as_people_count_days() -> None:
    camp = feed_of(time=make_time("2027-08-01", "2027-08-04", all_day=True))
    facts = dict(facts_of(read(camp).events[0], "en"))
    assert (facts["Starts"], facts["Ends"]) == ("Sun 1 August 2027", "Tue 3 August 2027")


def test_a_broken_time_is_shown_as_it_stands() -> None:
    broken = GOOD.replace(b"20271117T190000", b"soon").replace(b"LAST-MODIFIED:2026", b"LAST-MODIFIED:yes")
    facts = dict(facts_of(read(broken).events[0], "en"))
    assert (facts["Ends"], facts["Last change"]) == ("soon", "yes1124T180511Z")


def test_an_address_that_clients_refuse_is_seen() -> None:
    assert prove(GOOD, ADDRESS, None, "", "en", AT).wrong == 0
    for address in (ADDRESS + "?x=1", "https://x.org/" + "a" * 260 + ".ics"):
        found = prove(GOOD, address, None, "", "en", AT)
        assert {one.number for one in found.all_findings if not one.is_right} == {"R80", "R13"}


def test_the_event_to_look_at_is_chosen_by_code_or_uid_else_the_next_one() -> None:
    past = make_event(uid="past@x.org", code="a1a1a1", url="https://act.example.org/e/a1a1a1/",
                      time=make_time("2027-09-01T10:00", "2027-09-01T11:00"))  # fmt: skip
    body = render_feed(HEADER, [past, make_event()], "en").body
    for asked, uid, is_missing in (
        ("", make_event().uid, False),
        ("past@x.org", "past@x.org", False),
        ("a1a1a1", "past@x.org", False),
        ("nothing", make_event().uid, True),
    ):
        found = prove(body, ADDRESS, None, asked, "en", AT)
        assert [one.uid for one in found.choices if one.is_chosen] == [uid], asked
        assert found.is_missing is is_missing, asked


def test_of_many_changes_the_first_fifty_are_told() -> None:
    events = [make_event(uid=f"{n}@x.org") for n in range(60)]
    after = [make_event(uid=f"{n}@x.org", title=Text("Rally", "en"), updated_at=AT) for n in range(60)]
    history = FileHistory(SimpleCache())
    for some in (events, after):
        body = render_feed(HEADER, some, "en").body
        history.note(ADDRESS, body, AT)
    found = prove(body, ADDRESS, history.find(ADDRESS), "", "en", AT)
    assert (len(found.changes), found.more, found.wrong) == (50, "10", 0)
