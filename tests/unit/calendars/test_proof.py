"""The proof finds what is wrong: each check sees the one fault that it is for, and nothing in what we write."""

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_feed
from organizer.editions.calendars.proof.findings import run
from organizer.editions.calendars.proof.page import CHECKS
from organizer.editions.calendars.proof.reading import read
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
    ("R53", GOOD.replace(b"VERSION:2.0", b"X-WR-CALDESC:ask ana@example.org\r\nVERSION:2.0")),
    ("R14", GOOD.replace(b"VERSION:2.0", b"COLOR:#ff0000\r\nVERSION:2.0")),
    ("R14", GOOD.replace(b"VERSION:2.0", b"X-WR-TIMEZONE:W. Europe\r\nVERSION:2.0")),
    ("R26", GOOD.replace(EVENT, EVENT + EVENT.replace(b"UID:5", b"UID:1"))),
    ("R26", GOOD.replace(ZONE, ZONE + ZONE.replace(b"Europe/Berlin", b"Asia/Tokyo"))),
    ("R48", GOOD.replace(b"GEO:52.516300;", b"GEO:52,5163;")),
    ("R48", GOOD.replace(b"GEO:52.516300;", b"GEO:92.516300;")),
    ("R49", GOOD.replace(b"GEO:52.516300;", b"GEO:52.516301;")),
    ("R49", GOOD.replace(b"LOCATION:", b"LOCATION:At ")),
    ("R55", GOOD.replace(b"CATEGORIES:Rally", b"CATEGORIES:" + b",".join([b"Rally"] * 11))),
    ("R58", GOOD.replace(b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE")),
    ("R59", GOOD.replace(b"TRANSP:", b"CLASS:PRIVATE\r\nTRANSP:")),
    ("R69", GOOD.replace(b"END:VEVENT", b"RRULE:FREQ=WEEKLY\r\nEND:VEVENT")),
]


@pytest.mark.parametrize(("number", "body"), BROKEN, ids=[f"{number}-{n}" for n, (number, _) in enumerate(BROKEN)])
def test_each_check_sees_its_fault(number: str, body: bytes) -> None:
    assert body != GOOD
    assert number in wrong(body)


def test_each_check_has_a_broken_copy() -> None:
    assert {number for number, _ in BROKEN} | {"R16"} == {check.number for check in CHECKS}


def test_too_large_a_file_is_seen() -> None:
    assert "R16" in wrong(GOOD.replace(EVENT, EVENT * 1001))


@pytest.mark.parametrize("body", [b"", b"\r\n", b"<html>", b"BEGIN:VCALENDAR", b"\xff\xfe\x00", b":::;;\r\n" * 100])
def test_rubbish_is_wrong_and_never_an_error(body: bytes) -> None:
    assert "R7" in wrong(body)
