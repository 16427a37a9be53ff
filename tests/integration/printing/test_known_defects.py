"""What other engines got wrong on paper, and ours must not: mixed scripts, emoji in the middle, lines from right to left."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from organizer.editions.printing.render import render_item, render_preview
from organizer.foundation.core.languages import Text
from organizer.record.toolkits import Role
from tests.support.print_cases import CASES, DEFECTS, EVERY_CASE, EVERY_DEFECT
from tests.support.print_file import PrintFile
from tests.support.print_requests import demo_event, poster

TESTS = Path(__file__).parents[2]


def titled(words: str, language: str = "en", **options: str) -> PrintFile:
    event = replace(demo_event(37), title=Text(words, language))
    return PrintFile(render_item(poster(event, language, **options)).body)


@pytest.mark.parametrize("item", ["poster", "badges"])
@pytest.mark.parametrize(
    "words",
    [
        "Before 👩🏽‍🚒 between 🏳️‍🌈 after the flags 🇧🇷 and to the end",  # text lost after an emoji
        "Łódź Đặng Nguyễn Ștefan Çağla Ærøskøbing",  # question marks for what is not Latin-1
        "Petra, محمد, 王小明, Σωκράτης, Ольга",  # a font for each script, in one line
        "Rally #17N at https://act.example.org with عشرة people",  # runs of both directions
    ],
    ids=["emoji", "letters", "scripts", "directions"],
)
def test_every_word_of_a_mixed_line_is_there(item: str, words: str) -> None:
    file = titled(words, item=item)
    assert file.share("".join(char for char in words if char.isalnum() or char in " #:/.")) == 1
    assert file.missing_glyphs == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "مسيرة من أجل الأرض والماء في كل مكان وكل مدينة"), ("he", "צעדה למען האדמה והמים בכל מקום ובכל עיר")],
)
def test_lines_from_right_to_left_begin_at_the_top_right(language: str, words: str) -> None:
    file = titled(words, language)
    parts = words.split()
    places = {
        part: next(word for word in file.words if word.text in (part, part[::-1])) for part in (parts[0], parts[-1])
    }
    first, last = places[parts[0]], places[parts[-1]]
    assert first.top < last.top, "lines stand from the top down"
    assert first.right > last.left
    width = float(file.reader.pages[0].mediabox.width) * 25.4 / 72
    assert first.right > width * 0.8


def test_emoji_are_the_same_on_paper_and_in_the_picture() -> None:
    event = replace(demo_event(37), title=Text("👩🏽‍🚒🏳️‍🌈🇧🇷1️⃣", "en"))
    with Image.open(BytesIO(render_preview(poster(event)))) as picture:
        drawn = picture.convert("RGB")
    paper = PrintFile(render_item(poster(event)).body).picture(dpi=65).convert("RGB").resize(drawn.size)
    head = (0, 0, drawn.width, drawn.height * 2 // 5)
    apart = ImageStat.Stat(ImageChops.difference(drawn.crop(head), paper.crop(head))).mean
    assert max(apart) < 8, apart


def test_a_capital_with_a_mark_does_not_touch_what_stands_above() -> None:
    plain, marked = (titled(f"{capital}emboguata yvy ha y rehe") for capital in "NÑ")
    above = (0.06, 0.03, 0.16, 0.084)
    boxes = []
    for file in (plain, marked):
        picture = file.picture(dpi=100).convert("RGB")
        boxes.append(
            picture.crop(tuple(round(edge * size) for edge, size in zip(above, picture.size * 2, strict=True)))
        )  # type: ignore[arg-type]
    assert ImageChops.difference(*boxes).getbbox() is None


@pytest.mark.parametrize(("language", "hours"), [("ar", "6:00–7:00"), ("he", "19:00–18:00"), ("ur", "6:00–7:00")])
def test_tags_addresses_and_hours_keep_their_order_from_right_to_left(language: str, hours: str) -> None:
    event = replace(demo_event(37), languages=(language,))
    text = PrintFile(render_item(poster(event, language)).body).text
    # Poppler goes by where the letters stand: a tag whose sign is at its wrong end would be read so.
    for words in ("#17N", "act.example.org/e/k7m037"):
        assert words in text
    # From left to right: Hebrew hours run on with the line, as people write them there.
    figures = "".join(char if char in ":–" else str(unicodedata.digit(char, "")) for char in text)
    assert hours in figures


def test_a_name_runs_in_the_direction_of_its_own_language() -> None:
    place = replace(demo_event(37).place, venue=Text("שלום לכם", "he"))
    file = PrintFile(render_item(poster(replace(demo_event(37), place=place))).body)
    first, last = (next(word for word in file.words if word.text in (part, part[::-1])) for part in ("שלום", "לכם"))
    assert first.top == last.top
    assert first.left > last.right


@pytest.mark.parametrize("item", ["poster", "handbill", "tearoff"])
def test_what_is_read_aloud_comes_in_the_order_of_the_sheet(item: str) -> None:
    words = "Reading goes from the headline down"
    read = "".join(titled(words, item=item).text_as_drawn.split())
    parts = [read.index("".join(part.split())) for part in (words, "17 November 2027", "act.example.org/e/k7m037")]
    assert parts == sorted(parts)


@pytest.mark.parametrize("item", ["badges", "poster"])
def test_arabic_letters_are_joined(item: str) -> None:
    joined, apart = (titled(words, "ar", item=item) for words in ("سلام للجميع", "\u200c".join("سلام") + " للجميع"))
    assert joined.share("سلام للجميع") == 1
    assert ImageChops.difference(joined.dots[0].convert("RGB"), apart.dots[0].convert("RGB")).getbbox()


def test_eleven_roles_are_on_two_sheets_of_ten() -> None:
    request = poster(demo_event(37), item="role-badges", sheet="a4")
    assert request.toolkit is not None
    roles = tuple(Role(Text(f"Steward{chr(65 + n)}", "en"), None) for n in range(11))
    file = PrintFile(render_item(replace(request, toolkit=replace(request.toolkit, roles=roles))).body)
    assert len(file.reader.pages) == 2
    assert [file.text.count(role.title.value) for role in roles] == [2] * 9 + [1] * 2


@pytest.mark.parametrize(("item", "sheet"), [("leaflet", "a4"), ("leaflet", "letter"), ("tent", "a4")])
def test_no_fold_runs_through_a_code(item: str, sheet: str) -> None:
    picture = PrintFile(render_item(poster(demo_event(37), item=item, sheet=sheet)).body).picture("-gray", dpi=150)
    (code, *_) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCodeModel2)
    corners = (code.position.top_left, code.position.bottom_right)
    five_millimetres = 5 / 25.4 * 150
    if item == "leaflet":
        assert min(abs(corner.x - picture.width / 2) for corner in corners) > five_millimetres
        assert (corners[0].x > picture.width / 2) is (corners[1].x > picture.width / 2)
    else:
        fold = (297 - 24) / 2 / 25.4 * 150
        assert min(abs(corner.y - fold) for corner in corners) > five_millimetres
        assert (corners[0].y > fold) is (corners[1].y > fold)


@pytest.mark.parametrize("words", ["Go", "a" * 120, "Long words of a title " * 11], ids=["short", "word", "long"])
def test_a_long_title_takes_no_dot_from_the_code(words: str) -> None:
    picture = titled(words, sheet="a5").picture("-gray", dpi=150)
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCodeModel2)
    side = (code.position.top_right.x - code.position.top_left.x) / 150 * 25.4
    assert side / 33 >= 0.4, "millimetres of a dot of a code of version 4"


def test_every_case_and_every_defect_of_paper_has_its_test() -> None:
    assert set(CASES) == set(EVERY_CASE)
    assert set(DEFECTS) == set(EVERY_DEFECT)
    for place in {place for places in (*CASES.values(), *DEFECTS.values()) for place in places}:
        path, _, name = place.partition("::")
        source = (TESTS / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, re.MULTILINE), place
