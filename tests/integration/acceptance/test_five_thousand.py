"""A campaign of 5,000 real events: feeds of each kind are strictly written, today's and tomorrow's, by file and address."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
import time_machine
from flask_babel import force_locale
from sqlalchemy import select

from organizer.campaigns.models import Campaign, CampaignRole
from organizer.editions.calendars.drafts import Asked, campaign_draft
from organizer.editions.calendars.proof.page import prove
from organizer.editions.calendars.proof.versions import compare
from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event, hide_event
from organizer.events.queries import details_of
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.db import Database
from organizer.record.feeds import CountedFeed, FeedKind, PublicFeed, feeds_of
from organizer.record.loader import load_campaign, load_events
from organizer.record.projector import Reader
from tests.support.big_site import big_site
from tests.support.calendar_reading import Component, read_calendar
from tests.support.feed_checker import assert_passes_checker
from tests.support.page import Page
from tests.support.real_events import SLUG
from tests.support.web_server import WebServer

pytestmark = pytest.mark.slow

TODAY = date(2027, 11, 1)
NOW = ("--now", "20271101")
#: A tombstone has no page: that it lacks a link is what it is for.
WITH_TOMBSTONES = (*NOW, "--ignore", "URL")
WHOLE = PublicFeed(FeedKind.WHOLE)
#: How many of the largest feeds of each kind are checked.
LARGEST = {FeedKind.COUNTRY: 5, FeedKind.REGION: 2, FeedKind.CITY: 2, FeedKind.LANGUAGE: 1, FeedKind.KIND: 1}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with big_site(tmp_path_factory.mktemp("big")) as server:
        yield server


@pytest.fixture(scope="module")
def feeds(site: WebServer) -> list[CountedFeed]:
    """The largest feeds of each kind, and what is left of the smallest countries."""
    database = database_of(site)
    with site.app.test_request_context(), force_locale("en"), database.reading() as session:
        reader = Reader(("en",), site.base_url)
        campaign = load_campaign(session, slug=SLUG, reader=reader)
        found = feeds_of(load_events(session, campaign=campaign, reader=reader), "en")
    chosen = []
    for kind, of_kind in groupby(found, key=lambda one: one.feed.kind):
        by_size = sorted(of_kind, key=lambda one: -one.events)
        chosen += by_size[: LARGEST.get(kind, 1)] + (by_size[-4:] if kind is FeedKind.COUNTRY else [])
    near = PublicFeed(FeedKind.NEAR, f"{next(one.feed.key for one in chosen if one.feed.kind is FeedKind.CITY)}/100")
    return [*chosen, CountedFeed(near, None, 0)]


def database_of(site: WebServer) -> Database:
    database: Database = site.app.extensions["organizer"].database
    return database


def body_of(site: WebServer, feed: PublicFeed) -> bytes:
    """Return a feed as it is sent on ``TODAY``."""
    with site.app.test_request_context(), database_of(site).reading() as session:
        asked = Asked(None, site.base_url, site.url(feed.path(SLUG)), TODAY)
        return campaign_draft(session, asked, SLUG, feed).body


def written(site: WebServer, feed: PublicFeed, folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.ics"
    file.write_bytes(body_of(site, feed))
    return file


def test_r67_feeds_of_every_kind_pass_every_check(site: WebServer, feeds: list[CountedFeed], tmp_path: Path) -> None:
    files = [written(site, one.feed, tmp_path, str(number)) for number, one in enumerate(feeds)]
    assert {one.feed.kind for one in feeds} >= {FeedKind.WHOLE, FeedKind.NEAR, *LARGEST}
    assert_passes_checker(*map(str, files), options=NOW)


def test_r16_the_whole_of_5000_events_is_the_next_thousand_and_says_so(site: WebServer) -> None:
    calendar = read_calendar(body_of(site, WHOLE))
    events = calendar.all("VEVENT")
    assert len(events) == 1000
    # 1 November has begun in UTC when it is still the day before in America.
    assert min(event.value("DTSTART") or "" for event in events) >= "20271031T12"
    assert "The calendar of your country has all of it" in (calendar.text("DESCRIPTION") or "")


def test_r16_the_page_of_the_whole_says_the_rule_and_leads_to_smaller_calendars(site: WebServer) -> None:
    with time_machine.travel(datetime(2027, 11, 1, 12, tzinfo=UTC)):
        page = Page(site.app.test_client().get(WHOLE.page_path(SLUG)).text)
    assert re.search(r"has the next 1,000 of them and leaves out [\d,]+;", page.main)
    assert page.links()["Choose your country or town"] == f"/c/{SLUG}/subscribe/"


def test_the_proof_finds_nothing_wrong_in_feeds_of_any_kind(site: WebServer, feeds: list[CountedFeed]) -> None:
    at = datetime(2027, 11, 1, tzinfo=UTC)
    for one in feeds:
        body = body_of(site, one.feed)
        with site.app.test_request_context(), force_locale("en"):
            found = prove(body, site.url(one.feed.path(SLUG)), None, "", "en", at)
        wrong = [(finding.number, finding.faults) for finding in found.all_findings if not finding.is_right]
        assert wrong == [], one.feed


def test_r20_to_r26_tomorrows_feeds_are_lawful_successors_of_todays(
    site: WebServer, feeds: list[CountedFeed], tmp_path: Path
) -> None:
    changed = next(one.feed for one in feeds if one.feed.kind is FeedKind.COUNTRY)
    before = {feed: written(site, feed, tmp_path / "before", feed.kind.value) for feed in (WHOLE, changed)}
    moved, off, hidden, reworded = unchanged_uids(read_calendar(before[changed].read_bytes()))[:4]

    change_events(site, moved=moved, off=off, hidden=hidden, reworded=reworded)

    for feed, old in before.items():
        new = written(site, feed, tmp_path / "after", feed.kind.value)
        assert new.read_bytes() != old.read_bytes()
        assert_passes_checker(str(new), options=(*WITH_TOMBSTONES, "--previous", str(old)))
        found = compare(old.read_bytes(), new.read_bytes(), TODAY)
        assert {change.uid for change in found.changes} >= {moved, off, hidden, reworded}
        assert [finding for finding in found.findings if not finding.is_right] == []
    after = {event.value("UID"): event for event in read_calendar(body_of(site, changed)).all("VEVENT")}
    assert {after[uid].value("STATUS") for uid in (off, hidden)} == {"CANCELLED"}
    assert [after[uid].value("SEQUENCE") for uid in (moved, off, hidden, reworded)] == ["1", "1", "1", "0"]
    assert (after[reworded].text("DESCRIPTION") or "").startswith("Other words, \\ and ; more\n")


def unchanged_uids(calendar: Component) -> list[str]:
    """Return the entries that were never changed and still come."""
    coming = [event for event in calendar.all("VEVENT") if (event.value("DTSTART") or "") > "20271101"]
    return [event.value("UID") or "" for event in coming if event.value("SEQUENCE") == "0"]


def change_events(site: WebServer, *, moved: str, off: str, hidden: str, reworded: str) -> None:
    with database_of(site).transaction() as session:
        (campaign,) = session.scalars(select(Campaign))
        (owner,) = session.scalars(select(CampaignRole.person_id).where(CampaignRole.role == Role.OWNER))
        actor = Actor(owner, grants=frozenset({Grant(Role.OWNER, campaign.id)}))
        writing = Writing(actor, datetime(2027, 11, 1, 10, tzinfo=UTC))
        found = {event.uid: event for event in session.scalars(select(Event))}
        details = details_of(found[moved])
        later = timedelta(days=1)
        end = details.end + later if details.end else None
        edit_event(
            session, event=found[moved], details=replace(details, start=details.start + later, end=end), writing=writing
        )
        cancel_event(session, event=found[off], writing=writing, reason="Storm, and wind; rain")
        hide_event(session, event=found[hidden], writing=writing, reason="Police")
        details = details_of(found[reworded])
        text = {details.language: "Other words, \\ and ; more"}
        edit_event(session, event=found[reworded], details=replace(details, description=text), writing=writing)


def test_r70_to_r82_feeds_pass_every_check_by_address(site: WebServer, feeds: list[CountedFeed]) -> None:
    country = next(one.feed for one in feeds if one.feed.kind is FeedKind.COUNTRY)
    with time_machine.travel(datetime(2027, 11, 1, 12, tzinfo=UTC)):
        assert_passes_checker(site.url(WHOLE.path(SLUG)), site.url(country.path(SLUG)), options=WITH_TOMBSTONES)
