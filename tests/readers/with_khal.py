"""Prints what khal reads in a file, as it does for its own lists."""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytz
from khal.icalendar import cal_from_ics, sanitize
from khal.khalendar.event import Event

from tests.readers.said import say

LOCALE = {"default_timezone": pytz.utc, "local_timezone": pytz.utc}


def times(event: Event) -> tuple[date, date]:
    """Return start and end; khal's last day is within the event, the others' the day after."""
    is_day = not isinstance(event.end, datetime)
    return event.start, event.end + timedelta(days=1) if is_day else event.end


components = cal_from_ics(Path(sys.argv[1]).read_text(encoding="utf-8")).walk("VEVENT")
events = [Event.fromVEvents([sanitize(item, pytz.utc)], locale=LOCALE) for item in components]
say({str(event.uid): times(event) for event in events})
