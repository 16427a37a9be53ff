"""Five other programs read the instants that we meant, in every zone (R30 to R38, R67)."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader, calendar_file
from organizer.editions.calendars.feed import render_feed
from organizer.editions.calendars.times import written_times
from organizer.editions.calendars.vevent import event_fragment
from organizer.foundation.core.walltime import get_zone, known_zones
from organizer.record.types import EventRecord, EventTime, Place
from tests.support.calendar_readers import READERS, Reading, node_has_other_clocks, read_with
from tests.support.records import demo_records, make_event
from tests.support.zone_table import CHANGES, OFFSETS, instant, noon

#: Each month once, noon and night, near the usual changes of clocks; late 2026 to 2028.
INSTANTS = [
    instant(words)
    for words in (
        "2026-12-05T12:00", "2027-01-26T23:30", "2027-02-14T03:00", "2027-03-28T12:00", "2027-04-04T05:00",
        "2027-05-09T12:00", "2027-06-21T17:00", "2027-08-01T00:30", "2027-09-26T09:00", "2027-10-31T12:00",
        "2027-11-17T20:00", "2028-07-15T15:00",
    )
]  # fmt: skip
LENGTH = timedelta(minutes=90)
#: Node.js has its own zones, a year old at worst. More than these few would be a fault of ours.
MOST_OTHER_CLOCKS = 15


class Asked:
    """Events of many zones in one file, and what a reader has to find in it."""

    def __init__(self, moments: list[tuple[str, datetime]]) -> None:
        """``moments``: zone and start (an instant) of each event."""
        self.moments = {f"{number}@x": moment for number, moment in enumerate(moments)}
        fragments = [event_fragment(event_at(start, zone, uid), "en") for uid, (zone, start) in self.moments.items()]
        self.body = calendar_file(sorted(fragments, key=lambda fragment: fragment.order))
        self.wanted: Reading = {uid: (said(start), said(start + LENGTH)) for uid, (_, start) in self.moments.items()}

    def zones_read_wrongly(self, read: Reading) -> set[str]:
        """Return the zones of the events that a reader has at another instant, or not at all."""
        assert len(read) == len(self.wanted)
        return {self.moments[uid][0] for uid, times in self.wanted.items() if read.get(uid) != times}


def event_at(start: datetime, zone: str, uid: str) -> EventRecord:
    first, last = (moment.astimezone(get_zone(zone)).replace(tzinfo=None, fold=0) for moment in (start, start + LENGTH))
    when = EventTime(zone, first, last, start, start + LENGTH)
    return make_event(uid=uid, time=when, description=None, group_name="", place=Place())


def said(moment: date) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else moment.isoformat()


@pytest.fixture(scope="module")
def year_of_all_zones() -> Asked:
    """Twelve events in each zone that a place on earth has; links and old names too."""
    zones = sorted(zone for zone in known_zones() if not zone.startswith("Etc/"))
    return Asked([(zone, start) for zone in zones for start in INSTANTS])


@pytest.fixture(scope="module")
def zones_that_changed() -> Asked:
    """The zones of the table, on the days that it names and around the changes that it names."""
    around = [timedelta(minutes=minutes) for minutes in (-24 * 60, -90, -45, -15, 0, 15, 60, 75, 24 * 60)]
    moments = [(zone, noon(day)) for zone, day, _ in OFFSETS]
    return Asked(moments + [(zone, instant(at) + step) for zone, at in CHANGES for step in around])


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("events", ["year_of_all_zones", "zones_that_changed"])
def test_r32_r67_a_reader_finds_every_instant_in_every_zone(
    reader: str, events: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    asked: Asked = request.getfixturevalue(events)
    file = tmp_path / "zones.ics"
    file.write_bytes(asked.body)
    wrong = asked.zones_read_wrongly(read_with(reader, file))
    assert wrong - excused(reader, list(asked.moments.values()), tmp_path) == set()


def excused(reader: str, moments: list[tuple[str, datetime]], folder: Path) -> set[str]:
    """Return the zones that a reader cannot know: node-ical goes by name and by the rules that Node.js was built with."""
    if reader != "node_ical":
        return set()
    older = node_has_other_clocks(moments, folder)
    assert len(older) <= MOST_OTHER_CLOCKS
    return older


def test_r32_five_hundred_zones_are_tried_on_twelve_dates(year_of_all_zones: Asked) -> None:
    assert len({zone for zone, _ in year_of_all_zones.moments.values()}) >= 500
    assert len({start.month for start in INSTANTS}) == 12
    assert len(year_of_all_zones.wanted) >= 12 * 500


@pytest.mark.parametrize("reader", READERS)
def test_r67_a_reader_finds_the_days_and_instants_of_the_demo_campaign(reader: str, tmp_path: Path) -> None:
    campaign, events = demo_records()
    file = tmp_path / "demo.ics"
    file.write_bytes(render_feed(FeedHeader(title=campaign.title.value), events, "en").body)
    late = excused(reader, [(event.time.zone, event.time.start_utc) for event in events], tmp_path)
    read = read_with(reader, file)
    assert len(read) == len(events)
    known = [event for event in events if event.time.zone not in late]
    assert {event.uid: read[event.uid] for event in known} == {event.uid: times_of(event.time) for event in known}


def times_of(when: EventTime) -> tuple[str, str]:
    """Return what a reader has to say of the times of a record."""
    if when.is_date_only:
        return said(when.first_day), said(when.last_day + timedelta(days=1))
    times = written_times(when)
    assert not times.days
    return said(when.start_utc), said(when.end_utc or when.start_utc + timedelta(hours=2))
