"""The one list of public feeds: what each holds, what it is called, where it is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from organizer.foundation.core.errors import NotFound
from organizer.places.geometry import cell_centre, distance_km
from organizer.places.unpack import open_gazetteer
from organizer.record.feeds import FeedKind, PublicFeed, feeds_of, parse_feed
from organizer.record.types import EventRecord, EventStatus, Mode, Place
from tests.support.records import demo_records, make_event, make_place
from tests.support.unpacked_gazetteer import lend_gazetteer

BOGOTA, SPRINGFIELD = "3688689", "4250542"


@pytest.fixture(autouse=True)
def _gazetteer(tmp_path: Path) -> Iterator[None]:
    app = Flask("feeds")
    Babel(app)
    lend_gazetteer(tmp_path)
    gazetteer = app.extensions["organizer.gazetteer"] = open_gazetteer(tmp_path)
    with app.test_request_context(), force_locale("en"):
        yield
    gazetteer.close()


def cities(feed: PublicFeed, events: list[EventRecord]) -> set[str | None]:
    return {event.place.city for event in events if feed.holds(event)}


@pytest.mark.parametrize(
    ("kind", "key", "path", "name", "stem"),
    [
        ("all", "", ".ics", None, "17n"),
        ("country", "CO", "/country/co.ics", "Colombia", "17n-colombia"),
        ("region", "co-antioquia", "/region/co-antioquia.ics", "Antioquia, Colombia", "17n-co-antioquia"),
        ("city", BOGOTA, f"/city/{BOGOTA}/bogota.ics", "Bogotá, Colombia", "17n-bogota"),
        ("language", "pt-br", "/language/pt-BR.ics", "Portuguese (Brazil)", "17n-in-portuguese-brazil"),
        ("kind", "vigil", "/kind/vigil.ics", "Vigil", "17n-vigil"),
        ("online", "", "/online.ics", "Online", "17n-online"),
        ("near", f"{BOGOTA}/100", f"/near/{BOGOTA}/100-km-bogota.ics", "Within 100 km of Bogotá", "17n-100-km-bogota"),
    ],
)
def test_a_feed_has_an_address_a_name_and_a_file(kind: str, key: str, path: str, name: str | None, stem: str) -> None:
    feed = parse_feed(kind, key)

    assert feed.path("17n") == f"/c/17n/calendar{path}"
    assert feed.name("en") == name
    assert feed.file_stem("17n") == stem
    assert feed.page_path("17n") == f"/c/17n/subscribe/{'/'.join(filter(None, [kind, feed.key]))}/"


def test_a_groups_feed_is_beneath_the_group() -> None:
    feed = parse_feed("group", "comite-bogota")

    assert feed.path("17n") == "/g/comite-bogota/calendar.ics"
    assert feed.page_path("17n") == "/g/comite-bogota/subscribe/"
    assert (feed.name("en"), feed.file_stem("17n")) == (None, "comite-bogota")
    assert feed.holds(make_event(group_slug="comite-bogota"))
    assert not feed.holds(make_event(group_slug=None))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("all", "x"), ("online", "x"), ("country", ""), ("country", "zz"), ("country", "colombia"), ("region", ""),
        ("region", "co"), ("region", "co-nowhere"), ("region", "zz-antioquia"), ("region", "*-antioquia"),
        ("city", "bogota"), ("city", "0"), ("city", "99999999999"), ("city", "-1"), ("city", "٣"), ("language", "xx1"),
        ("kind", "riot"), ("near", BOGOTA), ("near", f"{BOGOTA}/99"), ("near", f"{BOGOTA}/0100"), ("near", "1/100"),
        ("near", f"{BOGOTA}/100/100"), ("group", ""), ("planet", "earth"), ("", ""),
    ],
)  # fmt: skip
def test_r70_there_is_no_feed_for_what_makes_no_sense(kind: str, key: str) -> None:
    with pytest.raises(NotFound):
        parse_feed(kind, key)


def test_each_feed_holds_its_own() -> None:
    _, events = demo_records()

    assert cities(parse_feed("country", "co"), events) == {"Bogotá", "Medellín"}
    assert cities(parse_feed("region", "co-antioquia"), events) == {"Medellín"}
    assert cities(parse_feed("city", BOGOTA), events) == {"Bogotá"}
    assert cities(parse_feed("near", f"{BOGOTA}/100"), events) == {"Bogotá"}
    assert cities(parse_feed("near", f"{BOGOTA}/250"), events) == {"Bogotá", "Medellín"}
    assert all(parse_feed("all").holds(event) for event in events)


def test_a_province_is_found_by_the_town_and_else_by_what_was_written() -> None:
    feed = parse_feed("region", "jp-tokyo")

    assert feed.holds(make_event(place=Place(city="東京", region="東京都", country="JP", city_id=1850147)))
    assert feed.holds(make_event(place=Place(region="Tokyo", country="JP")))
    assert not feed.holds(make_event(place=Place(region="Tokyo", country="US")))
    assert not feed.holds(make_event(place=Place(region="somewhere", country="JP")))


def test_every_feed_that_holds_something_is_listed_once_and_counted() -> None:
    _, events = demo_records()
    listed = feeds_of(events, "en")
    live = [event for event in events if event.status is not EventStatus.CANCELLED]

    assert len({one.feed for one in listed}) == len(listed)
    assert {one.feed.kind for one in listed} == set(FeedKind) - {FeedKind.NEAR, FeedKind.GROUP}
    assert listed[0].feed == PublicFeed(FeedKind.WHOLE)
    for one in listed:
        assert one.events == sum(map(one.feed.holds, live)) > 0
        assert parse_feed(one.feed.kind.value, one.feed.key) == one.feed
        assert one.name == one.feed.name("en")


def test_an_empty_campaign_has_its_whole_feed() -> None:
    (only,) = feeds_of([], "en")

    assert (only.feed, only.events) == (parse_feed("all"), 0)


def test_r80_no_address_of_a_feed_is_long() -> None:
    _, events = demo_records()
    base = "https://actions.coalition-for-land-and-water.example.org"
    longest = "x" * 64

    assert all(len(base + "/zh-Hant" + one.feed.path(longest)) <= 256 for one in feeds_of(events, "en"))


def test_namesakes_are_told_apart() -> None:
    assert parse_feed("city", SPRINGFIELD).name("en") == "Springfield, United States"
    assert parse_feed("city", BOGOTA).name("ar") == "بوغوتا، كولومبيا"


def test_near_measures_from_what_the_public_is_shown() -> None:
    """Two exact places in one cell are shown at one point: no circle can tell them apart."""
    cell = cell_centre(4.6, -74.08, "neighbourhood")
    shown = make_place(city="Bogotá", country="CO", lat=cell.lat, lon=cell.lon, is_exact=False, is_withheld=True)

    for key in (f"{BOGOTA}/25", f"{BOGOTA}/50", "3674962/250"):
        feed = parse_feed("near", key)
        centre = (4.60971, -74.08175) if key.startswith(BOGOTA) else (6.25184, -75.56359)
        assert feed.holds(make_event(place=shown)) is (distance_km(*centre, cell.lat, cell.lon) <= feed.km)


def test_what_has_no_point_is_near_nothing() -> None:
    feed = parse_feed("near", f"{BOGOTA}/2500")

    assert not feed.holds(make_event(place=Place(city="Bogotá", country="CO")))
    assert not feed.holds(make_event(mode=Mode.ONLINE, place=Place()))


def test_r25_what_was_removed_stays_in_every_feed_near_it() -> None:
    """Its point is gone but for a wide cell; the feed reaches over the whole of it."""
    for km_east in range(0, 60, 3):
        lon = -74.08175 + km_east / 110.6
        exact = make_event(place=make_place(lat=4.60971, lon=lon, country="CO"))
        cell = cell_centre(4.60971, lon, "city")
        gone = replace(exact, status=EventStatus.REMOVED, place=Place(country="CO", lat=cell.lat, lon=cell.lon))
        feed = parse_feed("near", f"{BOGOTA}/25")
        assert feed.holds(gone) or not feed.holds(exact)
