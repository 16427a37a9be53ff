"""Recurrence rules name the days that another library finds, too."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.exchange.rules.rule_days import read_rule

FIRST = datetime.fromisoformat("2026-01-31T18:00")
END = date(2028, 6, 30)
RULES = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=WEEKLY;BYDAY=SU;WKST=SU;INTERVAL=2",
    "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=5SA", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2",
    "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=17", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "FREQ=DAILY;BYMONTH=2;BYDAY=SA",
]  # fmt: skip


def ours(rule: str, first: datetime = FIRST) -> list[date]:
    terms = dict(part.partition("=")[::2] for part in rule.split(";"))
    return list(read_rule(terms, first).days(END))


def theirs(rule: str, first: datetime = FIRST) -> list[date]:
    return [found.date() for found in rrulestr(f"{rule};UNTIL={END:%Y%m%d}T235959", dtstart=first)]


@pytest.mark.parametrize("rule", RULES)
def test_r102_a_rule_names_the_same_days(rule: str) -> None:
    assert ours(rule) == theirs(rule)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), st.integers(1, 5),
    st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), max_size=3), st.sets(st.integers(1, 12), max_size=3),
    st.datetimes(FIRST, FIRST.replace(year=2027)),
)  # fmt: skip
def test_r102_any_rule_names_the_same_days(
    frequency: str, interval: int, days: set[str], months: set[int], first: datetime
) -> None:
    rule = f"FREQ={frequency};INTERVAL={interval}"
    rule += f";BYDAY={','.join(sorted(days))}" if days else ""
    rule += f";BYMONTH={','.join(map(str, sorted(months)))}" if months else ""
    first = first.replace(microsecond=0)
    assert ours(rule, first) == theirs(rule, first)


def test_a_rule_that_never_fits_names_nothing() -> None:
    assert ours("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") == []


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYWEEKNO=3", "FREQ=DAILY;BYHOUR=7", "INTERVAL=2",
                                  "FREQ=MONTHLY;BYMONTHDAY=40", "FREQ=DAILY;WKST=XX"])  # fmt: skip
def test_a_rule_that_we_cannot_follow_is_refused(rule: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        ours(rule)
