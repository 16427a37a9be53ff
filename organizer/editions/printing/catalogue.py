"""What can be printed. A new item is one entry here, one template in ``organizer/data/print/templates``, and one row
in ``tests/support/print_matrix.py``.
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext as words

from .item import COLOUR, PNG, Item, UnknownItem, items_by_key
from .papers import HANDBILLS, PICTURES

ITEMS: Mapping[str, Item] = items_by_key(
    Item("poster", "poster.typ", words("Poster"), words("For walls and shop windows.")),
    Item(
        "handbill",
        "handbill.typ",
        words("Handbills"),
        words("Several on a sheet, with marks where to cut."),
        sheets=HANDBILLS,
    ),
    Item(
        "share",
        "share.typ",
        words("Pictures"),
        words("To send and to post."),
        content_type=PNG,
        sheets=PICTURES,
        modes=(COLOUR,),
        margin=0.07,
        standards=(),
        tells_cancelled=True,
    ),
)


def get_item(key: str, mode: str = COLOUR) -> Item:
    """Return the item. Raises UnknownItem, also when it does not come in ``mode``."""
    item = ITEMS.get(key)
    if item is None or mode not in item.modes:
        raise UnknownItem(item=key, mode=mode)
    return item
