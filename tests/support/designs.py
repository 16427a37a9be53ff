"""A design that is right, as campaigns would make it."""

from typing import Any

#: Across, as wide as the sheet without its edges, unless told.
_ROWS = (
    ("campaign", 14, 10, 8, 14, 700),
    ("title", 30, 100, 15, 90, 900),
    ("date", 140, 16, 10, 26, 900),
    ("time", 160, 14, 10, 24, 900),
    ("place", 178, 14, 10, 24, 700),
    ("line", 200, 20, 8, 24, 700),
)


def box(field: str, y: float, h: float, **more: Any) -> dict[str, Any]:
    """Return a box of a design."""
    return {"field": field, "x": 15, "y": y, "w": 180, "h": h, **more}


def design(**changes: Any) -> dict[str, Any]:
    """Return a whole design of A4, changed as told."""
    boxes = [box(field, y, h, min=low, max=high, weight=weight) for field, y, h, low, high, weight in _ROWS]
    boxes += [
        {"field": "qr", "x": 15, "y": 235, "w": 44, "h": 44},
        {"field": "link", "x": 65, "y": 262, "w": 80, "h": 12, "min": 7, "max": 16, "weight": 700},
    ]
    basis = {"v": 1, "name": "Sunrise", "width": 210, "height": 297, "papers": ["a4", "a5", "letter"], "boxes": boxes}
    return {**basis, **changes}
