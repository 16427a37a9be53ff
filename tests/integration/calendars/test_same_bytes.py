"""The same record gives the same bytes in every process (R26)."""

import os
import subprocess
import sys

import pytest

from tests.support.shared import ROOT

PROGRAM = """
import hashlib
from datetime import date
from flask import Flask
from flask_babel import Babel
from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_event, render_feed, render_own_feed
from organizer.editions.calendars.mail import Sending, render_publish
from organizer.editions.calendars.series import render_series
from organizer.editions.calendars.vtimezone import vtimezone
from organizer.editions.calendars.zone_plan import plan_for
from organizer.foundation.core.walltime import known_zones
from organizer.record.own_calendar import OwnEntry
from tests.support.hostile_texts import series_of
from tests.support.records import UPDATED, demo_records
app = Flask("calendars")
Babel(app)
with app.app_context():
    campaign, events = demo_records()
    header = FeedHeader(campaign.title.value, "https://act.example.org/c/17n/calendar.ics", campaign.url)
    body = render_feed(header, events, "en", today=date(2027, 11, 1)).body
    body += b"".join(render_event(event, "en").body for event in events)
    body += render_own_feed(header, [OwnEntry(event, is_busy=True) for event in events], "en", today=date(2027, 11, 1)).body
    sending = Sending("noreply@act.example.org", "17N", UPDATED)
    body += b"".join(render_publish(event, "en", sending).body for event in events)
    body += render_series([series_of(events[0], "5d3c1f0a@x")], "en", "17n").body
    body += b"".join(vtimezone(plan) for zone in sorted(known_zones()) if (plan := plan_for(zone, UPDATED, UPDATED)))
print(len(body), hashlib.sha256(body).hexdigest())
"""


def run(*options: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, *options, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | environment,
    ).stdout


@pytest.fixture(scope="module")
def usual() -> str:
    return run(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        ([], {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        ([], {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "ar_SA.UTF-8"}),
        (["-O"], {"PYTHONHASHSEED": "random", "PYTHONTZPATH": "/usr/share/zoneinfo"}),
    ],
)
def test_r26_hash_seed_machine_zone_locale_and_flags_change_no_byte(
    usual: str, options: list[str], environment: dict[str, str]
) -> None:
    assert int(usual.split(maxsplit=1)[0]) > 100_000
    assert run(*options, **environment) == usual
