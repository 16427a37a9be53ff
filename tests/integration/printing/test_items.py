"""What single items promise beyond the matrix: empty rows, equal strips, marks to cut at, two languages."""

import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import zxingcpp
from pypdf import PdfReader

from organizer.editions.printing.choices import Choices, DayRefused
from organizer.editions.printing.render import PrintRequest, render_item
from organizer.record.types import Place
from tests.support.print_reading import all_codes_in, pages_of, picture_of, share_found, text_of
from tests.support.print_requests import campaign_in, demo_event, poster


def signin(language: str = "en", **chosen: object) -> bytes:
    event = demo_event(19 if language == "ar" else 37)
    return render_item(replace(sheet("signin", language), choices=Choices(**chosen), event=event)).body  # type: ignore[arg-type]


def sheet(item: str, language: str = "en", **options: str) -> PrintRequest:
    return poster(demo_event(19 if language == "ar" else 37), language, item=item, **options)


def test_a_sign_in_sheet_is_empty_and_every_row_has_a_code_of_its_own() -> None:
    words = text_of(signin(pages=3))
    codes = [f"K7M037-{n:02}" for n in range(1, 61)]
    assert all(words.count(code) == 1 for code in codes)
    assert "@" not in words


def test_a_sign_in_sheet_has_the_pages_and_columns_that_were_chosen() -> None:
    body = signin(columns=("first", "town", "help"), pages=2, destroy=date(2027, 12, 24))
    words = text_of(body)
    assert pages_of(body) == 2
    for expected in ("Firstname", "Town", "Icanhelp", "24December2027", "Sheet1of2", "Sheet2of2"):
        assert expected in words
    for absent in ("E-mail", "Phone", "Keepmeposted"):
        assert absent not in words
    assert len(all_codes_in(body)) == 1


def test_all_columns_fit_side_by_side() -> None:
    columns = ("first", "name", "email", "phone", "postcode", "town", "help", "news")
    request = replace(sheet("signin"), choices=Choices(columns=columns))
    assert {row["note"] for row in render_item(request).fit_report} == {"ok"}


def test_the_first_column_of_an_arabic_sheet_is_the_right_one() -> None:
    body = signin("ar")
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=body, capture_output=True, check=True).stdout
    row = next(line for line in boxes.decode().splitlines() if "K7M019-01" in line)
    left = float(row.split('xMin="')[1].split('"')[0])
    assert left > 595 * 0.8


def test_a_sheet_of_names_that_is_kept_for_years_is_refused() -> None:
    with pytest.raises(DayRefused):
        signin(destroy=date(2031, 1, 1))


def test_nothing_private_is_on_any_item() -> None:
    place = Place(city="Quito", country="EC", is_withheld=True, address="Calle Secreta 12", lat=-0.21, lon=-78.5)
    event = replace(demo_event(37), place=place, online_url="https://meet.example.net/hush")
    for item in ("handbill", "tearoff", "scan", "signin", "tent", "badges", "poster-two", "handbill-two"):
        words = text_of(render_item(poster(event, "en", item=item)).body)
        assert "Secreta" not in words
        assert "hush" not in words
        assert "Quito" in words or item == "badges"


