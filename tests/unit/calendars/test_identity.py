"""Identity and revision: requirements R18 to R26."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import join_feed, render_event, render_feed, render_own_feed
from organizer.editions.calendars.labels import current_labels
from organizer.editions.calendars.mail import Sending, render_publish
from organizer.editions.calendars.vevent import event_fragment
from organizer.foundation.core.languages import Text
from organizer.record.own_calendar import OwnEntry
from organizer.record.types import Change, EventStatus
from tests.support.calendar_reading import read_calendar, read_event
from tests.support.records import CREATED, UPDATED, demo_records, make_event, make_time

HEADER = FeedHeader(title="17N")
CANCELLED = make_event(status=EventStatus.CANCELLED, sequence=3)
REMOVED = make_event(
    status=EventStatus.REMOVED,
    sequence=3,
    title=Text("Secret march", "en"),
    description=Text("Secret words", "en"),
    group_name="Secret group",
    reason="Secret reason",
    change=Change(venue="Secret venue"),
    online_url="https://secret.example/",
    more_url="https://secret.example/",
    kind_label="Secret kind",
)


def test_r18_every_event_of_a_feed_has_its_own_uid() -> None:
    calendar = read_calendar(render_feed(HEADER, demo_records()[1], "en").body)
    uids = [event.value("UID") for event in calendar.all("VEVENT")]
    assert len(set(uids)) == len(uids) == 54


@pytest.mark.parametrize("uid", ["", "a b", "x/y", "a+b", "ñ@x", "x" * 256, "x\r\nATTENDEE:mailto:a@b.c"])
def test_r19_a_uid_that_servers_would_mangle_gives_way_to_the_events_id(uid: str) -> None:
    event = make_event(uid=uid)
    assert read_event(render_event(event, "en").body).value("UID") == str(event.id)


def test_r20_the_uid_is_the_same_in_feed_download_mail_and_private_calendar() -> None:
    event = make_event()
    mail = render_publish(event, "en", Sending("noreply@x.org", "17N", UPDATED))
    bodies = [
        render_feed(HEADER, [event], "en").body,
        render_event(event, "en").body,
        render_own_feed(HEADER, [OwnEntry(event, is_busy=True)], "en").body,
        mail.body,
    ]
    assert {read_event(body).value("UID") for body in bodies} == {event.uid}


def test_r21_dtstamp_is_the_stored_time_of_the_last_visible_change_in_utc() -> None:
    berlin = timezone(timedelta(hours=1))
    event = read_event(render_event(make_event(updated_at=UPDATED.astimezone(berlin)), "en").body)
    assert event.value("DTSTAMP") == event.value("LAST-MODIFIED") == "20261124T180511Z"


@pytest.mark.parametrize("updated", [UPDATED, None])
def test_r22_created_is_in_utc_and_never_after_last_modified(updated: datetime | None) -> None:
    event = read_event(render_event(make_event(created_at=CREATED, updated_at=updated), "en").body)
    assert event.value("CREATED") == "20261120T093000Z"
    assert (event.value("LAST-MODIFIED") or "") >= "20261120T093000Z"
    late = read_event(render_event(make_event(created_at=datetime(2027, 1, 1, tzinfo=UTC)), "en").body)
    assert late.value("CREATED") == late.value("LAST-MODIFIED")


@pytest.mark.parametrize(("stored", "written"), [(0, "0"), (7, "7"), (2**40, "2147483647"), (-3, "0")])
def test_r23_sequence_is_the_stored_counter_within_its_range(stored: int, written: str) -> None:
    assert read_event(render_event(make_event(sequence=stored), "en").body).value("SEQUENCE") == written


@pytest.mark.parametrize(
    ("status", "written"),
    [
        (EventStatus.CONFIRMED, "CONFIRMED"),
        (EventStatus.POSTPONED, "CONFIRMED"),
        (EventStatus.TENTATIVE, "TENTATIVE"),
        (EventStatus.CANCELLED, "CANCELLED"),
        (EventStatus.REMOVED, "CANCELLED"),
    ],
)
def test_r24_status_is_one_of_three_words(status: EventStatus, written: str) -> None:
    assert read_event(render_event(make_event(status=status), "en").body).value("STATUS") == written


def test_r24_drafts_are_in_no_feed() -> None:
    feed = render_feed(HEADER, [make_event(is_draft=True, uid="draft@x"), make_event()], "en")
    assert feed.events == 1
    assert b"draft@x" not in feed.body


def test_r25_a_cancelled_event_stays_with_status_prefix_and_a_higher_sequence() -> None:
    event = read_event(render_feed(HEADER, [replace(CANCELLED, reason="Storm; stay home")], "en").body)
    assert event.value("STATUS") == "CANCELLED"
    assert event.text("SUMMARY") == "CANCELLED: March for land and water"
    assert event.value("TRANSP") == "TRANSPARENT"
    assert event.value("SEQUENCE") == "3"
    assert event.value("DTSTART") == "20271117T170000"
    assert event.value("DTEND") == "20271117T190000"
    assert "Why it was cancelled: Storm; stay home" in (event.text("DESCRIPTION") or "")


def test_r25_an_event_that_was_cancelled_from_the_start_is_still_newer_than_nothing() -> None:
    assert read_event(render_event(make_event(status=EventStatus.CANCELLED), "en").body).value("SEQUENCE") == "1"


def test_r25_the_prefix_is_written_in_the_readers_language() -> None:
    labels = replace(current_labels("es"), cancelled="CANCELADO: %(title)s")
    fragment = event_fragment(CANCELLED, "es", labels=labels)
    assert b"\r\nSUMMARY:CANCELADO: March for land and water\r\n" in fragment.body


def test_r25_a_removed_event_is_a_tombstone_without_words_place_or_link() -> None:
    event = read_event(render_feed(HEADER, [REMOVED], "en").body)
    assert event.names() == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP"
    }  # fmt: skip
    assert event.text("SUMMARY") == "CANCELLED: Event"
    assert event.value("SEQUENCE") == "3"


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_r25_nothing_of_a_removed_event_reaches_any_file(language: str) -> None:
    mail = render_publish(REMOVED, language, Sending("noreply@x.org", "17N", UPDATED))
    download = render_event(REMOVED, language)
    for body in (download.body, download.filename.encode(), mail.body, mail.filename.encode()):
        assert b"ecret" not in body
        assert b"Berlin" not in body.replace(b"Europe/Berlin", b"")


def test_r26_the_same_events_in_any_order_give_the_same_bytes() -> None:
    events = demo_records()[1]
    assert render_feed(HEADER, events, "en").body == render_feed(HEADER, events[::-1], "en").body


def test_r26_events_stand_by_start_then_uid_and_zones_by_name() -> None:
    early = make_event(uid="b@x", time=make_time("2027-11-17T10:00", None, "Asia/Tokyo"))
    events = [make_event(uid="z@x"), make_event(uid="a@x"), early]
    calendar = read_calendar(render_feed(HEADER, events, "en").body)
    assert [event.value("UID") for event in calendar.all("VEVENT")] == ["b@x", "a@x", "z@x"]
    assert [zone.value("TZID") for zone in calendar.all("VTIMEZONE")] == ["Asia/Tokyo", "Europe/Berlin"]


def test_r26_a_feed_is_the_join_of_its_fragments() -> None:
    events = demo_records()[1]
    fragments = [event_fragment(event, "en") for event in events]
    assert join_feed(HEADER, fragments) == render_feed(HEADER, events, "en")


def test_r73_a_feed_knows_the_newest_change_in_it() -> None:
    newer = UPDATED + timedelta(days=2)
    feed = render_feed(HEADER, [make_event(), make_event(uid="b@x", updated_at=newer)], "en")
    assert feed.last_modified == newer
