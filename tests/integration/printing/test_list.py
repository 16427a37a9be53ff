"""The list of events on paper: by country and day, with what is needed to go there, and nothing that is withheld."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from organizer.editions.printing.listed import LIST, MOST_EVENTS, EventList, ListTooLong
from organizer.editions.printing.render import Printed, render_list
from organizer.foundation.core.languages import Text
from organizer.foundation.db import Database
from organizer.record.finding import takes_place
from organizer.record.types import EventStatus
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient, page_of
from tests.support.print_reading import (
    all_codes_in,
    first_size_in_mm,
    fonts_of,
    is_clean_margin,
    missing_glyphs,
    most_colour,
    pages_of,
    pictures_of,
    share_down,
    share_found,
    tags_of,
    text_of,
)
from tests.support.print_requests import campaign_in, demo_events, translations


def listed(language: str = "en", sheet: str = "a4", **changes: object) -> EventList:
    wanted = EventList(campaign_in(language), tuple(demo_events()), language, LIST.sheets[sheet])
    return replace(wanted, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def english() -> Printed:
    with translations():
        return render_list(listed())


def test_every_event_that_takes_place_is_on_it_once_with_its_address(english: Printed) -> None:
    words = text_of(english.body)
    for event in demo_events():
        short = event.url.split("://")[1].rstrip("/")
        assert words.count(short) == (0 if event.status is EventStatus.CANCELLED else 1)
    assert missing_glyphs(english.body) == 0
    assert all("+Noto" in font[0] or "+Twemoji" in font[0] for font in fonts_of(english.body))


def test_countries_are_sorted_and_their_events_are_in_the_order_of_time(english: Printed) -> None:
    words = text_of(english.body)
    found = [words.index(name) for name in ("Argentina1event", "Australia3events", "Belgium1event", "Colombia3events")]
    assert found == sorted(found)
    colombia = [words.index(title) for title in ("Vigiliade36horas", "Cátedraabierta", "Granplantónporquienes")]
    assert colombia == sorted(colombia)
    assert "ColombiaTime" in words


def test_an_event_that_no_font_draws_is_on_it_by_its_address_and_stops_no_other() -> None:
    first, second = [event for event in demo_events() if event.status is not EventStatus.CANCELLED][:2]
    odd = replace(first, title=Text("Rally \u16a0 \U00012000", "en"), group_name="Friends of \u16a0")
    with translations():
        words = text_of(render_list(listed(events=(odd, second))).body)
    assert "\u16a0" not in words
    assert "Friends" not in words
    assert words.count(first.url.split("://")[1].rstrip("/")) == 2, "in the title's place, and as always"
    assert "".join(second.title.value.split()) in "".join(words.split())


def test_the_code_leads_to_the_campaign(english: Printed) -> None:
    assert all_codes_in(english.body) == [campaign_in("en").url]


def test_pages_are_numbered_and_the_tables_are_read_as_tables(english: Printed) -> None:
    pages = pages_of(english.body)
    assert pages > 3
    assert f"{pages}/{pages}" in text_of(english.body)
    tags = [tag for tag, _ in tags_of(PdfReader(BytesIO(english.body)).root_object["/StructTreeRoot"])]
    assert tags.count("/H1") == 1
    assert tags.count("/Table") == 1
    assert tags.count("/H2") == len({event.place.country for event in demo_events() if takes_place(event)}) > 20


def test_pages_are_filled_and_a_country_that_goes_on_is_named_again() -> None:
    many = tuple(replace(demo_events()[36], code=f"k7m{n:03}") for n in range(30))
    wanted = listed(events=(*many, demo_events()[0]))
    printed = render_list(wanted)
    reader = PdfReader(BytesIO(printed.body))
    pages = [page.extract_text() for page in reader.pages]
    first, last = many[0].place, demo_events()[0].place
    assert len(pages) > 2
    assert first.country != last.country
    assert len(reader.outline[1]) == 2, "a heading that is said again is one bookmark"
    whole = [page for page in pages if sum(event.code in page for event in many) > 1]
    for page in whole:
        assert "30 events" in page
    for picture in pictures_of(printed.body, dpi=36)[:-1]:
        assert share_down(picture) > 0.8


@pytest.mark.parametrize(("language", "sheet"), [("ar", "letter"), ("zh-Hant", "a4"), ("am", "letter")])
def test_it_can_be_copied_in_every_script(language: str, sheet: str) -> None:
    wanted = listed(language, sheet, mode="bw")
    printed = render_list(replace(wanted, events=wanted.events[:12]))
    assert first_size_in_mm(printed.body) == (round(wanted.sheet.width, 1), round(wanted.sheet.height, 1))
    for page in pictures_of(printed.body, dpi=72):
        assert is_clean_margin(page, mm=5, dpi=72)
    assert most_colour(pictures_of(printed.body, dpi=40)[0].convert("1").convert("RGB")) == 0
    assert missing_glyphs(printed.body) == 0
    assert printed.filename == f"{wanted.campaign.slug}_list_{sheet}_{language.lower()}_bw.pdf"


def test_the_longest_and_the_worst_words_stay_in_their_columns() -> None:
    worst = ("a" * 120, "word " * 50, '#panic("x") $x$ <b>bold</b> {{7*7}}')
    events = tuple(
        replace(demo_events()[36], title=Text(words.strip(), "en"), code=f"k{n}") for n, words in enumerate(worst)
    )
    body = render_list(listed(events=events)).body
    assert share_found(body, worst[2]) == 1
    for page in pictures_of(body, dpi=72):
        assert is_clean_margin(page, mm=5, dpi=72)


def test_the_same_events_are_the_same_bytes(english: Printed) -> None:
    assert render_list(listed()).body == english.body


def test_more_events_than_anybody_leafs_through_are_refused() -> None:
    with pytest.raises(ListTooLong):
        render_list(listed(events=(demo_events()[0],) * (MOST_EVENTS + 1)))


def test_a_country_s_page_leads_to_its_list(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, city="Kyoto", country="JP", title={"en": "Walk in Kyoto"})
        make_event(session, campaign, city="Lima", country="PE", title={"en": "Walk in Lima"})
    page = page_of(client.get("/c/17n/country/pe/"))
    answer = client.get(page.link("The list on paper"))
    assert answer.content_type == "application/pdf"
    words = text_of(answer.data)
    assert "WalkinLima" in words
    assert "Kyoto" not in words
    assert "WalkinKyoto" in text_of(client.get("/c/17n/print/events.pdf").data)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("country=zz", 400),
        ("country=1%27", 400),
        ("paper=a3", 404),
        ("mode=red", 404),
        ("lang=%00", 400),
        ("country=fj", 200),
    ],
)
def test_what_is_not_there_is_refused(
    client: InspectingClient, app_database: Database, query: str, status: int
) -> None:
    with app_database.transaction() as session:
        make_campaign(session)
    assert client.get(f"/c/17n/print/events.pdf?{query}").status_code == status
