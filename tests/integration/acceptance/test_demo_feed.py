"""The demo's calendar as any calendar program gets it: strictly written, every event at its instant, unchanged 304."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from icalendar import Calendar, Event

from tests.support.demo_site import SLUG, demo_seed
from tests.support.shared import shared_path
from tests.support.web_server import WebServer

FEED = f"/c/{SLUG}/calendar.ics"


def run_checker(*arguments: str) -> None:
    """Fail with the checker's words when it finds anything."""
    modules = os.environ.get("ORGANIZER_NODE_MODULES", "")
    second_parser = ["--node-modules", modules] if modules and Path(modules).is_dir() else ["--no-js"]
    program = str(shared_path("ical/check_ics.py"))
    command = [sys.executable, program, "--strict", *second_parser, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def body(demo: WebServer) -> bytes:
    with urlopen(demo.url(FEED)) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        found: bytes = answer.read()
    return found


def test_the_feed_passes_the_strict_checker_by_file(body: bytes, tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_bytes(body)
    run_checker(str(file))


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_feed_passes_the_strict_checker_by_address(demo: WebServer, prefix: str) -> None:
    run_checker(demo.url(prefix + FEED))


def test_every_event_starts_at_the_instant_that_the_file_of_the_demo_says(body: bytes) -> None:
    actions = demo_seed()["actions"]
    wanted = sorted((a["title"], start_of(a)) for a in actions)
    events = [event for event in Calendar.from_ical(body).walk("VEVENT") if isinstance(event, Event)]
    found = sorted((bare_title(str(event["SUMMARY"])), instant_of(event)) for event in events)
    assert found == wanted
    assert len(found) == len(actions) == 54


def start_of(action: dict[str, object]) -> str:
    """Return the instant, or the day of what has no hour."""
    if action["all_day"] or action.get("time_tbc"):
        return str(action["start_local"])[:10]
    return datetime.fromisoformat(str(action["start_utc"])).astimezone(UTC).isoformat()


def instant_of(event: Event) -> str:
    start = event.start
    if isinstance(start, datetime):
        return start.astimezone(UTC).isoformat()
    assert isinstance(start, date)
    return start.isoformat()


def bare_title(summary: str) -> str:
    """Return the title without what a feed says before it, and whole where the feed shortens it."""
    titles = {str(action["title"]) for action in demo_seed()["actions"]}
    cut = summary.rstrip("…")
    return next((title for title in titles if summary.endswith(title) or title.startswith(cut)), summary)


def test_an_unchanged_feed_answers_304_to_both_ways_of_asking(demo: WebServer) -> None:
    with urlopen(demo.url(FEED)) as answer:
        tag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert not tag.startswith("W/")
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": modified}):
        with pytest.raises(HTTPError) as unchanged:
            urlopen(Request(demo.url(FEED), headers=headers))
        assert unchanged.value.code == 304
        assert unchanged.value.read() == b""
        unchanged.value.close()
