"""What other engines got wrong on paper, and ours must not: mixed scripts, emoji in the middle, lines from right to left."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from organizer.editions.printing.render import render_item, render_preview
from organizer.foundation.core.languages import Text
from tests.support.print_file import PrintFile
from tests.support.print_requests import demo_event, poster


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
