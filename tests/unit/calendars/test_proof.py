"""The proof finds what is wrong: each check sees the one fault that it is for, and nothing in what we write."""

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_feed
from organizer.editions.calendars.proof.clients import seen_by_clients
from organizer.editions.calendars.proof.findings import run
from organizer.editions.calendars.proof.page import CHECKS, prove
from organizer.editions.calendars.proof.reading import read
from organizer.editions.calendars.proof.versions import Difference, compare
from organizer.foundation.core.languages import Text
from organizer.record.types import EventStatus
from tests.support.records import demo_records, make_event

HEADER = FeedHeader("17N", "https://act.example.org/c/17n/calendar.ics", "https://act.example.org/c/17n/")
GOOD = render_feed(HEADER, [make_event()], "en").body


def wrong(body: bytes) -> list[str]:
    """Return the numbers of the requirements that a file breaks."""
    return [finding.number for finding in run(CHECKS, read(body)) if not finding.is_right]


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_demo_is_right_in_every_language(language: str) -> None:
    assert wrong(render_feed(HEADER, demo_records(language)[1], language).body) == []


def test_a_feed_without_events_is_right() -> None:
    assert wrong(render_feed(HEADER, [], "en").body) == []


def _line(name: bytes) -> bytes:
    """Return a line of the good file, with its end."""
    start = GOOD.index(b"\r\n" + name) + 2
    return GOOD[start : GOOD.index(b"\r\n", start) + 2]


