"""Files made to hold us up cost a bounded effort, whatever they hold; each would take minutes or gigabytes unbounded (R96)."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.exchange.rules.calendar_file import read_calendar
from organizer.exchange.rules.drafting import Setting, details_of
from organizer.exchange.rules.effort import Effort, TooMuchWork
from organizer.exchange.rules.octets import MOST_EVENTS, NotACalendar, TooManyEvents
from organizer.exchange.rules.remarks import Reason
from organizer.exchange.rules.source import take_apart
from organizer.foundation.core.errors import DomainError

TODAY = date(2026, 11, 28)
SETTING = Setting("Europe/Berlin", "en", "Group", "Event")
START = "DTSTART;TZID=Europe/Berlin:20271117T170000"


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{head}{body}END:VCALENDAR\n".encode()


def many(count: int, *lines: str) -> bytes:
    """Return a file of so many events that say the same."""
    return calendar(*("\n".join((f"UID:{number}", *lines)) for number in range(count)))


def zone(rule: str, name: str = "X") -> str:
    """Return a time zone of the file's own with a rule in one of its two parts."""
    part = "BEGIN:{0}\nDTSTART:16010101T000000\nTZOFFSETFROM:+0{1}00\nTZOFFSETTO:+0{2}00\n{3}\nEND:{0}\n"
    parts = part.format("STANDARD", 2, 1, rule) + part.format(
        "DAYLIGHT", 1, 2, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    )
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{parts}END:VTIMEZONE\n"


@pytest.mark.parametrize(
    "data",
    [b"BEGIN:VCALENDAR\n" + b"\n" * 1_900_000, b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"a:\n" * 600_000],
    ids=["empty lines", "short lines"],
)
def test_r96_more_lines_than_any_calendar_has_are_refused(data: bytes) -> None:
    with pytest.raises(NotACalendar):
        read_calendar(data, TODAY)


@pytest.mark.parametrize("begin", [b"BEGIN:VEVENT\n", b"begin:vevent\n", b"BEGIN;:VEVENT\n", b" BEGIN:VEVENT \n"])
def test_r96_events_are_counted_however_they_begin(begin: bytes) -> None:
    with pytest.raises(TooManyEvents):
        read_calendar(b"BEGIN:VCALENDAR\n" + begin * (MOST_EVENTS + 1), TODAY)


@pytest.mark.parametrize(
    "text",
    ["<a" * 45_000, "<b>" * 30_000, "<a><b><i><table>" * 6_000, "a" * 90_000, "1 " * 45_000, "a@" * 45_000, "&#" * 45_000,
     "\\" * 90_000, "<br " * 22_000, "\u0301" * 45_000, "a.b-" * 20_000 + "@", "((((1" * 18_000],
    ids=["tags", "nested", "tables", "letters", "digits", "mail", "entities", "escapes", "breaks", "marks", "dots", "brackets"],
)  # fmt: skip
def test_r96_long_texts_are_read_once(text: str) -> None:
    file = read_calendar(many(10, START, f"DESCRIPTION:{text}", f"LOCATION:{text}"), TODAY)
    assert len(file.events) == 10
    assert all(len(event.description) <= 5000 and len(event.place) <= 200 for event in file.events)


@pytest.mark.parametrize("line", ['X;A="b"' + ';C="d"' * 15_000 + ":e", "X" + ";" * 90_000 + ":", "X;" + '"' * 90_001 + ":e",
                                  "ATTENDEE" + ";CN=x" * 18_000 + ":mailto:a@example.org"])  # fmt: skip
def test_r96_parameters_are_read_once(line: str) -> None:
    assert len(read_calendar(many(10, START, line), TODAY).events) == 10


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY", "FREQ=YEARLY;BYDAY=SU", "FREQ=YEARLY;BYMONTHDAY=1,2,3",
                                  "FREQ=YEARLY;BYMONTH=1,2,3;BYDAY=SU", "FREQ=YEARLY;BYSECOND=1,2,3;BYMONTH=3;BYDAY=1SU",
                                  "FREQ=YEARLY;INTERVAL=0;BYMONTH=3;BYDAY=1SU", "FREQ=YEARLY;BYWEEKNO=1"])  # fmt: skip
def test_r96_a_zone_whose_rule_never_ends_is_not_walked(rule: str) -> None:
    [event] = read_calendar(calendar("DTSTART;TZID=X:20270701T120000", head=zone(f"RRULE:{rule}")), TODAY).events
    assert event.start.instant is None
    assert event.start.zone is None


def test_r99_a_zone_of_the_files_own_is_walked_from_its_first_year() -> None:
    data = calendar("DTSTART;TZID=X:20270701T120000", head=zone("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"))
    [event] = read_calendar(data, TODAY).events
    assert f"{event.start.instant:%H:%M}" == "10:00"


