"""Everything for one event in one file: the usual paper, both inks, the pictures."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord

from .catalogue import ITEMS
from .choices import Choices
from .item import PDF
from .needs import is_there
from .papers import usual_sheet
from .render import Printed
from .view import stamp_of
from .wish import Wish, speaks_two

#: Reading for everybody, on systems that look.
_MODE = 0o644 << 16


def wishes(
    event: EventRecord,
    toolkit: Toolkit,
    language: str,
    paper: str,
    *,
    run: str = "",
    audience: Audience = Audience.PUBLIC,
) -> Iterator[Wish]:
    """Yield everything that there is for an event in ``language``, for printers that hold ``paper``; ``run``: letters of a print run.

    For hosts: what is for them alone.
    """
    for item in ITEMS.values():
        if item.audience is not audience or not is_there(item, toolkit):
            continue
        if item.has_two_languages and not speaks_two(event):
            continue
        sheets = (usual_sheet(item.sheets, paper),) if item.content_type == PDF else item.sheets.values()
        for sheet in sheets:
            for mode in item.modes:
                yield Wish(item, sheet.key, mode, language, Choices(run=run if "run" in item.choices else ""))


def write_zip(
    path: Path, files: Iterable[tuple[str, Path]], campaign: CampaignRecord, events: Iterable[EventRecord]
) -> None:
    """Write a zip of files that lie elsewhere, by the names that they get, in their order."""
    stamp = stamp_of(campaign, *events)
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, source in files:
            archive.writestr(_entry(name, stamp), source.read_bytes())


def bundle(files: Iterable[Printed], campaign: CampaignRecord, event: EventRecord) -> bytes:
    """Return a zip of ``files``; the same files are the same bytes. They are packed already, so nothing is deflated."""
    out, stamp = BytesIO(), stamp_of(campaign, event)
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for file in sorted(files, key=lambda file: file.filename):
            archive.writestr(_entry(file.filename, stamp), file.body)
    return out.getvalue()


def _entry(name: str, stamp: tuple[int, int, int, int, int, int]) -> ZipInfo:
    entry = ZipInfo(name, date_time=stamp)
    entry.create_system, entry.external_attr = 3, _MODE
    return entry
