"""Days and hours in the form: by the clock of the place, and never guessed."""

from datetime import datetime

import pytest

from tests.unit.events.conftest import BERLIN, Sender

BERLIN_PLACE = {"place_q": "Berlin", "place": BERLIN}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_hours_are_wall_times_of_the_place(sender: Sender) -> None:
    details = sender.taken()
    assert (details.start, details.end) == (local("2027-11-17T18:00"), local("2027-11-17T20:00"))
    assert (details.all_day, details.to_be_announced, details.fold) == (False, False, 0)


def test_an_end_after_midnight_is_on_the_next_day(sender: Sender) -> None:
    assert sender.taken(start="22:00", end="01:30").end == local("2027-11-18T01:30")


@pytest.mark.parametrize("end", ["17:00", "18:00", "11:00"])
def test_an_end_that_would_make_a_day_and_a_night_of_it_is_asked_again(sender: Sender, end: str) -> None:
    assert sender.send(start="18:00", end=end) is None
    assert sender.refused == {"end": ["The end is before the start. Look at both again."]}


def test_an_end_that_comes_twice_is_asked_too(sender: Sender) -> None:
    twice = {**BERLIN_PLACE, "day": "2027-10-31", "start": "01:30", "end": "02:30"}
    assert sender.send(**twice) is None
    assert sender.refused == {"fold": ["On this day the clocks go back: 02:30 comes twice. Which one is it?"]}
    assert sender.taken(**twice, fold="1").fold == 1


def test_an_end_may_be_left_out(sender: Sender) -> None:
    assert sender.taken(end="").end is None


def test_an_end_on_a_day_that_was_named_is_taken_at_its_word(sender: Sender) -> None:
    assert sender.taken(last_day="2027-11-19", end="10:00").end == local("2027-11-19T10:00")
    assert sender.send(last_day="2027-11-17", start="18:00", end="17:00") is None
    assert sender.refused == {"end": ["The end is before the start. Look at both again."]}


def test_a_last_day_before_the_first_is_refused(sender: Sender) -> None:
    assert sender.send(last_day="2027-11-16") is None
    assert sender.refused == {"last_day": ["The last day is before the first."]}


def test_a_mistyped_year_is_seen(sender: Sender) -> None:
    assert sender.send(last_day="2028-11-17") is None
    assert sender.refused == {"end": ["That is longer than 31 days. Look at the dates again."]}


def test_an_all_day_event_has_days_and_no_hours(sender: Sender) -> None:
    details = sender.taken(span="all-day", start="", end="", last_day="2027-11-18")
    assert (details.all_day, details.start, details.end) == (True, local("2027-11-17"), local("2027-11-18"))


def test_an_hour_that_comes_later_leaves_the_day(sender: Sender) -> None:
    details = sender.taken(span="later", start="", end="")
    assert (details.to_be_announced, details.start, details.end) == (True, local("2027-11-17"), None)


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("day", "", "Which day?"),
        ("day", "17.11.2027", "Which day?"),
        ("start", "", "At what time does it start?"),
        ("zone", "Mars/Olympus", None),
    ],
)
def test_what_is_missing_or_unknown_is_asked_for(sender: Sender, field: str, answer: str, words: str | None) -> None:
    assert sender.send(**{field: answer}) is None
    assert field in sender.refused
    assert words is None or words in sender.refused[field] or answer == "17.11.2027"


def test_an_hour_that_the_clocks_skip_is_refused_with_the_nearest_ones(sender: Sender) -> None:
    assert sender.send(**BERLIN_PLACE, day="2027-03-28", start="02:30", end="") is None
    said = "On Sun 28 March 2027 the clocks skip this time. The nearest ones are 01:59 and 03:00."
    assert sender.refused == {"start": [said]}


def test_an_end_that_the_clocks_skip_is_refused_at_the_end(sender: Sender) -> None:
    assert sender.send(**BERLIN_PLACE, day="2027-03-27", start="23:00", end="02:30") is None
    assert list(sender.refused) == ["end"]


def test_an_hour_that_comes_twice_is_asked_about_and_then_taken(sender: Sender) -> None:
    twice = {**BERLIN_PLACE, "day": "2027-10-31", "start": "02:30", "end": "04:00"}
    assert sender.send(**twice) is None
    assert sender.refused == {"fold": ["On this day the clocks go back: 02:30 comes twice. Which one is it?"]}
    assert sender.taken(**twice, fold="0").fold == 0
    assert sender.taken(**twice, fold="1").fold == 1


def test_an_answer_about_the_second_hour_is_not_kept_where_there_is_one(sender: Sender) -> None:
    assert sender.taken(fold="1").fold == 0


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize("span", ["hours", "all-day", "later"])
def test_a_day_out_of_our_time_is_refused(sender: Sender, day: str, span: str) -> None:
    assert sender.send(day=day, span=span, zone="Pacific/Kiritimati") is None
    assert sender.refused["day"] == ["Look at the year again."]


def test_a_strange_answer_about_the_second_hour_is_none(sender: Sender) -> None:
    assert sender.send(fold="x") is None
    assert "fold" in sender.refused


def test_a_new_event_cannot_be_over_already(sender: Sender) -> None:
    assert sender.send(day="2020-11-17") is None
    assert sender.refused == {"day": ["This is over already. Look at the day and the year."]}
