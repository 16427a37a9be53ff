import pytest

from tests.benchmarks.arithmetic import Sample, minus, percentile, summarize
from tests.benchmarks.line import Base, Bounded, Compared, Skipped


def test_the_middle_is_the_median_and_one_slow_round_moves_it_little() -> None:
    assert summarize([1.0, 1.1, 0.9, 50.0, 1.0]).middle == 1.0


def test_equal_rounds_have_no_spread() -> None:
    assert summarize([2.0] * 7) == Sample(2.0, 0.0)


def test_the_spread_is_half_the_distance_of_the_quartiles_as_a_share() -> None:
    assert summarize([8.0, 9.0, 10.0, 11.0, 12.0]) == Sample(10.0, 0.1)


def test_nothing_can_not_be_summarized() -> None:
    with pytest.raises(ValueError, match="nothing"):
        summarize([])


@pytest.mark.parametrize(("share", "value"), [(0, 1), (50, 50), (99, 99), (100, 100)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


@pytest.mark.parametrize("share", [-1, 101])
def test_a_percentile_outside_of_the_whole_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        percentile([1.0], share)


def test_preparation_is_taken_off_and_never_leaves_less_than_nothing() -> None:
    assert minus(Sample(5.0, 0.1), Sample(2.0)).middle == 3.0
    assert minus(Sample(1.0), Sample(2.0)).middle == 0.0


def compared(ours: float, base: float, goal: float) -> Compared:
    return Compared("B1", "page", "54 events", Sample(ours), Base("hello world", Sample(base), goal))


def test_the_ratio_is_the_share_of_the_base_s_speed_that_is_left() -> None:
    assert compared(2.0, 1.0, 0.5).ratio == 0.5
    assert compared(1.0, 4.0, 0.5).ratio == 4.0
    assert compared(0.0, 4.0, 0.5).ratio == float("inf")


def test_a_goal_is_met_from_its_own_value_on() -> None:
    assert compared(2.0, 1.0, 0.5).is_met
    assert not compared(2.1, 1.0, 0.5).is_met


def test_a_bound_may_be_reached_and_not_passed() -> None:
    assert Bounded("B8", "statements", "all", Sample(0), "more", 0).is_met
    assert not Bounded("B8", "statements", "all", Sample(1), "more", 0).is_met


def test_what_was_not_measured_fails_nobody() -> None:
    assert Skipped("B2", "proxy", "needs nginx").is_met
