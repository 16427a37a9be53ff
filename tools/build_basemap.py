"""Draw organizer/static/basemap/first.json, the countries of the first look, from the 50 m basemap.

    .venv/bin/python tools/build_basemap.py

The map that moves shows the whole world before anybody zooms in: this file has what can be seen then, in a fifth of
the bytes. Bends are taken away by their area (Visvalingam and Whyatt, 1993), the smallest first; borders stay common to
both countries, and every country keeps its largest piece, the smallest island too.
"""

import heapq
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "organizer" / "static" / "basemap"
#: Degrees: the grid that points are put on, and the areas (square degrees) of bends and islets that are left out.
GRID, BEND, ISLET = 0.1, 0.12, 0.08

Point = tuple[float, float]


def main() -> None:
    """Read the fine basemap, write the first look."""
    world = json.loads((FOLDER / "planar-50m.json").read_text(encoding="utf-8"))
    arcs = [[*_decoded(arc, world["transform"])] for arc in world["arcs"]]
    kept: dict[int, int] = {}
    countries = []
    for country in world["objects"]["countries"]["geometries"]:
        pieces = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        areas = [abs(_area([point for arc in rings[0] for point in _along(arcs, arc)])) for rings in pieces]
        large = [rings for rings, area in zip(pieces, areas, strict=True) if area >= ISLET or area == max(areas)]
        places = [[[_number(kept, arc) for arc in ring] for ring in rings] for rings in large]
        countries.append({"type": "MultiPolygon", "arcs": places, "id": country["properties"]["a3"]})
    thin = [[*_steps(_thinned(arcs[number]))] for number in kept]
    first = {
        "type": "Topology",
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": thin,
        "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
    }
    (FOLDER / "first.json").write_text(json.dumps(first, separators=(",", ":")) + "\n", encoding="utf-8")


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[Point]:
    x = y = 0
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * kx + dx, y * ky + dy


def _along(arcs: list[list[Point]], number: int) -> list[Point]:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _number(kept: dict[int, int], arc: int) -> int:
    """Return the new number of an arc; a negative one is walked backwards (TopoJSON)."""
    number = kept.setdefault(arc if arc >= 0 else ~arc, len(kept))
    return number if arc >= 0 else ~number


def _area(ring: list[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _thinned(arc: list[Point]) -> list[Point]:
    """Return the arc without bends smaller than ``BEND``; its ends stay, and a ring keeps three corners."""
    is_ring = arc[0] == arc[-1]
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    alive, left = [True] * len(arc), len(arc)

    def bend(at: int) -> float:
        return abs(_area([arc[before[at]], arc[at], arc[after[at]]]))

    heap = [(bend(at), at) for at in range(1, len(arc) - 1)]
    heapq.heapify(heap)
    while heap and left > (4 if is_ring else 2):
        area, at = heapq.heappop(heap)
        if area >= BEND:
            break
        if not alive[at] or area < bend(at):
            continue  # looked at again since
        alive[at], left = False, left - 1
        after[before[at]], before[after[at]] = after[at], before[at]
        for beside in (before[at], after[at]):
            if 0 < beside < len(arc) - 1:
                heapq.heappush(heap, (max(area, bend(beside)), beside))
    return [point for point, is_alive in zip(arc, alive, strict=True) if is_alive]


def _steps(arc: list[Point]) -> Iterator[list[int]]:
    x = y = 0
    for lon, lat in arc:
        to_x, to_y = round(lon / GRID), round(lat / GRID)
        yield [to_x - x, to_y - y]
        x, y = to_x, to_y


if __name__ == "__main__":
    main()
