"""A version that was stored reads as it was written, and its clear part never holds what is withheld."""

import json
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from organizer.events.rules import Access, AddressVisibility, EventDetails, Kind, Mode, PinSource, Precision
from organizer.events.rules.snapshot import from_snapshot, to_snapshot
from tests.factories.events import make_details

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TAGS = st.sampled_from(["en", "es", "ar", "pt-BR", "zh-Hant"])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - wall times
PLACES = st.none() | WORDS

DETAILS = st.builds(
    EventDetails,
    language=TAGS,
    title=st.dictionaries(TAGS, WORDS, max_size=3),
    description=st.dictionaries(TAGS, WORDS, max_size=3),
    kind=st.sampled_from(Kind),
    mode=st.sampled_from(Mode),
    zone=st.sampled_from(["America/Bogota", "Asia/Gaza"]),
    start=MOMENTS,
    end=st.none() | MOMENTS,
    fold=st.sampled_from([0, 1]),
    all_day=st.booleans(),
    to_be_announced=st.booleans(),
    is_tentative=st.booleans(),
    group_name=WORDS,
    venue=PLACES,
    address=PLACES,
    city=PLACES,
    region=PLACES,
    country=st.none() | st.sampled_from(["CO", "PS"]),
    place_id=st.none() | st.integers(1, 10**9),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    pin_source=st.none() | st.sampled_from(PinSource),
    precision=st.sampled_from(Precision),
    address_visibility=st.sampled_from(AddressVisibility),
    place_hint=PLACES,
    online_url=PLACES,
    online_visibility=st.sampled_from(AddressVisibility),
    capacity=st.none() | st.integers(1, 1000),
    other_languages=st.lists(TAGS, max_size=3).map(tuple),
    accessibility=st.lists(st.sampled_from(Access), max_size=4, unique=True).map(tuple),
    access_note=PLACES,
    more_url=PLACES,
)


@given(DETAILS)
def test_details_come_back_from_json_as_they_were(details: EventDetails) -> None:
    public, withheld = (json.loads(json.dumps(part)) for part in to_snapshot(details))
    assert from_snapshot(public, withheld) == details


@given(DETAILS)
def test_the_clear_part_holds_nothing_that_is_withheld(details: EventDetails) -> None:
    public, _ = to_snapshot(details)
    if details.address_visibility is AddressVisibility.CONFIRMED:
        assert not {"venue", "address", "lat", "lon"} & set(public)
    if details.online_visibility is AddressVisibility.CONFIRMED:
        assert "online_url" not in public


def test_a_public_place_and_link_need_no_sealed_part() -> None:
    everyone = AddressVisibility.PUBLIC
    details = make_details(address_visibility=everyone, online_visibility=everyone, online_url="https://meet.example")
    assert to_snapshot(details)[1] == {}
