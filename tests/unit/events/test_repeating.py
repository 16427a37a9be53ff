"""Which dates a series has, by the clock of its place, whatever the clocks do (calendars.md R37, R61 to R66)."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from organizer.events.rules.details import EventDetails
from organizer.events.rules.occurrences import TimesAreSkipped, check_dates, fold_on, on_date
from organizer.events.rules.repeating import (
    MOST_DATES,
    Frequency,
    OnlyOneDate,
    Room,
    Rule,
    TooFarAhead,
    TooManyDates,
    Until,
    expand,
    expand_more,
    months_after,
)
from organizer.events.rules.timing import work_out_timing
from organizer.events.rules.words import rule_words
from organizer.foundation.core.walltime import resolve, to_local
from tests.factories.events import make_details

#: Zones whose clocks change: by an hour, by half of one, at midnight, on the other side of the year.
CHANGING = (
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago", "America/Havana", "Africa/Cairo",
    "Asia/Beirut", "Asia/Gaza", "Australia/Lord_Howe", "Pacific/Chatham", "America/Nuuk", "Africa/Casablanca",
)  # fmt: skip
starts = st.builds(
    datetime.combine,
    st.dates(date(2026, 12, 1), date(2029, 12, 31)),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])),
)
frequencies = st.sampled_from(list(Frequency))
steps = st.integers(1, 4)
RRULE = {Frequency.DAILY: "DAILY", Frequency.WEEKLY: "WEEKLY", Frequency.MONTHLY: "MONTHLY"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def wall(words: str) -> datetime:
    return datetime.fromisoformat(words)


def room(first: datetime) -> Room:
    return Room.beginning(first.date())


@given(starts, frequencies, steps)
def test_r61_the_dates_are_those_that_the_rule_gives_in_a_calendar(
    start: datetime, frequency: Frequency, step: int
) -> None:
    rule = Rule.of(start, frequency, step)
    by_day = f";BYDAY={rule.week}{DAYS[rule.weekday]}" if rule.week else ""
    written = rrulestr(f"FREQ={RRULE[frequency]};INTERVAL={step}{by_day}", dtstart=start)
    assert list(islice(rule.dates(start), 20)) == list(islice(written, 20))


@given(starts, frequencies, steps, st.sampled_from(CHANGING))
def test_r37_the_hour_on_the_wall_is_the_same_on_every_date_that_is_taken(
    start: datetime, frequency: Frequency, step: int, zone: str
) -> None:
    details = make_details(zone=zone, start=start, end=start + timedelta(hours=2))
    dates = [on_date(details, wall) for wall in islice(Rule.of(start, frequency, step).dates(start), 30)]
    try:
        check_dates(dates)
    except TimesAreSkipped as refusal:
        skipped = {one.wall for one in refusal.skipped}
        assert skipped <= {date.start for date in dates} | {date.end for date in dates}
        for one in refusal.skipped:
            assert to_local(resolve(one.after, zone, 0), zone) == one.after
            assert one.before < one.wall < one.after
        return
    for one in dates:
        instant = work_out_timing(one).starts_utc
        assert to_local(instant, zone) == one.start
        assert one.start.time() == start.time()


@given(starts, frequencies, steps, st.integers(2, MOST_DATES))
def test_a_number_of_dates_gives_that_many_in_order_and_never_past_the_end(
    start: datetime, frequency: Frequency, step: int, number: int
) -> None:
    rule = Rule.of(start, frequency, step)
    latest = months_after(start.date(), 18)
    if next(islice(rule.dates(start), number - 1, None)).date() > latest:
        with pytest.raises(TooFarAhead):
            expand(rule, start, Until(dates=number), room(start))
        return
    found = expand(rule, start, Until(dates=number), room(start))
    assert len(found) == number
    assert found[0] == start
    assert all(one < other for one, other in pairwise(found))
    assert found[-1].date() <= latest
    assert expand(rule, start, Until(day=found[-1].date()), room(start)) == found
    if number > 2:
        assert expand_more(rule, found[1], Until(dates=number - 2), room(start)) == found[2:]


def test_monthly_means_the_same_numbered_weekday() -> None:
    start = wall("2027-01-12T18:00")
    found = expand(Rule.of(start, Frequency.MONTHLY), start, Until(dates=4), room(start))
    assert [one.date().isoformat() for one in found] == ["2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"]


def test_the_fifth_weekday_of_a_month_is_its_last() -> None:
    start = wall("2027-03-30T18:00")
    found = expand(Rule.of(start, Frequency.MONTHLY, 2), start, Until(dates=3), room(start))
    assert [one.date().isoformat() for one in found] == ["2027-03-30", "2027-05-25", "2027-07-27"]


def test_a_year_of_weeks_is_taken_and_one_more_is_not() -> None:
    start = wall("2027-01-05T18:00")
    weekly = Rule.of(start, Frequency.WEEKLY)
    assert len(expand(weekly, start, Until(dates=52), room(start))) == 52
    with pytest.raises(TooManyDates) as refusal:
        expand(weekly, start, Until(dates=53), room(start))
    assert refusal.value.params == {"most": 52}


def test_eighteen_months_are_taken_and_a_month_more_is_not() -> None:
    start = wall("2027-01-05T18:00")
    monthly = Rule.of(start, Frequency.MONTHLY)
    assert len(expand(monthly, start, Until(dates=19), room(start))) == 19
    with pytest.raises(TooFarAhead) as refusal:
        expand(monthly, start, Until(dates=20), room(start))
    assert refusal.value.params == {"latest": date(2028, 7, 5)}


@pytest.mark.parametrize(
    "until", [Until(dates=1), Until(dates=0), Until(day=date(2027, 1, 11)), Until(day=date(2026, 1, 1))]
)
def test_one_date_is_no_series(until: Until) -> None:
    start = wall("2027-01-05T18:00")
    with pytest.raises(OnlyOneDate):
        expand(Rule.of(start, Frequency.WEEKLY), start, until, room(start))


def test_dates_that_are_there_already_take_from_the_room() -> None:
    start = wall("2027-01-05T18:00")
    weekly = Rule.of(start, Frequency.WEEKLY)
    taken = Room.beginning(start.date(), taken=50)
    assert len(expand_more(weekly, start, Until(dates=2), taken)) == 2
    with pytest.raises(TooManyDates):
        expand_more(weekly, start, Until(dates=3), taken)


def test_r37_every_date_whose_hour_is_skipped_is_named_with_the_nearest_hours() -> None:
    night = make_details(zone="Europe/Berlin", start=wall("2027-03-21T02:30"), end=None)
    weekly = Rule.of(night.start, Frequency.WEEKLY)
    dates = [on_date(night, one) for one in islice(weekly.dates(night.start), 56)]
    with pytest.raises(TimesAreSkipped) as refusal:
        check_dates(dates)
    assert [(one.wall, one.before, one.after, one.is_end) for one in refusal.value.skipped] == [
        (wall("2027-03-28T02:30"), wall("2027-03-28T01:59"), wall("2027-03-28T03:00"), False),
        (wall("2028-03-26T02:30"), wall("2028-03-26T01:59"), wall("2028-03-26T03:00"), False),
    ]


def test_r37_an_end_that_is_skipped_is_named_as_an_end() -> None:
    night = make_details(zone="Europe/Berlin", start=wall("2027-03-27T22:00"), end=wall("2027-03-28T02:15"))
    with pytest.raises(TimesAreSkipped) as refusal:
        check_dates([night])
    assert [(one.wall, one.is_end) for one in refusal.value.skipped] == [(wall("2027-03-28T02:15"), True)]


def test_r37_an_hour_that_comes_twice_is_the_first_or_as_the_host_said() -> None:
    night = make_details(zone="Europe/Berlin", start=wall("2027-10-24T02:30"), end=None)
    twice, once = wall("2027-10-31T02:30"), wall("2027-11-07T02:30")
    assert [on_date(night, twice).fold, on_date(night, twice, 1).fold, on_date(night, once, 1).fold] == [0, 1, 0]
    assert fold_on(make_details(zone="Europe/Berlin", all_day=True, start=twice), twice, 1) == 0


def test_a_night_past_midnight_stays_as_long_on_every_date() -> None:
    night = make_details(start=wall("2027-11-17T22:00"), end=wall("2027-11-18T01:30"))
    later: EventDetails = on_date(night, wall("2027-11-24T22:00"))
    assert (later.start, later.end) == (wall("2027-11-24T22:00"), wall("2027-11-25T01:30"))


@pytest.mark.parametrize(
    ("first", "frequency", "step", "words"),
    [
        ("2027-01-05", Frequency.DAILY, 1, "Every day"),
        ("2027-01-05", Frequency.DAILY, 3, "On several days"),
        ("2027-01-05", Frequency.WEEKLY, 1, "Every Tuesday"),
        ("2027-01-05", Frequency.WEEKLY, 2, "Every second Tuesday"),
        ("2027-01-05", Frequency.WEEKLY, 9, "On several days"),
        ("2027-01-10", Frequency.MONTHLY, 1, "The second Sunday of every month"),
        ("2027-01-31", Frequency.MONTHLY, 2, "The last Sunday of every second month"),
        ("2027-01-31", Frequency.MONTHLY, 5, "On several days"),
    ],
)
def test_a_rule_is_said_in_words(first: str, frequency: Frequency, step: int, words: str) -> None:
    assert rule_words(Rule.of(wall(first), frequency, step), "en", lambda sentence: sentence) == words
