"""Draw organizer/static/img/world.svg, the world behind the map that works without script, from the 110 m basemap.

    .venv/bin/python tools/build_world_map.py

One path of land and one of borders between countries, in the projection of organizer.foundation.core.projection.
"""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from organizer.foundation.core.projection import MAP_HEIGHT, MAP_WIDTH, NORTH, SOUTH, WEST

STATIC = Path(__file__).resolve().parents[1] / "organizer" / "static"
Point = tuple[float, float]
#: Wraps of the drawing that may show: what lies west of 169° W stands again at the right edge.
TURNS = (0.0, 360.0)


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs as (lon, lat) points (TopoJSON: quantized and delta-encoded)."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a polygon or multipolygon as lists of arc numbers."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return a ring's points; a number ``~n`` is arc n backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def cut(points: list[Point], edge: float, *, keep_east: bool) -> list[Point]:
    """Return the part of a ring on one side of a meridian (Sutherland and Hodgman, one edge)."""
    result: list[Point] = []
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        inside1, inside2 = (x1 >= edge, x2 >= edge) if keep_east else (x1 <= edge, x2 <= edge)
        if inside1:
            result.append((x1, y1))
        if inside1 != inside2:
            result.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return result


def drawn(points: list[Point], *, closed: bool) -> str:
    """Return a path of whole units, each step relative to the last; nothing for less than two different points."""
    places = [
        (round((lon - WEST) / 360 * MAP_WIDTH), round((NORTH - lat) / (NORTH - SOUTH) * MAP_HEIGHT))
        for lon, lat in points
    ]
    kept = [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]
    if len(kept) < (3 if closed else 2):
        return ""
    steps = "".join(f"l{x2 - x1:g} {y2 - y1:g}" for (x1, y1), (x2, y2) in pairwise(kept))
    return f"M{kept[0][0]:g} {kept[0][1]:g}{steps}{'z' if closed else ''}".replace(" -", "-")


def main() -> None:
    """Write the drawing."""
    topology = json.loads((STATIC / "basemap" / "planar-110m.json").read_text())
    arcs = decoded(topology)
    land: list[str] = []
    uses: Counter[int] = Counter()
    for geometry in topology["objects"]["countries"]["geometries"]:
        for ring in rings(geometry):
            points = joined(ring, arcs)
            if max(lat for _, lat in points) < SOUTH:
                continue
            uses.update(number if number >= 0 else ~number for number in set(ring))
            for turn in TURNS:
                east = cut([(lon + turn, lat) for lon, lat in points], WEST, keep_east=True)
                part = cut(east, WEST + 360, keep_east=False) if east else []
                land.append(drawn(part, closed=True))
    borders = [drawn(arcs[number], closed=False) for number, count in uses.items() if count > 1]
    (STATIC / "img" / "world.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {MAP_WIDTH} {MAP_HEIGHT}" width="{MAP_WIDTH}" height="{MAP_HEIGHT}">'
        f'<path fill="#faf4e7" stroke="#6f685a" stroke-width=".5" d="{"".join(land)}"/>'
        f'<path fill="none" stroke="#c9bfa9" stroke-width=".8" d="{"".join(borders)}"/></svg>\n'
    )


if __name__ == "__main__":
    main()
