"""What can be printed. A new item is one entry here, one template in ``organizer/data/print/templates``, and one row
in ``tests/support/print_matrix.py``.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext

from organizer.record.types import Audience

from .item import COLOUR, PNG, Item, UnknownItem, items_by_key
from .own.design import own_line
from .own.sheets import petition, press
from .own.short import badges, scan, stickers, tent
from .own.signin import signin
from .own.slogan import slogan
from .own.toolkit import briefing, chants, kit, rights, role_badges
from .papers import BANNERS, BOOKLETS, CARDS, FOLDED, HANDBILLS, OFFICE, PICTURES, PLACARDS, ROUNDS, SMALL, WALLET

_SHIPPED: Mapping[str, Item] = items_by_key(
    Item(
        "poster",
        "poster.typ",
        lazy_gettext("Poster"),
        lazy_gettext("For walls and shop windows."),
        choices=("bleed", "run"),
    ),
    Item(
        "handbill",
        "handbill.typ",
        lazy_gettext("Handbills"),
        lazy_gettext("Several on a sheet, with marks where to cut."),
        sheets=HANDBILLS,
        choices=("run",),
    ),
    Item(
        "leaflet",
        "leaflet.typ",
        lazy_gettext("Leaflet"),
        lazy_gettext("To print on both sides and fold once."),
        sheets=FOLDED,
        margin=0.07,
        choices=("run",),
    ),
    Item(
        "tearoff",
        "tearoff.typ",
        lazy_gettext("Poster with strips"),
        lazy_gettext("Passers-by take the time and the code home."),
        sheets=OFFICE,
        choices=("run",),
    ),
    Item(
        "scan",
        "scan.typ",
        lazy_gettext("Scan to join"),
        lazy_gettext("For a clipboard or a lectern."),
        sheets=SMALL,
        own=scan,
        choices=("run",),
    ),
    Item(
        "signin",
        "signin.typ",
        lazy_gettext("Sign-in sheet"),
        lazy_gettext("Empty rows, the columns of your choice, and a day on which it is destroyed."),
        sheets=OFFICE,
        choices=("columns", "pages", "destroy", "run"),
        own=signin,
    ),
    Item(
        "placard",
        "placard.typ",
        lazy_gettext("Placard"),
        lazy_gettext("One line to carry, as large as it goes."),
        sheets=PLACARDS,
        choices=("line", "bleed"),
        own=slogan,
    ),
    Item(
        "banner",
        "banner.typ",
        lazy_gettext("Banner"),
        lazy_gettext("One long line from many sheets, to glue and to hold together."),
        sheets=BANNERS,
        margin=0.09,
        choices=("line",),
        own=slogan,
    ),
    Item(
        "tent",
        "tent.typ",
        lazy_gettext("Table tent"),
        lazy_gettext("To fold, for a stall or a café."),
        sheets=OFFICE,
        own=tent,
        choices=("run",),
    ),
    Item(
        "badges",
        "badges.typ",
        lazy_gettext("Name badges"),
        lazy_gettext("Ten on a sheet, with a role and a line to write on."),
        sheets=CARDS,
        choices=("role",),
        own=badges,
    ),
    Item(
        "stickers",
        "stickers.typ",
        lazy_gettext("Stickers"),
        lazy_gettext("Round, to cut out or for a button press."),
        sheets=ROUNDS,
        choices=("line",),
        own=stickers,
        has_marks=False,
    ),
    Item(
        "poster-two",
        "poster-two.typ",
        lazy_gettext("Poster in two languages"),
        lazy_gettext("Both on one sheet, one code."),
        choices=("also", "bleed", "run"),
    ),
    Item(
        "handbill-two",
        "handbill-two.typ",
        lazy_gettext("Handbills in two languages"),
        lazy_gettext("Several on a sheet, with marks where to cut."),
        sheets=HANDBILLS,
        choices=("also", "run"),
    ),
    Item(
        "placard-two",
        "placard.typ",
        lazy_gettext("Placard in two languages"),
        lazy_gettext("The same line twice."),
        sheets=PLACARDS,
        choices=("line", "also", "bleed"),
        own=slogan,
    ),
    Item(
        "petition",
        "petition.typ",
        lazy_gettext("Petition"),
        lazy_gettext("The whole text on every page, empty rows, and a day on which it is destroyed."),
        sheets=OFFICE,
        choices=("pages", "destroy", "run"),
        own=petition,
        needs="petition",
        whole=frozenset({"headline", "addressed", "petition"}),
    ),
    Item(
        "chants",
        "chants.typ",
        lazy_gettext("Chants"),
        lazy_gettext("Several on a sheet, in letters to read while walking."),
        sheets=BOOKLETS,
        own=chants,
        needs="chants",
        whole=frozenset({"chant"}),
    ),
    Item(
        "rights",
        "rights.typ",
        lazy_gettext("Rights cards"),
        lazy_gettext("Ten on a sheet: whom to ring and what to know in this country, checked by a lawyer."),
        sheets=WALLET,
        own=rights,
        needs="rights",
        whole=frozenset({"headline"}),
    ),
    Item(
        "kit",
        "kit.typ",
        lazy_gettext("Host kit"),
        lazy_gettext("What to do, who does what and when, what to say, whom to ask."),
        sheets=OFFICE,
        own=kit,
        needs="kit",
        audience=Audience.HOST,
    ),
    Item(
        "briefing",
        "briefing.typ",
        lazy_gettext("Briefing for stewards"),
        lazy_gettext("What everybody with a task must know, and whom to ring."),
        sheets=SMALL,
        own=briefing,
        needs="briefing",
        audience=Audience.HOST,
    ),
    Item(
        "role-badges",
        "role-badges.typ",
        lazy_gettext("Role badges"),
        lazy_gettext("Ten on a sheet, the roles of your country’s toolkit in turn."),
        sheets=CARDS,
        own=role_badges,
        needs="roles",
        audience=Audience.HOST,
    ),
    Item(
        "press",
        "press.typ",
        lazy_gettext("For the press"),
        lazy_gettext("Headline, facts, quotes and whom to ring, for you to hand out."),
        sheets=OFFICE,
        own=press,
        needs="press",
        whole=frozenset({"headline"}),
        audience=Audience.HOST,
    ),
    Item(
        "share",
        "share.typ",
        lazy_gettext("Pictures"),
        lazy_gettext("To send and to post"),
        content_type=PNG,
        sheets=PICTURES,
        modes=(COLOUR,),
        margin=0.07,
        standards=(),
        tells_cancelled=True,
    ),
)

#: The operator's own; they come after ours.
_OPERATORS: dict[str, Item] = {}
ITEMS: Mapping[str, Item] = ChainMap(_OPERATORS, dict(_SHIPPED))

#: What is drawn by a campaign's own designs; offered where it has any.
OWN = Item(
    "own",
    "slots.typ",
    lazy_gettext("Our own design"),
    lazy_gettext("Made by the campaign."),
    choices=("design", "line", "bleed", "run"),
    own=own_line,
)


def use_templates(items: Iterable[Item]) -> None:
    """Offer these beside what comes with the package; for the whole process, once, by the factory."""
    _OPERATORS.clear()
    _OPERATORS.update(items_by_key(*items))


def get_item(key: str, mode: str = COLOUR) -> Item:
    """Return the item. Raises UnknownItem, also when it does not come in ``mode``."""
    item = OWN if key == OWN.key else ITEMS.get(key)
    if item is None or mode not in item.modes:
        raise UnknownItem(item=key, mode=mode)
    return item
