"""A campaign's own design as the template needs it: its boxes, and how much it grows on the paper."""

from dataclasses import replace

from organizer.designs.rules.slots import PAPER_SIZES, Spec
from organizer.editions.printing.contract import BoxBlock, DesignBlock, Own
from organizer.editions.printing.item import Order
from organizer.editions.printing.papers import PAPERS, Sheets, UnknownSheet
from organizer.editions.printing.words import Words

from .slogan import slogan


def own_line(order: Order, words: Words) -> Own:
    """Return the line that stands in a box of its own; what hosts chose only where the design lets them."""
    if order.design is None or not order.design.has_choice:
        order = replace(order, choices=replace(order.choices, line=None))
    return slogan(order, words)


def design_block(order: Order) -> DesignBlock | None:
    """Return the design of the order, if it has one: as large as its artwork, which runs over the edges of the sheet.

    Raises UnknownSheet for a paper that it does not come on.
    """
    spec = order.design
    if spec is None:
        return None
    if order.sheet.key not in spec.papers:
        raise UnknownSheet(item=order.item.key, sheet=order.sheet.key)
    return DesignBlock(
        width=spec.width + 2 * spec.bleed,
        height=spec.height + 2 * spec.bleed,
        scale=round(spec.scale_on(order.sheet.key), 5),
        art=spec.art or None,
        mirror=spec.mirror,
        boxes=tuple(
            BoxBlock(
                one.field, one.x + spec.bleed, one.y + spec.bleed, one.w, one.h, one.min, one.max, one.weight, one.colour, one.fill, one.align,
                one.pinned,
            )
            for one in spec.boxes
        ),
    )  # fmt: skip


def sheets_of_design(spec: Spec) -> Sheets:
    """Return the papers that a design comes on."""
    return {key: sheet for key, sheet in PAPERS.items() if key in spec.papers and key in PAPER_SIZES}
