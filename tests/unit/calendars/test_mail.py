"""The file that goes with a mail: requirements R21, R91 to R95."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from organizer.editions.calendars.mail import Attachment, Invited, Sending, render_invitation, render_publish
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, EventStatus
from tests.support.calendar_reading import read_calendar, read_event
from tests.support.records import UPDATED, make_event

SENT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def attachment(event: EventRecord, name: str = "17N Coordination") -> Attachment:
    return render_publish(event, "en", Sending("noreply@act.example.org", name, SENT))


def invitation(event: EventRecord, **invited: object) -> Attachment:
    return render_invitation(
        event,
        "en",
        Sending("noreply@act.example.org", "17N", SENT),
        Invited("lu+17n@example.net", **invited),  # type: ignore[arg-type]
    )


def test_r92_the_types_method_is_the_methods_of_the_body() -> None:
    file = attachment(make_event())
    assert read_calendar(file.body).value("METHOD") == "PUBLISH"
    assert file.content_type == "text/calendar; charset=utf-8; method=PUBLISH"
    assert file.filename == "march-for-land-and-water-k7m3q9.ics"


def test_r93_the_organizer_is_the_no_reply_address_with_a_groups_name() -> None:
    event = read_event(attachment(make_event(), name='17N: "land", water').body)
    assert event.value("ORGANIZER") == "mailto:noreply@act.example.org"
    assert event.parameters("ORGANIZER") == {"CN": "17N: land, water"}


@pytest.mark.parametrize("address", ["ana@example.org", "noreply@x\r\nBCC:a@b", "noreply@", "noreply@a b", ""])
def test_r52_a_persons_or_hostile_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no-reply"):
        render_publish(make_event(), "en", Sending(address, "x", SENT))


def test_r21_in_a_mail_dtstamp_is_the_time_of_sending() -> None:
    event = read_event(attachment(make_event()).body)
    assert event.value("DTSTAMP") == "20261125T080000Z"
    assert event.value("LAST-MODIFIED") == f"{UPDATED:%Y%m%dT%H%M%SZ}"
    later = render_publish(make_event(), "en", Sending("no-reply@x.org", "", SENT + timedelta(hours=1)))
    assert read_event(later.body).value("DTSTAMP") == "20261125T090000Z"
    assert read_event(later.body).parameters("ORGANIZER") == {"CN": "Organizer"}


def test_r94_a_cancellation_is_published_with_the_same_uid_and_a_higher_sequence() -> None:
    first = read_event(attachment(make_event(sequence=1)).body)
    cancelled = attachment(make_event(sequence=2, status=EventStatus.CANCELLED))
    event = read_event(cancelled.body)
    assert read_calendar(cancelled.body).value("METHOD") == "PUBLISH"
    assert event.value("UID") == first.value("UID")
    assert event.value("STATUS") == "CANCELLED"
    assert event.value("DTSTART") == first.value("DTSTART")
    assert (first.value("SEQUENCE"), event.value("SEQUENCE")) == ("1", "2")
    assert (event.text("SUMMARY") or "").startswith("CANCELLED: ")


def test_r95_nobody_is_listed_as_attendee_and_no_source_is_named() -> None:
    names = read_event(attachment(make_event()).body).names() | read_calendar(attachment(make_event()).body).names()
    assert not {"ATTENDEE", "SOURCE", "NAME"} & names


def test_r91_a_title_without_latin_letters_still_has_a_readable_file_name() -> None:
    assert attachment(make_event(title=Text("平和", "ja"))).filename == "event-k7m3q9.ics"


def test_r92_an_invitation_says_request_in_the_type_and_in_the_body() -> None:
    file = invitation(make_event())
    assert read_calendar(file.body).value("METHOD") == "REQUEST"
    assert file.content_type == "text/calendar; charset=utf-8; method=REQUEST"
    assert file.filename == "invite.ics"


def test_r93_r95_the_one_attendee_is_the_reader_who_has_answered_already() -> None:
    event = read_event(invitation(make_event()).body)
    assert event.values("ATTENDEE") == ["mailto:lu+17n@example.net"]
    assert event.parameters("ATTENDEE") == {
        "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE",
    }  # fmt: skip
    assert event.value("ORGANIZER") == "mailto:noreply@act.example.org"
    assert (event.value("STATUS"), event.value("TRANSP")) == ("CONFIRMED", "OPAQUE")


@pytest.mark.parametrize(
    "address", ["a\r\nX-EVIL:1@example.net", "a;b,c:d@example.net", 'a"b@example.net', "ü@example.net"]
)
def test_r95_a_hostile_address_stays_inside_its_line(address: str) -> None:
    sending = Sending("noreply@act.example.org", "17N", SENT)
    event = read_event(render_invitation(make_event(), "en", sending, Invited(address)).body)
    assert len(event.values("ATTENDEE")) == 1
    assert "X-EVIL" not in event.names()
    assert unquote(event.value("ATTENDEE") or "") == f"mailto:{address}"


def test_r94_a_change_is_requested_again_with_the_same_uid_and_a_higher_sequence() -> None:
    before, after = invitation(make_event(sequence=1)), invitation(make_event(sequence=2))
    assert read_event(before.body).value("UID") == read_event(after.body).value("UID")
    assert [read_event(file.body).value("SEQUENCE") for file in (before, after)] == ["1", "2"]


def test_r94_a_cancelled_event_cancels_the_invitation_and_keeps_its_start() -> None:
    first, off = invitation(make_event(sequence=1)), invitation(make_event(sequence=2, status=EventStatus.CANCELLED))
    event = read_event(off.body)
    assert read_calendar(off.body).value("METHOD") == "CANCEL"
    assert off.content_type.endswith("method=CANCEL")
    assert event.value("STATUS") == "CANCELLED"
    assert event.value("SEQUENCE") == "2"
    for name in ("UID", "DTSTART", "DTEND", "ORGANIZER", "ATTENDEE"):
        assert event.value(name) == read_event(first.body).value(name), name


def test_r94_a_guest_who_comes_no_more_is_told_alone_and_each_switch_is_newer() -> None:
    there = read_event(invitation(make_event(sequence=3), step=1).body)
    gone = invitation(make_event(sequence=3), step=2, is_withdrawn=True)
    back = read_event(invitation(make_event(sequence=3), step=3).body)
    event = read_event(gone.body)
    assert read_calendar(gone.body).value("METHOD") == "CANCEL"
    assert (event.value("STATUS"), event.value("TRANSP")) == ("CANCELLED", "TRANSPARENT")
    assert event.text("SUMMARY") == "March for land and water"  # the event itself stands
    assert [one.value("SEQUENCE") for one in (there, event, back)] == ["4", "5", "6"]
