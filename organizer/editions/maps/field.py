"""Events by where they are: how many stand in each cell of a view, and which, without looking at the others.

What stands here is the projected record: a point that the record coarsened is coarse here too.
"""

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from organizer.foundation.core.projection import turn
from organizer.record.types import EventRecord

from .curve import common_level, number_of, square_of, stretch
from .placed import Kept
from .view import CELL_LEVELS, TOP_ZOOM, View

#: So many events of a cell are looked at for the names of their towns.
_LOOKED_AT, _NAMED = 12, 4


def _spot(event: EventRecord) -> tuple[int, float, float]:
    """Return where an event stands: its number on the curve, degrees east as the map counts them, degrees north."""
    lon, lat = event.place.lon or 0.0, event.place.lat or 0.0
    return number_of(lon, lat), turn(lon), lat


_spots: Kept[tuple[int, float, float]] = Kept(_spot)


@dataclass(frozen=True, slots=True)
class Cell:
    """Events that stand in one cell of a view: their middle (as the map counts degrees east), and where it opens.

    ``opens`` is the zoom from which on they stand in several cells, None when that is deeper than the map goes.
    """

    number: int
    lon: float
    lat: float
    events: Sequence[EventRecord]
    count: int
    opens: int | None


class Field:
    """The placed events of one list in the order of the curve. Never changed once made."""

    def __init__(self, events: tuple[EventRecord, ...], *, whose: Hashable = None) -> None:
        """``events`` have a point, all of them; ``whose`` tells lists apart that are made again and again."""
        spots = _spots.of(whose, events)
        order = sorted(range(len(events)), key=[number for number, _, _ in spots].__getitem__)
        self.events = tuple([events[at] for at in order])
        ordered = [spots[at] for at in order]
        self._numbers = array("Q", [number for number, _, _ in ordered])
        # Sums from the first on: the middle of any stretch is two subtractions.
        self._lons = array("d", accumulate([lon for _, lon, _ in ordered], initial=0.0))
        self._lats = array("d", accumulate([lat for _, _, lat in ordered], initial=0.0))

    def __len__(self) -> int:
        return len(self.events)

    def cells(self, view: View) -> Iterator[Cell]:
        """Yield every cell of a view that holds an event; together they are all events in the view."""
        level = view.zoom + CELL_LEVELS
        for tile in view.tiles():
            at, end = self._places(*stretch(tile, view.zoom))
            while at < end:
                number = square_of(self._numbers[at], level)
                after = bisect_left(self._numbers, stretch(number, level)[1], at, end)
                yield self._cell(number, at, after)
                at = after

    def of_cells(self, numbers: Sequence[int], zoom: int) -> list[EventRecord]:
        """Return the events of cells, by their numbers at ``zoom``."""
        found: list[EventRecord] = []
        for number in dict.fromkeys(numbers):
            first, after = self._places(*stretch(number, zoom + CELL_LEVELS))
            found += self.events[first:after]
        return found

    def _places(self, first: int, after: int) -> tuple[int, int]:
        at = bisect_left(self._numbers, first)
        return at, bisect_left(self._numbers, after, at)

    def _cell(self, number: int, at: int, after: int) -> Cell:
        count = after - at
        opens = common_level(self._numbers[at], self._numbers[after - 1]) + 1 - CELL_LEVELS
        return Cell(
            number=number,
            lon=(self._lons[after] - self._lons[at]) / count,
            lat=(self._lats[after] - self._lats[at]) / count,
            events=self.events[at : min(after, at + _LOOKED_AT)],
            count=count,
            opens=opens if opens <= TOP_ZOOM else None,
        )


def towns_of(cell: Cell) -> list[str]:
    """Return some towns of a cell; the fourth says that there are more."""
    return list(dict.fromkeys(event.place.city or "" for event in cell.events))[:_NAMED]


def bounds_of(events: tuple[EventRecord, ...], *, whose: Hashable = None) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north around placed events, as the map counts degrees east, to 0.001°; None without any."""
    if not events:
        return None
    spots = _spots.of(whose, events)
    lons, lats = [lon for _, lon, _ in spots], [lat for _, _, lat in spots]
    return round(min(lons), 3), round(min(lats), 3), round(max(lons), 3), round(max(lats), 3)
