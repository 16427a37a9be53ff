"""A pack is made in slices of a few seconds: what is drawn lies in its folder, so a restart goes on where it was.

Each sheet is drawn again only if its key changed, so when the record changes meanwhile another pass over all sheets
is cheap, and the pack shows one version of it.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from uuid import UUID

from organizer.exchange.rules.packs import (
    MOST_SHEETS,
    SPARE,
    DiskFull,
    NothingToPack,
    NotPublicAnyMore,
    PackOrder,
    PackProgress,
    TooManySheets,
)
from organizer.foundation.core.errors import DomainError, NotFound, TryAgainLater
from organizer.foundation.web.state import reading
from organizer.record.types import CampaignRecord

from .binding import Leaf, bind
from .everything import write_zip
from .item import PDF
from .ledger import Drawn, Ledger
from .render import print_key, render_item
from .sheets import EventSheet, in_words_of, list_sheets, load_public, load_version
from .typst_pool import PrintFailed

ZIP, BOUND = "pack.zip", "pack.pdf"
_SHEETS, _LEDGER = "sheets", "ledger.json"
#: A record that changes faster than it is drawn is packed as it comes, and the pack says so.
_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one slice works, and when it must stop before."""

    seconds: float
    is_stopping: Callable[[], bool]


def work_on_pack(order: PackOrder, folder: Path, pace: Pace) -> PackProgress:
    """Draw some more sheets of a pack into ``folder``; the last slice makes the two files. Needs an application context."""
    try:
        with reading() as session:
            campaign, events = load_public(session, order.slug)
    except NotFound:
        return _ended(NotPublicAnyMore())
    sheets = list_sheets(campaign, events, order.wish)
    if refusal := _refusal(sheets, folder):
        return _ended(refusal)
    ledger = Ledger.read(folder / _LEDGER)
    ledger.begin(campaign.version, most_passes=_MOST_PASSES)
    end = monotonic() + pace.seconds
    for sheet in ledger.unseen(sheets):
        if pace.is_stopping() or monotonic() > end:
            break
        try:
            _see(sheet, folder, ledger)
        except TryAgainLater:
            break
    ledger.write(folder / _LEDGER)
    is_whole = not any(ledger.unseen(sheets))
    if is_whole and (ledger.is_mixed or _version(order.slug) == campaign.version):
        return _finish(campaign, sheets, folder, ledger)
    return PackProgress(ledger.count_seen(sheets), len(sheets), ledger.faults, version=campaign.version)


def sweep_folders(root: Path, kept: Collection[UUID]) -> None:
    """Delete the folders that belong to no pack any more."""
    names = {pack_id.hex for pack_id in kept}
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _refusal(sheets: list[EventSheet], folder: Path) -> DomainError | None:
    if not sheets:
        return NothingToPack()
    if len(sheets) > MOST_SHEETS:
        return TooManySheets(number=len(sheets), most=MOST_SHEETS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return DiskFull() if shutil.disk_usage(folder).free < SPARE else None


def _version(slug: str) -> int:
    with reading() as session:
        try:
            return load_version(session, slug)
        except NotFound:
            return -1


def _see(sheet: EventSheet, folder: Path, ledger: Ledger) -> None:
    """Draw a sheet that is new or shows something else than the last time; note why when that can't be. Raises TryAgainLater."""
    try:
        request = sheet.request()
        with in_words_of(request):
            known = ledger.drawn.get(sheet.key)
            if known is not None and known.key == print_key(request):
                ledger.note(sheet, known)
                return
            printed = render_item(request)
    except TryAgainLater:
        raise
    except DomainError as refusal:
        ledger.note_fault(sheet, refusal)
        return
    name = f"{sheet.folder}/{printed.filename}"
    write_whole(folder / _SHEETS / name, printed.body)
    ledger.note(sheet, Drawn(name, printed.key, printed.pages))


def write_whole(path: Path, body: bytes) -> None:
    """Write a file whole or not at all, whatever ends the process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(body)
    os.replace(unfinished, path)


def _finish(campaign: CampaignRecord, sheets: list[EventSheet], folder: Path, ledger: Ledger) -> PackProgress:
    leaves = list(_leaves(sheets, folder / _SHEETS, ledger))
    if not leaves:
        return PackProgress(len(sheets), len(sheets), ledger.faults, fault="nothing_to_pack")
    pages = make_files(leaves, campaign, folder / ZIP, folder / BOUND)
    shutil.rmtree(folder / _SHEETS)
    (folder / _LEDGER).unlink()
    return PackProgress(
        done=len(sheets),
        total=len(sheets),
        faults=ledger.faults,
        is_ready=True,
        version=campaign.version,
        is_mixed=ledger.is_mixed,
        pages=pages,
        bytes=(folder / ZIP).stat().st_size,
    )


def _leaves(sheets: list[EventSheet], folder: Path, ledger: Ledger) -> Iterator[Leaf]:
    """Yield what was drawn, in the order of the names; what the record does not have any more is left out."""
    found = ((ledger.drawn[sheet.key], sheet) for sheet in sheets if ledger.has_file(sheet))
    for drawn, sheet in sorted(found, key=lambda pair: pair[0].name):
        yield Leaf(folder / drawn.name, drawn.name, sheet, drawn.pages)


def make_files(leaves: list[Leaf], campaign: CampaignRecord, packed: Path, bound: Path) -> int:
    """Write the zip and the one PDF; return the pages of that, 0 when there are none or they could not be bound."""
    unfinished = packed.with_name(f".{packed.name}")
    write_zip(unfinished, ((leaf.name, leaf.path) for leaf in leaves), campaign, [leaf.sheet.event for leaf in leaves])
    os.replace(unfinished, packed)
    papers = [leaf for leaf in leaves if leaf.sheet.wish.item.content_type == PDF]
    if not papers:
        return 0
    try:
        outcome = bind(papers, campaign)
    except PrintFailed:
        return 0
    write_whole(bound, outcome.body)
    return outcome.pages


def _ended(refusal: DomainError) -> PackProgress:
    return PackProgress(0, int(str(refusal.params.get("number", 0))), fault=refusal.code)
