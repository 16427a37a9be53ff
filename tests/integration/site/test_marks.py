"""Marks of the map that works without script: each opens the list of exactly the events that it stands for."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid5

import pytest
from flask import Flask

from organizer.editions.site.marks import Mark, world_map
from organizer.record.filters import Filters, read_filters
from organizer.record.finding import find
from organizer.record.on_map import has_point
from organizer.record.types import EventRecord
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient
from tests.support.page import text_of
from tests.support.records import demo_records, make_event, make_place


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context("/c/17n/map/"):
        yield


def codes(mark: Mark, events: Sequence[EventRecord]) -> list[str]:
    """Return the codes that a mark opens: of the event's own page, or of the list behind it."""
    address = urlsplit(mark.url)
    if not address.query:
        return [address.path.strip("/").split("/")[-1]]
    return [one.event.code for one in find(events, read_filters(dict(parse_qsl(address.query)))).found]


def check(events: Sequence[EventRecord], filters: Filters, *, is_fitted: bool = False) -> list[list[str]]:
    """Follow each mark for desks and for phones; return what the groups of both are."""
    passing = [one.event for one in find(events, filters).found]
    drawn = world_map(passing, "17n", filters, "en", is_fitted=is_fitted)
    for marks in (drawn.near, drawn.far):
        opened = [codes(mark, events) for mark in marks]
        assert [len(one) for one in opened] == [mark.count for mark in marks]
        assert sorted(code for one in opened for code in one) == sorted(e.code for e in passing if has_point(e))
    return [codes(mark, events) for marks in (drawn.near, drawn.far) for mark in marks if mark.count > 1]


@pytest.mark.parametrize("filters", [Filters(), Filters(country="BR"), Filters(kind="rally"), Filters(language="es")])
def test_every_mark_of_the_demo_opens_what_it_counts(filters: Filters) -> None:
    _, events = demo_records()
    groups = check(events, filters)
    # And so do the marks of the map on the page that a mark opens.
    for group in groups:
        members = [event for event in events if event.code in group]
        check(members, filters, is_fitted=True)


@pytest.mark.parametrize("seed", range(6))
def test_every_mark_of_random_points_opens_what_it_counts(seed: int) -> None:
    chance = random.Random(seed)
    # Around the date line, around the map's own seam, and in one crowded city, to the last digit.
    wheres = [
        lambda: (chance.uniform(-30, 10), (chance.gauss(180, 20) + 180) % 360 - 180),
        lambda: (chance.uniform(50, 90), (chance.gauss(-169, 5) + 180) % 360 - 180),
        lambda: (chance.gauss(6.45, 0.05), chance.gauss(3.4, 0.05)),
        lambda: (chance.uniform(-90, 90), chance.choice([180.0, -180.0, chance.uniform(-180, 180)])),
    ]
    events = [_numbered(number, *chance.choice(wheres)()) for number in range(400)]

    check(events, Filters())


def test_a_mark_opens_the_list_with_a_chip_that_takes_it_away(add_event: Arrange, client: InspectingClient) -> None:
    for town, lat, lon in (("Istanbul", 41.01, 28.98), ("Beirut", 33.89, 35.5), ("Suva", -18.1, 178.4)):
        add_event(title=f"Rally in {town}", city=town, lat=lat, lon=lon)

    marks = client.page("/c/17n/map/").all(aria_label="2 events: Istanbul, Beirut")
    opened = client.page(marks[0].get("href", ""))

    assert opened.heading == "2 events"
    assert {text_of(title) for title in opened.all("h3", class_="event__title")} == {
        "Rally in Istanbul",
        "Rally in Beirut",
    }
    assert opened.one("input", name="box").get("value")
    assert opened.link("Take away: In this part of the map") == "/c/17n/events/"


def _numbered(number: int, lat: float, lon: float) -> EventRecord:
    basis = make_event(place=make_place(city=f"Town {number}", lat=lat, lon=lon))
    return replace(basis, id=uuid5(basis.id, str(number)), code=f"c{number}", uid=f"{number}@example.org")
