"""Pauses between tries grow, differ, and end."""

from datetime import timedelta

import pytest

from organizer.foundation.outbox.rules import MOST_TRIES, retry_pause


@pytest.mark.parametrize(
    ("tries", "fraction", "minutes"),
    [(1, 0, 0.5), (1, 0.999, 1), (2, 0, 1), (5, 0, 8), (11, 0, 512), (12, 0, 720), (40, 0, 720), (1000, 0.999, 1440)],
)
def test_a_pause_doubles_up_to_a_day(tries: int, fraction: float, minutes: float) -> None:
    assert abs(retry_pause(tries, fraction) - timedelta(minutes=minutes)) <= timedelta(seconds=60)
    assert retry_pause(tries, fraction) <= timedelta(hours=24)


def test_mails_that_failed_together_do_not_come_back_together() -> None:
    assert len({retry_pause(6, fraction / 100) for fraction in range(100)}) == 100


@pytest.mark.parametrize(("fraction", "least", "most"), [(0, 2, 4), (0.999, 5, 8)])
def test_all_tries_take_as_long_as_mail_servers_are_given(fraction: float, least: int, most: int) -> None:
    """Four to five days at least in the middle; RFC 5321 section 4.5.4.1."""
    total = sum((retry_pause(tries, fraction) for tries in range(1, MOST_TRIES)), timedelta())
    assert timedelta(days=least) <= total <= timedelta(days=most)
