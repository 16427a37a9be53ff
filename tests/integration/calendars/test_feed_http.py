"""Every kind of feed over HTTP: requirements R70 to R82 and R90."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version, set_phase
from organizer.campaigns.queries import find_campaign
from organizer.campaigns.rules import Phase
from organizer.events.operations import cancel_event, hide_event
from organizer.events.operations.writing import mark_visible_change
from organizer.events.queries import get_event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.db import Database
from organizer.record.feeds import FeedKind
from tests.conftest import MakeApp
from tests.support.client import InspectingClient
from tests.support.query_count import counted
from tests.support.unpacked_gazetteer import lend_gazetteer

from .feeds_world import FEEDS, NOW, make_world, writing_at

EACH = pytest.mark.parametrize("path", FEEDS.values(), ids=FEEDS)


@pytest.fixture(autouse=True)
def _before_the_day(tmp_path: Path) -> Iterator[None]:
    lend_gazetteer(tmp_path / "instance")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def code(app_database: Database) -> str:
    """The code of the event that every feed holds."""
    with app_database.transaction() as session:
        return make_world(session).code


def test_there_is_a_feed_of_every_kind() -> None:
    assert len(FEEDS) == len(FeedKind)


@EACH
def test_r70_a_feed_that_is_there_answers_200(client: InspectingClient, code: str, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(response.data).walk("VEVENT")] == ["Gran plantón"]
    assert code in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    ["/c/17n/calendar/country/zz.ics", "/c/17n/calendar/region/co-nowhere.ics", "/c/17n/calendar/city/1/x.ics",
     "/c/17n/calendar/city/bogota.ics", "/c/17n/calendar/near/3688689/99.ics", "/c/17n/calendar/near/1/100.ics",
     "/c/17n/calendar/language/qqqq.ics", "/c/17n/calendar/kind/riot.ics", "/c/nothing/calendar.ics",
     "/g/nobody/calendar.ics", "/c/17n/calendar/planet/earth.ics"],
)  # fmt: skip
@pytest.mark.usefixtures("code")
def test_r70_what_never_was_is_not_found(client: InspectingClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("code")
def test_r70_a_campaign_taken_back_is_not_found_and_its_calendar_comes_back_with_it(
    client: InspectingClient, app_database: Database
) -> None:
    """410 would tell programs to forget an address for good. Nothing of ours is ever gone for good."""

    def put(phase: Phase) -> None:
        with app_database.transaction() as session:
            campaign = find_campaign(session, slug="17n")
            assert campaign is not None
            set_phase(session, actor=ANONYMOUS, campaign=campaign, phase=phase)

    put(Phase.DRAFT)
    assert client.get(FEEDS["whole"]).status_code == 404
    put(Phase.ARCHIVE)
    assert client.get(FEEDS["whole"]).status_code == 200


@EACH
@pytest.mark.usefixtures("code")
def test_r71_r72_r76_type_name_and_caching_are_what_programs_expect(client: InspectingClient, path: str) -> None:
    response = client.get(path)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'inline; filename="{NAMES[path]}"'
    assert response.headers["Cache-Control"] == "public, max-age=900"


NAMES = dict(
    zip(
        FEEDS.values(),
        (
            "17n.ics", "17n-colombia.ics", "17n-co-bogota-d-c.ics", "17n-bogota.ics", "17n-in-spanish.ics",
            "17n-rally.ics", "17n-online.ics", "17n-100-km-bogota.ics", "comite-bogota.ics",
        ),
        strict=True,
    )
)  # fmt: skip


@EACH
@pytest.mark.usefixtures("code")
def test_r73_the_etag_is_the_hash_of_the_body_before_compression(client: InspectingClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})

    assert plain.headers["ETag"] == f'"{hashlib.sha256(plain.data).hexdigest()[:32]}"'
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
    assert gzip.decompress(packed.data) == plain.data


@EACH
@pytest.mark.usefixtures("code")
def test_r73_who_has_it_hears_304_without_a_body(client: InspectingClient, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    known = (etag, f"W/{etag}", "*", f'"other", {etag}', etag[:-1] + '-gzip"')

    for tag in known:
        again = client.get(path, headers={"If-None-Match": tag, "If-Modified-Since": "Fri, 01 Jan 1999 00:00:00 GMT"})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == etag
        assert "Content-Type" not in again.headers
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@EACH
@pytest.mark.usefixtures("code")
def test_r73_if_modified_since_is_answered_when_no_etag_is_named(client: InspectingClient, path: str) -> None:
    modified = client.get(path).headers["Last-Modified"]

    assert client.get(path, headers={"If-Modified-Since": modified}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": "Fri, 01 Jan 1999 00:00:00 GMT"}).status_code == 200
    both = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    assert client.get(path, headers=both).status_code == 200


@pytest.mark.usefixtures("code")
def test_r73_last_modified_moves_when_an_event_leaves_the_window(client: InspectingClient) -> None:
    """Its start was on 17 November; after 90 days it is no longer in the feed, though nobody changed anything."""
    with time_machine.travel(NOW.replace(year=2028, month=2, day=15), tick=False):
        last = client.get(FEEDS["whole"])
    with time_machine.travel(NOW.replace(year=2028, month=2, day=16), tick=False):
        without = client.get(FEEDS["whole"], headers={"If-Modified-Since": last.headers["Last-Modified"]})

    assert b"BEGIN:VEVENT" in last.data
    assert without.status_code == 200
    assert b"BEGIN:VEVENT" not in without.data
    assert without.headers["Last-Modified"] == "Wed, 16 Feb 2028 00:00:00 GMT"


def test_r73_last_modified_moves_when_an_event_leaves_a_feed_by_an_edit(
    client: InspectingClient, app_database: Database, code: str
) -> None:
    before = client.get(FEEDS["country"]).headers["Last-Modified"]
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False), app_database.transaction() as session:
        event = get_event(session, code=code)
        event.country = "PE"
        mark_visible_change(event, NOW, moves_sequence=False)
        raise_version(session, campaign_id=event.campaign_id)

    after = client.get(FEEDS["country"], headers={"If-Modified-Since": before})
    assert after.status_code == 200
    assert b"BEGIN:VEVENT" not in after.data


@EACH
@pytest.mark.usefixtures("code")
def test_r74_head_answers_as_get_without_a_body(client: InspectingClient, path: str) -> None:
    head, get = client.head(path), client.get(path)

    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


@EACH
@pytest.mark.usefixtures("code")
def test_r75_only_who_asks_gets_it_compressed(client: InspectingClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in refused.headers


@pytest.mark.parametrize(
    "agent",
    ["Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)", "Microsoft-CalDAV/1.0",
     "Mozilla/4.0 (compatible; ms-office; MSOutlook 16)", "Exchange/15.20"],
)  # fmt: skip
@pytest.mark.usefixtures("code")
def test_r75_outlook_and_exchange_get_it_as_it_is(client: InspectingClient, agent: str) -> None:
    response = client.get(FEEDS["whole"], headers={"Accept-Encoding": "gzip, zstd", "User-Agent": agent})

    assert "Content-Encoding" not in response.headers
    assert response.data.startswith(b"BEGIN:VCALENDAR")


def test_r75_a_setting_turns_compression_off(make_app: MakeApp) -> None:
    app = make_app(compress_calendars=False)
    with app.extensions["organizer"].database.transaction() as session:
        make_world(session)

    response = app.test_client().get(FEEDS["whole"], headers={"Accept-Encoding": "gzip, zstd"})

    assert response.data.startswith(b"BEGIN:VCALENDAR")
    assert {"Content-Encoding", "Vary"} & set(response.headers.keys()) == set()


@EACH
@pytest.mark.usefixtures("code")
def test_r77_r82_nothing_that_a_program_says_of_itself_changes_a_byte(client: InspectingClient, path: str) -> None:
    plain = client.get(path)
    for headers in (
        {"Accept": "text/html", "Accept-Language": "ar", "User-Agent": "Mozilla/5.0"},
        {"Accept": "application/json", "User-Agent": "Google-Calendar-Importer", "Cookie": "session=x"},
        {"User-Agent": ""},
    ):
        spoken = client.get(path, headers=headers)
        assert (spoken.status_code, spoken.data) == (200, plain.data)
        assert "Set-Cookie" not in spoken.headers
        assert spoken.headers["Vary"] == "Accept-Encoding"


@EACH
@pytest.mark.usefixtures("code")
def test_r78_robots_may_fetch_feeds_and_learn_of_no_private_one(client: InspectingClient, path: str) -> None:
    robots = client.get("/robots.txt")
    refused = [line.removeprefix("Disallow: ") for line in robots.get_data(as_text=True).splitlines()[1:]]

    assert (robots.status_code, robots.mimetype) == (200, "text/plain")
    assert not [start for start in refused if path.startswith(start) or "/feeds/p/".startswith(start)]
    assert "X-Robots-Tag" not in client.get(path).headers


@EACH
@pytest.mark.usefixtures("code")
def test_r79_no_address_of_a_feed_leads_to_another(client: InspectingClient, path: str) -> None:
    for address in (path, path + "?nocache=1", "/es" + path):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FEEDS["city"], "/c/17n/calendar/city/3688689/whatever.ics"),
        (FEEDS["near"], "/c/17n/calendar/near/3688689/100.ics"),
        (FEEDS["near"], "/c/17n/calendar/near/3688689/100-anything.ics"),
        (FEEDS["country"], "/c/17n/calendar/country/CO.ics"),
        (FEEDS["region"], "/c/17n/calendar/region/CO-bogota-d-c.ics"),
        (FEEDS["whole"], "/c/17n/calendar.ics?v=2"),
    ],
)
@pytest.mark.usefixtures("code")
def test_r80_r81_what_is_readable_in_an_address_is_free_and_a_query_is_ignored(
    client: InspectingClient, one: str, other: str
) -> None:
    first, second = client.get(one), client.get(other)

    assert (second.status_code, second.data) == (200, first.data)
    assert second.headers["ETag"] == first.headers["ETag"]
    assert f"SOURCE;VALUE=URI:http://localhost{one}".encode() in first.data.replace(b"\r\n ", b"")


@EACH
def test_r90_asking_whether_there_is_news_reads_one_version_and_no_event(
    client: InspectingClient, app_database: Database, code: str, path: str
) -> None:
    etag = client.get(path).headers["ETag"]
    with counted(app_database.engine) as statements:
        client.get(path, headers={"If-None-Match": etag})
        client.get(path)

    assert len(statements) == 2
    assert not [sent for sent in statements.sent if "event.title" in sent or "event.revision" in sent]
    assert code


@pytest.mark.usefixtures("code")
def test_r90_who_fetches_without_end_is_asked_to_wait(app: Flask, client: InspectingClient) -> None:
    first = client.get(FEEDS["whole"])
    for _ in range(599):
        app.test_client().head(FEEDS["whole"])
    refused = client.get(FEEDS["whole"])

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 3600
    assert refused.headers["Cache-Control"] == "no-store"
    known = client.get(FEEDS["whole"], headers={"If-None-Match": first.headers["ETag"]})
    assert known.status_code == 304
    elsewhere = client.get(FEEDS["whole"], environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert elsewhere.status_code == 200
    assert client.get(FEEDS["country"]).status_code == 200


@EACH
def test_r25_a_cancelled_event_says_so_in_every_feed(
    client: InspectingClient, app_database: Database, code: str, path: str
) -> None:
    with app_database.transaction() as session:
        cancel_event(session, event=get_event(session, code=code), writing=writing_at(NOW), reason="Storm")

    body = client.get(path).data
    assert b"STATUS:CANCELLED" in body
    assert b"SEQUENCE:1" in body


@EACH
def test_r25_what_was_removed_for_safety_leaves_a_tombstone_for_thirty_days_in_every_feed_that_held_it(
    client: InspectingClient, app_database: Database, code: str, path: str
) -> None:
    with app_database.transaction() as session:
        event = get_event(session, code=code)
        hide_event(session, event=event, writing=writing_at(NOW), reason="Threats")
        uid = event.uid

    body = client.get(path).get_data(as_text=True)
    assert f"UID:{uid}" in body
    assert "STATUS:CANCELLED" in body
    assert not [word for word in ("plantón", "Bolívar", "Carrera", "Bring", code, "GEO", "LOCATION") if word in body]
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert uid in client.get(path).get_data(as_text=True)
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        over = client.get(path)
    assert uid not in over.get_data(as_text=True)
    assert over.headers["Last-Modified"] == "Thu, 02 Dec 2027 00:00:00 GMT"


@EACH
def test_r17_a_feed_in_which_nothing_happens_is_a_legal_calendar(
    client: InspectingClient, app_database: Database, code: str, path: str
) -> None:
    assert code
    with time_machine.travel(NOW + timedelta(days=3000), tick=False):
        response = client.get(path)

    calendar = Calendar.from_ical(response.data)
    assert response.status_code == 200
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


@pytest.mark.usefixtures("code")
def test_a_groups_feed_is_made_anew_when_a_campaign_of_its_events_changes(
    client: InspectingClient, app_database: Database
) -> None:
    before = client.get(FEEDS["group"]).data
    with app_database.transaction() as session:
        campaign = session.get_one(Campaign, find_campaign(session, slug="17n").id)  # type: ignore[union-attr]
        set_phase(session, actor=ANONYMOUS, campaign=campaign, phase=Phase.DRAFT)

    after = client.get(FEEDS["group"]).data
    assert b"BEGIN:VEVENT" in before
    assert b"BEGIN:VEVENT" not in after
