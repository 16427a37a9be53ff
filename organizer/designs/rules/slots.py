"""A design: artwork, and boxes in millimetres that an event's words stand in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from organizer.foundation.core.errors import DomainError

from .schema import faults_of

#: ISO 216 and ANSI papers in millimetres, upright.
PAPER_SIZES = {
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "letter": (215.9, 279.4),
    "tabloid": (279.4, 431.8),
}
#: Rounding of millimetres.
_SLACK = 0.05


class DesignNotReadable(DomainError):
    """It is not of the schema; params: at (a path), what (the rule that is broken)."""

    code = "design_not_readable"


@dataclass(frozen=True, slots=True)
class Box:
    """A box for one field: extent in mm from the upper left, letters from ``min`` to ``max`` points.

    ``colour``, ``fill``: names of the theme's inks. ``pinned``: keeps its side where one reads from the right.
    ``locked``: hosts may not choose what it says.
    """

    field: str
    x: float
    y: float
    w: float
    h: float
    min: float = 8
    max: float = 40
    weight: int = 400
    colour: str = "ink"
    fill: str = "none"
    align: str = "start"
    pinned: bool = False
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Spec:
    """A whole design. ``art``: file name of its picture, "" for none; ``mirror``: it too is mirrored where one reads from the right;
    ``bleed``: how far it runs over each edge, in mm.
    """

    name: str
    width: float
    height: float
    papers: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    art: str = ""
    mirror: bool = False
    licence: str = ""
    bleed: float = 0

    def to_row(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return {"v": 1, **asdict(self), "papers": list(self.papers), "boxes": [asdict(box) for box in self.boxes]}

    @property
    def digest(self) -> str | None:
        """The hash of the artwork."""
        return self.art.partition(".")[0] or None

    @property
    def has_choice(self) -> bool:
        """Tell whether hosts choose what a box says."""
        return any(box.field == "line" and not box.locked for box in self.boxes)

    def scale_on(self, paper: str) -> float:
        """Return by how much the design grows on a paper; it keeps its proportions."""
        width, height = PAPER_SIZES[paper]
        return min(width / self.width, height / self.height)

    def runs_over(self, paper: str, by: float, *, has_imprint: bool) -> bool:
        """Tell whether the artwork reaches ``by`` mm over each edge of a paper, where a print shop cuts.

        It does not where the campaign ``has_imprint`` and the design no box for it: it is drawn smaller, above a white line.
        """
        if has_imprint and all(box.field != "imprint" for box in self.boxes):
            return False
        scale = self.scale_on(paper)
        pairs = zip((self.width, self.height), PAPER_SIZES[paper], strict=True)
        return bool(self.art) and all((ours + 2 * self.bleed) * scale >= its + 2 * by - _SLACK for ours, its in pairs)


def read_spec(value: object) -> Spec:
    """Return the design that a JSON value is. Raises DesignNotReadable with the first thing that is wrong."""
    for at, what in faults_of(value):
        raise DesignNotReadable(at=at or "design.json", what=what)
    assert isinstance(value, Mapping)
    rest = {name: part for name, part in value.items() if name not in ("v", "papers", "boxes")}
    return Spec(**rest, papers=tuple(dict.fromkeys(value["papers"])), boxes=tuple(Box(**box) for box in value["boxes"]))
