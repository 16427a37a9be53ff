"""Campaigns whose events stand where real ones stood: for a map that is drawn in a browser."""

import itertools
import random
from contextlib import ExitStack
from typing import Any

from sqlalchemy import insert, select

from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.record.indexing import index_missing
from tests.support.real_events import real_points

from .crowd import copies
from .world import World, Worlds

_BATCH, _SEED = 2_000, 29
#: Degrees: those who come to one place stand up to so far from each other.
_SHIFT = 0.2


def world_of_points(stack: ExitStack, count: int) -> World:
    """Return a campaign with ``count`` more public events: real points, repeated with a small shift."""
    world = stack.enter_context(Worlds()).of(54)
    chance = random.Random(_SEED)
    points = real_points()
    chance.shuffle(points)
    with world.database.transaction() as session:
        events = session.scalars(select(Event).where(is_public_clause(), Event.lat.is_not(None))).all()
        rows = copies(events, count)
        for number, (row, (lat, lon)) in enumerate(zip(rows, itertools.cycle(points), strict=False)):
            shift = 0 if number < len(points) else _SHIFT
            row.update(_moved(lat, lon, shift, chance))
        for start in range(0, count, _BATCH):
            session.execute(insert(Event), rows[start : start + _BATCH])
    # Else the worker would index them beside what is measured.
    while world.database.run(index_missing):
        pass
    world.forget()
    return world


def _moved(lat: float, lon: float, shift: float, chance: random.Random) -> dict[str, Any]:
    return {
        "lat": max(-84.0, min(84.0, lat + chance.uniform(-shift, shift))),
        "lon": max(-179.9, min(179.9, lon + chance.uniform(-shift, shift))),
    }
