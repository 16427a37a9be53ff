"""What must be right about a design before hosts print it: measured, not guessed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from .slots import Box, Spec

#: Sides of a code that telephones read from a sheet, in mm: version 4 of QR at 0.4 mm a module with its quiet zone.
LEAST_CODE = 22.0
#: What copiers lose at each edge, in mm.
_EDGE = 5.0
#: Letters below are not read by everybody, in points.
_LEAST_LETTERS = 5.0
#: Without these nobody finds the event.
NEEDED = ("title", "date", "time", "place", "qr", "link")
#: Rounding of millimetres.
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right; ``params`` fill its sentence. ``box``: its number, from 1."""

    code: str
    box: int | None = None
    params: tuple[tuple[str, object], ...] = ()


def faults_in(spec: Spec) -> Iterator[Fault]:
    """Yield everything that keeps a design from being published, but for what only a drawing tells."""
    if not spec.art and not spec.boxes:
        yield Fault("empty")
    fields = [box.field for box in spec.boxes]
    for name in NEEDED:
        if name not in fields:
            yield Fault("missing", params=(("field", name),))
    for name in sorted({name for name in fields if fields.count(name) > 1 and name in ("title", "qr")}):
        yield Fault("twice", params=(("field", name),))
    for number, box in enumerate(spec.boxes, 1):
        yield from _faults_of_box(spec, number, box)
    for (one, first), (other, second) in combinations(enumerate(spec.boxes, 1), 2):
        if _overlap(first, second) or any(_overlap(*pair) for pair in _mirrored(spec, first, second)):
            yield Fault("overlap", one, (("field", first.field), ("other", other), ("other_field", second.field)))


def _faults_of_box(spec: Spec, number: int, box: Box) -> Iterator[Fault]:
    named = (("field", box.field),)
    if box.x + box.w > spec.width + _SLACK or box.y + box.h > spec.height + _SLACK:
        yield Fault("outside", number, named)
    smallest = min(spec.papers, key=spec.scale_on)
    scale = spec.scale_on(smallest)
    if box.field == "qr" and (side := min(box.w, box.h) * scale) < LEAST_CODE - _SLACK:
        least = round(LEAST_CODE / scale + 0.05, 1)
        yield Fault("code-small", number, (("side", round(side, 1)), ("paper", smallest), ("least", least)))
    if box.min > box.max:
        yield Fault("min-max", number, named)
    if box.field not in ("qr", "logos") and box.max * scale < _LEAST_LETTERS - _SLACK:
        yield Fault("letters-small", number, (*named, ("paper", smallest)))
    if box.fill == "none" or box.field == "qr":
        near = min(box.x, box.y, spec.width - box.x - box.w, spec.height - box.y - box.h)
        if near * scale < _EDGE - _SLACK:
            yield Fault("edge", number, (*named, ("least", round(_EDGE / scale + 0.05, 1))))


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return across > _SLACK and down > _SLACK


def _mirrored(spec: Spec, *boxes: Box) -> Iterator[tuple[Box, Box]]:
    """Yield two boxes as they stand where one reads from the right, when they move against one another."""
    first, second = boxes
    if first.pinned != second.pinned:
        moved = [box if box.pinned else replace(box, x=max(0, spec.width - box.x - box.w)) for box in boxes]
        yield moved[0], moved[1]
