"""B3, B4 and B5: the calendar feed and the map's data, warm and after an edit."""

from collections.abc import Iterator

import zstandard

from organizer.record.loader import load_campaign, load_events
from organizer.record.projector import Reader
from organizer.record.types import Audience
from tests.bench import bases
from tests.bench.figures import Bound, Figure, Ratio, Work, cpu_ms
from tests.bench.world import World, world
from tests.bench.wsgi import get

_FEED = "/en/c/17n/calendar.ics"
#: Events, milliseconds of processor time, kilobytes on the wire.
_MAP_LIMITS = ((10_000, 20.0, 130.0), (100_000, 120.0, 800.0))


def feeds() -> Iterator[Figure]:
    """B3 and B4: against the same bytes from memory, and against the icalendar library."""
    with world(10_000) as here:
        ask = get(here.app, _FEED)
        ours, base = cpu_ms(ask, get(bases.prepared(ask(), "text/calendar"), "/"))
        yield Ratio("B3", "feed, warm, over prepared bytes of the same size", ours, base, 0.85)
        ours, touching = cpu_ms(_after_an_edit(here, _FEED), here.touch, rounds=3)
        reader = Reader(("en",), "http://localhost", Audience.PUBLIC)
        with here.database.reading() as session:
            campaign = load_campaign(session, slug="17n", reader=reader)
            records = load_events(session, campaign=campaign, reader=reader)[:1_000]
        (base,) = cpu_ms(lambda: bases.icalendar_bytes(records), rounds=3)
        yield Ratio("B4", "feed of 1,000 events of 10,000 after one edit, over icalendar", ours - touching, base, 100)


def map_data() -> Iterator[Figure]:
    """B5: the points of the map after one edit: processor time, and bytes on the wire."""
    for count, milliseconds, kilobytes in _MAP_LIMITS:
        with world(count) as here:
            path = _points(here)
            ours, touching = cpu_ms(_after_an_edit(here, path), here.touch, rounds=3)
            yield Bound("B5", f"map data of {count:,} events after one edit", ours - touching, "ms", milliseconds)
            size = len(zstandard.compress(get(here.app, path)())) / 1000
            yield Bound("B5", f"map data of {count:,} events, compressed", size, "kB", kilobytes)


def _points(here: World) -> str:
    with here.app.test_request_context():
        adapter = here.app.url_map.bind("localhost")
        return adapter.build("maps.points", {"slug": "17n"}, force_external=False)


def _after_an_edit(here: World, path: str) -> Work:
    ask = get(here.app, path)

    def work() -> None:
        here.touch()
        ask()

    return work
