"""Which marks on a flat map become one.

A rectangle is cut in two until each piece needs one mark only. So every group has a rectangle in which no point of
another group lies: "what is in this rectangle" is exactly what the mark stands for, and can be written in an address.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

#: Points are first put into squares this many times narrower than a mark; those of one square are never parted.
_FINENESS = 8
#: A piece this many marks wide and high, at most, is one mark.
_WIDEST = 1.4
#: A mark that touches another moves away from it a little, so many times.
_MOVES = 12


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on the map: x from the left, y from the top; ``key`` is whatever the caller knows it by."""

    x: float
    y: float
    key: str


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Points that would touch, and where their mark stands; one point alone is a group too."""

    x: float
    y: float
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Square:
    """The points of one square, which stands ``at`` a column and a row."""

    at: tuple[int, int]
    points: tuple[MapPoint, ...]


def gather(points: Iterable[MapPoint], radius: float) -> list[MapGroup]:
    """Put points whose marks would touch into groups, each in a rectangle of its own.

    ``radius``: how far apart marks are to stand. The same points give the same groups, in whatever order they come.
    """
    squares: dict[tuple[int, int], list[MapPoint]] = {}
    side = radius / _FINENESS
    for point in sorted(points, key=lambda one: (one.x, one.y, one.key)):
        squares.setdefault((int(point.x // side), int(point.y // side)), []).append(point)
    pieces = _cut([_Square(at, tuple(members)) for at, members in squares.items()], radius) if squares else []
    return _moved_apart(sorted(map(_group, pieces), key=lambda group: (group.x, group.y, group.keys)), radius)


def _cut(squares: Sequence[_Square], radius: float) -> list[Sequence[_Square]]:
    """Return the pieces of a rectangle; two halves of one mark each that would touch stay one piece."""
    where = _best_cut(squares)
    if where is None:
        return [squares]
    axis, limit = where
    first = _cut([square for square in squares if square.at[axis] < limit], radius)
    second = _cut([square for square in squares if square.at[axis] >= limit], radius)
    if len(first) == len(second) == 1:
        one, other = _group(first[0]), _group(second[0])
        if math.hypot(one.x - other.x, one.y - other.y) < radius:
            return [squares]
    return [*first, *second]


def _best_cut(squares: Sequence[_Square]) -> tuple[int, int] | None:
    """Return the axis and the first column or row after the cut, None for a piece that is small enough.

    A wide gap is best, and one near the middle: slivers would stand close to their neighbours.
    """
    best: tuple[float, int, int] | None = None
    for axis in (0, 1):
        lines = sorted({square.at[axis] for square in squares})
        if lines[-1] - lines[0] + 1 <= _WIDEST * _FINENESS:
            continue
        for before, after in itertools.pairwise(lines):
            middle = (before + after) / 2
            worth = (after - before) * min(middle - lines[0] + 1, lines[-1] - middle + 1)
            if best is None or worth > best[0]:
                best = (worth, axis, after)
    return best[1:] if best else None


def _group(squares: Sequence[_Square]) -> MapGroup:
    members = sorted(
        itertools.chain.from_iterable(square.points for square in squares), key=lambda one: (one.x, one.y, one.key)
    )
    number = len(members)
    x, y = math.fsum(point.x for point in members) / number, math.fsum(point.y for point in members) / number
    return MapGroup(round(x, 1), round(y, 1), tuple(point.key for point in members))


def _moved_apart(groups: list[MapGroup], radius: float) -> list[MapGroup]:
    """Return the groups with marks that would touch moved away from each other, by less than a mark."""
    for _ in range(_MOVES):
        moves = _moves(groups, radius)
        if not moves:
            break
        groups = [
            replace(
                group, x=round(group.x + moves.get(at, (0, 0))[0], 1), y=round(group.y + moves.get(at, (0, 0))[1], 1)
            )
            for at, group in enumerate(groups)
        ]
    return groups


def _moves(groups: Sequence[MapGroup], radius: float) -> dict[int, tuple[float, float]]:
    squares: dict[tuple[int, int], list[int]] = {}
    for at, group in enumerate(groups):
        squares.setdefault((int(group.x // radius), int(group.y // radius)), []).append(at)
    moves: dict[int, tuple[float, float]] = {}
    for (column, row), here in squares.items():
        beside = itertools.product((column - 1, column, column + 1), (row - 1, row, row + 1))
        around = [at for square in beside for at in squares.get(square, ())]
        for one, other in ((one, other) for one in here for other in around if one != other):
            dx, dy = groups[one].x - groups[other].x, groups[one].y - groups[other].y
            apart = math.hypot(dx, dy)
            if 0 < apart < radius - 0.2:
                share = (radius - apart) / 2 / apart
                x, y = moves.get(one, (0.0, 0.0))
                moves[one] = (x + dx * share, y + dy * share)
    return moves
