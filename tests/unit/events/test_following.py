"""What an edit of "this date and all that follow" makes of each date, and what it leaves as its host set it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from organizer.events.rules.details import AddressVisibility, EventDetails
from organizer.events.rules.following import Edit, Slot, follow
from organizer.events.rules.repeating import Frequency, Rule
from tests.factories.events import make_details

WEEK = timedelta(days=7)
OLD = make_details(capacity=40)


def later(details: EventDetails, by: timedelta = WEEK) -> EventDetails:
    return replace(details, start=details.start + by, end=details.end + by if details.end else None)


def edited(**changes: object) -> Edit:
    return Edit(OLD, replace(OLD, **changes))  # type: ignore[arg-type]


def slot(edit: Edit, was: datetime) -> Slot:
    return Slot(was, was + (edit.new.start - edit.old.start))


def test_the_hour_moves_on_each_date_and_the_length_with_it() -> None:
    edit = edited(start=OLD.start + timedelta(hours=1), end=OLD.start + timedelta(hours=3))
    own = later(OLD)
    moved = follow(own, edit, slot(edit, own.start))
    assert (moved.details.start, moved.details.end) == (own.start + timedelta(hours=1), own.start + timedelta(hours=3))
    assert not moved.is_own


def test_a_date_that_was_moved_alone_keeps_its_time_and_takes_the_words() -> None:
    edit = edited(start=OLD.start + timedelta(hours=1), title={"en": "Vigil"})
    own = replace(later(OLD), start=OLD.start + WEEK + timedelta(hours=4))
    moved = follow(own, edit, slot(edit, later(OLD).start))
    assert moved.details == replace(own, title={"en": "Vigil"})
    assert moved.is_own


def test_a_length_that_was_set_for_one_date_stays() -> None:
    edit = edited(start=OLD.start + timedelta(hours=1), end=OLD.end and OLD.end + timedelta(hours=1))
    own = replace(later(OLD), end=None)
    moved = follow(own, edit, slot(edit, own.start)).details
    assert (moved.start, moved.end) == (own.start + timedelta(hours=1), None)


def test_words_that_were_set_for_one_date_stay_and_others_follow() -> None:
    edit = edited(title={"en": "Vigil"}, capacity=80)
    own = replace(later(OLD), title={"en": "The hundredth march"})
    moved = follow(own, edit, None)
    assert (moved.details.title, moved.details.capacity, moved.is_own) == ({"en": "The hundredth march"}, 80, True)


def test_a_place_is_one_thing() -> None:
    edit = edited(venue="Parque Nacional", address=None, lat=4.62, lon=-74.06)
    elsewhere = replace(later(OLD), venue="Plaza de Toros")
    assert follow(elsewhere, edit, None).details == elsewhere
    assert follow(later(OLD), edit, None).details.lat == 4.62


def test_hiding_the_place_hides_it_on_a_date_elsewhere_too() -> None:
    edit = edited(address_visibility=AddressVisibility.CONFIRMED, place_hint="Near the park")
    elsewhere = replace(later(OLD), venue="Plaza de Toros")
    hidden = follow(elsewhere, edit, None).details
    assert hidden.address_visibility is AddressVisibility.CONFIRMED
    assert hidden.venue == "Plaza de Toros"


def test_dates_of_a_later_rule_keep_their_hours() -> None:
    edit = edited(start=OLD.start + timedelta(hours=1), title={"en": "Vigil"})
    own = later(OLD)
    assert follow(own, edit, None).details == replace(own, title={"en": "Vigil"})


def test_a_date_becomes_all_day_with_the_others() -> None:
    midnight = OLD.start.replace(hour=0)
    edit = edited(start=midnight, end=None, all_day=True)
    own = later(OLD)
    moved = follow(own, edit, Slot(own.start, midnight + WEEK)).details
    assert (moved.all_day, moved.start, moved.end) == (True, midnight + WEEK, None)


def test_an_hour_that_comes_twice_takes_the_hosts_answer() -> None:
    night = make_details(zone="Europe/Berlin", start=datetime.fromisoformat("2027-10-24T01:30"), end=None)
    edit = Edit(night, replace(night, start=night.start.replace(hour=2)), fold=1)
    own = later(night)
    assert follow(own, edit, Slot(own.start, own.start.replace(hour=2))).details.fold == 1


@pytest.mark.parametrize(("days", "week"), [(0, -1), (-7, 3)])
def test_the_last_weekday_stays_the_last_unless_the_day_moves(days: int, week: int) -> None:
    last = datetime.fromisoformat("2027-02-23T18:00")  # the fourth Tuesday, and the last
    old = make_details(start=last, end=None)
    edit = Edit(old, replace(old, start=last.replace(hour=19) + timedelta(days=days)))
    rule = Rule(Frequency.MONTHLY, 1, 1, -1)
    assert edit.new_rule(rule, last).week == week


def test_a_date_that_was_moved_by_hand_moves_the_hour_of_the_others_and_not_their_day() -> None:
    tuesday = datetime.fromisoformat("2027-01-05T18:00")
    wednesday = make_details(start=tuesday + timedelta(days=1), end=None)
    edit = Edit(wednesday, replace(wednesday, start=wednesday.start.replace(hour=19)))
    assert edit.first_start(tuesday) == tuesday.replace(hour=19)
