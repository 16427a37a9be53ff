"""Clusters in view, and the events of a cluster, for maps of more points than a browser should hold."""

from collections.abc import Sequence

from organizer.record.types import EventRecord

from .field import Cell, Field, towns_of
from .placed import point_of
from .points import PLACES, VERSION, Json, to_bytes
from .view import View

PAGE_SIZE = 50


def render_clusters(field: Field, view: View) -> bytes:
    """Return the cells of a view that hold events.

    ``cells``: ``[number, lon, lat, count, opens, [towns]]`` of several, with the zoom from which on they stand in
    several cells (null: never), and ``[number, lon, lat, 1, code, title, town]`` of one. ``bbox`` is what was looked
    at, widened to whole tiles: its western and northern edges belong to it, the others to its neighbours.
    """
    cells = list(field.cells(view))
    head: dict[str, Json] = {"v": VERSION, "zoom": view.zoom, "bbox": view.box}
    return to_bytes({**head, "count": sum(cell.count for cell in cells), "cells": [_cell(cell) for cell in cells]})


def render_cell(events: Sequence[EventRecord], page: int) -> bytes:
    """Return one page of the events of a cluster, ``[code, title, town, start]``, by their start."""
    ordered = sorted(events, key=lambda event: (event.time.start_utc, event.uid))
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    page = min(page, pages)
    rows: list[Json] = [
        [event.code, event.title.value, event.place.city or "", int(event.time.start_utc.timestamp())]
        for event in ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    ]
    return to_bytes({"v": VERSION, "count": len(ordered), "page": page, "pages": pages, "events": rows})


def _cell(cell: Cell) -> list[Json]:
    if cell.count == 1:
        (event,) = cell.events
        return [cell.number, *point_of(event, PLACES), 1, event.code, event.title.value, event.place.city or ""]
    lon = (cell.lon + 180) % 360 - 180
    return [cell.number, round(lon, PLACES), round(cell.lat, PLACES), cell.count, cell.opens, towns_of(cell)]
