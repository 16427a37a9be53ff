"""No text in any field of the record adds a property or a component to any file, whatever flags Python runs with (R4, R5)."""

import hashlib
import re
import subprocess
import sys

import pytest

from organizer.record.types import EventRecord
from tests.support.calendar_reading import Component, read_calendar
from tests.support.hostile_texts import (
    NASTY,
    WORST,
    everywhere,
    files_of,
    full_event,
    hostile_files,
    text_fields,
    with_text,
)
from tests.support.shared import ROOT

FIELDS = list(text_fields(EventRecord))
PROPERTIES = {
    "VCALENDAR": {
        "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC",
        "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE", "URL", "X-WR-TIMEZONE",
    },
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO"},
    "VEVENT": {
        "UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION",
        "LOCATION", "GEO", "X-APPLE-STRUCTURED-LOCATION", "CATEGORIES", "CONFERENCE", "TRANSP", "URL", "CLASS",
        "ORGANIZER", "ATTENDEE", "RRULE", "EXDATE", "RECURRENCE-ID",
    },
}  # fmt: skip
#: Only a mail names anybody: our sender, and the guest who asked.
PEOPLE = {"ORGANIZER": "mailto:noreply@act.example.org", "ATTENDEE": "mailto:ana@example.org"}


def assert_only_ours(component: Component, name: str) -> None:
    """Fail on a property that we don't write, one that comes twice, and a person that we didn't name."""
    assert component.names() <= PROPERTIES[component.name], name
    repeated = {"EXDATE"} if component.name == "VEVENT" else set()
    once = [key for key, _, _ in component.lines if key not in repeated]
    assert len(once) == len(set(once)), name
    for key, address in PEOPLE.items():
        assert component.value(key) in (None, address)
    for part in component.parts:
        assert_only_ours(part, name)


def events_in(body: bytes) -> int:
    return len(read_calendar(body).all("VEVENT"))


def test_r04_every_text_field_of_the_record_is_tried() -> None:
    assert {("title",), ("description",), ("uid",), ("place", "venue"), ("change", "venue"), ("time", "zone")} <= set(
        FIELDS
    )
    assert len(FIELDS) >= 24


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_r04_one_hostile_field_leaves_each_file_with_its_own_events(field: tuple[str, ...]) -> None:
    usual = [(name, events_in(body)) for name, body in files_of(full_event(), "17N")]
    for text in (WORST, *NASTY[:12]):
        files = list(files_of(with_text(full_event(), field, text), "17N"))
        assert [(name, events_in(body)) for name, body in files] == usual
        for name, body in files:
            assert_only_ours(read_calendar(body), name)


def test_r04_r16_a_hundred_kilobytes_in_every_field_at_once_stay_small_and_ours() -> None:
    for name, body in hostile_files():
        assert_only_ours(read_calendar(body), name)
        assert len(body) < 40_000, name


@pytest.mark.parametrize("text", NASTY, ids=lambda text: f"{text[:6]!a}")
def test_r04_each_hostile_text_in_every_field_at_once_stays_ours(text: str) -> None:
    for name, body in files_of(everywhere(text), text):
        assert_only_ours(read_calendar(body), name)


PROGRAM = """
import hashlib
from flask import Flask
from flask_babel import Babel
from tests.support.hostile_texts import hostile_files
try:
    assert False
except AssertionError:
    raise SystemExit("assertions are on")
app = Flask("calendars")
Babel(app)
with app.app_context():
    written = b"".join(body for _, body in hostile_files())
print(len(written), hashlib.sha256(written).hexdigest())
"""


def test_r04_the_same_bytes_are_written_when_python_drops_assertions() -> None:
    files = [body for _, body in hostile_files()]
    written = b"".join(files)
    result = subprocess.run(
        [sys.executable, "-O", "-c", PROGRAM], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == [str(len(written)), hashlib.sha256(written).hexdigest()]
    assert len(re.findall(rb"^BEGIN:VCALENDAR", written, re.M)) == len(files)
