"""``organizer print``: a whole campaign's sheets as files in a folder, for a print shop or the coalition's office."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.contact_sheet import write_contact_sheets
from organizer.editions.printing.filename import event_folder
from organizer.editions.printing.item import BLACK_AND_WHITE, COLOUR, PDF, Item
from organizer.editions.printing.needs import is_there
from organizer.editions.printing.offer import PAPERS_HELD
from organizer.editions.printing.papers import default_paper, usual_sheet
from organizer.editions.printing.render import render_item, render_preview
from organizer.editions.printing.wish import Records, Wish, speaks_two
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, interface_language, is_language, normalize_tag
from organizer.foundation.web.refusals import say
from organizer.foundation.web.state import reading
from organizer.places.countries import is_country
from organizer.record.loader import load_campaign, load_events
from organizer.record.projector import Reader
from organizer.record.shelf import shelf
from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord, EventStatus

#: Commands speak English, as the rest of a server's log does.
_LANGUAGE = INTERFACE_LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One file to come: of which event, and what."""

    event: EventRecord
    wish: Wish

    @property
    def words(self) -> str:
        """What a person at the screen calls it."""
        return f"{self.event.code}, {self.wish.item.key} in {self.wish.language}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line asks for; empty: all there is, or the usual."""

    items: tuple[str, ...]
    languages: tuple[str, ...]
    paper: str | None
    modes: tuple[str, ...]
    countries: tuple[str, ...]

    def events(self, events: tuple[EventRecord, ...]) -> list[EventRecord]:
        """Return the events of the countries asked for."""
        return [one for one in events if not self.countries or (one.place.country or "").upper() in self.countries]

    def sheets(self, event: EventRecord, campaign: CampaignRecord) -> Iterator[_Sheet]:
        """Yield what is to be drawn for an event; nothing for one that is off, unless the item says so.

        What is asked for by name is drawn, or named among the faults; among all there is, only what has its words.
        """
        toolkit = None if self.items else _toolkit(event, campaign)
        held = self.paper or default_paper(event.place.country)
        for key in self.items or ITEMS:
            item = ITEMS[key]
            # Two languages make sense only where two are spoken.
            is_idle = not self.items and (
                not is_there(item, toolkit) or (item.has_two_languages and not speaks_two(event))
            )
            if is_idle or (event.status is EventStatus.CANCELLED and not item.tells_cancelled):
                continue
            yield from self._of_item(event, item, held)

    def _of_item(self, event: EventRecord, item: Item, held: str) -> Iterator[_Sheet]:
        sheets = (usual_sheet(item.sheets, held),) if item.content_type == PDF else tuple(item.sheets.values())
        for language in self.languages or event.languages:
            for sheet in sheets:
                for mode in item.modes:
                    if mode in self.modes or not self.modes:
                        yield _Sheet(event, Wish(item, sheet.key, mode, language))


def _languages(_context: click.Context, _option: click.Parameter, tags: tuple[str, ...]) -> tuple[str, ...]:
    for tag in tags:
        if not is_language(tag):
            raise click.BadParameter(f"There is no language {tag}.")
    return tuple(normalize_tag(tag) for tag in tags)


def _countries(_context: click.Context, _option: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    for code in codes:
        if not is_country(code.upper()):
            raise click.BadParameter(f"There is no country {code}.")
    return tuple(code.upper() for code in codes)


@click.command("print")
@click.argument("campaign")
@click.option(
    "--item", "items", multiple=True, type=click.Choice(list(ITEMS)), help="What to print; all when left out."
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    callback=_languages,
    help="Language (BCP 47); each event's own when left out.",
)
@click.option(
    "--paper", type=click.Choice(PAPERS_HELD), help="What lies in the printers; each country's when left out."
)
@click.option(
    "--mode", "modes", multiple=True, type=click.Choice((COLOUR, BLACK_AND_WHITE)), help="Both when left out."
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    callback=_countries,
    help="Country (ISO 3166-1 alpha-2); all when left out.",
)
@click.option("--contact-sheets", is_flag=True, help="Also write small pictures of all sheets, to look at.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("print"),
    show_default=True,
    help="Folder to write to.",
)
@with_appcontext
def print_command(
    *, campaign: str, contact_sheets: bool, folder: Path, paper: str | None, **lists: tuple[str, ...]
) -> None:
    """Write the sheets of all public events of CAMPAIGN (its name in addresses): a folder for each country and event."""
    asked = _Asked(paper=paper, **lists)
    record, events = _events(campaign, asked)
    wanted = [sheet for event in events for sheet in asked.sheets(event, record)]
    if not wanted:
        raise click.ClickException("There is nothing to print: no public event, or none that takes place there.")
    with click.progressbar(wanted, label="Printing", item_show_func=lambda one: one.words if one else "") as bar:
        outcomes = [(sheet, _write(sheet, folder)) for sheet in bar]
    if contact_sheets:
        drawn = [sheet for sheet, fault in outcomes if fault is None]
        with click.progressbar(drawn, label="Looking") as bar:
            names = write_contact_sheets(folder, ((sheet.words, _preview(sheet)) for sheet in bar))
        click.echo(f"To look at: {', '.join(names)}")
    faults = [f"{sheet.words}: {fault}" for sheet, fault in outcomes if fault is not None]
    click.echo(f"Wrote {len(outcomes) - len(faults)} of {len(outcomes)} files to {folder}.")
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} could not be drawn.")


def _events(slug: str, asked: _Asked) -> tuple[CampaignRecord, list[EventRecord]]:
    reader = Reader((), shelf().base_url)
    try:
        with reading() as session, force_locale(_LANGUAGE):
            campaign = load_campaign(session, slug=slug, reader=reader)
            return campaign, asked.events(load_events(session, campaign=campaign, reader=reader))
    except NotFound as error:
        raise click.ClickException(f"There is no campaign {slug} that the public may see.") from error


def _toolkit(event: EventRecord, campaign: CampaignRecord) -> Toolkit:
    with reading() as session:
        records = Records(session, event.code, shelf().base_url)
        return records.toolkit(campaign, event, event.languages[0], Audience.HOST)


def _write(sheet: _Sheet, folder: Path) -> str | None:
    """Draw one file; whole or not at all, whatever ends the command. Return why it could not be drawn."""
    wish, event = sheet.wish, sheet.event
    try:
        with reading() as session:
            granted = Records(session, event.code, shelf().base_url).grant(wish)
        with force_locale(interface_language([granted.language])):
            printed = render_item(granted)
    except DomainError as refusal:
        with force_locale(_LANGUAGE):
            return str(say(refusal))
    place = folder / event_folder(event)
    place.mkdir(parents=True, exist_ok=True)
    unfinished = place / f".{printed.filename}"
    unfinished.write_bytes(printed.body)
    os.replace(unfinished, place / printed.filename)
    return None


def _preview(sheet: _Sheet) -> bytes:
    with reading() as session:
        granted = Records(session, sheet.event.code, shelf().base_url).grant(sheet.wish)
    with force_locale(interface_language([granted.language])):
        return render_preview(granted)
