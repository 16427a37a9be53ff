"""The one door to printing: a request in, a file out. Nothing is kept here; the edition cache does that."""

import atexit
import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from os import getpid

from organizer.record.types import CampaignRecord, EventRecord

from .catalogue import COLOUR, get_item
from .contract import Phrase, PrintData
from .filename import print_filename
from .fonts import fonts_digest
from .glyphs import check_glyphs
from .pictures import light_png
from .typst_pool import PRINT_DATA, Job, TypstPool
from .view import Order, print_view


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """What somebody asks for. Pass records projected for the public, loaded with ``language`` first.

    ``item``: a key of ``catalogue.ITEMS``. ``language``: BCP 47, any. ``sheet``: a paper (``a4``, ``letter``) or a
    picture's size (``1200x630``); None: the usual one of the event's country. ``mode``: ``colour`` or ``bw``.
    """

    item: str
    campaign: CampaignRecord
    event: EventRecord
    language: str
    sheet: str | None = None
    mode: str = COLOUR


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


def render_item(request: PrintRequest) -> Printed:
    """Return the file asked for; the same request gives the same bytes on every host. Needs an application context.

    Raises UnknownItem or UnknownSheet (both NotFound), EventNotPrintable, CharacterNotPrintable, PrintFailed, and
    TryAgainLater when all workers are busy.
    """
    order, data = _plan(request)
    check_glyphs(_texts(data))
    item = order.item
    stamp = int(datetime(*data.document.stamp, tzinfo=UTC).timestamp())
    outcome = _pool().run(Job(item.template, data.to_json(), item.suffix, stamp, item.standards))
    body = light_png(outcome.body) if item.content_type == "image/png" else outcome.body
    return Printed(body, item.content_type, _filename(order), outcome.fit, _key(order, data))


def print_key(request: PrintRequest) -> str:
    """Return the key that ``render_item`` would give, without drawing anything (a few milliseconds).

    It changes with the words, the template, the fonts and the engine, and with nothing else. Raises as ``render_item``.
    """
    return _key(*_plan(request))


def close_workers() -> None:
    """End the worker processes of this process; the next file starts new ones."""
    _pool().close()


def _plan(request: PrintRequest) -> tuple[Order, PrintData]:
    item = get_item(request.item, request.mode)
    sheet = item.sheet(request.sheet, request.event.place.country)
    order = Order(item, sheet, request.mode, request.language, request.campaign, request.event)
    return order, print_view(order)


def _key(order: Order, data: PrintData) -> str:
    parts = (
        order.item.key,
        order.item.suffix,
        order.sheet.key,
        order.mode,
        data.to_json(),
        *_engine(order.item.template),
    )
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@cache
def _engine(template: str) -> tuple[str, ...]:
    """Return what else decides the bytes: engine, fonts, kit and template."""
    sources = [*sorted((PRINT_DATA / "kit").glob("*.typ")), PRINT_DATA / "templates" / template]
    return (
        version("typst"),
        version("pillow"),
        fonts_digest(),
        *(sha256(path.read_bytes()).hexdigest() for path in sources),
    )


def _filename(order: Order) -> str:
    return print_filename(
        order.event,
        item=order.item.key,
        sheet=order.sheet.key,
        language=order.language,
        mode=order.mode,
        suffix=order.item.suffix,
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text of the contract that will be drawn."""
    if isinstance(value, Phrase):
        yield value.t
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
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
