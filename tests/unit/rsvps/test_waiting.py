"""Whose turn it is in a waiting list, and how long an offer stands."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.rsvps.rules.waiting import Party, offer_until, saves_places, whose_turn

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def line(*people: int) -> list[Party]:
    return [Party(UUID(int=number), size) for number, size in enumerate(people, 1)]


def offered(*people: int, free: int | None, saves: bool = True, capacity: int | None = 100) -> list[int]:
    turn = whose_turn(line(*people), free=free, capacity=capacity, saves=saves)
    return [key.int for key in turn.offered]


@pytest.mark.parametrize(
    ("people", "free", "whose"),
    [
        ((1, 1, 1), 1, [1]),  # B95: one free place is for one
        ((1, 1, 1), 0, []),
        ((1, 1, 1), -3, []),  # the hosts lowered the number
        ((1, 1, 1), None, [1, 2, 3]),  # no limit any more
        ((4, 1), 1, [2]),  # a party of four does not block a free place
        ((4, 1, 2), 3, [2, 3]),
        ((2, 2, 2), 5, [1, 2]),
    ],
)
def test_b95_exactly_what_is_free_is_offered_in_the_order_of_the_list(
    people: tuple[int, ...], free: int | None, whose: list[int]
) -> None:
    assert offered(*people, free=free) == whose


def test_places_that_went_past_a_party_are_saved_once_they_would_have_been_enough() -> None:
    waiting, given_away = line(3, 1, 1, 1, 1, 1, 1), []
    for _ in range(6):
        turn = whose_turn(waiting, free=1, capacity=100, saves=True)
        given_away += turn.offered
        waiting = [
            Party(party.id, party.people, turn.passed_over.get(party.id, party.passed_over))
            for party in waiting
            if party.id not in turn.offered
        ]
    assert [key.int for key in given_away] == [2, 3, 4]
    assert whose_turn(waiting, free=1, capacity=100, saves=True).offered == ()
    assert whose_turn(waiting, free=2, capacity=100, saves=True).offered == ()
    assert whose_turn(waiting, free=3, capacity=100, saves=True).offered == (UUID(int=1),)


def test_shortly_before_the_start_nothing_is_saved() -> None:
    waiting = [Party(UUID(int=1), 3, passed_over=9), Party(UUID(int=2), 1)]
    assert whose_turn(waiting, free=1, capacity=100, saves=False).offered == (UUID(int=2),)
    assert not saves_places(NOW, NOW + timedelta(hours=24))
    assert saves_places(NOW, NOW + timedelta(hours=24, seconds=1))


def test_a_party_larger_than_all_places_is_never_saved_for() -> None:
    waiting = [Party(UUID(int=1), 9, passed_over=99), Party(UUID(int=2), 1)]
    assert whose_turn(waiting, free=1, capacity=8, saves=True).offered == (UUID(int=2),)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 30)), max_size=12),
    st.integers(-5, 40),
    st.booleans(),
)
def test_never_more_is_offered_than_is_free_and_whoever_fits_first_gets_it(
    parties: list[tuple[int, int]], free: int, saves: bool
) -> None:
    waiting = [Party(UUID(int=number), *party) for number, party in enumerate(parties)]
    turn = whose_turn(waiting, free=free, capacity=40, saves=saves)
    size = {party.id: party.people for party in waiting}
    assert sum(size[key] for key in turn.offered) <= max(free, 0)
    assert list(turn.offered) == [party.id for party in waiting if party.id in turn.offered]
    if not saves:
        left = free - sum(size[key] for key in turn.offered)
        assert all(party.people > left for party in waiting if party.id not in turn.offered)


@pytest.mark.parametrize(
    ("until_start", "window"),
    [
        (timedelta(days=30), timedelta(days=1)),
        (timedelta(days=4), timedelta(days=1)),
        (timedelta(hours=8), timedelta(hours=2)),
        (timedelta(hours=1), timedelta(minutes=30)),
        (timedelta(minutes=10), timedelta(minutes=10)),  # never longer than until the start
    ],
)
def test_an_offer_stands_for_a_day_and_shorter_near_the_start(until_start: timedelta, window: timedelta) -> None:
    assert offer_until(NOW, NOW + until_start) == NOW + window
