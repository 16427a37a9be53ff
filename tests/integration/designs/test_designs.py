"""Designs of a campaign's own: made from rows or a package, proved, published, printed by hosts, taken along."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pypdf import PdfReader

from organizer.designs.rules.slots import read_spec
from tests.integration.designs.conftest import SVG, Desk, png
from tests.support.designs import design
from tests.support.print_reading import picture_of, text_of


def as_form(spec: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a design as a browser sends its rows."""
    sent: dict[str, Any] = {name: value for name, value in spec.items() if name not in ("v", "boxes", "art")}
    for at, box in enumerate(spec["boxes"]):
        values = {"min": 8, "max": 40, "weight": 400, "colour": "ink", "fill": "none", "align": "start", **box}
        sent |= {f"boxes-{at}-{name}": value for name, value in values.items()}
    return {**sent, "number": number}


def made(desk: Desk, **files: bytes) -> str:
    """Make a design; return its code."""
    answer = desk.post("designs/", {}, **files)
    assert answer.status_code == 303, answer.text
    return str(re.search(r"/designs/([a-z0-9]{8})/", answer.location)[1])  # type: ignore[index]


def test_a_design_is_made_proved_published_printed_and_taken_along(desk: Desk) -> None:
    code = made(desk)
    assert desk.get(f"designs/{code}/").status_code == 200
    assert "A box is missing: QR code." in desk.get(f"designs/{code}/proof/").text
    refused = desk.post(f"designs/{code}/publish", {"number": 1})
    assert refused.status_code == 409

    spec = design(papers="a4")
    saved = desk.post(f"designs/{code}/", as_form(spec, 1), file=png("#fdf3dd", (210, 297)))
    assert saved.status_code == 303, saved.text
    stale = desk.post(f"designs/{code}/", as_form(design(papers="a4", name="Stale words"), 1))
    assert stale.status_code == 409
    assert "Stale words" in stale.text
    proof = desk.get(f"designs/{code}/proof/")
    assert "Everything fits, can be read and scanned" in proof.text
    assert len(re.findall(r"/designs/\w+/(?:en|ar|zh|long)\.png", proof.text)) == 4
    picture = desk.get(f"designs/{code}/ar.png")
    assert picture.data.startswith(b"\x89PNG")

    assert f"design={code}" not in desk.client.get(f"/e/{desk.code}/print/").text
    assert desk.client.get(f"/e/{desk.code}/print/own.pdf?design={code}").status_code == 404
    assert desk.post(f"designs/{code}/publish", {"number": 2}).status_code == 303
    assert f"design={code}" in desk.client.get(f"/e/{desk.code}/print/").text
    sheet = desk.client.get(f"/e/{desk.code}/print/own.pdf?design={code}&paper=a4")
    assert sheet.status_code == 200
    assert "2027" in text_of(sheet.data)
    assert desk.client.get(f"/e/{desk.code}/print/own.pdf?design={code}&paper=a3").status_code == 404
    assert desk.client.get(f"/e/{desk.code}/print/own/?design={code}").status_code == 200

    with ZipFile(BytesIO(desk.client.get(f"/e/{desk.code}/print/everything.zip?paper=a4").data)) as archive:
        assert [one for one in archive.namelist() if "_own-" in one] == [
            f"2027-11-17_bogota_own-{code}_a4_en.pdf", f"2027-11-17_bogota_own-{code}_a4_en_bw.pdf"
        ]  # fmt: skip
    with ZipFile(BytesIO(desk.client.get(f"/e/{desk.code}/print/everything.zip?paper=letter").data)) as archive:
        assert not [one for one in archive.namelist() if "_own-" in one], "it comes on no paper of theirs"

    package = desk.get(f"designs/{code}.zip").data
    other = made(desk, package=package)
    assert desk.get(f"designs/{other}.zip").data == package
    assert desk.post(f"designs/{code}/delete", {}).status_code == 303
    assert desk.client.get(f"/e/{desk.code}/print/own.pdf?design={code}").status_code == 404


