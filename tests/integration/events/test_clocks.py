"""When a government changes the clocks, the hour on the square stays and everybody hears of it (R38)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventNotice, EventRevision
from organizer.events.operations import follow_new_clocks
from organizer.events.queries import get_event
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.audit import list_acts
from organizer.foundation.core.tz import TzdataInUse, listed_on, use_newest_tzdata
from tests.factories import make_details
from tests.integration.events.conftest import HOST, Stage

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
OLD = "2025b"


def wall(words: str) -> datetime:
    """Return a wall time."""
    return datetime.fromisoformat(words)


def left_by_an_older_release(stage: Stage, zone: str, start: datetime, off_by: timedelta) -> Event:
    """Return a public event whose instants an older release worked out, ``off_by`` later than they are now."""
    stage.at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    event = stage.confirmed(make_details(zone=zone, start=start, end=start + timedelta(hours=2)))
    event.published_at, event.state = stage.at, "published"
    event.starts_utc += off_by
    event.ends_utc = (event.ends_utc or event.starts_utc) + off_by
    event.tzdata = OLD
    stage.session.flush()
    return event


#: Zone, a wall time, and its offset from UTC in release 2026f (calendars.md section 4).
ZONES = [
    ("America/Vancouver", "2026-12-10 14:00", -7.0), ("America/Edmonton", "2026-12-10 14:00", -6.0),
    ("America/Winnipeg", "2026-12-10 14:00", -5.0), ("America/Havana", "2026-12-10 14:00", -4.0),
    ("Africa/Casablanca", "2026-12-10 14:00", 0.0), ("America/Mexico_City", "2027-07-10 14:00", -6.0),
    ("Asia/Almaty", "2027-07-10 14:00", 5.0), ("America/Asuncion", "2027-07-10 14:00", -3.0),
    ("Asia/Amman", "2027-01-10 14:00", 3.0), ("Asia/Tehran", "2027-07-10 14:00", 3.5),
    ("Australia/Lord_Howe", "2027-01-10 14:00", 11.0), ("Pacific/Chatham", "2027-07-10 14:00", 12.75),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "words", "offset"), ZONES)
def test_r38_the_wall_time_stays_and_the_instant_follows(stage: Stage, zone: str, words: str, offset: float) -> None:
    start = wall(words)
    event = left_by_an_older_release(stage, zone, start, timedelta(hours=1))
    was = (event.revision, event.sequence, event.updated_at, stage.version)

    assert follow_new_clocks(stage.session, now=NOW) == 1

    assert (event.starts, event.zone) == (start, zone)
    assert event.starts_utc == start.replace(tzinfo=UTC) - timedelta(hours=offset)
    assert event.ends_utc == event.starts_utc + timedelta(hours=2)
    assert event.tzdata == use_newest_tzdata().version
    assert (event.revision, event.sequence, event.updated_at, stage.version) == (
        was[0] + 1,
        was[1] + 1,
        NOW,
        was[3] + 1,
    )


def test_hosts_and_guests_are_told_and_it_is_on_record(stage: Stage) -> None:
    event = left_by_an_older_release(stage, "America/Vancouver", wall("2026-12-10 14:00"), timedelta(hours=1))
    follow_new_clocks(stage.session, now=NOW)
    assert stage.letters(event)[-1] == ("clocks-changed", HOST)
    [notice] = stage.session.scalars(select(EventNotice))
    assert (notice.kind, notice.event_id) == (NoticeKind.CLOCKS, event.id)
    acts = list_acts(stage.session, campaign_id=event.campaign_id, subject_id=event.id)
    assert "event-clocks-changed" in [act.verb for act in acts]


def test_an_event_whose_instants_stay_is_looked_at_once_and_not_touched(stage: Stage) -> None:
    event = left_by_an_older_release(stage, "Europe/Berlin", wall("2026-12-10 14:00"), timedelta(0))
    was = (event.revision, event.sequence, event.updated_at, stage.version, stage.letters(event))
    assert [follow_new_clocks(stage.session, now=NOW) for _ in range(2)] == [1, 0]
    assert (event.revision, event.sequence, event.updated_at, stage.version, stage.letters(event)) == was


def test_running_it_again_tells_nobody_twice(stage: Stage) -> None:
    event = left_by_an_older_release(stage, "America/Vancouver", wall("2026-12-10 14:00"), timedelta(hours=1))
    assert [follow_new_clocks(stage.session, now=NOW) for _ in range(3)] == [1, 0, 0]
    assert [kind for kind, _ in stage.letters(event)].count("clocks-changed") == 1


def test_what_is_over_keeps_the_instant_that_it_had(stage: Stage) -> None:
    event = left_by_an_older_release(stage, "America/Vancouver", wall("2026-11-20 14:00"), timedelta(hours=1))
    was = event.starts_utc
    follow_new_clocks(stage.session, now=NOW)
    assert event.starts_utc == was


def test_many_events_are_brought_up_in_parts(stage: Stage) -> None:
    for day in (10, 11, 12):
        left_by_an_older_release(stage, "America/Vancouver", wall(f"2026-12-{day} 14:00"), timedelta(hours=1))
    assert [follow_new_clocks(stage.session, now=NOW, limit=2) for _ in range(3)] == [2, 1, 0]


def test_an_hour_that_the_new_clocks_skip_becomes_the_first_that_exists(stage: Stage) -> None:
    event = left_by_an_older_release(stage, "Europe/Berlin", wall("2027-03-28 01:30"), timedelta(0))
    # As if the clocks had not skipped 02:30 when it was listed.
    event.starts, event.ends = wall("2027-03-28 02:30"), wall("2027-03-28 05:00")
    event.starts_utc, event.ends_utc = datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 4, tzinfo=UTC)
    stage.session.flush()

    follow_new_clocks(stage.session, now=NOW)

    assert (event.starts, event.ends) == (wall("2027-03-28 03:00"), wall("2027-03-28 05:00"))
    assert event.starts_utc == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert stage.letters(event)[-1] == ("clocks-skip", HOST)
    [notice] = stage.session.scalars(select(EventNotice))
    assert (notice.kind, notice.before) == (NoticeKind.CHANGED, {"start": "2027-03-28T02:30:00"})
    newest = stage.session.scalars(select(EventRevision).order_by(EventRevision.number.desc())).first()
    assert newest is not None
    assert newest.snapshot["start"] == "2027-03-28T03:00:00"


def test_what_the_public_never_saw_is_put_right_without_telling_guests(stage: Stage) -> None:
    event = left_by_an_older_release(stage, "America/Vancouver", wall("2026-12-10 14:00"), timedelta(hours=1))
    event.state = "pending"
    stage.session.flush()
    version = stage.version
    follow_new_clocks(stage.session, now=NOW)
    assert get_event(stage.session, code=event.code).starts_utc == datetime(2026, 12, 10, 21, tzinfo=UTC)
    assert stage.version == version
    assert stage.session.scalars(select(EventNotice)).all() == []


@pytest.mark.parametrize(
    ("today", "is_old"), [(date(2026, 12, 1), False), (date(2027, 7, 7), False), (date(2027, 7, 8), True)]
)
def test_zone_data_of_half_a_year_ago_are_pointed_out(today: date, is_old: bool) -> None:
    listed = listed_on("# x\n#updated 1783323897 (2026-07-06 07:44:57 UTC)\n#expires 1814140800 (2027-06-28)\n")
    assert listed == date(2026, 7, 6)
    assert TzdataInUse("2026f", "package", None, listed).is_half_a_year_old(today) is is_old


def test_the_release_in_use_says_how_old_it_is() -> None:
    assert use_newest_tzdata().not_before is not None
