"""``organizer print``: a whole campaign's sheets as files in a folder, for a print shop or the coalition's office."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from organizer.editions.printing.binding import Leaf
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.contact_sheet import write_contact_sheets
from organizer.editions.printing.item import BLACK_AND_WHITE, COLOUR
from organizer.editions.printing.offer import PAPERS_HELD
from organizer.editions.printing.packing import make_files, write_whole
from organizer.editions.printing.render import render_item, render_preview
from organizer.editions.printing.sheets import EventSheet, in_words_of, list_sheets, load_public
from organizer.exchange.rules.packs import PackWish
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, is_language, normalize_tag
from organizer.foundation.web.refusals import say
from organizer.foundation.web.state import reading
from organizer.places.countries import is_country
from organizer.record.types import CampaignRecord, EventRecord

#: Commands speak English, as the rest of a server's log does.
_LANGUAGE = INTERFACE_LANGUAGES[0]


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


def _check_items(keys: tuple[str, ...]) -> None:
    """Refuse what is not in the catalogue. Only the application knows the operator's templates: it must run by now."""
    if unknown := next((key for key in keys if key not in ITEMS), None):
        raise click.BadParameter(f"{unknown!r} is not one of {', '.join(ITEMS)}.", param_hint="--item")


@click.command("print")
@click.argument("campaign")
@click.option("--item", "items", multiple=True, help=f"What to print ({', '.join(ITEMS)}); all when left out.")
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
@click.option("--pack", is_flag=True, help="Also write all files as one zip, and all sheets of paper as one PDF.")
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
    *, campaign: str, pack: bool, contact_sheets: bool, folder: Path, paper: str | None, **lists: tuple[str, ...]
) -> None:
    """Write the sheets of all public events of CAMPAIGN (its name in addresses): a folder for each country and event."""
    _check_items(lists["items"])
    record, events = _load(campaign)
    wanted = list_sheets(record, events, PackWish(paper=paper or "", **lists), for_hosts=True)
    if not wanted:
        raise click.ClickException("There is nothing to print: no public event, or none that takes place there.")
    with click.progressbar(wanted, label="Printing", item_show_func=lambda one: one.words if one else "") as bar:
        outcomes = [(sheet, _write(sheet, folder)) for sheet in bar]
    leaves = [outcome for _, outcome in outcomes if isinstance(outcome, Leaf)]
    if contact_sheets:
        with click.progressbar(leaves, label="Looking") as bar:
            names = write_contact_sheets(folder, ((leaf.sheet.words, _preview(leaf.sheet)) for leaf in bar))
        click.echo(f"To look at: {', '.join(names)}")
    if pack and leaves:
        _pack(leaves, record, folder)
    faults = [f"{sheet.words}: {outcome}" for sheet, outcome in outcomes if isinstance(outcome, str)]
    click.echo(f"Wrote {len(leaves)} of {len(outcomes)} files to {folder}.")
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} could not be drawn.")


def _load(slug: str) -> tuple[CampaignRecord, tuple[EventRecord, ...]]:
    try:
        with reading() as session:
            return load_public(session, slug)
    except NotFound as error:
        raise click.ClickException(f"There is no campaign {slug} that the public may see.") from error


def _write(sheet: EventSheet, folder: Path) -> Leaf | str:
    """Draw one file; whole or not at all, whatever ends the command. Return it, or why it could not be drawn."""
    try:
        request = sheet.request()
        with in_words_of(request):
            printed = render_item(request)
    except DomainError as refusal:
        with force_locale(_LANGUAGE):
            return str(say(refusal))
    name = f"{sheet.folder}/{printed.filename}"
    write_whole(folder / name, printed.body)
    return Leaf(folder / name, name, sheet, printed.pages)


def _pack(leaves: list[Leaf], campaign: CampaignRecord, folder: Path) -> None:
    packed, bound = folder / f"{campaign.slug}.zip", folder / f"{campaign.slug}.pdf"
    ordered = sorted(leaves, key=lambda leaf: leaf.name)
    pages = make_files(ordered, campaign, packed, bound)
    click.echo(f"Packed {len(ordered)} files into {packed}.")
    if pages:
        click.echo(f"Bound {pages} pages into {bound}.")
    else:
        click.echo("Nothing was bound into one PDF.", err=True)


def _preview(sheet: EventSheet) -> bytes:
    request = sheet.request()
    with in_words_of(request):
        return render_preview(request)
