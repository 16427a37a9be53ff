"""``organizer print``: a campaign's sheets as files, and what it says when there is nothing, or no such thing, to print."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from organizer.cli.printing import print_command
from organizer.events.operations import cancel_event
from organizer.events.queries import find_event
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING
from tests.support.print_reading import codes_in, text_of

pytestmark = pytest.mark.engines("sqlite")


@dataclass
class Shop:
    """A print shop: events of one campaign, and the folder that it prints into."""

    app: Flask
    folder: Path
    codes: dict[str, str]

    def run(self, *words: str, slug: str = "17n") -> Result:
        arguments = [slug, "--to", str(self.folder), *words]
        with self.app.app_context():  # around these tests lies another one, which only translates
            return self.app.test_cli_runner().invoke(print_command, arguments)

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def shop(app: Flask, app_database: Database, tmp_path: Path) -> Shop:
    codes = {}
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        for city, country in (("Bogotá", "CO"), ("Kyoto", "JP"), ("Lima", "PE")):
            event = make_event(session, campaign, city=city, country=country)
            codes[city] = event.code
        cancel_event(session, event=event, writing=WRITING, reason="")
    return Shop(app, tmp_path / "print", codes)


def test_each_event_gets_a_folder_with_the_papers_of_its_country(shop: Shop) -> None:
    result = shop.run("--item", "poster", "--lang", "es")
    assert result.exit_code == 0, result.output
    assert "Wrote 4 of 4 files" in result.output
    day = shop.files()[0].split("/")[1][:10]
    bogota, kyoto = f"CO/{day}_bogota_{shop.codes['Bogotá']}", f"JP/{day}_kyoto_{shop.codes['Kyoto']}"
    assert shop.files() == [
        f"{bogota}/{day}_bogota_poster_letter_es.pdf",
        f"{bogota}/{day}_bogota_poster_letter_es_bw.pdf",
        f"{kyoto}/{day}_kyoto_poster_a4_es.pdf",
        f"{kyoto}/{day}_kyoto_poster_a4_es_bw.pdf",
    ]
    sheet = (shop.folder / shop.files()[0]).read_bytes()
    assert "Bogotá" in text_of(sheet)
    assert [code.split("/e/")[1].split("/")[0] for code in codes_in(sheet)] == [shop.codes["Bogotá"]]


def test_paper_ink_and_country_narrow_it_down(shop: Shop) -> None:
    assert shop.run("--item", "scan", "--paper", "letter", "--mode", "bw", "--country", "jp").exit_code == 0
    assert [name.rpartition("/")[2].partition("_kyoto_")[2] for name in shop.files()] == ["scan_letter_en_bw.pdf"]


def test_what_does_not_take_place_is_not_printed_but_its_picture_says_so(shop: Shop) -> None:
    assert shop.run("--country", "PE", "--item", "poster").exit_code == 1
    assert shop.run("--country", "PE").exit_code == 0
    assert {Path(name).suffix for name in shop.files()} == {".png"}
    assert len(shop.files()) == 3


def test_contact_sheets_show_every_sheet_once(shop: Shop) -> None:
    assert shop.run("--item", "tent", "--contact-sheets").exit_code == 0
    with Image.open(shop.folder / "contact-sheet-01.png") as picture:
        assert picture.width > 1000
        # Four sheets on one row: the rest of the ground stays empty.
        columns = [picture.getpixel((16 + 316 * n + 150, 200)) for n in range(6)]
    ground = (0xD5, 0xD5, 0xD5)
    assert [colour == ground for colour in columns] == [False] * 4 + [True] * 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--country", "ZZ"), "There is no country ZZ."),
        (("--lang", "nope!"), "There is no language nope!."),
        (("--item", "flag"), "'flag' is not one of"),
        (("--country", "FR"), "There is nothing to print"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_written(shop: Shop, words: tuple[str, ...], sentence: str) -> None:
    result = shop.run(*words)
    assert result.exit_code != 0
    assert sentence in result.output
    assert not shop.folder.exists()


def test_an_unknown_campaign_is_said(shop: Shop) -> None:
    assert "There is no campaign nope that the public may see." in shop.run(slug="nope").output


def test_a_sheet_that_cannot_be_drawn_is_named_and_the_others_are_there(
    app_database: Database, shop: Shop, break_event: Callable[[Database, str], None]
) -> None:
    break_event(app_database, shop.codes["Kyoto"])
    result = shop.run("--item", "scan", "--mode", "bw")
    assert result.exit_code == 1
    assert f"{shop.codes['Kyoto']}, scan in en: We have no font for the character" in result.output
    assert "Wrote 1 of 2 files" in result.output
    assert [name.split("/")[0] for name in shop.files()] == ["CO"]


@pytest.fixture
def break_event() -> Callable[[Database, str], None]:
    """Give an event a title with a letter that no font of ours has (Tangut, U+17000)."""

    def spoil(database: Database, code: str) -> None:
        with database.transaction() as session:
            event = find_event(session, code=code)
            assert event is not None
            event.title = {event.language: "\U00017000 rally"}

    return spoil


def test_a_pack_holds_all_files_and_one_pdf_of_those_of_paper(shop: Shop) -> None:
    result = shop.run("--item", "scan", "--item", "share", "--mode", "colour", "--pack")
    assert result.exit_code == 0, result.output
    files = [name for name in shop.files() if "/" in name]
    with ZipFile(shop.folder / "17n.zip") as archive:
        assert archive.namelist() == files
        assert all(archive.read(name) == (shop.folder / name).read_bytes() for name in files)
    assert len(files) == 2 + 3 * 3
    assert "Bound 3 pages" in result.output, "a list and two sheets"
    assert len(PdfReader(shop.folder / "17n.pdf").pages) == 3
