"""How a campaign looks: colours that can be read, lines, logos; on its pages and in its record from the next request on."""

import html
import re

import pytest
from sqlalchemy import func, select

from organizer.designs.models import Picture
from organizer.record.loader import load_campaign
from organizer.record.projector import Reader
from tests.integration.designs.conftest import SVG, Desk, png

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'


def svg(inside: str) -> bytes:
    return f"{_HEAD}{inside}</svg>".encode()


#: Small as a file; every sheet that shows it would take longer than a sheet may.
_SLOW = svg(
    '<defs><mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="200" height="100">'
    '<rect width="200" height="100" fill="#fff" opacity="0.5"/></mask><g id="g">'
    + '<g mask="url(#m)" opacity="0.9"><rect width="190" height="90" fill="red"/></g>' * 100
    + "</g></defs>"
    + '<use href="#g"/>' * 46
)

LINES = {"signature": "Coalition for the River", "imprint": "V.i.S.d.P.: Ada Example, Weg 1, Berlin"}
GOOD = {"primary": "#1d3557", "accent": "#ffb703", **LINES}


def pictures(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Picture)) or 0


def test_colours_and_lines_are_seen_first_and_saved_then(desk: Desk) -> None:
    before = desk.look()[2]
    shown = desk.post("look/", {**GOOD, "show": "y"})
    assert shown.status_code == 200
    assert "/static/theme-1d3557-ffb703-" in shown.text
    assert html.escape(LINES["imprint"]) in shown.text
    assert desk.look()[2] == before

    saved = desk.post("look/", GOOD)
    assert saved.status_code == 303
    with desk.database.reading() as session:
        record = load_campaign(session, slug=desk.slug, reader=Reader(("en",), "http://localhost"))
    assert (record.theme.primary, record.theme.accent, record.version) == ("#1d3557", "#ffb703", before + 1)
    assert (record.signature.value, record.imprint.value) == tuple(LINES.values())  # type: ignore[union-attr]
    front = desk.client.get(f"/c/{desk.slug}/").text
    assert "/static/theme-1d3557-ffb703-" in front
    assert LINES["imprint"] in front


def test_a_form_that_was_cut_off_takes_no_line_away(desk: Desk) -> None:
    assert desk.post("look/", GOOD).status_code == 303
    cut_off = desk.post("look/", {"primary": GOOD["primary"], "accent": GOOD["accent"]})
    assert cut_off.status_code == 422
    assert cut_off.text.count("This is needed.") >= 2
    with desk.database.reading() as session:
        record = load_campaign(session, slug=desk.slug, reader=Reader(("en",), "http://localhost"))
    assert (record.signature.value, record.imprint.value) == tuple(LINES.values())  # type: ignore[union-attr]
    assert desk.post("look/", {**GOOD, "signature": "", "imprint": ""}).status_code == 303


def test_colours_that_cannot_be_read_are_measured_and_mended_with_one_click(desk: Desk) -> None:
    refused = desk.post("look/", {**GOOD, "accent": "#1d3f5f"})
    assert refused.status_code == 422
    assert (
        "The second colour does not stand out from the main one: contrast 1.1 to 1, it takes 3.0 to 1." in refused.text
    )
    assert LINES["signature"] in refused.text  # what was typed is kept
    found = re.search(r'name="instead" value="(accent:#[0-9a-f]{6})"', refused.text)
    assert found is not None
    assert desk.look()[0] == "#0b4a52"

    mended = desk.post("look/", {**GOOD, "accent": "#1d3f5f", "instead": found[1]})
    assert mended.status_code == 303
    assert desk.look()[1] == found[1].partition(":")[2]
    nonsense = desk.post("look/", {**GOOD, "primary": "blue<script>"})
    assert nonsense.status_code == 422
    assert "Write a colour as #" in nonsense.text


