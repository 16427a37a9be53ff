"""Everything for one event in one file: the usual paper, both inks, the pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from flask_babel import force_locale, gettext

from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.refusals import say
from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord

from .catalogue import ITEMS
from .choices import Choices
from .designs import design_wishes
from .filename import print_filename
from .fitting import WordsDoNotFit, fit_sentences, is_worrying
from .item import COLOUR, PDF
from .names import sheet_names
from .needs import is_there
from .papers import default_paper, usual_sheet
from .render import Printed, render_item
from .view import stamp_of
from .wish import Records, Wish, speaks_two

#: Seconds that a cache may keep a file: one that was fetched must not say yesterday's hour for long.
MAX_AGE = 300
#: In the zip, where something is missing from it.
LEFT_OUT = "not-printed.txt"
#: Reading for everybody, on systems that look.
_MODE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one zip is to hold. ``paper`` "": the country's, ``language`` None: the event's, ``run``: letters of a print run.

    ``audience``: everybody; or the event's hosts, who get what is for everybody and what is for them alone.
    """

    paper: str = ""
    language: str | None = None
    run: str = ""
    audience: Audience = Audience.PUBLIC


def make_bundle(records: Records, asked: Bundle) -> Draft:
    """Return all that there is of an event for an audience. Raises NotFound, EventNotPrintable."""
    language = asked.language or records.language()
    campaign, event = records.in_language(language)
    asked = replace(asked, language=language, paper=asked.paper or default_paper(event.place.country))
    toolkit = records.toolkit(campaign, event, language, asked.audience)
    there = list(wishes(campaign, event, toolkit, asked))
    with force_locale(interface_language([language])):
        made, left_out = _draw(records, there)
        files = [printed for _, printed in made] + _told_of_absence(left_out)
        if asked.audience is Audience.HOST:
            files += _told_of_fits(event, made, language)
    item = "everything" if asked.audience is Audience.PUBLIC else "hosts"
    return Draft(
        body=bundle(files, campaign, event),
        content_type="application/zip",
        filename=print_filename(event, item=item, sheet=asked.paper, language=language, mode=COLOUR, suffix="zip"),
        is_download=True,
        max_age=MAX_AGE,
        is_indexed=False,
    )


def _draw(records: Records, there: Iterable[Wish]) -> tuple[list[tuple[Wish, Printed]], list[str]]:
    """Return the files, and a sentence for each sheet whose words do not fit: it is left out, and its absence told."""
    made, left_out = [], []
    for wish in there:
        try:
            made.append((wish, render_item(records.grant(wish))))
        except WordsDoNotFit as refusal:
            left_out.append(f"{wish.item.name}. {say(refusal)}")
    return made, list(dict.fromkeys(left_out))


def _told_of_absence(left_out: list[str]) -> list[Printed]:
    """Return a file that says which sheets are not there, and why; none when all are."""
    return [Printed("\n".join([*left_out, ""]).encode(), "text/plain", LEFT_OUT, (), "")] if left_out else []


def _told_of_fits(event: EventRecord, made: list[tuple[Wish, Printed]], language: str) -> list[Printed]:
    """Return a file that says what was shortened or is small on which sheet; none when all words fit."""
    names, lines = sheet_names(), []
    for wish, printed in made:
        if is_worrying(printed.fit_report):
            sentences = fit_sentences(printed.fit_report, names.get(wish.sheet or "", wish.sheet or ""))
            lines += [printed.filename, *(f"  {sentence}" for sentence in sentences), ""]
    if not lines:
        return []
    text = "\n".join([gettext("How the words fit"), "", *lines])
    name = print_filename(event, item="fit", sheet="words", language=language, mode=COLOUR, suffix="txt")
    return [Printed(text.encode(), "text/plain", name, (), "")]


def wishes(campaign: CampaignRecord, event: EventRecord, toolkit: Toolkit, asked: Bundle) -> Iterator[Wish]:
    """Yield everything that there is for an event; ``asked`` says language and paper."""
    for item in ITEMS.values():
        if item.audience not in (Audience.PUBLIC, asked.audience) or not is_there(item, toolkit):
            continue
        if item.has_two_languages and not speaks_two(event):
            continue
        sheets = (usual_sheet(item.sheets, asked.paper),) if item.content_type == PDF else item.sheets.values()
        run = asked.run if "run" in item.choices else ""
        for sheet in sheets:
            for mode in item.modes:
                yield Wish(item, sheet.key, mode, asked.language, Choices(run=run))
    for wish in design_wishes(campaign, asked.language or "", asked.paper):
        yield replace(wish, choices=replace(wish.choices, run=asked.run))


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
