"""B1 and B6: pages, warm and cold, and lists that must not grow with the campaign."""

from collections.abc import Iterator

from tests.bench import bases
from tests.bench.figures import Figure, Ratio, Work, cpu_ms
from tests.bench.world import World, world
from tests.bench.wsgi import get, header_of


def public_pages() -> Iterator[Figure]:
    """B1: what an anonymous reader gets, against hello world and against a page of twenty rows."""
    with world(1_000) as here:
        hello = get(bases.hello(), "/")
        for name, path in (("event page", f"/e/{here.code}/"), ("campaign page", "/c/17n/")):
            ours, base = cpu_ms(get(here.app, f"/en{path}"), hello)
            yield Ratio("B1", f"{name}, warm, over hello world", ours, base, 0.6)
            tag = header_of(here.app, f"/en{path}", "ETag")
            ours, base = cpu_ms(get(here.app, f"/en{path}", status=304, If_None_Match=tag), hello)
            yield Ratio("B1", f"{name}, 304, over hello world", ours, base, 0.75)
        yield _cold(here)


def _cold(here: World) -> Figure:
    ask = get(here.app, f"/en/e/{here.code}/")

    def after_an_edit() -> None:
        here.touch()
        ask()

    ours, touching, base = cpu_ms(after_an_edit, here.touch, get(bases.rows(here.database, 1), "/"))
    return Ratio("B1", "event page, cold, over a minimal ORM page", ours - touching, base, 0.5)


def lists() -> Iterator[Figure]:
    """B6: the filtered list, never from the cache, at three sizes of the campaign."""
    costs = {}
    for count in (1_000, 10_000, 100_000):
        with world(count) as here:
            ours, base = cpu_ms(_different_pages(here), get(bases.rows(here.database, 20), "/"), rounds=3)
            costs[count] = ours
            if count == 1_000:
                yield Ratio("B6", "filtered list, over a page of 20 rows", ours, base, 0.6)
    yield Ratio("B6", "filtered list at 100,000 events, over 1,000", costs[100_000], costs[1_000], 1 / 1.3)


def _different_pages(here: World) -> Work:
    countries = ("CO", "DE", "IN", "EG", "PH", "PE", "KE", "JP")
    asks = [get(here.app, f"/en/c/17n/events/?country={country}") for country in countries]
    number = 0

    def ask() -> None:
        nonlocal number
        number += 1
        if number % len(asks) == 0:
            here.touch()
        asks[number % len(asks)]()

    return ask
