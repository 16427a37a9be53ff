"""Pictures to send: exact sizes, light enough for messengers, whole in the worst cases."""

from io import BytesIO

import pytest
from PIL import Image

from organizer.editions.printing.papers import PICTURES
from organizer.editions.printing.pictures import HEAVIEST, light_png
from organizer.editions.printing.render import render_item
from tests.support.print_requests import demo_event, poster

_WORST = {
    "long": (32, "fr"),
    "right to left": (19, "ar"),
    "cancelled": (29, "de"),
    "days": (46, "es"),
    "kanji": (8, "ja"),
}


@pytest.mark.parametrize("size", PICTURES)
@pytest.mark.parametrize("case", _WORST)
def test_a_picture_has_exactly_its_dots_and_stays_light(size: str, case: str) -> None:
    number, language = _WORST[case]
    found = render_item(poster(demo_event(number), language, item="share", sheet=size))
    with Image.open(BytesIO(found.body)) as picture:
        assert f"{picture.width}x{picture.height}" == size
        assert picture.mode == "RGB"
        assert not picture.info
    assert len(found.body) < HEAVIEST
    assert found.content_type == "image/png"
    assert not {row["note"] for row in found.fit_report} & {"overflow", "shortened", "too-small"}


def test_a_story_keeps_its_words_clear_of_the_bars_of_apps() -> None:
    found = render_item(poster(demo_event(37), item="share", sheet="1080x1920"))
    with Image.open(BytesIO(found.body)) as picture:
        for band in ((0, 0, 1080, 245), (0, 1920 - 310, 1080, 1920)):
            assert len(picture.crop(band).getcolors() or []) == 1


def test_a_picture_past_the_limit_gets_fewer_colours() -> None:
    noise = Image.effect_noise((700, 700), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "PNG")
    light = light_png(out.getvalue())
    assert len(light) < len(out.getvalue())
    with Image.open(BytesIO(light)) as picture:
        assert picture.mode == "P"


def test_a_picture_is_named_by_its_size() -> None:
    assert render_item(poster(demo_event(44), item="share")).filename == "2027-11-17_bogota_share_1200x630_es.png"
