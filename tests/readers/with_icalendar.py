"""Prints what the icalendar library reads in a file."""

import sys
from pathlib import Path

from icalendar import Calendar

from tests.readers.said import say

calendar = Calendar.from_ical(Path(sys.argv[1]).read_bytes())
say({str(event["UID"]): (event.start, event.end) for event in calendar.events})