def test_r96_many_zones_use_up_what_a_file_may_cost() -> None:
    heads = "".join(zone("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", f"X{number}") for number in range(400))
    file = read_calendar(
        calendar(*(f"UID:{n}\nDTSTART;TZID=X{n}:20270701T120000" for n in range(400)), head=heads), TODAY
    )
    assert {one.reason for one in file.skipped} == {Reason.TOO_MUCH}
    assert (len(file.events), len(file.skipped)) == (37, 363)


def test_r102_all_series_together_have_as_many_dates_as_people_can_look_at() -> None:
    file = read_calendar(many(100, "DTSTART:20261201T100000Z", "RRULE:FREQ=WEEKLY"), TODAY)
    assert len(file.events) == 2_000
    assert {one.reason for one in file.skipped} == {Reason.TOO_MUCH}


@pytest.mark.parametrize(
    "rule", ["FREQ=MONTHLY;BYDAY=" + ",".join(f"{n}{day}" for n in range(1, 54) for day in ("MO", "TU")),
             "FREQ=DAILY;COUNT=-3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=" + "9" * 5000, "FREQ=DAILY;COUNT=" + "9" * 5000],
)  # fmt: skip
def test_r102_rules_that_nobody_writes_are_refused(rule: str) -> None:
    file = read_calendar(many(1, START, f"RRULE:{rule}"), TODAY)
    assert [one.reason for one in file.skipped] == [Reason.BAD_RULE]


def test_r102_a_rule_says_a_day_twice_and_means_it_once() -> None:
    file = read_calendar(many(1, START, "RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=" + ",".join(["WE"] * 20_000)), TODAY)
    assert len(file.events) == 2


def test_r102_a_series_that_began_long_ago_is_walked_from_last_year_on() -> None:
    file = read_calendar(many(400, "DTSTART:19800102T100000Z", "RRULE:FREQ=WEEKLY;UNTIL=20261210T000000Z"), TODAY)
    assert (len(file.events), file.skipped) == (800, ())


def test_r96_effort_ends() -> None:
    effort = Effort(steps=10, dates=3)
    effort.spend(10)
    with pytest.raises(TooMuchWork):
        effort.spend(1)
    assert effort.take_dates(2) == 2
    assert effort.take_dates(2) == 1
    with pytest.raises(TooMuchWork):
        effort.take_dates(1)


def test_r96_nesting_is_bounded() -> None:
    source = take_apart(b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 50_000 + b"END:VCALENDAR\n")
    assert len(list(source.root.walk())) < 20


NAMES = ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SEQUENCE", "STATUS", "SUMMARY",
         "DESCRIPTION", "LOCATION", "GEO", "URL", "CONFERENCE", "DTSTAMP", "X-A", "ATTENDEE"]  # fmt: skip
PARAMETERS = [
    "",
    ";VALUE=DATE",
    ";TZID=Europe/Berlin",
    ";TZID=X",
    ';TZID="W. Europe Standard Time"',
    ";VALUE=PERIOD",
    ";RANGE=THISANDFUTURE",
]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["20271117", "20271117T170000", "20271117T170000Z", "20271328T256199", "99991231T235959Z", "19700101",
                     "P1D", "PT-2H", "P9999999W", "FREQ=WEEKLY;COUNT=3", "FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=-1",
                     "FREQ=YEARLY;UNTIL=99991231", "FREQ=DAILY;WKST=SU;UNTIL=20280101T000000Z", "CANCELLED", "TENTATIVE",
                     "1;2", "-91;181", "nan;inf", "99999999999", "https://example.org/", "20271117T170000,20271118T170000/PT1H"]),
)  # fmt: skip
LINES = st.builds("{}{}:{}".format, st.sampled_from(NAMES), st.sampled_from(PARAMETERS), VALUES)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(LINES, max_size=12), min_size=1, max_size=4), st.booleans())
def test_r98_events_of_any_lines_are_read_or_named(events: list[list[str]], has_zone: bool) -> None:
    head = zone("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU") if has_zone else ""
    data = calendar(*("\n".join(lines) for lines in events), head=head)
    try:
        file = read_calendar(data, TODAY)
    except DomainError:
        return
    for event in file.events:
        assert len(event.digest) == 32
        details_of(event, SETTING)
    assert all(isinstance(one.reason, Reason) for one in file.skipped)


@pytest.mark.parametrize("make", [lambda: many(2000, START), lambda: many(2000, "DTSTART:20271117")])
def test_r96_as_many_events_as_are_allowed_are_read(make: Callable[[], bytes]) -> None:
    assert len(read_calendar(make(), TODAY).events) == 2000
