"""What a host does on their pages is what a subscribed calendar shows next."""

from itertools import pairwise
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.integration.acceptance.conftest import sign_in
from tests.support.calendar_reading import Component, read_calendar
from tests.support.client import InspectingClient
from tests.support.demo_site import SLUG
from tests.support.feed_checker import assert_passes_checker
from tests.support.postbox import Postbox
from tests.support.web_server import WebServer

FEED = f"/c/{SLUG}/calendar.ics"
BERLIN = "Solidarität mit Land- und Wasserschützer*innen"


@pytest.fixture(scope="module")
def host(demo: WebServer, demo_postbox: Postbox) -> InspectingClient:
    """A browser of somebody who may change everything."""
    return sign_in(demo.app, demo_postbox, "owner@example.org", demo.base_url)


@pytest.fixture(scope="module")
def code(host: InspectingClient, demo: WebServer) -> str:
    """The address of the event in Berlin."""
    page = host.page(f"/c/{SLUG}/events/", base_url=demo.base_url)
    return page.link(BERLIN).removeprefix("/e/").strip("/")


def berlin(feed: TestResponse) -> Component:
    (event,) = [e for e in read_calendar(feed.data).all("VEVENT") if (e.text("SUMMARY") or "").endswith(BERLIN)]
    return event


def test_a_change_raises_the_sequence_and_a_cancellation_stays(
    host: InspectingClient, code: str, tmp_path: Path, demo: WebServer
) -> None:
    before = host.get(FEED)
    old = berlin(before)
    edit = f"/manage/e/{code}/edit/"

    saved = host.submit(edit, {"start": "18:00", "end": "20:30"}, action=edit)
    assert saved.status_code == 303, saved.get_data(as_text=True)[:3000]
    moved_feed = host.get(FEED, headers={"If-None-Match": before.headers["ETag"]})
    moved = berlin(moved_feed)
    assert moved_feed.status_code == 200
    assert (moved.value("UID"), moved.value("DTSTART")) == (old.value("UID"), "20271117T180000")
    assert int(moved.value("SEQUENCE") or 0) == int(old.value("SEQUENCE") or 0) + 1

    cancel = f"/manage/e/{code}/cancel/"
    assert host.submit(cancel, {"reason": "Sturmwarnung"}, action=cancel).status_code == 303
    cancelled_feed = host.get(FEED)
    cancelled = berlin(cancelled_feed)
    assert cancelled.value("STATUS") == "CANCELLED"
    assert cancelled.value("UID") == old.value("UID")
    assert int(cancelled.value("SEQUENCE") or 0) == int(moved.value("SEQUENCE") or 0) + 1
    assert_lawful_successor(tmp_path, before, moved_feed, cancelled_feed)


def assert_lawful_successor(folder: Path, *feeds: TestResponse) -> None:
    """Fail when the checker objects to the step from one feed to the next."""
    files = []
    for number, feed in enumerate(feeds):
        files.append(folder / f"{number}.ics")
        files[-1].write_bytes(feed.data)
    for older, newer in pairwise(files):
        assert_passes_checker(str(newer), options=("--previous", str(older)))