ALIEN = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT"
EVENT = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]
ZONE = GOOD[GOOD.index(b"BEGIN:VTIMEZONE") : GOOD.index(b"BEGIN:VEVENT")]
BROKEN = [
    ("R1", b"\xef\xbb\xbf" + GOOD),
    ("R2", GOOD.replace(b"\r\nUID", b"\nUID")),
    ("R2", GOOD.removesuffix(b"\r\n")),
    ("R3", GOOD.replace(_line(b"UID"), b"X-LONG:" + b"x" * 80 + b"\r\n" + _line(b"UID"))),
    ("R3", GOOD.replace(b"SUMMARY:", "SUMMARY:€".encode()[:-1] + b"\r\n " + "€".encode()[-1:])),
    ("R4", GOOD.replace(b"SUMMARY:", b"SUMMARY:\x0b")),
    ("R6", GOOD.replace(_line(b"UID"), b"COMMENT:\r\n" + _line(b"UID"))),
    ("R7", GOOD + GOOD),
    ("R7", GOOD.replace(b"END:VEVENT", b"END:VTODO")),
    ("R7", GOOD.replace(_line(b"UID"), b"no property\r\n" + _line(b"UID"))),
    ("R8", GOOD.replace(b"VERSION:2.0\r\n", b"")),
    ("R10", GOOD.replace(b"VERSION:2.0\r\n", b"VERSION:2.0\r\nMETHOD:PUBLISH\r\n")),
    ("R11", GOOD.replace(b"X-WR-CALNAME:17N", b"X-WR-CALNAME:18N")),
    ("R12", GOOD.replace(b"PT4H", b"P4H")),
    ("R60", GOOD.replace(b"END:VEVENT", ALIEN)),
    ("R30", GOOD.replace(ZONE, b"")),
    ("R31", GOOD.replace(b"Europe/Berlin", b"W. Europe Standard Time")),
    ("R32", GOOD.replace(b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0200")),
    ("R33", GOOD.replace(b"END:STANDARD", b"RDATE:20271031T030000\r\nEND:STANDARD")),
    ("R34", GOOD.replace(ZONE, ZONE + ZONE)),
    ("R35", GOOD.replace(b"DTSTART:1970", b"DTSTART:1893")),
    ("R36", GOOD.replace(ZONE, b"").replace(EVENT, EVENT + ZONE)),
    ("R5", GOOD.replace(b"SUMMARY:", b"SUMMARY:Rally, ")),
    ("R5", GOOD.replace(b"SUMMARY:", b"SUMMARY:Rally\\x ")),
    ("R18", GOOD.replace(EVENT, EVENT + EVENT)),
    ("R18", GOOD.replace(b"UID:", b"UID:a/b")),
    ("R18", GOOD.replace(_line(b"SEQUENCE"), _line(b"SEQUENCE") * 2)),
    ("R21", GOOD.replace(_line(b"DTSTAMP"), b"DTSTAMP:20300101T000000Z\r\n")),
    ("R23", GOOD.replace(_line(b"SEQUENCE"), b"SEQUENCE:one\r\n")),
    ("R24", GOOD.replace(b"STATUS:CONFIRMED", b"STATUS:CANCELED")),
    ("R27", GOOD.replace(b"DTSTART;TZID=Europe/Berlin:20271117T170000", b"DTSTART:20271117T170000")),
    ("R40", GOOD.replace(b"20271117T190000", b"20271117T170000")),
    ("R43", GOOD.replace(_line(b"SUMMARY"), b"")),
    ("R44", GOOD.replace(b"SUMMARY:", b"SUMMARY:<b>Rally</b> ")),
    ("R50", GOOD.replace(_line(b"URL:https://act.example.org/e"), b"")),
    ("R53", GOOD.replace(b"END:VEVENT", b"ATTENDEE:mailto:ana@example.org\r\nEND:VEVENT")),
    ("R53", GOOD.replace(b"SUMMARY:", b"SUMMARY:ask ana@example.org ")),
    ("R69", GOOD.replace(b"END:VEVENT", b"RRULE:FREQ=WEEKLY\r\nEND:VEVENT")),
]


@pytest.mark.parametrize(("number", "body"), BROKEN, ids=[f"{number}-{n}" for n, (number, _) in enumerate(BROKEN)])
def test_each_check_sees_its_fault(number: str, body: bytes) -> None:
    assert body != GOOD
    assert number in wrong(body)


def test_too_large_a_file_is_seen() -> None:
    assert "R16" in wrong(GOOD.replace(EVENT, EVENT * 1001))


@pytest.mark.parametrize("body", [b"", b"\r\n", b"<html>", b"BEGIN:VCALENDAR", b"\xff\xfe\x00", b":::;;\r\n" * 100])
def test_rubbish_is_wrong_and_never_an_error(body: bytes) -> None:
    assert "R7" in wrong(body)


def test_an_event_in_both_versions_is_compared_by_its_uid() -> None:
    before = render_feed(HEADER, [make_event(), make_event(uid="gone@x.org")], "en").body
    later = make_event().updated_at
    assert later is not None
    moved = make_event(title=Text("Rally", "en"), updated_at=later.replace(year=later.year + 1))
    found = compare(before, render_feed(HEADER, [moved, make_event(uid="new@x.org")], "en").body)
    kinds = {change.uid: change.kind for change in found.changes}
    assert kinds == {make_event().uid: Difference.CHANGED, "gone@x.org": Difference.GONE, "new@x.org": Difference.NEW}
    [changed] = [change for change in found.changes if change.kind is Difference.CHANGED]
    assert set(changed.fields) == {"SUMMARY", "DTSTAMP", "LAST-MODIFIED"}
    assert all(finding.is_right for finding in found.findings)


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        (b"SEQUENCE:0", b"SEQUENCE:0", "R23"),  # another hour without a higher number
        (b"SEQUENCE:5", b"SEQUENCE:4", "R23"),
    ],
)
def test_a_change_that_calendars_would_miss_is_seen(before: bytes, after: bytes, number: str) -> None:
    old = GOOD.replace(b"SEQUENCE:0", before)
    new = GOOD.replace(b"SEQUENCE:0", after).replace(b"20271117T170000", b"20271117T160000")
    broken = {finding.number for finding in compare(old, new).findings if not finding.is_right}
    assert broken == {number, "R22"}


def test_an_event_that_is_on_again_must_be_newer() -> None:
    off = render_feed(HEADER, [make_event(status=EventStatus.CANCELLED, sequence=3)], "en").body
    on = render_feed(HEADER, [make_event(sequence=3)], "en").body
    assert "R25" in {finding.number for finding in compare(off, on).findings if not finding.is_right}


def test_what_a_cancelled_event_looks_like_differs_by_program() -> None:
    body = render_feed(HEADER, [make_event(status=EventStatus.CANCELLED, sequence=1)], "en").body
    seen = {one.client: one.shows for one in seen_by_clients(read(body).events[0])}
    assert "Nothing" in seen["Google"]
    assert seen["Apple"] == "CANCELLED: March for land and water, struck through"
    assert seen["Outlook"] == "CANCELLED: March for land and water"


def test_an_address_that_clients_refuse_is_seen() -> None:
    good = prove(GOOD, "https://act.example.org/c/17n/calendar.ics", None, "", "en")
    assert good.wrong == 0
    for address in ("https://act.example.org/c/17n/calendar.ics?x=1", "https://x.org/" + "a" * 260 + ".ics"):
        assert prove(GOOD, address, None, "", "en").wrong == 1
