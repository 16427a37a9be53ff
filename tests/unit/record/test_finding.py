"""Filters of lists, maps and open data: what passes, in which order, and how they stand in an address."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from organizer.foundation.core.languages import Text
from organizer.places.geometry import Point
from organizer.record.filters import Filters, read_filters
from organizer.record.finding import find, is_of_kind, is_online, kinds_of, speaks
from organizer.record.nearness import Nearness
from organizer.record.types import Mode, Place
from tests.support.records import demo_records, make_event, make_place, make_time

BOGOTA = Point(4.6, -74.08)


def titles(filters: Filters) -> list[str]:
    _, events = demo_records()
    return [one.event.place.city or "" for one in find(events, filters).found]


def test_without_filters_everything_passes_by_day_and_start() -> None:
    _, events = demo_records()

    found = [one.event for one in find(events, Filters()).found]

    assert len(found) == len(events)
    assert found == sorted(found, key=lambda e: (e.time.first_day, e.time.start_utc, e.uid))


def test_a_country_is_where_events_are() -> None:
    assert set(titles(Filters(country="CO"))) == {"Bogotá", "Medellín"}


def test_what_words_find_comes_best_first_and_then_by_day() -> None:
    _, events = demo_records()
    day = sorted(events, key=lambda e: (e.time.first_day, e.time.start_utc, e.uid))[:3]
    hits = {day[0].code: 3, day[1].code: 3, day[2].code: 0, "elsewhere": 0}

    found = [one.event for one in find(events, Filters(q="water"), hits=hits).found]

    assert found == [day[2], day[0], day[1]]
    assert find(events, Filters(q="water"), hits={}).found == ()


def test_near_is_within_the_radius_and_the_nearest_first() -> None:
    _, events = demo_records()

    found = find(events, Filters(near="Bogotá"), Nearness(BOGOTA, 250)).found

    assert [one.event.place.city for one in found] == ["Bogotá", "Bogotá", "Medellín"]
    assert [one.km for one in found] == sorted(one.km or 0 for one in found)


def test_when_nothing_is_near_the_three_nearest_are_told() -> None:
    _, events = demo_records()

    findings = find(events, Filters(near="Leticia"), Nearness(Point(-4.2, -69.9), 25))

    assert findings.found == ()
    assert len(findings.elsewhere) == 3


def test_an_event_without_a_point_is_near_nothing() -> None:
    online = make_event(mode=Mode.ONLINE, place=Place())

    findings = find([online], Filters(near="Bogotá"), Nearness(BOGOTA, 100))

    assert findings.found == ()
    assert findings.elsewhere == ()


def test_near_works_over_the_date_line() -> None:
    taveuni = make_event(place=make_place(lat=-16.8, lon=179.99))

    assert find([taveuni], Filters(near="x"), Nearness(Point(-16.8, -179.9), 100)).found


def test_every_access_fact_asked_for_must_be_there() -> None:
    event = make_event(accessibility=("step-free", "captions"))

    assert find([event], Filters(access=("captions",))).found
    assert find([event], Filters(access=("captions", "step-free"))).found
    assert not find([event], Filters(access=("captions", "seats"))).found


@pytest.mark.parametrize(
    ("first", "last", "passes"),
    [("2027-11-16", None, True), ("2027-11-19", None, False), (None, "2027-11-16", True), (None, "2027-11-15", False)],
)
def test_b67_days_take_what_touches_them(first: str | None, last: str | None, passes: bool) -> None:
    event = make_event(time=make_time("2027-11-16T20:00", "2027-11-18T08:00"))
    filters = Filters(
        first=date.fromisoformat(first) if first else None, last=date.fromisoformat(last) if last else None
    )

    assert bool(find([event], filters).found) is passes


def test_a_language_takes_its_varieties_and_not_the_other_way_round() -> None:
    event = make_event(languages=("pt-BR", "en"))

    assert speaks(event, "pt")
    assert speaks(event, "pt-BR")
    assert speaks(event, "en")
    assert not speaks(make_event(languages=("pt",)), "pt-BR")


def test_online_takes_whatever_can_be_joined_from_afar() -> None:
    assert is_of_kind(make_event(kind="assembly", mode=Mode.HYBRID), "online")
    assert not is_of_kind(make_event(kind="assembly"), "online")
    assert is_online(make_event(mode=Mode.ONLINE))


def test_an_address_is_read_and_written_the_same() -> None:
    filters = read_filters(
        {"q": "agua", "country": "co", "near": "Bogotá", "radius": "250", "language": "PT-br", "type": "rally",
         "from": "2027-11-16", "to": "2027-11-18"},
        ["captions", "step-free"],
    )  # fmt: skip
    pairs = filters.pairs()

    again = read_filters(dict(pairs), [value for name, value in pairs if name == "access"])

    assert again == filters
    assert ("country", "CO") in pairs
    assert ("language", "pt-BR") in pairs


@pytest.mark.parametrize(
    "args",
    [
        {"country": "ZZ"},
        {"language": "nope!"},
        {"type": "riot"},
        {"from": "soon"},
        {"radius": "9" * 5000},
        {"q": " \x00 "},
    ],
)
def test_nonsense_is_left_out(args: dict[str, str]) -> None:
    assert read_filters(args, ["levitation"]) == Filters()


@given(
    st.dictionaries(
        st.sampled_from(["q", "country", "near", "place", "radius", "language", "type", "from", "to"]), st.text()
    )
)
@example({"place": "0", "near": "Quito"})
@example({"place": "7"})
@example({"radius": "25"})
@example({"radius": "000025" + "0" * 5000, "near": "Quito"})
@example({"radius": "0025", "near": "Quito"})
def test_any_address_is_read(args: dict[str, str]) -> None:
    filters = read_filters(args)

    assert read_filters(dict(filters.pairs())) == filters


def test_each_filter_can_be_taken_away() -> None:
    filters = Filters("a", "CO", "b", 250, "es", "rally", ("captions",), date(2027, 1, 1), date(2027, 1, 2),
                      "co-antioquia", 3688689)  # fmt: skip

    left = filters
    for name, value in filters.pairs():
        left = left.without(name, value)

    assert left == Filters()


def test_a_title_in_another_script_is_found() -> None:
    event = replace(make_event(), title=Text("وقفة تضامن", "ar"))

    assert find([event], Filters(q="تضامن")).found


@pytest.mark.parametrize(
    ("kind", "mode", "kinds"),
    [
        ("march", Mode.IN_PERSON, ("march",)),
        ("march", Mode.HYBRID, ("march", "online")),
        ("online", Mode.ONLINE, ("online",)),
    ],
)
def test_an_event_is_counted_once_under_each_kind_that_finds_it(kind: str, mode: Mode, kinds: tuple[str, ...]) -> None:
    event = make_event(kind=kind, mode=mode)

    assert kinds_of(event) == kinds
    assert [one for one in ("march", "online", "vigil") if is_of_kind(event, one)] == list(kinds)