@pytest.mark.parametrize(("paper", "across", "down"), [("a6x4", 2, 2), ("a5x2", 2, 1), ("half-letter", 2, 1)])
def test_handbills_are_equal_and_marked_where_they_are_cut(paper: str, across: int, down: int) -> None:
    # Ten dots to the millimetre: every piece begins on a whole dot.
    picture = picture_of(render_item(sheet("handbill", sheet=paper, mode="bw")).body, "-aa", "no", dpi=254).convert("L")
    width, height = picture.width // across, picture.height // down
    inner = (130, 130, width - 130, height - 130)
    pieces = {
        picture.crop((x * width, y * height, (x + 1) * width, (y + 1) * height)).crop(inner).tobytes()
        for x in range(across)
        for y in range(down)
    }
    assert len(pieces) == 1
    # Black on the cut itself near both its ends; nothing in the outer ring that printers lose, nothing in the middle.
    for y, is_marked in ((75, True), (picture.height - 76, True), (30, False), (picture.height // 4, False)):
        darkest, _ = picture.crop((picture.width // 2 - 2, y, picture.width // 2 + 3, y + 1)).getextrema()
        assert (int(darkest) < 100) is is_marked  # type: ignore[arg-type]


def test_a_role_is_on_the_badge_and_in_the_name_of_the_file() -> None:
    printed = render_item(replace(sheet("badges", sheet="a4"), choices=Choices(role="steward")))
    assert text_of(printed.body).count("Steward") == 10
    assert printed.filename == "2027-11-17_london_badges-steward_a4_en.pdf"


def test_two_languages_are_both_on_the_sheet_and_in_the_name_of_the_file() -> None:
    event = demo_event(44)
    request = replace(
        poster(event, "es", item="poster-two", sheet="a4"),
        choices=Choices(also="en"),
        second=(campaign_in("en"), event),
    )
    printed = render_item(request)
    for words in ("Miércoles, 17 de noviembre de 2027", "Wednesday, 17 November 2027", "Escanea", "Scan"):
        assert share_found(printed.body, words) == 1
    assert printed.filename == "2027-11-17_bogota_poster-two_a4_es-en.pdf"


@pytest.mark.parametrize(("language", "is_front_right"), [("en", True), ("ar", False)])
def test_a_leaflet_opens_where_its_language_turns_pages(language: str, *, is_front_right: bool) -> None:
    request = sheet("leaflet", language, sheet="a4")
    venue = request.event.place.venue
    assert venue is not None
    body, place = render_item(request).body, venue.value.split()[0]
    halves = [_words_in(body, page=1, half=half) for half in (0, 1)]
    assert [place in words for words in halves] == [not is_front_right, is_front_right]
    # The code is on the back, on the other half.
    (code,) = zxingcpp.read_barcodes(picture_of(body, "-gray"), formats=zxingcpp.BarcodeFormat.QRCodeModel2)
    assert (code.position.top_left.x > 148.5 / 25.4 * 150) is not is_front_right


def _words_in(body: bytes, *, page: int, half: int) -> str:
    """Return the words on the left (0) or right (1) half of a page of A4 on its side."""
    box = ("-x", str(half * 421), "-y", "0", "-W", "421", "-H", "596", "-f", str(page), "-l", str(page))
    return subprocess.run(["pdftotext", *box, "-", "-"], input=body, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("item", ["poster", "placard", "poster-two"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_for_a_print_shop_colour_runs_over_the_edge(item: str, language: str) -> None:
    plain = sheet(item, language)
    printed = render_item(replace(plain, choices=replace(plain.choices, bleed=True)))
    (page,) = PdfReader(BytesIO(printed.body)).pages
    trim, whole = page.trimbox, page.mediabox
    millimetre = 72 / 25.4
    assert [round(float(side) / millimetre, 2) for side in (trim.left, trim.bottom)] == [3, 3]
    assert round(float(whole.width - trim.width) / millimetre, 2) == 6
    assert page.bleedbox == whole
    assert "-bleed_" in printed.filename
    picture = picture_of(printed.body, dpi=72).convert("RGB")
    across = range(2, picture.width - 2, 10)
    assert len({picture.getpixel((x, 1)) for x in across}) == 1
    assert picture.getpixel((1, 1)) == picture.getpixel((20, 1)) != (255, 255, 255)
    assert len(all_codes_in(printed.body)) == (0 if item == "placard" else 1)


@pytest.mark.parametrize(("mode", "key"), [("bw", "a3"), ("colour", "a4x2")])
def test_what_no_print_shop_cuts_has_no_bleed(mode: str, key: str) -> None:
    plain = sheet("placard", mode=mode, sheet=key)
    printed = render_item(replace(plain, choices=Choices(bleed=True)))
    page = PdfReader(BytesIO(printed.body)).pages[0]
    assert page.mediabox == page.trimbox
