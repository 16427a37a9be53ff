from datetime import UTC, date, datetime
from itertools import pairwise

from organizer.editions.site.worldline import worldline
from tests.support.records import demo_records, make_event, make_time

NOON = datetime(2027, 11, 17, 12, tzinfo=UTC)
SPAN = (date(2027, 11, 17), date(2027, 11, 17))


def test_every_event_with_an_hour_is_one_square() -> None:
    _, events = demo_records()
    timed = [event for event in events if not event.time.is_date_only and event.time.start.day == 17]

    strips = worldline(timed, SPAN, NOON, "en")

    assert strips is not None
    assert [len(strip.ticks) for strip in strips] == [len(timed), len(timed)]


def test_squares_tell_what_is_over_under_way_and_to_come() -> None:
    starts = ("2027-11-17T08:00", "2027-11-17T11:00", "2027-11-17T20:00")
    ends = ("2027-11-17T09:00", "2027-11-17T13:00", None)
    events = [
        make_event(uid=start, time=make_time(start, end, "Etc/UTC")) for start, end in zip(starts, ends, strict=True)
    ]

    strips = worldline(events, SPAN, NOON, "en")

    assert strips is not None
    assert sorted(tick.state for tick in strips[0].ticks) == ["done", "live", "next"]
    assert strips[0].now is not None
    assert "1 are under way" in strips[0].label


def test_a_crowd_at_one_hour_stays_below_the_roof() -> None:
    events = [
        make_event(uid=f"{number:04}", time=make_time("2027-11-17T12:00", None, "Etc/UTC")) for number in range(500)
    ]

    strips = worldline(events, SPAN, NOON, "en")

    assert strips is not None
    for strip in strips:
        assert strip.ticks
        assert min(tick.y for tick in strip.ticks) >= 0


def test_what_was_put_off_to_another_day_is_not_on_the_line() -> None:
    later = make_event(time=make_time("2027-11-20T09:00", None, "Asia/Manila"))

    assert worldline([later], SPAN, NOON, "en") is None


def test_hours_on_the_line_do_not_run_into_each_other() -> None:
    _, events = demo_records()

    strips = worldline(events, SPAN, NOON, "en")

    assert strips is not None
    for strip, room in zip(strips, (90, 64), strict=True):
        places = [label.x for label in strip.hours]
        assert len(places) > 1
        assert min(after - before for before, after in pairwise(places)) >= room * 0.9


def test_nothing_to_draw_is_nothing() -> None:
    assert worldline([], SPAN, NOON, "en") is None
