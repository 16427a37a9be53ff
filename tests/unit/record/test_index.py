"""The index of a list finds what looking at each event would find, in the same order."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.record.boxes import Box
from organizer.record.derived import OfList
from organizer.record.filters import ACCESS_FACTS, KINDS, Filters
from organizer.record.finding import find, kinds_of, passes
from organizer.record.index import EventIndex, index_of
from organizer.record.types import EventRecord
from tests.support.records import demo_records

_, DEMO = demo_records()
DAY = date(2027, 11, 17)
FIRST = DAY - timedelta(days=2)


def shifted(event: EventRecord, number: int) -> EventRecord:
    """Return an event like one of the demo's, on other days, for one night or more, with other facts."""
    by, longer = timedelta(days=number % 7 - 3), timedelta(hours=number % 5 * 13)
    time, end = event.time, event.time.end or event.time.start
    return replace(
        event,
        code=f"e{number:05}",
        uid=f"{number * 7919 % 1000:03}-{number}",
        time=replace(time, start=time.start + by, end=end + by + longer, start_utc=time.start_utc + by),
        accessibility=ACCESS_FACTS[: number % 4],
        languages=(*event.languages, "pt-BR")[: number % 3 + 1],
    )


EVENTS = tuple(
    sorted(
        (shifted(DEMO[number % len(DEMO)], number) for number in range(400)), key=lambda e: (e.time.start_utc, e.uid)
    )
)
filters = st.builds(
    Filters,
    country=st.sampled_from([None, "CO", "DE", "ZZ", *sorted({e.place.country for e in DEMO if e.place.country})[:4]]),
    kind=st.sampled_from([None, *KINDS]),
    language=st.sampled_from([None, "pt", "pt-BR", "es", "en", "qu"]),
    access=st.lists(st.sampled_from(ACCESS_FACTS[:3]), unique=True, max_size=2).map(tuple),
    first=st.none() | st.dates(FIRST, DAY + timedelta(days=8)),
    last=st.none() | st.dates(FIRST, DAY + timedelta(days=8)),
    box=st.sampled_from([None, None, Box(-80, -20, 20, 50), Box(170, -50, -170, 10)]),
)


def by_day(event: EventRecord) -> tuple[object, ...]:
    return event.time.first_day, event.time.start_utc, event.uid


@settings(max_examples=150)
@given(filters)
def test_what_the_index_finds_is_what_passes(asked: Filters) -> None:
    expected = [at for at, event in enumerate(EVENTS) if passes(event, asked)]

    assert list(index_of(EVENTS).passing(asked)) == expected
    assert [one.event for one in find(EVENTS, asked).found] == sorted((EVENTS[at] for at in expected), key=by_day)


@settings(max_examples=50)
@given(filters, st.dictionaries(st.integers(0, 450).map("e{:05}".format), st.integers(0, 3)))
def test_what_words_find_passes_too_and_the_best_come_first(asked: Filters, hits: dict[str, int]) -> None:
    expected = [event for event in EVENTS if event.code in hits and passes(event, asked)]

    found = [one.event for one in find(EVENTS, asked, hits=hits).found]

    assert found == sorted(expected, key=lambda event: (hits[event.code], *by_day(event)))


def test_counts_are_those_of_all_events() -> None:
    index = EventIndex(EVENTS)

    assert index.countries == Counter(e.place.country for e in EVENTS if e.place.country)
    assert index.kinds == Counter(kind for e in EVENTS for kind in kinds_of(e))
    assert index.languages == Counter(tag for e in EVENTS for tag in e.languages)
    assert index.facts == Counter(fact for e in EVENTS for fact in e.accessibility)
    assert index.days == Counter(e.time.first_day for e in EVENTS)
    assert index.in_country("CO") == [e for e in EVENTS if e.place.country == "CO"]


def test_the_same_list_has_the_same_index_and_another_has_its_own() -> None:
    other = EVENTS[:9]
    assert index_of(EVENTS) is index_of(EVENTS)
    assert [event.code for event in index_of(other).ordered] == [e.code for e in sorted(other, key=by_day)]


def test_what_was_made_of_a_list_is_kept_for_the_last_ones_only() -> None:
    made: list[int] = []
    kept = OfList(lambda events: made.append(len(events)), size=2)
    lists = [EVENTS[:n] for n in (1, 2, 3)]
    for events in (lists[0], lists[1], lists[0], lists[2], lists[0], lists[1]):
        kept.of(events)
    assert made == [1, 2, 3, 2]
    kept.of(list(EVENTS[:4]))
    kept.of(list(EVENTS[:4]))
    assert made == [1, 2, 3, 2, 4, 4]


def test_an_empty_list_has_nothing_to_find() -> None:
    assert find((), Filters(kind="march", access=("step-free",), first=DAY)).found == ()
