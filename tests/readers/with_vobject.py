"""Prints what vobject reads in a file."""

import sys
from pathlib import Path

import vobject

from tests.readers.said import say

calendar = vobject.readOne(Path(sys.argv[1]).read_text(encoding="utf-8"))
say({event.uid.value: (event.dtstart.value, event.dtend.value) for event in calendar.vevent_list})
