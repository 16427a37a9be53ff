"""B3 and B4: the calendar feed from memory, made anew after an edit, and made from nothing."""

from collections.abc import Iterator

from organizer.editions.calendars import feed
from organizer.record import memory

from . import bases
from .clock import Work, measured
from .line import Base, Bounded, Compared, Line
from .world import SIZES, World, Worlds
from .wsgi import CALENDAR_PROGRAM, ask, asking

_WARM, _COLD = 0.85, 100
_AROUND_BOGOTA = "near/3688689/2500-km-bogota.ics"
#: Milliseconds for the first program after a start, with up to 1,000 events to read; and for a part after an edit.
_FROM_NOTHING, _PART = 500, 150


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield the campaign's feed, warm, cold and from nothing, at every size (a feed holds at most 1,000 events)."""
    for size in SIZES:
        world = worlds.of(size)
        path = f"/en/c/{world.slug}/calendar.ics"
        sent = ask(world.app, path, CALENDAR_PROGRAM).body
        base_app = bases.prepared(sent, "text/calendar")
        warm, base = measured(asking(world.app, path, CALENDAR_PROGRAM), asking(base_app, "/", CALENDAR_PROGRAM))
        limit = Base(f"{len(sent) / 1000:,.0f} kB prepared in memory", base, _WARM)
        yield Compared("B3", "calendar feed, asked again within a second", world.size, warm, limit)

        plain = ask(world.app, path, {}).body
        held = plain.count(b"BEGIN:VEVENT")
        again = Work(asking(world.app, path, CALENDAR_PROGRAM), before=world.edit)
        drawn, base = measured(again, bases.icalendar_writer(plain), rounds=5)
        limit = Base(f"icalendar writing the same {held:,} events", base, _COLD)
        yield Compared("B4", "calendar feed, after an edit", world.size, drawn, limit)
        yield from _parts(world, path)


def _parts(world: World, path: str) -> Iterator[Line]:
    """Yield what a circle around a place costs, and what the first program after a start waits for."""
    near = asking(world.app, f"/en/c/{world.slug}/calendar/{_AROUND_BOGOTA}", CALENDAR_PROGRAM)
    around, _ = measured(Work(near, before=world.edit), Work(near, before=world.edit), rounds=5)
    what = "calendar of what is within 2,500 km of a place, after an edit"
    yield Bounded("B4", what, world.size, around, "ms CPU", _PART)

    def forget_all() -> None:
        world.edit()
        memory._memories.clear()
        feed._fragments._young.clear()
        feed._fragments._old.clear()

    first = Work(asking(world.app, path, CALENDAR_PROGRAM), before=forget_all)
    drawn, _ = measured(first, first, rounds=5)
    limit = _FROM_NOTHING * max(1, world.count // 1000)
    yield Bounded("B4", "calendar feed, from nothing: each event read and written", world.size, drawn, "ms CPU", limit)
