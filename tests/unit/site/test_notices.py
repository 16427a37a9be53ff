from datetime import date, datetime
from typing import Any

import pytest

from organizer.editions.site.notices import notice_of
from organizer.editions.site.when import Tongue
from organizer.record.types import Change, EventRecord, EventStatus
from tests.support.records import make_event, make_place

ENGLISH = Tongue("en", date(2027, 11, 1))
BEFORE = datetime.fromisoformat("2027-11-16T09:00")
ON = date(2027, 11, 11)


def told(event: EventRecord) -> Any:
    found = notice_of(event, ENGLISH)
    assert found is not None
    return found


def test_an_event_that_nothing_happened_to_has_no_notice() -> None:
    assert notice_of(make_event(), ENGLISH) is None


def test_a_cancellation_gives_the_hosts_reason_in_their_words() -> None:
    found = told(make_event(status=EventStatus.CANCELLED, reason="Storm warning", languages=("en",)))

    assert found.kind == "stop"
    assert found.title.startswith("Cancelled by the hosts on ")
    assert str(found.quoted) == "Storm warning"


def test_a_new_time_is_told_with_the_old_one() -> None:
    found = told(make_event(change=Change(start=BEFORE, changed_on=ON)))

    assert found.title == "New time: Wed 17 November, 17:00"
    assert found.before == ("Tue 16 November, 09:00",)
    assert "The place is the same." in found.sentences


def test_a_new_place_is_told_with_the_old_one() -> None:
    found = told(make_event(change=Change(venue="Plaza Mayor", changed_on=ON)))

    assert found.title == "New place: Brandenburger Tor"
    assert found.before == ("Plaza Mayor",)
    assert "The time is the same." in found.sentences


def test_a_new_time_and_place_are_told_together() -> None:
    found = told(make_event(change=Change(start=BEFORE, venue="Plaza Mayor", changed_on=ON)))

    assert found.before == ("Tue 16 November, 09:00", "Plaza Mayor")
    assert not {"The place is the same.", "The time is the same."} & set(found.sentences)


def test_a_postponement_says_to_when() -> None:
    found = told(make_event(status=EventStatus.POSTPONED, change=Change(start=BEFORE, changed_on=ON)))

    assert found.title == "Postponed to Wed 17 November, 17:00"


@pytest.mark.parametrize("status", [EventStatus.CONFIRMED, EventStatus.POSTPONED])
def test_the_place_before_is_never_told_where_the_place_is_withheld(status: EventStatus) -> None:
    event = make_event(
        status=status,
        change=Change(start=BEFORE, venue="Casa secreta", changed_on=ON),
        place=make_place(is_withheld=True),
    )

    assert "Casa secreta" not in repr(notice_of(event, ENGLISH))


def test_what_is_not_sure_yet_says_so() -> None:
    assert told(make_event(status=EventStatus.TENTATIVE)).title == "Not confirmed yet"
