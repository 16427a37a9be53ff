import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.contract import PrintData
from organizer.editions.printing.item import Order
from organizer.editions.printing.papers import PAPERS
from organizer.editions.printing.view import EventNotPrintable, print_view
from organizer.foundation.core.colour import contrast
from organizer.foundation.core.languages import Text
from organizer.foundation.core.printable import CharacterNotPrintable
from organizer.record.printed import print_mark, printed_url
from organizer.record.types import EventRecord, EventStatus, Theme
from tests.support.print_requests import campaign_in
from tests.support.records import make_event


def view(event: EventRecord, language: str = "en", item: str = "poster", **changes: object) -> PrintData:
    campaign = replace(campaign_in(language), **changes)  # type: ignore[arg-type]
    return print_view(Order(ITEMS[item], PAPERS["a4"], "colour", language, campaign, event))


def test_the_contract_is_the_same_text_for_the_same_record() -> None:
    event = make_event()
    assert view(event).to_json() == view(event).to_json()
    assert json.loads(view(event).to_json())["v"] == 1


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.REMOVED])
def test_no_poster_is_made_of_an_event_that_does_not_take_place(status: EventStatus) -> None:
    with pytest.raises(EventNotPrintable) as refusal:
        view(make_event(status=status))
    assert refusal.value.params == {"status": status.value}


def test_a_picture_tells_that_an_event_is_cancelled() -> None:
    found = view(make_event(status=EventStatus.CANCELLED), item="share").event
    assert found.off
    assert found.status is not None
    assert found.status.t == "Cancelled"


def test_no_picture_is_made_of_a_removed_event() -> None:
    with pytest.raises(EventNotPrintable):
        view(make_event(status=EventStatus.REMOVED), item="share")


@pytest.mark.parametrize(
    ("status", "words"), [(EventStatus.POSTPONED, "New date"), (EventStatus.TENTATIVE, "Not confirmed yet")]
)
def test_what_people_must_know_first_stands_in_a_bar(status: EventStatus, words: str) -> None:
    found = view(make_event(status=status)).event.status
    assert found is not None
    assert found.t == words


def test_the_campaign_speaks_only_where_it_has_the_words() -> None:
    spanish = view(make_event(languages=("es",)), "es").campaign
    assert spanish.demands[1].t == "El agua es un derecho, no una mercancía"
    assert spanish.summary is not None
    bengali = view(make_event(languages=("bn",)), "bn").campaign
    assert bengali.demands == ()
    assert bengali.summary is None
    assert (bengali.title.lang, bengali.title.dir) == ("en", "ltr")


def test_the_mark_is_not_said_twice() -> None:
    assert view(make_event()).campaign.title.t == "Global Day of Solidarity with Land and Water Defenders"


def test_a_title_keeps_its_language_on_a_sheet_in_another() -> None:
    found = view(make_event(title=Text("وقفة", "ar"), languages=("ar", "fr")), "fr")
    assert (found.dir, found.event.title.dir, found.event.title.lang) == ("ltr", "rtl", "ar")


def test_a_sheet_in_arabic_is_mirrored() -> None:
    assert view(make_event(languages=("ar",)), "ar").dir == "rtl"


def test_the_address_is_the_one_of_the_page_and_short_in_words() -> None:
    event = make_event()
    link = view(event).link
    assert link.url == printed_url(event) == f"https://act.example.org/e/k7m3q9/{print_mark(event)}/"
    assert link.short.t == f"act.example.org/e/k7m3q9/{print_mark(event)}"
    assert link.short.dir == "ltr"
    assert link.alt == f"QR code: {link.url}"


def test_the_code_says_what_it_is_for() -> None:
    comes, reads = (view(make_event(takes_rsvp=takes)).link.label for takes in (True, False))
    assert comes is not None
    assert reads is not None
    assert (comes.t, reads.t) == ("Scan to say you’re coming", "Scan to read more")


def test_a_file_carries_the_group_and_the_time_of_the_record() -> None:
    at = datetime(2027, 3, 1, 12, 0, 5, tzinfo=UTC)
    document = view(make_event(updated_at=at)).document
    assert document.author == "Solidarity Berlin"
    assert document.stamp == (2027, 3, 1, 12, 0, 5)


def test_a_link_for_guests_never_reaches_a_sheet() -> None:
    event = make_event(online_url="https://meet.example.net/secret", mode="hybrid")
    assert "secret" not in view(event).to_json()


def test_a_null_byte_is_refused() -> None:
    with pytest.raises(CharacterNotPrintable):
        view(make_event(title=Text("a\x00b", "en")))


def test_a_draft_says_so() -> None:
    assert view(make_event()).labels.draft is None
    assert view(make_event(is_draft=True)).labels.draft is not None


@pytest.mark.parametrize(
    ("primary", "accent"),
    [
        ("#0b4a52", "#f7b731"),
        ("#ffd21f", "#23307a"),
        ("#ffffff", "#000000"),
        ("#808080", "#808080"),
        ("#ff0000", "#00ff00"),
    ],
)
def test_words_can_be_read_in_every_theme(primary: str, accent: str) -> None:
    inks = view(make_event(), theme=Theme(primary, accent)).theme.colours
    for words, ground in [
        ("on-primary", "primary"),
        ("on-primary-soft", "primary"),
        ("accent-on-primary", "primary"),
        ("on-accent", "accent"),
        ("primary-ink", "white"),
        ("ink", "white"),
        ("ink-soft", "white"),
    ]:
        assert contrast(inks[words], inks[ground]) >= 4.5, (words, ground)
