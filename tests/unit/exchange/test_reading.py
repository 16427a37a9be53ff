"""Calendar files of others: whatever can be read is read, and what can't is named (R96 to R104)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.exchange.rules.calendar_file import CalendarFile, read_calendar
from organizer.exchange.rules.drafting import Setting, details_of
from organizer.exchange.rules.found import FoundEvent
from organizer.exchange.rules.octets import FileTooLarge, LineTooLong, NotACalendar, TooManyEvents
from organizer.exchange.rules.points import Pin
from organizer.exchange.rules.remarks import Reason, Remark
from organizer.foundation.core.errors import DomainError

TODAY = date(2026, 11, 28)
SETTING = Setting("Europe/Berlin", "en", "Group", "Event")


def wall(words: str) -> datetime:
    return datetime.fromisoformat(words)


def calendar(*events: str, head: str = "") -> bytes:
    """Return a file with these events; each is lines without their wrapper."""
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{body}END:VCALENDAR\n".encode()


def read(data: bytes) -> CalendarFile:
    return read_calendar(data, TODAY)


def only(*lines: str, head: str = "") -> FoundEvent:
    """Return the one event of a file that begins with ``lines``."""
    [event] = read(calendar("UID:a\nSUMMARY:Rally\n" + "\n".join(lines), head=head)).events
    return event


START = "DTSTART;TZID=Europe/Berlin:20271117T170000"


def test_r96_too_large_a_file_is_refused_before_any_work() -> None:
    with pytest.raises(FileTooLarge):
        read(b"BEGIN:VCALENDAR\n" + b"x" * 2_000_000)


def test_r96_too_many_events_and_endless_lines_are_refused() -> None:
    with pytest.raises(TooManyEvents):
        read(calendar(*(["UID:a"] * 2001)))
    with pytest.raises(LineTooLong):
        read(calendar("DESCRIPTION:" + "x" * 100_001))
    with pytest.raises(LineTooLong):
        read(calendar("DESCRIPTION:" + "\n x" * 60_000))


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"<!DOCTYPE html><p>BEGIN:VCALENDAR", b"name,date\na,b\n", b"\xff\xd8\xff\xe0"]
)
def test_r97_what_is_no_calendar_is_said(data: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(data)


@pytest.mark.parametrize(
    ("codec", "name"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")]
)
def test_r97_letters_arrive_in_each_encoding(codec: str, name: str) -> None:
    data = calendar(f"UID:a\nSUMMARY:Über die Brücke\n{START}").decode().encode(codec)
    file = read(data)
    assert (file.encoding, file.events[0].title) == (name, "Über die Brücke")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_r97_lines_are_joined_before_letters_are_read(end: str) -> None:
    data = calendar(f"UID:a\n{START}\nSUMMARY:Caf").replace(b"\n", end.encode())
    cut = "é".encode()
    data = data.replace(b"SUMMARY:Caf", b"SUMMARY:Caf" + cut[:1] + end.encode() + b" " + cut[1:])
    assert read(data).events[0].title == "Café"


def test_r98_one_bad_event_never_loses_the_others() -> None:
    file = read(
        calendar(
            f"UID:1\nSUMMARY:Good\n{START}", "UID:2\nSUMMARY:No start", "UID:3\nSUMMARY:Bad\nDTSTART:yesterday",
            f"UID:4\nSUMMARY:Rule\n{START}\nRRULE:FREQ=SECONDLY", f"UID:5\nSUMMARY:Late\n{START}",
        )
    )  # fmt: skip
    assert [event.title for event in file.events] == ["Good", "Late"]
    assert [(one.title, one.reason) for one in file.skipped] == [
        ("No start", Reason.NO_START), ("Bad", Reason.BAD_TIME), ("Rule", Reason.BAD_RULE),
    ]  # fmt: skip


def test_r98_a_file_that_breaks_off_keeps_what_was_whole() -> None:
    data = calendar(f"UID:1\nSUMMARY:Good\n{START}", f"UID:2\nSUMMARY:Cut\n{START}")
    file = read(data[: data.rindex(b"END:VEVENT")])
    assert [event.title for event in file.events] == ["Good"]
    assert [(one.title, one.reason) for one in file.skipped] == [("Cut", Reason.CUT_OFF)]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Kiev", "Europe/Kyiv"), ("US/Eastern", "America/New_York"), ("europe/berlin", "Europe/Berlin"), ("W. Europe Standard Time", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta", "America/Argentina/Salta"),
        ('"America/Bogota"', "America/Bogota"),
    ],
)  # fmt: skip
def test_r99_a_zone_is_known_by_each_of_its_names(name: str, zone: str) -> None:
    event = only(f"DTSTART;TZID={name}:20271117T170000")
    assert (event.start.zone, event.start.wall) == (zone, wall("2027-11-17 17:00"))


def test_r99_a_zone_of_the_files_own_gives_the_instant_and_somebody_is_asked_for_the_place() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0530\n"
        "TZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = only("DTSTART;TZID=Customized Time Zone:20271117T170000", head=zone)
    assert event.start.instant == datetime(2027, 11, 17, 11, 30, tzinfo=UTC)
    assert event.start.zone is None
    assert details_of(event, SETTING).start == wall("2027-11-17 12:30")


@pytest.mark.parametrize("line", ["DTSTART:20271117T170000", "DTSTART;TZID=Mars/Base:20271117T170000"])
def test_r99_an_hour_of_no_zone_is_never_taken_for_utc(line: str) -> None:
    event = only(line)
    assert (event.start.zone, event.start.instant) == (None, None)
    details = details_of(event, SETTING)
    assert (details.zone, details.start) == ("Europe/Berlin", wall("2027-11-17 17:00"))


def test_r99_an_instant_is_shown_by_the_clock_of_the_calendar() -> None:
    event = only("DTSTART:20271117T170000Z", head="X-WR-TIMEZONE:America/Bogota\n")
    assert (event.start.zone, event.start.wall) == ("America/Bogota", wall("2027-11-17 12:00"))


@pytest.mark.parametrize("parameters", [";VALUE=DATE", ";VALUE=DATE;TZID=Asia/Tokyo", ""])
def test_r99_a_day_with_a_zone_is_still_a_day(parameters: str) -> None:
    event = only(f"DTSTART{parameters}:20271117")
    assert (event.start.is_day, details_of(event, SETTING).all_day) == (True, True)


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        ("DTSTART;VALUE=DATE:20271117\nDTEND;VALUE=DATE:20271120", "2027-11-19"),
        ("DTSTART;VALUE=DATE:20271117\nDTEND;VALUE=DATE:20271118", None),
        ("DTSTART;VALUE=DATE:20271117\nDTEND;VALUE=DATE:20271117", None),
        ("DTSTART;VALUE=DATE:20271117\nDURATION:P2D", "2027-11-18"),
        (f"{START}\nDURATION:PT1H30M", "2027-11-17 18:30"),
        (f"{START}\nDTEND;TZID=Europe/Berlin:20271117T170000", None),
        (f"{START}\nDURATION:PT-2H", None),
        (START, None),
    ],
)
def test_r100_ends_of_every_kind(lines: str, end: str | None) -> None:
    assert details_of(only(lines), SETTING).end == (wall(end) if end else None)


def test_r100_a_turned_event_is_swapped_and_pointed_out() -> None:
    event = only(START, "DTEND;TZID=Europe/Berlin:20271117T150000")
    details = details_of(event, SETTING)
    assert (details.start, details.end) == (wall("2027-11-17 15:00"), wall("2027-11-17 17:00"))
    assert Remark.TURNED in event.remarks


def test_r100_wrappers_may_be_missing_or_many_and_names_small() -> None:
    bare = (
        f"begin:vevent\nuid:a\nsummary:Rally\n{START.lower().replace('europe/berlin', 'Europe/Berlin')}\nend:vevent\n"
    )
    assert read(bare.encode()).events[0].title == "Rally"
    assert len(read(calendar(f"UID:1\n{START}") + calendar(f"UID:2\n{START}")).events) == 2


def test_r100_without_a_uid_the_same_event_is_known_again() -> None:
    data = calendar(f"SUMMARY:Rally\n{START}")
    assert read(data).events[0].uid_hash == read(data).events[0].uid_hash


def test_r101_of_one_uid_the_highest_sequence_and_then_the_newest_is_kept() -> None:
    file = read(
        calendar(
            f"UID:a\nSEQUENCE:2\nSUMMARY:New\n{START}", f"UID:a\nSEQUENCE:1\nSUMMARY:Old\n{START}",
            f"UID:b\nDTSTAMP:20260101T000000Z\nSUMMARY:Old\n{START}", f"UID:b\nDTSTAMP:20260102T000000Z\nSUMMARY:New\n{START}",
        )
    )  # fmt: skip
    assert [event.title for event in file.events] == ["New", "New"]
    assert [one.reason for one in file.skipped] == [Reason.OLDER, Reason.OLDER]


@pytest.mark.parametrize("head", ["", "METHOD:CANCEL\n"])
def test_r101_what_is_called_off_is_known(head: str) -> None:
    status = "" if head else "STATUS:CANCELLED"
    assert only(START, status or "CLASS:PUBLIC", head=head).is_cancelled


def test_r102_a_series_keeps_its_hour_over_the_change_of_clocks() -> None:
    file = read(calendar("UID:a\nSUMMARY:Vigil\nDTSTART;TZID=Europe/Berlin:20270320T180000\nRRULE:FREQ=WEEKLY;COUNT=3"))
    assert [event.start.wall for event in file.events] == [
        wall(f"2027-{day} 18:00") for day in ("03-20", "03-27", "04-03")
    ]


def test_r102_dates_that_are_out_stay_out_and_changed_ones_replace_theirs() -> None:
    file = read(
        calendar(
            "UID:a\nSUMMARY:Vigil\nDTSTART;TZID=Europe/Berlin:20270301T180000\nRRULE:FREQ=WEEKLY;COUNT=4\n"
            "EXDATE;TZID=Europe/Berlin:20270308T180000",
            "UID:a\nSUMMARY:Moved\nRECURRENCE-ID:20270315T170000Z\nDTSTART;TZID=Europe/Berlin:20270316T190000",
        )
    )
    assert [(event.title, event.start.wall) for event in file.events] == [
        ("Vigil", wall("2027-03-01 18:00")), ("Moved", wall("2027-03-16 19:00")), ("Vigil", wall("2027-03-22 18:00")),
    ]  # fmt: skip


def test_r102_at_most_a_year_of_dates_from_today_on() -> None:
    file = read(calendar("UID:a\nSUMMARY:Vigil\nDTSTART;TZID=Europe/Berlin:20200101T180000\nRRULE:FREQ=WEEKLY"))
    assert len(file.events) == 52
    assert all(event.start.wall and event.start.wall.date() >= TODAY - timedelta(days=1) for event in file.events)
    assert Remark.SERIES_CUT in file.events[0].remarks


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=HOURLY;COUNT=9", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYDAY=XX", "COUNT=3",
                                  "FREQ=DAILY;UNTIL=never"])  # fmt: skip
def test_r102_a_rule_that_cannot_be_read_skips_its_event_only(rule: str) -> None:
    file = read(calendar(f"UID:a\n{START}\nRRULE:{rule}", f"UID:b\nSUMMARY:Good\n{START}"))
    assert [event.title for event in file.events] == ["Good"]
    assert [one.reason for one in file.skipped] == [Reason.BAD_RULE]


def test_r102_rules_that_begin_long_ago_and_never_fit_cost_a_bounded_effort() -> None:
    hard = "DTSTART:19700101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"
    file = read(calendar(*(f"UID:{number}\n{hard}" for number in range(2000))))
    assert len(file.skipped) > 1900
    assert all(one.reason is Reason.TOO_MUCH for one in file.skipped)


def test_r103_people_are_left_out_and_addresses_pointed_out() -> None:
    event = only(
        START, "ATTENDEE;CN=Ana:mailto:ana@example.org", "ORGANIZER:mailto:boss@example.org", "ATTACH:http://x.org/a",
        "DESCRIPTION:Call +49 30 123456 or write to me@example.org",
    )  # fmt: skip
    said = repr(details_of(event, SETTING))
    assert "ana@" not in said
    assert "boss@" not in said
    assert Remark.NAMES_PEOPLE in event.remarks


def test_r103_alarms_that_repeat_for_ever_are_not_looked_at() -> None:
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT1M\nREPEAT:999999999\nDURATION:PT1S\nEND:VALARM"
    assert only(START, alarm).title == "Rally"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"One\, two\; three\\n\nnext", "One, two; three\\n\nnext"),
        ("<p>Come <b>all</b></p><script>x()</script>", "Come all"),
        ("a\x0bb\u202ec\u0000", "a\nbc"),
    ],
)
def test_r104_words_are_unescaped_once_and_plain(written: str, read_as: str) -> None:
    assert only(START, f"DESCRIPTION:{written}").description.strip() == read_as


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://x.org", "http://", "https://a b.org", "data:text/html,x"]
)
def test_r104_only_web_addresses_are_links(address: str) -> None:
    assert only(START, f"URL:{address}").link is None
    assert only(START, "URL:https://example.org/rally").link == "https://example.org/rally"


@pytest.mark.parametrize(
    ("value", "pin", "point"),
    [
        ("4.5981;-74.076", Pin(4.5981, -74.076), (4.5981, -74.076)), (r"4.5981\;-74.076", Pin(4.5981, -74.076), (4.5981, -74.076)),
        ("0;0", Pin(0, 0), (None, None)), ("151.2;-33.87", Pin(151.2, -33.87), (None, None)),
        ("here", None, (None, None)), ("1e99;2", None, (None, None)),
    ],
)  # fmt: skip
def test_r100_pins_are_read_and_impossible_ones_not_taken(
    value: str, pin: Pin | None, point: tuple[float | None, float | None]
) -> None:
    event = only(START, f"GEO:{value}")
    details = details_of(event, SETTING)
    assert (event.pin, (details.lat, details.lon)) == (pin, point)
    assert (Remark.PIN_UNREADABLE in event.remarks) is (pin is None)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_rubbish_in_the_middle_is_never_an_error_of_ours(rubbish: bytes, at: int) -> None:
    data = calendar(f"UID:a\nSUMMARY:Rally\n{START}\nRRULE:FREQ=WEEKLY;COUNT=2")
    place = min(at, len(data))
    try:
        file = read(data[:place] + rubbish + data[place:])
    except DomainError:
        return
    for event in file.events:
        details_of(event, SETTING)
