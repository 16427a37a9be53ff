"""What a campaign has at the foot of its sheets: signature, imprint, logos; and designs of its own, in both inks."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import cycle, islice

import pytest
from PIL import Image

from organizer.designs.rules.slots import read_spec
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.item import PNG
from organizer.editions.printing.listed import LIST, EventList
from organizer.editions.printing.render import PrintRequest, render_item, render_list
from organizer.editions.printing.samples import SAMPLES, sample_event
from organizer.foundation.core.languages import Text
from organizer.foundation.uploads import CleanPicture, clean_picture
from organizer.record.types import LogoRecord
from tests.support.designs import box, design
from tests.support.print_file import PrintFile
from tests.support.print_matrix import TURNED, Cell
from tests.support.print_reading import (
    codes_in,
    is_clean_margin,
    most_colour,
    picture_of,
    share_found,
    size_in_mm,
    text_of,
)
from tests.support.print_requests import campaign_in, demo_event, demo_events, poster

IMPRINT = "V.i.S.d.P.: Ada Example, Netzwerk Fluss, Musterweg 12, 10997 Berlin"
#: As long as the form takes.
LONG = (
    "Printed and promoted by Ada Example on behalf of the Coalition for the River and the Land, Second Floor, 12 Long "
    "Example Street, Riverside Quarter, Exampletown EX1 2MP; press@river.example.org, +44 20 7946 0000; responsible for "
    "what it says: Benedicta Sample, same place. Printed by River Print, Mill"
)
SIGNATURE = "Allied for the Stream"
#: Points. The law wants what can be read.
LEAST = 5
_BOTH = frozenset(("signature", "logos"))
_NEITHER: frozenset[str] = frozenset()
#: What each item carries besides the imprint, which is on all of them. A new item has its line here first.
CARRIES = {
    "poster": _BOTH, "handbill": _BOTH, "leaflet": _BOTH, "tearoff": _BOTH, "scan": _BOTH, "signin": _BOTH,
    "placard": _BOTH, "banner": _BOTH, "tent": _BOTH, "poster-two": _BOTH, "handbill-two": _BOTH, "placard-two": _BOTH,
    "petition": _BOTH, "chants": _BOTH, "press": _BOTH,
    "kit": frozenset(("signature",)), "briefing": frozenset(("signature",)), "share": frozenset(("logos",)),
    "badges": _NEITHER, "stickers": _NEITHER, "rights": _NEITHER, "role-badges": _NEITHER,
}  # fmt: skip
_RED = (0xC8, 0x10, 0x2E)
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">'
_FLAG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#c8102e"/></svg>'
)
_GROUND = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><rect width="210" height="297" fill="#fdf3dd"/><rect x="160" width="50" height="20" fill="#c8102e"/></svg>'


@cache
def drawn(svg: str) -> CleanPicture:
    return clean_picture(svg.encode())


def signed(request: PrintRequest, imprint: str = IMPRINT) -> PrintRequest:
    flag = drawn(_FLAG)
    logo = LogoRecord(flag.digest, flag.kind, flag.width, flag.height, Text("A red flag", "en"))
    campaign = replace(
        request.campaign,
        logos=(logo,),
        signature=Text(SIGNATURE, "en"),
        imprint=Text(imprint, "de"),
    )
    return replace(request, campaign=campaign, pictures={flag.digest: flag.body})


def every_item() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each item in its smallest size with a long imprint, and in its largest; both inks, both directions in turn."""
    for n, (item, spec) in enumerate(ITEMS.items()):
        by_size = sorted(spec.sheets.values(), key=lambda sheet: sheet.piece)
        for at, (sheet, imprint) in enumerate(((by_size[0], LONG), (by_size[-1], IMPRINT))):
            yield item, sheet.key, spec.modes[(n + at) % len(spec.modes)], ("en", "ar")[(n + at) // 2 % 2], imprint


def test_every_item_says_what_it_carries() -> None:
    assert set(CARRIES) == set(ITEMS)


@pytest.mark.parametrize(("item", "sheet", "mode", "language", "imprint"), [*every_item()])
def test_everything_says_who_answers_for_it_by_law(
    item: str, sheet: str, mode: str, language: str, imprint: str
) -> None:
    cell = Cell(ITEMS[item], ITEMS[item].sheets[sheet], mode, language)
    printed = render_item(signed(cell.request(), imprint))
    carries = CARRIES[item]
    small = [row for row in printed.fit_report if row["id"] in ("imprint", "signature")]
    assert [row for row in small if row["note"] != "ok" or float(str(row["size"])) < LEAST] == []
    assert [row for row in printed.fit_report if row["note"] == "overflow"] == []
    if printed.content_type == PNG:
        assert "imprint" in {row["id"] for row in small}
        with Image.open(BytesIO(printed.body)) as picture:
            assert _RED in {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or ()}
        return
    file = PrintFile(printed.body)
    assert file.share(imprint) == 1
    assert (file.share(SIGNATURE) == 1) is ("signature" in carries)
    if not cell.sheet.is_tiled:  # what is glued is drawn as one picture, without tags
        assert ("A red flag" in {words for _, words in file.tags}) is ("logos" in carries)
        assert file.words_beyond(4.5) == []
        assert item in TURNED or file.overlaps() == []
    if mode == "bw":
        picture = file.picture("-aa", "no", "-aaVector", "no", dpi=72)
        assert most_colour(picture) == 0
        assert item == "tearoff" or is_clean_margin(picture, mm=5, dpi=72)


@pytest.mark.parametrize("mode", ["colour", "bw"])
def test_the_list_of_events_says_it_too(mode: str) -> None:
    request = signed(poster(demo_event(1), "en"), LONG)
    events, sheet = tuple(demo_events()[:5]), LIST.sheets["a4"]
    wanted = EventList(request.campaign, events, "en", sheet, mode, pictures=request.pictures)
    file = PrintFile(render_list(wanted).body)
    assert (file.share(LONG), file.share(SIGNATURE)) == (1, 1)
    assert "A red flag" in {words for _, words in file.tags}
    assert (file.words_beyond(4.5), file.overlaps()) == ([], [])
    assert (most_colour(file.picture("-aa", "no", "-aaVector", "no", dpi=72)) == 0) is (mode == "bw")
    assert "A red flag" not in {words for _, words in PrintFile(render_list(replace(wanted, pictures={})).body).tags}


@pytest.mark.parametrize("number", [1, 3, 8])
def test_logos_stay_in_their_row(number: int) -> None:
    wide, tall = (
        drawn(_HEAD.format(*size) + f'<rect width="90" height="90" fill="#00{n}"/></svg>')
        for n, size in enumerate(((80, 10), (10, 30)))
    )
    logos = tuple(
        LogoRecord(one.digest, one.kind, one.width, one.height, Text(f"Logo {n}", "en"))
        for n, one in enumerate(islice(cycle((wide, tall)), number))
    )
    for item in ("handbill", "scan", "signin"):
        plain = poster(demo_event(1), "en", item=item)
        request = replace(
            plain,
            campaign=replace(plain.campaign, logos=logos),
            pictures={one.digest: one.body for one in (wide, tall)},
        )
        printed = render_item(request)
        seen = [
            words
            for tag, words in PrintFile(printed.body).tags
            if tag == "/Figure" and words and words.startswith("Logo")
        ]
        assert seen == [f"Logo {n}" for n in range(len(seen))]
        assert len(seen) >= min(number, 3)
        assert {row["note"] for row in printed.fit_report} == {"ok"}


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


@pytest.mark.parametrize("mode", ["colour", "bw"])
def test_a_design_without_a_box_for_the_imprint_gets_a_line_for_it(mode: str) -> None:
    ground, campaign = drawn(_GROUND), campaign_in("en")
    basis = design(art=f"{ground.digest}.svg")
    boxed = {**basis, "boxes": [*basis["boxes"], box("imprint", 285, 9, min=6, max=9, weight=400)]}
    plain, own_line, own_box = (
        render_item(
            PrintRequest(
                "own", replace(campaign, imprint=imprint), sample_event(campaign, "en"), "en", "a4", mode,
                design=read_spec(spec), pictures={ground.digest: ground.body},
            )
        )
        for spec, imprint in ((basis, None), (basis, Text(LONG, "en")), (boxed, Text(IMPRINT, "de")))
    )  # fmt: skip
    assert (share_found(own_line.body, LONG), share_found(own_box.body, IMPRINT)) == (1, 1)
    assert codes_in(plain.body) == codes_in(own_line.body) == codes_in(own_box.body) != []
    for printed in (own_line, own_box):
        assert {row["note"] for row in printed.fit_report} == {"ok"}
        assert PrintFile(printed.body).overlaps() == []
