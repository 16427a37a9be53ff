from datetime import UTC, datetime, timedelta

import pytest

from organizer.accounts.rules.sessions import SessionKind, expiry, is_fresh, is_live

START = datetime(2027, 11, 17, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "idle", "age", "live"),
    [
        (SessionKind.HOST, timedelta(hours=11, minutes=59), timedelta(days=1), True),
        (SessionKind.HOST, timedelta(hours=12), timedelta(days=1), False),
        (SessionKind.HOST, timedelta(0), timedelta(days=7), False),
        (SessionKind.STAFF, timedelta(minutes=29), timedelta(hours=1), True),
        (SessionKind.STAFF, timedelta(minutes=30), timedelta(hours=1), False),
        (SessionKind.STAFF, timedelta(0), timedelta(hours=12), False),
    ],
)
def test_a_session_ends_when_it_rests_and_when_it_is_old(
    kind: SessionKind, idle: timedelta, age: timedelta, live: bool
) -> None:
    now = START + age
    assert is_live(kind=kind, last_seen_at=now - idle, expires_at=expiry(kind, START), now=now) is live


@pytest.mark.parametrize(
    ("age", "fresh"), [(timedelta(0), True), (timedelta(minutes=10), True), (timedelta(minutes=11), False)]
)
def test_a_sign_in_is_fresh_for_ten_minutes(age: timedelta, fresh: bool) -> None:
    assert is_fresh(created_at=START, now=START + age) is fresh
