"""When a government changes the clocks, the hour on the square stays and everybody hears of it (R38)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventNotice, EventRevision
from organizer.events.operations import follow_new_clocks
from organizer.events.operations.writing import apply_details
from organizer.events.queries import details_of
from organizer.events.rules import EventState
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.audit import list_acts
from organizer.foundation.core.tz import TzdataInUse, listed_on, system_version, use_newest_tzdata
from tests.factories import make_details
from tests.integration.events.conftest import HOST, Stage
from tests.support.zone_files import zones_from, zones_with_rules_of

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
LISTED = datetime(2026, 11, 1, 9, tzinfo=UTC)
OLD = "2025b"
VANCOUVER = {"America/Vancouver": "America/Los_Angeles"}
AFTERNOON = "2026-12-10 14:00"


def wall(words: str) -> datetime:
    """Return a wall time."""
    return datetime.fromisoformat(words)


def listed(
    stage: Stage,
    zone: str = "America/Vancouver",
    start: str = AFTERNOON,
    end: str | None = None,
    *,
    all_day: bool = False,
) -> Event:
    """Return a public event, worked out with the zone files that are read now."""
    stage.at = LISTED
    ends = wall(end) if end else wall(start) + timedelta(hours=2)
    event = stage.confirmed(make_details(zone=zone, start=wall(start), end=ends, all_day=all_day))
    event.published_at, event.state, event.tzdata = stage.at, EventState.PUBLISHED, OLD
    stage.session.flush()
    return event


@pytest.fixture
def moved(stage: Stage, tmp_path: Path) -> Event:
    """An event in Vancouver, listed when its clocks were to go back in autumn, which they no longer do."""
    with zones_with_rules_of(tmp_path, VANCOUVER):
        return listed(stage)


def stand(stage: Stage, event: Event) -> tuple[object, ...]:
    """Return everything that a change of clocks may touch."""
    stage.session.flush()
    return (
        event.starts, event.ends, event.starts_utc, event.ends_utc, event.revision, event.sequence, event.updated_at,
        stage.version, stage.letters(event), len(stage.session.scalars(select(EventNotice)).all()),
    )  # fmt: skip


#: Zone, whose rules stand for its older ones, a wall time, hours from UTC by the old and by the new ones.
ZONES = [
    ("America/Vancouver", "America/Los_Angeles", AFTERNOON, (-8.0, -7.0)),
    ("America/Edmonton", "America/Denver", AFTERNOON, (-7.0, -6.0)),
    ("America/Winnipeg", "America/Chicago", AFTERNOON, (-6.0, -5.0)),
    ("America/Havana", "America/New_York", AFTERNOON, (-5.0, -4.0)),
    ("Africa/Casablanca", "Africa/Algiers", AFTERNOON, (1.0, 0.0)),
    ("America/Mexico_City", "America/Chicago", "2027-07-10 14:00", (-5.0, -6.0)),
    ("Asia/Almaty", "Asia/Bishkek", "2027-07-10 14:00", (6.0, 5.0)),
    ("America/Asuncion", "America/La_Paz", "2027-07-10 14:00", (-4.0, -3.0)),
    ("Asia/Amman", "Asia/Jerusalem", "2027-01-10 14:00", (2.0, 3.0)),
    ("Asia/Tehran", "Asia/Kabul", "2027-07-10 14:00", (4.5, 3.5)),
    ("Australia/Lord_Howe", "Australia/Brisbane", "2027-01-10 14:00", (10.0, 11.0)),
    ("Pacific/Chatham", "Pacific/Auckland", "2027-07-10 14:00", (12.0, 12.75)),
]


@pytest.mark.parametrize(("zone", "older", "words", "hours"), ZONES)
def test_r38_the_wall_time_stays_and_the_instant_follows(
    stage: Stage, tmp_path: Path, zone: str, older: str, words: str, hours: tuple[float, float]
) -> None:
    start, (was, becomes) = wall(words), hours
    with zones_with_rules_of(tmp_path, {zone: older}):
        event = listed(stage, zone, words)
    assert event.starts_utc == start.replace(tzinfo=UTC) - timedelta(hours=was)
    revision, sequence, version = event.revision, event.sequence, stage.version

    assert follow_new_clocks(stage.session, now=NOW) == 1

    assert (event.starts, event.ends, event.zone) == (start, start + timedelta(hours=2), zone)
    assert event.starts_utc == start.replace(tzinfo=UTC) - timedelta(hours=becomes)
    assert event.ends_utc == event.starts_utc + timedelta(hours=2)
    assert event.tzdata == use_newest_tzdata().version
    assert (event.revision, event.sequence, stage.version) == (revision + 1, sequence + 1, version + 1)
    assert event.updated_at == NOW


@pytest.mark.parametrize("zone", ["America/Vancouver", "America/Edmonton", "America/Winnipeg", "Africa/Casablanca"])
def test_r38_the_systems_own_older_files_are_overtaken_by_the_newer_package(stage: Stage, zone: str) -> None:
    if use_newest_tzdata().source == "system" or system_version() is None:
        pytest.skip("this system's zone files are not older than the package's")
    with zones_from(Path("/usr/share/zoneinfo")):
        event = listed(stage, zone)
        by_system = event.starts_utc
    apply_details(event, details_of(event))
    by_package = event.starts_utc
    if by_system == by_package:
        pytest.skip(f"this system's zone files say the same for {zone}")
    event.starts_utc, event.ends_utc, event.tzdata = by_system, by_system + timedelta(hours=2), OLD
    stage.session.flush()

    follow_new_clocks(stage.session, now=NOW)

    assert (event.starts, event.starts_utc) == (wall(AFTERNOON), by_package)


def test_r38_hosts_and_guests_are_told_and_it_is_on_record(stage: Stage, moved: Event) -> None:
    follow_new_clocks(stage.session, now=NOW)
    assert stage.letters(moved)[-1] == ("clocks-changed", HOST)
    [notice] = stage.session.scalars(select(EventNotice))
    assert (notice.kind, notice.event_id) == (NoticeKind.CLOCKS, moved.id)
    acts = list_acts(stage.session, campaign_id=moved.campaign_id, subject_id=moved.id)
    assert [act.verb for act in acts].count("event-clocks-changed") == 1


def test_r38_an_event_whose_instants_stay_is_looked_at_once_and_not_touched(stage: Stage) -> None:
    event = listed(stage, "Europe/Berlin")
    was = stand(stage, event)
    assert [follow_new_clocks(stage.session, now=NOW) for _ in range(2)] == [1, 0]
    assert stand(stage, event) == was
    assert event.tzdata == use_newest_tzdata().version


def test_r38_running_it_again_changes_and_tells_nothing_twice(stage: Stage, moved: Event) -> None:
    follow_new_clocks(stage.session, now=NOW)
    was = stand(stage, moved)
    assert [follow_new_clocks(stage.session, now=NOW + timedelta(hours=hours)) for hours in (1, 2)] == [0, 0]
    assert stand(stage, moved) == was


def test_r38_what_is_over_keeps_the_instant_that_it_had(stage: Stage, tmp_path: Path) -> None:
    with zones_with_rules_of(tmp_path, VANCOUVER):
        event = listed(stage, start="2026-11-20 14:00")
    was = stand(stage, event)
    follow_new_clocks(stage.session, now=NOW)
    assert stand(stage, event) == was


def test_r38_many_events_are_brought_up_in_parts(stage: Stage, tmp_path: Path) -> None:
    with zones_with_rules_of(tmp_path, VANCOUVER):
        events = [listed(stage, start=f"2026-12-{day} 14:00") for day in (10, 11, 12)]
    assert [follow_new_clocks(stage.session, now=NOW, limit=2) for _ in range(3)] == [2, 1, 0]
    assert {event.starts_utc.hour for event in events} == {21}


def test_r38_an_hour_that_the_new_clocks_skip_becomes_the_first_that_exists(stage: Stage, tmp_path: Path) -> None:
    with zones_with_rules_of(tmp_path, {"Europe/Berlin": "Africa/Lagos"}):
        event = listed(stage, "Europe/Berlin", "2027-03-28 02:30", "2027-03-28 05:00")

    follow_new_clocks(stage.session, now=NOW)

    assert (event.starts, event.ends) == (wall("2027-03-28 03:00"), wall("2027-03-28 05:00"))
    assert event.starts_utc == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert stage.letters(event)[-1] == ("clocks-skip", HOST)
    [notice] = stage.session.scalars(select(EventNotice))
    assert (notice.kind, notice.before) == (NoticeKind.CHANGED, {"start": "2027-03-28T02:30:00"})
    newest = stage.session.scalars(select(EventRevision).order_by(EventRevision.number.desc())).first()
    assert newest is not None
    assert newest.snapshot["start"] == "2027-03-28T03:00:00"


def test_r38_an_end_that_the_new_clocks_skip_together_with_the_start_is_left_open(stage: Stage, tmp_path: Path) -> None:
    with zones_with_rules_of(tmp_path, {"Europe/Berlin": "Africa/Lagos"}):
        event = listed(stage, "Europe/Berlin", "2027-03-28 02:15", "2027-03-28 02:45")
    follow_new_clocks(stage.session, now=NOW)
    assert (event.starts, event.ends, event.ends_utc) == (wall("2027-03-28 03:00"), None, None)


def test_r38_a_whole_day_is_the_same_day_still_and_nobody_is_written_to(stage: Stage, tmp_path: Path) -> None:
    with zones_with_rules_of(tmp_path, VANCOUVER):
        event = listed(stage, start="2026-12-10 00:00", end="2026-12-11 00:00", all_day=True)
    was = stand(stage, event)
    follow_new_clocks(stage.session, now=NOW)
    assert event.starts_utc == datetime(2026, 12, 10, 7, tzinfo=UTC)
    assert stand(stage, event)[4:] == was[4:]


def test_r38_what_the_public_never_saw_is_put_right_without_telling_guests(stage: Stage, moved: Event) -> None:
    moved.state, moved.published_at = EventState.PENDING, None
    version = stage.version
    follow_new_clocks(stage.session, now=NOW)
    assert moved.starts_utc == datetime(2026, 12, 10, 21, tzinfo=UTC)
    assert stage.letters(moved)[-1] == ("clocks-changed", HOST)
    assert stage.version == version
    assert stage.session.scalars(select(EventNotice)).all() == []


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.HIDDEN])
def test_r38_what_is_off_moves_in_feeds_but_nobody_who_stays_at_home_is_written_to(
    stage: Stage, moved: Event, state: EventState
) -> None:
    moved.state = state
    version, sequence, letters = stage.version, moved.sequence, stage.letters(moved)
    follow_new_clocks(stage.session, now=NOW)
    assert (moved.sequence, stage.version) == (sequence + 1, version + 1)
    assert stage.letters(moved) == letters
    assert stage.session.scalars(select(EventNotice)).all() == []


def test_r38_a_zone_that_is_no_longer_known_stops_nothing(stage: Stage, moved: Event) -> None:
    strange = listed(stage)
    strange.zone = "America/Atlantis"
    assert follow_new_clocks(stage.session, now=NOW) == 2
    assert moved.starts_utc == datetime(2026, 12, 10, 21, tzinfo=UTC)
    assert follow_new_clocks(stage.session, now=NOW) == 0


@pytest.mark.parametrize(
    ("today", "is_old"), [(date(2026, 12, 1), False), (date(2027, 7, 7), False), (date(2027, 7, 8), True)]
)
def test_r38_zone_data_of_half_a_year_ago_are_pointed_out(today: date, is_old: bool) -> None:
    listed_day = listed_on("# x\n#updated 1783323897 (2026-07-06 07:44:57 UTC)\n#expires 1814140800 (2027-06-28)\n")
    assert listed_day == date(2026, 7, 6)
    assert TzdataInUse("2026f", "package", None, listed_day).is_half_a_year_old(today) is is_old


def test_r38_the_release_in_use_says_how_old_it_is() -> None:
    assert use_newest_tzdata().not_before is not None
