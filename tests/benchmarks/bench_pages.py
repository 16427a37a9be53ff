"""B1: pages as an anonymous reader gets them: warm, unchanged since, and drawn anew after an edit."""

from collections.abc import Iterator

from . import bases
from .clock import Work, measured
from .line import Base, Compared, Line
from .world import SIZES, World, Worlds
from .wsgi import BROWSER, ask, asking

_WARM, _UNCHANGED, _COLD = 0.6, 0.75, 0.5
#: Once a second the version is asked for anew: a statement and Flask's whole way, then bytes that lie ready.
_FIRST = 0.25


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield the event page and the campaign page at every size."""
    hello = asking(bases.hello(), "/")
    for size in SIZES:
        world = worlds.of(size)
        for name, path in (("event page", f"/en/e/{world.code}/"), ("campaign page", f"/en/c/{world.slug}/")):
            warm, base = measured(asking(world.app, path), hello)
            yield Compared(
                "B1", f"{name}, asked again within a second", world.size, warm, Base("hello world", base, _WARM)
            )
            tag = {**BROWSER, "If-None-Match": ask(world.app, path).headers["ETag"]}
            known, base = measured(asking(world.app, path, tag, status=304), hello)
            yield Compared("B1", f"{name}, 304", world.size, known, Base("hello world", base, _UNCHANGED))
            again, base = measured(Work(asking(world.app, path), before=world.forget), hello)
            yield Compared(
                "B1", f"{name}, ready, first in its second", world.size, again, Base("hello world", base, _FIRST)
            )
            yield _cold(world, name, path)


def _cold(world: World, name: str, path: str) -> Line:
    minimal = bases.one_row(world.database, world.code) if "event" in name else bases.twenty_rows(world.database)
    drawn, base = measured(
        Work(asking(world.app, path), before=world.edit),
        Work(asking(minimal, "/"), before=world.edit),
        rounds=5,
    )
    rows = "one row" if "event" in name else "twenty rows"
    base_name = f"minimal page, ORM, {rows}"
    return Compared("B1", f"{name}, after an edit", world.size, drawn, Base(base_name, base, _COLD))
