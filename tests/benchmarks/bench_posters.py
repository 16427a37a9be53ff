"""B10: a poster with everything on it, against the same words set by Typst alone."""

import json
import time
from collections.abc import Callable, Iterator

import typst
from flask_babel import force_locale

from organizer.editions.printing import render
from organizer.editions.printing.fonts import FONTS
from organizer.editions.printing.render import PrintRequest, close_workers, render_item
from organizer.record.loader import load_event
from organizer.record.projector import Reader
from organizer.record.types import CampaignRecord, EventRecord

from .arithmetic import Sample
from .clock import Work, measured
from .line import Base, Bounded, Compared, Line
from .processes import cpu_seconds, resident_mb
from .world import SIZES, World, Worlds

_OVER_BARE = 1 / 2.5
_PACK = 20
_BARE = """#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 14mm)
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC"), size: 15pt, fallback: false)
#block(fill: rgb("#0b4a52"), inset: 8mm, width: 100%, height: 47%)[#text(52pt, weight: 900, fill: white, d.title) \\ #text(fill: white, d.summary)]
#text(25pt, weight: 900, d.when) \\ #text(24pt, weight: 700, d.place) \\ #d.text
#list(..d.demands) #line(length: 100%) #text(weight: 700, d.host)
"""


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield one poster, and a pack of many, by processor time of this process and the workers."""
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
        yield _memory(request, pids)
    close_workers()


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


def _memory(request: PrintRequest, pids: list[int]) -> Line:
    before = resident_mb(pids)
    for _ in range(_PACK):
        render_item(request)
    grown = Sample(max(0.0, resident_mb(pids) - before))
    return Bounded("B10", f"workers' memory over {_PACK} posters more", "one event", grown, "MB", 10)
