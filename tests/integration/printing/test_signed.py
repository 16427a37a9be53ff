"""What a campaign has at the foot of its sheets: signature, imprint, logos; and designs of its own, in both inks."""

from dataclasses import replace
from functools import cache

import pytest

from organizer.designs.rules.slots import read_spec
from organizer.editions.printing.render import PrintRequest, render_item
from organizer.editions.printing.samples import SAMPLES, sample_event
from organizer.foundation.core.languages import Text
from organizer.foundation.uploads import CleanPicture, clean_picture
from organizer.record.types import LogoRecord
from tests.support.designs import design
from tests.support.print_reading import (
    codes_in,
    is_clean_margin,
    most_colour,
    picture_of,
    share_found,
    size_in_mm,
    text_of,
)
from tests.support.print_requests import campaign_in, demo_event, poster

IMPRINT = "V.i.S.d.P.: Ada Example, Netzwerk Fluss, Musterweg 12, 10997 Berlin"
_FLAG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#c8102e"/></svg>'
)
_GROUND = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><rect width="210" height="297" fill="#fdf3dd"/><rect x="160" width="50" height="20" fill="#c8102e"/></svg>'


@cache
def drawn(svg: str) -> CleanPicture:
    return clean_picture(svg.encode())


def signed(request: PrintRequest) -> PrintRequest:
    flag = drawn(_FLAG)
    logo = LogoRecord(flag.digest, flag.kind, flag.width, flag.height, Text("A red flag", "en"))
    campaign = replace(
        request.campaign,
        logos=(logo,),
        signature=Text("Coalition for the River", "en"),
        imprint=Text(IMPRINT, "de"),
    )
    return replace(request, campaign=campaign, pictures={flag.digest: flag.body})


@pytest.mark.parametrize(
    ("item", "sheet", "mode"),
    [("poster", "a4", "colour"), ("poster", "a5", "bw"), ("handbill", "a6x4", "bw"), ("tearoff", "letter", "bw")],
)
def test_sheets_are_signed_as_the_law_wants(item: str, sheet: str, mode: str) -> None:
    printed = render_item(signed(poster(demo_event(1), "en", item=item, sheet=sheet, mode=mode)))
    assert share_found(printed.body, IMPRINT) == 1
    assert share_found(printed.body, "Coalition for the River") == 1
    assert {row["note"] for row in printed.fit_report if row["id"] in ("imprint", "signature")} == {"ok"}
    assert codes_in(printed.body)
    if mode == "bw":
        picture = picture_of(printed.body, "-aa", "no", "-aaVector", "no", dpi=100)
        assert most_colour(picture) == 0
        assert item == "tearoff" or is_clean_margin(picture, mm=4.5, dpi=100)


def test_a_logo_without_its_picture_is_left_out() -> None:
    request = replace(signed(poster(demo_event(1), "en")), pictures={})
    assert text_of(render_item(request).body)


@pytest.mark.parametrize(
    ("sample", "sheet", "mode"),
    [("en", "a4", "colour"), ("ar", "a5", "colour"), ("zh", "letter", "bw"), ("long", "a5", "bw")],
)
def test_a_design_holds_in_every_script(sample: str, sheet: str, mode: str) -> None:
    ground, language = drawn(_GROUND), SAMPLES[sample].language
    spec = read_spec(design(art=f"{ground.digest}.svg"))
    campaign = campaign_in(language)
    request = PrintRequest(
        "own", campaign, sample_event(campaign, sample), language, sheet, mode, design=spec,
        pictures={ground.digest: ground.body},
    )  # fmt: skip
    printed = render_item(request)
    assert codes_in(printed.body)[0].startswith("https://act.example.org/e/k7m3q9/")
    assert share_found(printed.body, SAMPLES[sample].title) >= 0.9
    assert {row["note"] for row in printed.fit_report} <= {"ok", "word-broken"}
    assert size_in_mm(printed.body)[0] == pytest.approx({"a4": 210, "a5": 148, "letter": 215.9}[sheet], abs=0.2)
    red = picture_of(printed.body, "-aa", "no", "-aaVector", "no", dpi=40)
    assert (most_colour(red) == 0) is (mode == "bw")
    assert render_item(request).body == printed.body