def test_artwork_that_runs_over_the_edge_is_offered_to_print_shops(desk: Desk) -> None:
    code = made(desk)
    spec = as_form(design(papers="a4", bleed=3), 1)
    saved = desk.post(f"designs/{code}/", spec, file=png("#fdf3dd", (216, 303)))
    assert saved.status_code == 303, saved.text
    assert desk.post(f"designs/{code}/publish", {"number": 2}).status_code == 303

    own = f"/e/{desk.code}/print/own"
    assert 'name="bleed"' in desk.client.get(f"{own}/?design={code}&paper=a4").text
    (page,) = PdfReader(BytesIO(desk.client.get(f"{own}.pdf?design={code}&paper=a4&bleed=1").data)).pages
    millimetres = [round(float(side) * 25.4 / 72) for side in (*page.bleedbox[2:], *page.trimbox)]
    assert millimetres == [216, 303, 3, 3, 213, 300]
    drawn = picture_of(desk.client.get(f"{own}.pdf?design={code}&paper=a4&bleed=1").data, dpi=50)
    corners = {drawn.getpixel(at) for at in ((1, 1), (drawn.width - 2, drawn.height - 2))}
    assert corners == {(253, 243, 221)}, "colour lies in the corners that are cut off"


def test_artwork_that_stops_at_the_edge_is_not_offered_to_print_shops(desk: Desk) -> None:
    # Smaller, 3 mm of artwork are less than a print shop takes; of other proportions, it ends before the edge.
    spec = read_spec(design(papers=["a3", "a4", "a5", "letter"], bleed=3, art=f"{'0' * 64}.png"))
    assert [paper for paper in spec.papers if spec.runs_over(paper, 3, has_imprint=False)] == ["a3", "a4"]
    assert not replace(spec, art="").runs_over("a4", 3, has_imprint=False)
    assert not spec.runs_over("a4", 3, has_imprint=True), "it is drawn smaller, above a line for the imprint"
    code = made(desk)
    saved = desk.post(f"designs/{code}/", as_form(design(papers="a4"), 1), file=png("#fdf3dd", (210, 297)))
    assert saved.status_code == 303
    assert desk.post(f"designs/{code}/publish", {"number": 2}).status_code == 303
    own = f"/e/{desk.code}/print/own"
    assert 'name="bleed"' not in desk.client.get(f"{own}/?design={code}&paper=a4").text
    sheet = desk.client.get(f"{own}.pdf?design={code}&paper=a4&bleed=1")
    (page,) = PdfReader(BytesIO(sheet.data)).pages
    assert page.bleedbox == page.trimbox
    assert "-bleed" not in sheet.headers["Content-Disposition"]


def test_letters_on_their_own_colour_and_small_codes_are_not_published(desk: Desk) -> None:
    code = made(desk)
    spec = design(papers="a4")
    spec["boxes"] = [{**box, "w": 20, "h": 20} if box["field"] == "qr" else box for box in spec["boxes"]]
    assert desk.post(f"designs/{code}/", as_form(spec, 1), file=png("#12201f", (210, 297))).status_code == 303
    proof = desk.get(f"designs/{code}/proof/").text
    assert "the QR code is 20.0 mm on A4, too small for telephones. It takes 22.1 mm here." in proof
    assert "Box 2: its letters do not stand out from what is behind them" in proof
    assert desk.post(f"designs/{code}/publish", {"number": 2}).status_code == 409


def test_what_is_wrong_in_a_row_is_told_beside_it(desk: Desk) -> None:
    code = made(desk)
    rows = as_form(design(papers="a4"), 1)
    wrong = desk.post(f"designs/{code}/", {**rows, "boxes-1-w": "wide"})
    assert wrong.status_code == 422
    assert "wide" in wrong.text
    beyond = desk.post(f"designs/{code}/", {**rows, "boxes-1-w": "99999"})
    assert beyond.status_code == 422
    assert "Box 2, Width: 2 – 1200." in beyond.text
    endless = desk.post(f"designs/{code}/", {**rows, "boxes-1-w": "nan"})
    assert endless.status_code == 422
    hostile = desk.post("designs/", {}, package=SVG)
    assert hostile.status_code == 422
    assert "This is no design that we can take (zip)." in hostile.text
