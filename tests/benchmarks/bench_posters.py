"""B10: a poster with everything on it, against the same words set by Typst alone."""

import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import typst
from flask_babel import force_locale

from organizer.editions.printing import render
from organizer.editions.printing.binding import Leaf
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.fonts import FONTS
from organizer.editions.printing.needs import is_there
from organizer.editions.printing.packing import make_files, write_whole
from organizer.editions.printing.render import PrintRequest, close_workers, render_item
from organizer.editions.printing.sheets import in_words_of, list_sheets, load_public
from organizer.editions.printing.typst_pool import Job, TypstPool
from organizer.editions.printing.typst_process import Limits
from organizer.editions.printing.wish import Records, Wish
from organizer.exchange.rules.packs import PackWish
from organizer.record.loader import load_event
from organizer.record.projector import Reader
from organizer.record.types import CampaignRecord, EventRecord

from .arithmetic import Sample, percentile
from .clock import Work, measured
from .line import Base, Bounded, Compared, Line
from .processes import cpu_seconds, resident_mb
from .world import SIZES, World, Worlds

_OVER_BARE = 1 / 2.5
#: Of each item, so many sheets after the first; of the whole pack; of one worker.
_SHEETS, _PACK, _MANY = 20, 200, 500
_BARE = """#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 14mm)
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC"), size: 15pt, fallback: false)
#block(fill: rgb("#0b4a52"), inset: 8mm, width: 100%, height: 47%)[#text(52pt, weight: 900, fill: white, d.title) \\ #text(fill: white, d.summary)]
#text(25pt, weight: 900, d.when) \\ #text(24pt, weight: 700, d.place) \\ #d.text
#list(..d.demands) #line(length: 100%) #text(weight: 700, d.host)
"""


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield one poster by processor time, each item by the clock, a pack of many events, and what a worker holds."""
    world = worlds.of(SIZES[0])
    with world.app.app_context(), force_locale("en"):
        event, campaign = _records(world)
        request = PrintRequest("poster", campaign, event, "en", "a4")
        render_item(request)
        pids = render._pool().pids()

        def both() -> float:
            return time.process_time() + cpu_seconds(pids)

        bare = _bare(event, campaign)
        poster, base = measured(Work(lambda: render_item(request), clock=both), Work(bare), seconds=0.25)
        yield Compared("B10", "poster, A4", "one event", poster, Base("bare Typst, same words", base, _OVER_BARE))
        yield from _each_item(world, bare)
        yield _memory(world)
    close_workers()
    many = worlds.of(SIZES[1])
    with many.app.app_context(), force_locale("en"):
        yield _pack(many, base)
    close_workers()


def _each_item(world: World, bare: Callable[[], object]) -> Iterator[Line]:
    """Yield the 95th percentile of each item by the clock, beside bare Typst in turns."""
    for item in ITEMS.values():
        with world.database.reading() as session:
            request = Records(session, world.code, "http://localhost").grant(Wish(item, language="en"))
        if not is_there(item, request.toolkit):
            continue
        ours, others = [], []
        for _ in range(_SHEETS + 2):
            ours.append(_milliseconds(partial(render_item, request)))
            others.append(_milliseconds(bare))
        base = Base("bare Typst, one page, p95", Sample(percentile(others[2:], 95)), _OVER_BARE)
        pages = render_item(request).pages
        yield Compared(
            "B10", f"{item.key}, warm p95", f"{pages} pages" if pages > 1 else "1 page",
            Sample(percentile(ours[2:], 95)), base, "ms",
        )  # fmt: skip


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _pack(world: World, bare: Sample) -> Line:
    """Return a pack of posters of many events, a zip and one PDF, by processor time of all processes."""
    with world.database.reading() as session:
        campaign, events = load_public(session, world.slug)
    sheets = list_sheets(campaign, events, PackWish(items=("poster",), languages=("en",), modes=("colour",)))[:_PACK]
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
        pages = make_files(leaves, campaign, folder / "pack.zip", folder / "pack.pdf")
    cost, wall = (_all_processes() - clock) * 1000, time.perf_counter() - start
    note = f"{pages} pages bound; {len(sheets) / cost * 1000:.0f} pages a second and core, {wall:.1f} s by the clock"
    return Compared(
        "B10", f"pack of {len(sheets)} events, zip and one PDF", world.size, Sample(cost),
        Base("bare Typst, as many pages", Sample(bare.middle * len(sheets)), _OVER_BARE), note=note,
    )  # fmt: skip


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
