"""B10: sheets with everything on them, against the engine alone: the same words, and the very same sheets."""

import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typst
from flask_babel import force_locale

from organizer.editions.printing import render
from organizer.editions.printing.binding import Leaf
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.fonts import FONTS
from organizer.editions.printing.item import Item
from organizer.editions.printing.needs import is_there
from organizer.editions.printing.packing import make_files, write_whole
from organizer.editions.printing.render import PrintRequest, close_workers, render_item
from organizer.editions.printing.sheets import EventSheet, in_words_of, list_sheets, load_public
from organizer.editions.printing.typst_pool import Job, TypstPool
from organizer.editions.printing.typst_process import Limits
from organizer.exchange.rules.packs import PackWish
from organizer.record.loader import load_event
from organizer.record.projector import Reader
from organizer.record.types import CampaignRecord, EventRecord

from .arithmetic import Sample, percentile
from .bare_sheets import BareSheets
from .clock import Work, measured
from .line import Base, Bounded, Compared, Line
from .processes import cpu_seconds, resident_mb
from .world import SIZES, World, Worlds

_OVER_BARE = 1 / 2.5
#: Of each item, so many events after the first; of the whole pack; of one worker.
_SHEETS, _PACK, _MANY = 20, 200, 500
_ALONE = "Typst alone, the same sheets, sizes known"
_BARE = """#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 14mm)
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC"), size: 15pt, fallback: false)
#block(fill: rgb("#0b4a52"), inset: 8mm, width: 100%, height: 47%)[#text(52pt, weight: 900, fill: white, d.title) \\ #text(fill: white, d.summary)]
#text(25pt, weight: 900, d.when) \\ #text(24pt, weight: 700, d.place) \\ #d.text
#list(..d.demands) #line(length: 100%) #text(weight: 700, d.host)
"""


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield one poster again and again, each item for many events, a pack of many events, and what a worker holds."""
    world = worlds.of(SIZES[0])
    with world.app.app_context(), force_locale("en"):
        event, campaign = _records(world)
        request = PrintRequest("poster", campaign, event, "en", "a4")
        start = _all_processes()
        render_item(request)
        cold = Sample((_all_processes() - start) * 1000)
        yield Bounded(
            "B10", "poster, A4, the first of a worker", "one event", cold, "ms CPU", 1000, "it starts and reads fonts"
        )
        ours, bare = Work(lambda: render_item(request), clock=_all_processes), Work(_bare(event, campaign))
        poster, base = measured(ours, bare, seconds=0.25)
        yield Compared(
            "B10", "poster, A4, one again", "one event", poster, Base("bare Typst, same words", base, _OVER_BARE)
        )
        yield from _each_item(world)
        yield _memory(world)
    close_workers()
    many = worlds.of(SIZES[1])
    with many.app.app_context(), force_locale("en"):
        yield from _pack(many)
    close_workers()


def _each_item(world: World) -> Iterator[Line]:
    """Yield the 95th percentile of each item over events in their own languages, beside the engine alone in turns."""
    slowest = (0.0, "none")
    for item in ITEMS.values():
        sheets = _sheets(world, item)[: _SHEETS + 2]
        if not sheets:
            continue
        ours, others, pages = [], [], 1
        with BareSheets() as bare:
            for sheet in sheets:
                request = sheet.request()
                with in_words_of(request):
                    others.append(_milliseconds(bare.ready(_job(request))))
                    start = _all_processes()
                    pages = render_item(request).pages
                    ours.append((_all_processes() - start) * 1000)
        cost = percentile(ours[2:], 95)
        slowest = max(slowest, (cost, item.key))
        base = Base(_ALONE, Sample(percentile(others[2:], 95)), _OVER_BARE)
        size = f"{pages} pages" if pages > 1 else "1 page"
        yield Compared("B10", f"{item.key}, p95 of {len(ours) - 2} events", size, Sample(cost), base)
    yield Bounded("B10", "slowest item, p95", "54 events", Sample(slowest[0]), "ms CPU", 150, slowest[1])


def _sheets(world: World, item: Item) -> list[EventSheet]:
    """Return one sheet of each of some events, in its own language."""
    with world.database.reading() as session:
        campaign, events = load_public(session, world.slug)
    wish = PackWish(items=(item.key,), modes=("colour",))
    found: dict[str, EventSheet] = {}
    for sheet in list_sheets(campaign, events, wish, for_hosts=True):
        if sheet.event.code not in found and is_there(item, sheet.request().toolkit):
            found[sheet.event.code] = sheet
    return list(found.values())


def _job(request: PrintRequest) -> Job:
    order, data = render._plan(request)
    kind = order.item.content_type.rpartition("/")[2]
    stamp = int(datetime(*data.document.stamp, tzinfo=UTC).timestamp())
    return Job(order.item.template, data.to_json(), kind, stamp, images=render._images(order, request))


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def _pack(world: World) -> Iterator[Line]:
    """Yield a pack of posters of many events, a zip and one PDF, by processor time of all processes."""
    with world.database.reading() as session:
        campaign, events = load_public(session, world.slug)
    sheets = list_sheets(campaign, events, PackWish(items=("poster",), languages=("en",), modes=("colour",)))[:_PACK]
    alone = _alone(sheets)
    clock, start = _all_processes(), time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder, leaves = Path(name), []
        for sheet in sheets:
            request = sheet.request()
            with in_words_of(request):
                printed = render_item(request)
            inside = f"{sheet.folder}/{printed.filename}"
            write_whole(folder / inside, printed.body)
            leaves.append(Leaf(folder / inside, inside, sheet, printed.pages))
        drawn = _all_processes() - clock
        pages = make_files(leaves, campaign, folder / "pack.zip", folder / "pack.pdf")
    cost, wall = _all_processes() - clock, time.perf_counter() - start
    what = f"pack of {len(sheets)} events, zip and one PDF"
    note = f"{pages} pages bound; {len(sheets) / drawn:.0f} sheets drawn a second and core; {wall:.0f} s by the clock"
    yield Bounded("B10", what, world.size, Sample(cost), "s CPU", 20, note)
    yield Compared("B10", what, world.size, Sample(cost * 1000), Base(_ALONE, Sample(alone), _OVER_BARE))


def _alone(sheets: Sequence[EventSheet]) -> float:
    """Return the milliseconds that the engine takes for all of them by itself."""
    taken = 0.0
    with BareSheets() as bare:
        for sheet in sheets:
            request = sheet.request()
            with in_words_of(request):
                taken += _milliseconds(bare.ready(_job(request)))
    return taken


def _all_processes() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + cpu_seconds(render._pool().pids()) + ended.ru_utime + ended.ru_stime


def _records(world: World) -> tuple[EventRecord, CampaignRecord]:
    with world.database.reading() as session:
        return load_event(session, code=world.code, reader=Reader(("en",), "http://localhost"))


def _bare(event: EventRecord, campaign: CampaignRecord) -> Callable[[], object]:
    words = {
        "title": event.title.value,
        "summary": campaign.summary.value if campaign.summary else "",
        "when": f"{event.time.start:%d %B %Y, %H:%M}",
        "place": f"{event.place.venue.value if event.place.venue else ''}, {event.place.city}",
        "text": event.description.value if event.description else "",
        "demands": [demand.value for demand in campaign.demands],
        "host": event.group_name,
    }
    data = json.dumps(words, ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])

    def compile_it() -> object:
        compiler = typst.Compiler(_BARE.encode(), font_paths=fonts, sys_inputs={"data": data})
        return compiler.compile(format="pdf")

    return compile_it


def _memory(world: World) -> Line:
    """Return by how much one worker grows while it draws many posters of different events in all their languages."""
    with world.database.reading() as session:
        campaign, events = load_public(session, world.slug)
    sheets = list_sheets(campaign, events, PackWish(items=("poster",)))
    jobs = []
    for sheet in sheets:
        request = sheet.request()
        with in_words_of(request):
            jobs.append(Job("poster.typ", render._plan(request)[1].to_json(), "pdf", standards=("ua-1",)))
    pool, sizes = TypstPool(1, Limits(jobs=10 * _MANY)), []
    for number in range(len(jobs) + _MANY):
        pool.run(jobs[number % len(jobs)])
        sizes.append(resident_mb(pool.pids()))
    pool.close()
    grown = Sample(max(0.0, sizes[-1] - sizes[len(jobs) - 1]))
    return Bounded(
        "B10", f"worker's memory over {_MANY} posters more", f"{len(jobs)} posters", grown, "MB", 20,
        f"{sizes[len(jobs) - 1]:.0f} MB after each was drawn once",
    )  # fmt: skip
