"""The one door to printing: a request in, a file out. Nothing is kept here; the edition cache does that."""

import atexit
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from os import getpid
from pathlib import Path
from types import MappingProxyType

from organizer.designs.rules.slots import Spec
from organizer.foundation.core.glyphs import check_glyphs
from organizer.record.toolkits import Toolkit
from organizer.record.types import CampaignRecord, EventRecord

from .artwork import job_images
from .catalogue import get_item
from .choices import Choices
from .contract import Phrase, PrintData
from .filename import print_filename
from .fitting import check_fits
from .fonts import fonts_digest
from .item import COLOUR, PDF, PNG, Item, Order
from .listed import LIST, EventList, ListData, list_filename, list_view
from .needs import check_there
from .own.design import sheets_of_design
from .papers import BLEED
from .pictures import light_png
from .typst_pool import PRINT_DATA, Job, Outcome, TypstPool
from .view import print_view

_MM_PER_INCH = 25.4
#: Dots of a preview's longer side: sharp on a card of the page and on a telephone.
_PREVIEW = 760


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """What somebody asks for. Pass records projected for the public, loaded with ``language`` first.

    ``item``: a key of ``catalogue.ITEMS``. ``language``: BCP 47, any. ``sheet``: a paper (``a4``, ``letter``) or a
    picture's size (``1200x630``); None: the usual one of the event's country. ``mode``: ``colour`` or ``bw``.
    ``second``: the records loaded with ``choices.also`` first. ``toolkit``: for items that need one. Logos without
    their picture are left out.
    """

    item: str
    campaign: CampaignRecord
    event: EventRecord
    language: str
    sheet: str | None = None
    mode: str = COLOUR
    choices: Choices = Choices()  # noqa: RUF009 - frozen
    second: tuple[CampaignRecord, EventRecord] | None = None
    toolkit: Toolkit | None = None
    design: Spec | None = None  # the campaign's own, for the item ``own``
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # of logos and artwork, by hash


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file. ``key`` stands for its bytes: use it in ETags and addresses of pictures.

    ``fit_report``: one entry for each fitted text, ``{"id", "size", "note", "min"}``; ``note`` is ``ok`` or says what
    had to be done (``word-broken``, ``shortened``, ``too-small``, ``overflow``).
    """

    body: bytes
    content_type: str
    filename: str
    fit_report: tuple[dict[str, object], ...]
    key: str
    pages: int = 1


def render_item(request: PrintRequest) -> Printed:
    """Return the file asked for; the same request gives the same bytes on every host. Needs an application context.

    Raises UnknownItem, UnknownSheet or NothingWritten (all NotFound), EventNotPrintable, CharacterNotPrintable, WordsDoNotFit,
    PrintFailed, and TryAgainLater when all workers are busy.
    """
    order, data = _plan(request)
    item = order.item
    text = data.to_json()
    outcome = _run(item, data, item.content_type, images=_images(order, request), text=text)
    check_fits(outcome.fit, order.sheet.key)
    body = light_png(outcome.body) if item.content_type == PNG else outcome.body
    return Printed(body, item.content_type, _filename(order), _unlike(outcome.fit), _key(order, text), outcome.pages)


def render_preview(request: PrintRequest) -> bytes:
    """Return a picture (PNG) of the sheet, for screens. Raises as ``render_item``."""
    order, data = _plan(request)
    inches = max(order.sheet.width, order.sheet.height) / _MM_PER_INCH
    outcome = _run(order.item, data, PNG, ppi=round(_PREVIEW / inches), images=_images(order, request))
    check_fits(outcome.fit, order.sheet.key)
    return light_png(outcome.body)


def render_report(request: PrintRequest) -> tuple[dict[str, object], ...]:
    """Return how the texts of a sheet fit, also of one that would be refused for it. Raises as ``render_item`` but for that."""
    order, data = _plan(request)
    return _unlike(_run(order.item, data, PNG, ppi=18, images=_images(order, request)).fit)


def render_list(wanted: EventList) -> Printed:
    """Return the list of many events on paper. Needs an application context.

    Raises ListTooLong, UnknownSheet, CharacterNotPrintable, PrintFailed, and TryAgainLater when all workers are busy.
    """
    campaign = _with_pictures(wanted.campaign, wanted.pictures)
    wanted = replace(wanted, campaign=campaign)
    data = list_view(wanted)
    names = tuple(logo.name for logo in campaign.logos)
    outcome = _run(LIST, data, PDF, images=job_images(names, wanted.pictures, wanted.mode))
    check_fits(outcome.fit, wanted.sheet.key)
    key = _digest(LIST.key, wanted.sheet.key, wanted.mode, data.to_json(), *_engine(LIST.path))
    return Printed(outcome.body, PDF, list_filename(wanted), _unlike(outcome.fit), key, outcome.pages)


def _images(order: Order, request: PrintRequest) -> Mapping[str, bytes]:
    names = [logo.name for logo in order.campaign.logos]
    if order.design and order.design.art:
        names.append(order.design.art)
    return job_images(tuple(names), request.pictures, order.mode)


def _run(
    item: Item,
    data: PrintData | ListData,
    content_type: str,
    *,
    ppi: int = 72,
    images: Mapping[str, bytes] = MappingProxyType({}),
    text: str | None = None,
) -> Outcome:
    check_glyphs(_texts(data))
    stamp = int(datetime(*data.document.stamp, tzinfo=UTC).timestamp())
    standards = item.standards if content_type == PDF else ()
    kind = content_type.rpartition("/")[2]
    return _pool().run(
        Job(item.template, text or data.to_json(), kind, stamp, standards, images, ppi=ppi, folder=item.folder)
    )


def _unlike(report: tuple[dict[str, object], ...]) -> tuple[dict[str, object], ...]:
    """Return the report without what equal pieces of a sheet say again."""
    return tuple(row for n, row in enumerate(report) if row not in report[:n])


def print_key(request: PrintRequest) -> str:
    """Return the key that ``render_item`` would give, without drawing anything (a few milliseconds).

    It changes with the words, the template, the fonts and the engine, and with nothing else. Raises as ``render_item``.
    """
    order, data = _plan(request)
    return _key(order, data.to_json())


def close_workers() -> None:
    """End the worker processes of this process; the next file starts new ones."""
    _pool().close()


def _plan(request: PrintRequest) -> tuple[Order, PrintData]:
    item = get_item(request.item, request.mode)
    if request.design is not None:
        item = replace(item, sheets=sheets_of_design(request.design))
    sheet = item.sheet(request.sheet, request.event.place.country)
    check_there(item, request.toolkit)
    campaign = _with_pictures(request.campaign, request.pictures)
    choices = request.choices
    has_imprint = campaign.imprint is not None
    if request.design is not None and not request.design.runs_over(sheet.key, BLEED, has_imprint=has_imprint):
        choices = replace(choices, bleed=False)
    order = Order(
        item, sheet, request.mode, request.language, campaign, request.event, choices, request.second,
        request.toolkit, request.design,
    )  # fmt: skip
    return order, print_view(order)


def _with_pictures(campaign: CampaignRecord, pictures: Mapping[str, bytes]) -> CampaignRecord:
    """Return the campaign without logos whose picture is missing."""
    there = tuple(logo for logo in campaign.logos if logo.digest in pictures)
    return campaign if there == campaign.logos else replace(campaign, logos=there)


def _key(order: Order, text: str) -> str:
    parts = (
        order.item.key,
        order.item.suffix,
        order.sheet.key,
        order.mode,
        *order.choices.key(),
        text,
        *_engine(order.item.path),
    )
    return _digest(*parts)


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@cache
def _engine(template: Path) -> tuple[str, ...]:
    """Return what else decides the bytes: engine, fonts, kit and template."""
    sources = [*sorted((PRINT_DATA / "kit").glob("*.typ")), template]
    return (
        version("typst"),
        version("pillow"),
        fonts_digest(),
        *(sha256(path.read_bytes()).hexdigest() for path in sources),
    )


def _filename(order: Order) -> str:
    item, choices = order.item, order.choices
    return print_filename(
        order.event,
        item="-".join(filter(None, (item.key, choices.slug))),
        sheet=order.sheet.key,
        language="-".join(filter(None, (order.language, choices.also if item.has_two_languages else None))),
        mode=order.mode,
        suffix=item.suffix,
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text of the contract that will be drawn."""
    if isinstance(value, Phrase):
        yield value.t
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


class _Pools:
    """One pool for each process: workers do not survive a fork, and must not be shared across one."""

    lock = threading.Lock()
    pid = 0
    pool: TypstPool | None = None


def _pool() -> TypstPool:
    with _Pools.lock:
        if _Pools.pool is None or _Pools.pid != getpid():
            _Pools.pool, _Pools.pid = TypstPool(), getpid()
            atexit.register(_Pools.pool.close)
        return _Pools.pool