def test_a_logo_is_served_as_nothing_but_a_picture_and_goes_with_its_last_use(desk: Desk) -> None:
    added = desk.post("look/logos/", {"alt": "Red flag", "whose": "partner"}, file=SVG)
    assert added.status_code == 303
    again = desk.post("look/logos/", {"alt": "Again", "whose": "own"}, file=SVG)
    assert again.status_code == 409
    assert "This picture is there already." in again.text
    assert desk.post("look/logos/", {"alt": "Own", "whose": "own"}, file=png()).status_code == 303

    with desk.database.reading() as session:
        record = load_campaign(session, slug=desk.slug, reader=Reader(("en",), "http://localhost"))
    assert [(logo.alt.value, logo.kind, logo.is_partner) for logo in record.logos] == [
        ("Own", "png", False), ("Red flag", "svg", True),
    ]  # fmt: skip
    svg = record.logos[1]
    assert f"/pictures/{svg.name}" in desk.client.get(f"/c/{desk.slug}/").text
    sent = desk.client.get(f"/pictures/{svg.name}")
    assert (sent.status_code, sent.mimetype) == (200, "image/svg+xml")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "html" not in sent.headers["Content-Disposition"]
    assert "immutable" in sent.headers["Cache-Control"]
    assert desk.client.get(f"/pictures/{svg.digest}.png").status_code == 404

    assert pictures(desk) == 2
    assert desk.post(f"look/logos/{svg.digest}/remove", {}).status_code == 303
    assert pictures(desk) == 1
    assert desk.client.get(f"/pictures/{svg.name}").status_code == 404


def test_a_file_that_is_no_picture_is_refused_beside_the_field(desk: Desk) -> None:
    for body, words in (
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><script/></svg>", "“script”"),
        (b"GIF89a", "PNG, JPEG, WebP or SVG"),
        (b"", "Choose a picture."),
        (b"\x89PNG\r\n\x1a\n" + bytes(6_000_001), "up to 6.0 MB"),
    ):
        refused = desk.post("look/logos/", {"alt": "My words", "whose": "own"}, file=body)
        assert refused.status_code == 422
        assert words in refused.text
        assert "My words" in refused.text
    assert desk.post("look/logos/", {"alt": "x", "whose": "own"}, file=bytes(7_000_000)).status_code == 413
    assert pictures(desk) == 0


@pytest.mark.engines("sqlite")
def test_a_logo_that_no_sheet_could_show_is_refused_beside_the_field(desk: Desk) -> None:
    for body, words in (
        (_SLOW, "takes too long to print"),
        (svg(""), "There is nothing to see"),
        (svg('<rect width="190" height="90" fill="#fff"/>'), "There is nothing to see"),
        (png("#00000000", mode="RGBA"), "There is nothing to see"),
        (svg('<rect width="190" height="90" fill="#fff176"/>'), "can hardly be seen"),
        (svg('<rect width="3" height="3" fill="#000"/>'), "can hardly be seen"),
        (png(size=(1, 1)), "1 × 1 pixels"),
        (png(size=(900, 100)), "up to 8 times as wide"),
        (png(size=(40, 130)), "up to 3 times as high"),
    ):
        refused = desk.post("look/logos/", {"alt": "My words", "whose": "own"}, file=body)
        assert refused.status_code == 422
        assert words in refused.text
        assert "My words" in refused.text
    assert pictures(desk) == 0
    for alt, body in (
        ("Pale", svg('<rect width="190" height="90" fill="#fff176"/><rect width="50" height="9"/>')),
        ("Wide", png(size=(640, 80))),
    ):
        assert desk.post("look/logos/", {"alt": alt, "whose": "own"}, file=body).status_code == 303


def test_a_line_that_no_font_can_print_is_refused_by_its_character(desk: Desk) -> None:
    refused = desk.post("look/", {**GOOD, "imprint": "Jawa ꦗ", "signature": "River 👩🏽‍🚒 🏳️‍🌈"})
    assert refused.status_code == 422
    assert "No font of ours has the character ꦗ (U+A997), so it can’t be printed." in refused.text
    assert "Jawa ꦗ" in refused.text
    assert desk.post("look/", {**GOOD, "signature": "River 👩🏽‍🚒 🏳️‍🌈 水 ماء"}).status_code == 303
