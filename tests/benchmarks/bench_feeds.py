"""B3 and B4: the calendar feed from memory, and made anew after an edit."""

from collections.abc import Iterator

from . import bases
from .clock import Work, measured
from .line import Base, Compared, Line
from .world import SIZES, Worlds
from .wsgi import CALENDAR_PROGRAM, ask, asking

_WARM, _COLD = 0.85, 100


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield the campaign's feed, warm and cold, at every size (a feed holds at most 1,000 events)."""
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
