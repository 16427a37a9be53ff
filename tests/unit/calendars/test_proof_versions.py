"""What the proof says of a change: which event differs in what, and whether calendar programs can follow (R20 to R25)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_feed
from organizer.editions.calendars.proof.versions import Difference, compare
from organizer.foundation.core.languages import Text
from organizer.record.types import EventStatus
from tests.support.records import make_event, make_time

HEADER = FeedHeader("17N", "https://act.example.org/c/17n/calendar.ics", "https://act.example.org/c/17n/")
AT = datetime(2027, 11, 1, 12, tzinfo=UTC)
TODAY = AT.date()
GOOD = render_feed(HEADER, [make_event()], "en").body


def test_an_event_in_both_versions_is_compared_by_its_uid() -> None:
    before = render_feed(HEADER, [make_event(), make_event(uid="gone@x.org")], "en").body
    later = make_event().updated_at
    assert later is not None
    moved = make_event(title=Text("Rally", "en"), updated_at=later.replace(year=later.year + 1))
    found = compare(before, render_feed(HEADER, [moved, make_event(uid="new@x.org")], "en").body, TODAY)
    kinds = {change.uid: change.kind for change in found.changes}
    assert kinds == {make_event().uid: Difference.CHANGED, "gone@x.org": Difference.GONE, "new@x.org": Difference.NEW}
    [changed] = [change for change in found.changes if change.kind is Difference.CHANGED]
    assert set(changed.fields) == {"SUMMARY", "DTSTAMP", "LAST-MODIFIED"}
    assert changed.differs == ("title",)
    assert changed.modified == ("20261124T180511Z", "20271124T180511Z")


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
    broken = {finding.number for finding in compare(old, new, TODAY).findings if not finding.is_right}
    assert broken == {number, "R22"}


def broken_rules(before: bytes, after: bytes, today: date = TODAY) -> set[str]:
    """Return the requirements that a change from one version to the next breaks."""
    return {finding.number for finding in compare(before, after, today).findings if not finding.is_right}


def feed_of(**changes: Any) -> bytes:
    """Return a feed of one event, changed as told."""
    return render_feed(HEADER, [make_event(**changes)], "en").body


EMPTY = render_feed(HEADER, [], "en").body
OFF = feed_of(status=EventStatus.CANCELLED, sequence=1, updated_at=AT)


def test_an_event_that_is_on_again_must_be_newer() -> None:
    off = feed_of(status=EventStatus.CANCELLED, sequence=3)
    assert "R25" in broken_rules(off, feed_of(sequence=3, updated_at=AT))
    assert broken_rules(off, feed_of(sequence=4, updated_at=AT)) == set()


def test_r20_an_event_under_another_name_is_seen() -> None:
    assert broken_rules(GOOD, feed_of(uid="other@x.org")) == {"R20"}
    assert broken_rules(GOOD, feed_of(uid="other@x.org", url="https://act.example.org/e/b2b2b2/")) == set()


def test_r25_what_is_called_off_keeps_its_hour() -> None:
    assert broken_rules(GOOD, OFF) == set()
    moved = make_time("2027-11-18T17:00", "2027-11-18T19:00")
    called_off = {"status": EventStatus.CANCELLED, "updated_at": AT, "time": moved}
    assert broken_rules(GOOD, feed_of(sequence=1, **called_off)) == {"R25"}
    assert broken_rules(GOOD, feed_of(sequence=2, **called_off)) == set()  # moved first, called off then


def test_r25_what_is_called_off_stays_for_thirty_days() -> None:
    assert broken_rules(OFF, EMPTY, date(2027, 12, 17)) == {"R25"}
    assert broken_rules(OFF, EMPTY, date(2027, 12, 18)) == set()
    assert broken_rules(GOOD, EMPTY) == set()
