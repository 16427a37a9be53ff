"""What can be printed. A new item is one entry here, one template in ``organizer/data/print/templates``, and one row
in ``tests/support/print_matrix.py``.
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext as words

from .item import COLOUR, PNG, Item, UnknownItem, items_by_key
from .own.short import badges, scan, stickers, tent
from .own.signin import signin
from .own.slogan import slogan
from .papers import CARDS, HANDBILLS, LARGE, OFFICE, PICTURES, ROUNDS, SMALL

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
        "tearoff",
        "tearoff.typ",
        words("Poster with strips"),
        words("Passers-by take the time and the code home."),
        sheets=OFFICE,
    ),
    Item("scan", "scan.typ", words("Scan to join"), words("For a clipboard or a lectern."), sheets=SMALL, own=scan),
    Item(
        "signin",
        "signin.typ",
        words("Sign-in sheet"),
        words("Empty rows, the columns of your choice, and a day on which it is destroyed."),
        sheets=OFFICE,
        choices=("columns", "pages", "destroy"),
        own=signin,
    ),
    Item(
        "placard",
        "placard.typ",
        words("Placard"),
        words("One line to carry, as large as it goes."),
        sheets=LARGE,
        choices=("line",),
        own=slogan,
    ),
    Item("tent", "tent.typ", words("Table tent"), words("To fold, for a stall or a café."), sheets=OFFICE, own=tent),
    Item(
        "badges",
        "badges.typ",
        words("Name badges"),
        words("Ten on a sheet, with a role and a line to write on."),
        sheets=CARDS,
        choices=("role",),
        own=badges,
    ),
    Item(
        "stickers",
        "stickers.typ",
        words("Stickers"),
        words("Round, to cut out or for a button press."),
        sheets=ROUNDS,
        choices=("line",),
        own=stickers,
        has_marks=False,
    ),
    Item(
        "poster-two",
        "poster-two.typ",
        words("Poster in two languages"),
        words("Both on one sheet, one code."),
        choices=("also",),
    ),
    Item(
        "handbill-two",
        "handbill-two.typ",
        words("Handbills in two languages"),
        words("Several on a sheet, with marks where to cut."),
        sheets=HANDBILLS,
        choices=("also",),
    ),
    Item(
        "placard-two",
        "placard.typ",
        words("Placard in two languages"),
        words("The same line twice."),
        sheets=LARGE,
        choices=("line", "also"),
        own=slogan,
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
