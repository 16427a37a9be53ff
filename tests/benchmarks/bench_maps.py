"""B5: the points of the map after an edit: processor time, and bytes on the wire."""

import json
from collections.abc import Iterator

from . import bases
from .arithmetic import Sample
from .clock import Work, measured
from .line import Base, Bounded, Compared, Line
from .world import SIZES, Worlds
from .wsgi import BROWSER, ask, asking

_MOST_MS, _MOST_KB, _WARM = 20.0, 130.0, 0.85


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield the map's data at every size."""
    for size in SIZES:
        world = worlds.of(size)
        path = f"/en/c/{world.slug}/map/points.json"
        sent = ask(world.app, path).body
        base_app = bases.prepared(sent, "application/json")
        warm, base = measured(asking(world.app, path), asking(base_app, "/"))
        limit = Base(f"{len(sent) / 1000:,.0f} kB prepared in memory", base, _WARM)
        yield Compared("B3", "map data, asked again within a second", world.size, warm, limit)

        plain = ask(world.app, path, {}).body
        again = Work(asking(world.app, path), before=world.edit)
        drawn, base = measured(again, bases.json_writer(plain), rounds=5)
        dump = f"json.dumps of the same: {base.middle:.2f} ms"
        yield Bounded("B5", "map data, after an edit", world.size, drawn, "ms CPU", _MOST_MS, dump)
        packed = Sample(len(ask(world.app, path, BROWSER).body) / 1000)
        names = len(ask(world.app, path.replace("points", "names"), BROWSER).body) / 1000
        apart = "titles" not in json.loads(plain)
        after = f"names, asked for once the marks are drawn: {names:,.0f} kB" if apart else "with names"
        yield Bounded("B5", "map data on the wire", world.size, packed, "kB", _MOST_KB, after)

        view = f"/en/c/{world.slug}/map/clusters.json?bbox=-11,36,30,60&zoom=5"
        counted, base = measured(Work(asking(world.app, view), before=world.edit), again, rounds=5)
        yield Compared("B5", "clusters in view, after an edit", world.size, counted, Base("all points", base, 0.5))
