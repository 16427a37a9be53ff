"""A zone's plan as the bytes of a VTIMEZONE (calendars.md R32 to R36)."""

from datetime import timedelta
from functools import lru_cache

from .lines import content_line
from .zone_plan import YearlyRule, ZonePlan

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Rules start here: late enough for no history, early enough for every event.
_FIRST_YEAR = 1970


@lru_cache(maxsize=2048)
def vtimezone(plan: ZonePlan) -> bytes:
    """Return the VTIMEZONE of a plan: DAYLIGHT and STANDARD with rules, or one fixed STANDARD."""
    if plan.rules:
        parts = b"".join(_yearly(rule) for rule in plan.rules)
    else:
        parts = _part("STANDARD", f"{_FIRST_YEAR}0101T000000", plan.offset, plan.offset)
    return b"BEGIN:VTIMEZONE\r\n" + content_line("TZID", plan.zone) + parts + b"END:VTIMEZONE\r\n"


def offset_words(offset: timedelta) -> str:
    """Return an offset of whole minutes as ``+0545`` (RFC 5545 section 3.3.14)."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _yearly(rule: YearlyRule) -> bytes:
    # Which half is DAYLIGHT follows the offsets, not tzdata's flag: Dublin's is negative in winter.
    kind = "DAYLIGHT" if rule.after > rule.before else "STANDARD"
    start = rule.onset(_FIRST_YEAR).strftime("%Y%m%dT%H%M%S")
    recurrence = f"FREQ=YEARLY;BYMONTH={rule.month};BYDAY={rule.nth}{_WEEKDAYS[rule.weekday]}"
    return _part(kind, start, rule.before, rule.after, recurrence)


def _part(kind: str, start: str, before: timedelta, after: timedelta, recurrence: str = "") -> bytes:
    lines = (
        content_line("BEGIN", kind),
        content_line("DTSTART", start),
        content_line("RRULE", recurrence),
        content_line("TZOFFSETFROM", offset_words(before)),
        content_line("TZOFFSETTO", offset_words(after)),
        content_line("END", kind),
    )
    return b"".join(lines)
