"""The file that goes with a mail: requirements R21, R91 to R95."""

from datetime import UTC, datetime, timedelta

import pytest

from organizer.editions.calendars.mail import Attachment, render_publish
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, EventStatus
from tests.support.calendar_reading import read_calendar, read_event
from tests.support.records import UPDATED, make_event

SENT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def attachment(event: EventRecord, name: str = "17N Coordination") -> Attachment:
    return render_publish(event, "en", organizer_address="noreply@act.example.org", organizer_name=name, stamp=SENT)


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
        render_publish(make_event(), "en", organizer_address=address, organizer_name="x", stamp=SENT)


def test_r21_in_a_mail_dtstamp_is_the_time_of_sending() -> None:
    event = read_event(attachment(make_event()).body)
    assert event.value("DTSTAMP") == "20261125T080000Z"
    assert event.value("LAST-MODIFIED") == f"{UPDATED:%Y%m%dT%H%M%SZ}"
    later = render_publish(
        make_event(), "en", organizer_address="no-reply@x.org", organizer_name="", stamp=SENT + timedelta(hours=1)
    )
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


def test_a_title_without_latin_letters_still_has_a_readable_file_name() -> None:
    assert attachment(make_event(title=Text("平和", "ja"))).filename == "event-k7m3q9.ics"
