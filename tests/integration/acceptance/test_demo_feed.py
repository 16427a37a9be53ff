"""The demo's calendar as any calendar program gets it: strictly written, every event at its instant, unchanged 304."""

from datetime import UTC, date, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from icalendar import Calendar, Event
from sqlalchemy import select

from organizer.events.models import EventHost
from organizer.record.feeds import FeedKind, PublicFeed, feeds_of, parse_feed
from organizer.record.loader import load_campaign, load_events
from organizer.record.projector import Reader
from organizer.rsvps.operations import make_host_key
from tests.support.demo_site import SLUG, demo_seed
from tests.support.feed_checker import assert_passes_checker
from tests.support.web_server import WebServer

FEED = f"/c/{SLUG}/calendar.ics"


@pytest.fixture(scope="module")
def body(demo: WebServer) -> bytes:
    with urlopen(demo.url(FEED)) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        found: bytes = answer.read()
    return found


def test_the_feed_passes_the_strict_checker_by_file(body: bytes, tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_bytes(body)
    assert_passes_checker(str(file))


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_feed_passes_the_strict_checker_by_address(demo: WebServer, prefix: str) -> None:
    assert_passes_checker(demo.url(prefix + FEED))


def test_a_feed_of_every_kind_passes_the_strict_checker_by_address(demo: WebServer) -> None:
    with demo.app.test_request_context(), demo.app.extensions["organizer"].database.reading() as session:
        reader = Reader(("en",), demo.base_url)
        campaign = load_campaign(session, slug=SLUG, reader=reader)
        events = load_events(session, campaign=campaign, reader=reader)
        listed = {one.feed.kind: one.feed for one in feeds_of(events, "en") if one.feed.kind is not FeedKind.WHOLE}
        near = parse_feed("near", "3688689/250")
        group = PublicFeed(FeedKind.GROUP, next(event.group_slug for event in events if event.group_slug))
        feeds = [*listed.values(), near, group]
        assert {feed.kind for feed in feeds} == set(FeedKind) - {FeedKind.WHOLE}
        addresses = [demo.url(feed.path(SLUG)) for feed in feeds]
    assert_passes_checker(*addresses)


def test_an_empty_feed_passes_the_strict_checker_by_address(demo: WebServer) -> None:
    assert_passes_checker("--ignore", "EMPTYCAL,VTZUNUSED", demo.url(f"/c/{SLUG}/calendar/country/aq.ics"))


def test_a_private_calendar_passes_the_strict_checker_by_address(demo: WebServer) -> None:
    with demo.app.extensions["organizer"].database.transaction() as session:
        person = session.scalars(select(EventHost.person_id)).first()
        assert person is not None
        token = make_host_key(session, person_id=person, today=date(2026, 12, 1))
    # SOURCE would carry the secret address along when the file is passed on.
    assert_passes_checker("--profile", "private", "--ignore", "SOURCE", demo.url(f"/feeds/p/{token}/my-events.ics"))


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
