"""One poster, read back by other programs."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from organizer.editions.printing.papers import PAPERS
from organizer.editions.printing.render import Printed, print_key, render_item
from organizer.foundation.core.languages import Text
from organizer.foundation.core.printable import CharacterNotPrintable
from organizer.record.printed import printed_url
from organizer.record.types import EventRecord, Place
from tests.support.print_reading import (
    codes_in,
    fonts_of,
    ink_share,
    is_clean_margin,
    most_colour,
    picture_of,
    share_found,
    size_in_mm,
    tags_of,
    text_of,
)
from tests.support.print_requests import demo_event, poster
from tests.support.records import make_event, make_place

HOSTILE = [
    '#panic("x") #read("/etc/passwd") $x$',
    "<b>bold</b><script>alert(1)</script> {{7*7}} ${7*7}",
    r"\ \u{41} @a <a> // c /* d */ = e - f + g",
    '"],"v":2,"t":"',
    "a" * 5000,
]


def printed(event: EventRecord, language: str | None = None, **options: str) -> Printed:
    return render_item(poster(event, language, **options))


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.key)
@pytest.mark.parametrize("mode", ["colour", "bw"])
def test_the_page_is_the_paper_and_the_code_leads_to_the_event(paper: object, mode: str) -> None:
    sheet = PAPERS[paper.key]  # type: ignore[attr-defined]
    event = demo_event(44)
    found = printed(event, sheet=sheet.key, mode=mode)
    assert size_in_mm(found.body) == (round(sheet.width, 1), round(sheet.height, 1))
    assert codes_in(found.body) == [printed_url(event)]
    assert {entry["note"] for entry in found.fit_report} == {"ok"}


def test_the_paper_is_that_of_the_country_unless_told() -> None:
    assert size_in_mm(printed(demo_event(44)).body) == (215.9, 279.4)
    assert size_in_mm(printed(demo_event(37)).body) == (210.0, 297.0)


@pytest.mark.parametrize(("number", "language"), [(44, "es"), (19, "ar"), (9, "ko"), (11, "fil")])
def test_black_and_white_has_no_colour_spares_ink_and_keeps_the_margin_of_copiers(number: int, language: str) -> None:
    found = printed(demo_event(number), language, mode="bw", sheet="a4")
    picture = picture_of(found.body, "-aa", "no", "-aaVector", "no", dpi=72)
    assert most_colour(picture) == 0
    assert ink_share(picture) < 0.25
    assert is_clean_margin(picture, mm=5, dpi=72)


def test_colour_has_colour() -> None:
    picture = picture_of(printed(demo_event(44)).body, "-aa", "no", "-aaVector", "no", dpi=72)
    assert most_colour(picture) > 100


@pytest.mark.parametrize("number", [1, 8, 10, 13, 14, 16, 17, 19, 20, 23, 32, 44])
def test_title_and_place_can_be_searched_and_copied(number: int) -> None:
    event = demo_event(number)
    body = printed(event).body
    assert share_found(body, event.title.value) >= 0.8
    assert event.place.venue is not None
    assert share_found(body, event.place.venue.value) >= 0.6


def test_the_date_and_the_hours_are_on_the_sheet() -> None:
    words = text_of(printed(demo_event(37)).body)
    assert "Wednesday,17November2027" in words
    assert "18:00–19:00" in words
    assert "act.example.org/e/k7m037" in words


def test_fonts_are_ours_embedded_and_can_be_copied_from() -> None:
    rows = fonts_of(printed(demo_event(20)).body)
    assert rows
    for row in rows:
        assert "+Noto" in row[0]
        assert row[-5:-2] == ["yes", "yes", "yes"], row


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_looks_like_code_is_printed_as_it_stands(text: str) -> None:
    event = make_event(title=Text(text, "en"), group_name=text[:200], place=make_place(venue=Text(text[:300], "en")))
    found = printed(event)
    shown = [row for row in found.fit_report if row["id"] == "headline"]
    assert len(shown) == 1
    if len(text) < 300:
        assert share_found(found.body, text) == 1
    assert codes_in(found.body) == [printed_url(event)]


def test_a_null_byte_and_an_unknown_script_are_refused() -> None:
    for text in ("a\x00b", "ꦗꦮ"):
        with pytest.raises(CharacterNotPrintable):
            printed(make_event(title=Text(text, "en")))


def test_an_address_that_is_not_public_is_nowhere_in_the_file() -> None:
    place = Place(city="Quito", country="EC", is_withheld=True, address="Calle Secreta 12", lat=-0.21, lon=-78.5)
    event = replace(make_event(), place=place, online_url="https://meet.example.net/hush")
    body = printed(event).body
    reader = PdfReader(BytesIO(body))
    everything = text_of(body) + str(reader.metadata) + str(reader.attachments)
    for secret in ("Secreta", "hush", "-78.5"):
        assert secret not in everything


def test_the_file_says_who_calls_and_nothing_of_a_person_or_a_machine() -> None:
    data = PdfReader(BytesIO(printed(demo_event(44)).body)).metadata
    assert data is not None
    assert data.title == demo_event(44).title.value
    assert data.author == "Comité de Solidaridad Bogotá"
    assert set(data) <= {"/Title", "/Author", "/Keywords", "/Creator", "/CreationDate", "/ModDate"}
    assert "@" not in str(data)
    assert data.creation_date is not None
    assert data.creation_date.isoformat().startswith("2026-11-24T18:49")


@pytest.mark.parametrize(
    ("number", "language", "turned", "words"),
    [(37, "en", False, "QR code"), (44, "es", False, "Código QR"), (19, "ar", True, "رمز QR")],
)
def test_screen_readers_get_language_direction_headings_and_the_code(
    number: int, language: str, turned: bool, words: str
) -> None:
    body = printed(demo_event(number), language).body
    root = PdfReader(BytesIO(body)).root_object
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (root["/ViewerPreferences"].get("/Direction") == "/R2L") is turned
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert [tag for tag, _ in tags].count("/H1") == 1
    assert [alt for tag, alt in tags if tag == "/Figure"] == [f"{words}: {printed_url(demo_event(number))}"]


def test_a_draft_is_marked_across_the_sheet() -> None:
    event = demo_event(37)
    plain, draft = (printed(replace(event, is_draft=is_draft)) for is_draft in (False, True))
    assert "Draft" not in text_of(plain.body)
    assert picture_of(plain.body, dpi=40).tobytes() != picture_of(draft.body, dpi=40).tobytes()
    assert codes_in(draft.body) == [printed_url(event)]


def test_the_key_changes_with_what_is_printed_and_with_nothing_else() -> None:
    event = demo_event(37)
    request = poster(event)
    assert print_key(request) == print_key(poster(event)) == render_item(request).key
    others = [
        poster(event, "es"),
        poster(event, sheet="a3"),
        poster(event, mode="bw"),
        poster(replace(event, title=Text("Other", "en"))),
    ]
    assert len({print_key(other) for other in [request, *others]}) == 5
    assert print_key(poster(replace(event, revision=9, capacity_band="none"))) == print_key(request)


def test_the_name_says_day_town_item_paper_language_and_mode() -> None:
    assert printed(demo_event(44), mode="bw", sheet="a4").filename == "2027-11-17_bogota_poster_a4_es_bw.pdf"
