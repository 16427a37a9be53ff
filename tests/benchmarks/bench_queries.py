"""B8: how many statements a page sends when nothing is kept: the same in a small and in a large campaign."""

from collections.abc import Callable, Iterator

from tests.support.query_count import counted

from .arithmetic import Sample
from .line import Bounded, Line
from .world import SIZES, World, Worlds
from .wsgi import BROWSER, ask

_PAGES: tuple[tuple[str, str], ...] = (
    ("event page", "/en/e/{code}/"),
    ("campaign page", "/en/c/{slug}/"),
    ("list, filtered", "/en/c/{slug}/events/?country=CO"),
    ("calendar feed", "/en/c/{slug}/calendar.ics"),
    ("map data", "/en/c/{slug}/map/points.json"),
)


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield, for each page and for an answer, how far the counts at all sizes lie apart."""
    made = [worlds.of(size) for size in SIZES]
    for name, pattern in _PAGES:
        yield _line(name, [_statements(world, _page(world, pattern)) for world in made])
    yield _line("answer to an event", [_statements(world, _answer(world)) for world in made])


def _line(name: str, counts: list[int]) -> Line:
    note = ", ".join(f"{count} at {size:,}" for count, size in zip(counts, SIZES, strict=True))
    apart = Sample(max(counts) - min(counts))
    return Bounded("B8", f"statements, {name}", "all sizes", apart, "more at the largest", 0, note)


def _statements(world: World, work: Callable[[], object]) -> int:
    world.edit()
    with counted(world.database.engine) as statements:
        work()
    return len(statements)


def _page(world: World, pattern: str) -> Callable[[], object]:
    path = pattern.format(code=world.code, slug=world.slug)
    return lambda: ask(world.app, path, BROWSER)


def _answer(world: World) -> Callable[[], object]:
    form = {"name": "Ana", "email": "statements@example.org", "party_size": "1"}
    return lambda: ask(world.app, f"/en/e/{world.code}/rsvp", {}, form=form)
