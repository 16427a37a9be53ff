"""What lies within a distance of what: points by cell of a grid, so that ten thousand against ten thousand is quick."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from organizer.places.gazetteer import cell_of, cells_around
from organizer.places.geometry import distance_km

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spot(Generic[K]):
    """A point (WGS 84 degrees) and what it stands for."""

    lat: float
    lon: float
    key: K


class SpotGrid(Generic[K]):
    """Spots by cell of one degree."""

    def __init__(self, spots: Iterable[Spot[K]]) -> None:
        """Sort the spots in."""
        self._cells: dict[int, list[Spot[K]]] = {}
        for spot in spots:
            self._cells.setdefault(cell_of(spot.lat, spot.lon), []).append(spot)

    def around(self, lat: float, lon: float, km: float) -> Iterator[tuple[Spot[K], float]]:
        """Yield the spots within ``km`` of a point, each with its distance, in no order."""
        for cell in cells_around(lat, lon, km):
            for spot in self._cells.get(cell, ()):
                away = distance_km(lat, lon, spot.lat, spot.lon)
                if away <= km:
                    yield spot, away

    def has_any(self, lat: float, lon: float, km: float) -> bool:
        """Tell whether any spot lies within ``km`` of a point."""
        return next(self.around(lat, lon, km), None) is not None
