"""What no sheet cuts off: rights, petitions, consent, who answers by law, numbers to ring, when and where.

The text that can be copied from a file tells nothing about it: words behind the edge of a box are in it all the same. So each
text ends in a square of a colour of its own, and the colour is looked for on the paper.
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import pytest
from flask_babel import force_locale

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.fitting import WordsDoNotFit
from organizer.editions.printing.item import ALWAYS_WHOLE
from organizer.editions.printing.render import PrintRequest, render_item, render_preview, render_report
from organizer.editions.printing.typst_pool import PRINT_DATA
from organizer.foundation.core.languages import Text
from tests.support.print_file import PrintFile
from tests.support.print_requests import demo_event, poster

#: Squares that nothing else on a sheet is coloured like, by the hue that they are drawn in.
SQUARES = MappingProxyType(
    {"🟥": (221, 46, 68), "🟩": (120, 177, 89), "🟪": (170, 142, 214), "🟦": (85, 172, 238), "🟫": (193, 105, 79)}
)
RED, GREEN, PURPLE, BLUE, BROWN = SQUARES
SENTENCES = {
    "en": "Protect the river and everybody who protects it from those who sell it and those who buy it. ",
    "ar": "احموا النهر وكل من يحمي النهر ممن يبيعه وممن يشتريه ويظن أنه ملك لأحد. ",
    "hi": "नदी की और नदी की रक्षा करने वालों की रक्षा करो, उनसे जो उसे बेचते और ख़रीदते हैं। ",
    "zh": "保護河流以及所有保護河流的人，使其免受出售者與購買者的傷害。",
}
#: Both papers, and every language on one of them.
PAIRS = [("en", "letter"), ("ar", "a4"), ("hi", "letter"), ("zh", "a4")]


def words(lang: str, length: int, square: str) -> Text:
    sentence = SENTENCES[lang]
    return Text((sentence * (length // len(sentence) + 1))[: length - 1].strip() + square, lang)


def squares_on(body: bytes, dpi: int = 150) -> Counter[str]:
    """Return how many dots of each square's colour the first page has."""
    picture = PrintFile(body).picture(dpi=dpi).convert("RGB")
    by_colour = {rgb: count for count, rgb in picture.getcolors(1 << 24) or ()}
    return Counter({square: by_colour.get(rgb, 0) for square, rgb in SQUARES.items()})


def card_of(lang: str, sheet: str, *, rules: int = 8, length: int = 299) -> PrintRequest:
    wanted = poster(demo_event(1), lang, item="rights", sheet=sheet)
    assert wanted.toolkit is not None
    assert wanted.toolkit.rights is not None
    lines = [words(lang, length, "")] * (rules - 1)
    card = replace(
        wanted.toolkit.rights, title=words(lang, 40, RED), lines=(*lines, words(lang, length, GREEN)),
        phone_label=words(lang, 30, PURPLE), phone=f"+44 20 7946 0958 {BLUE}",
    )  # fmt: skip
    campaign = replace(wanted.campaign, imprint=words("en", 90, BROWN))
    return replace(wanted, campaign=campaign, toolkit=replace(wanted.toolkit, rights=card))


@pytest.mark.parametrize(
    ("lang", "length", "sheet"), [("en", 60, "a4"), ("ar", 60, "letter"), ("hi", 60, "a4"), ("zh", 30, "letter")]
)
def test_every_rule_of_a_card_is_on_the_paper(lang: str, length: int, sheet: str) -> None:
    found = squares_on(render_item(card_of(lang, sheet, rules=6, length=length)).body, dpi=200)
    assert [square for square in SQUARES if found[square] < 10] == []


@pytest.mark.parametrize(("lang", "sheet"), PAIRS)
def test_a_card_that_does_not_fit_is_refused_and_never_printed_in_part(lang: str, sheet: str) -> None:
    wanted = card_of(lang, sheet)
    for draw in (render_item, render_preview):
        with pytest.raises(WordsDoNotFit) as refusal:
            draw(wanted)
        assert str(refusal.value.params["what"]) == "Rules"
    (rules,) = (row for row in render_report(wanted) if row["id"] == "rule")
    assert rules["note"] == "overflow"
    assert 1.3 < float(str(rules["over"])) < 6


def petition_of(lang: str, sheet: str, length: int = 1) -> PrintRequest:
    """Return a petition with the longest title, addressee and consent; ``length``: which part of the longest text."""
    wanted = poster(demo_event(1), lang, item="petition", sheet=sheet)
    assert wanted.toolkit is not None
    assert wanted.toolkit.petition is not None
    petition = replace(
        wanted.toolkit.petition, title=words(lang, 300, RED), addressed_to=words(lang, 300, GREEN),
        text=words(lang, 4000 // length, PURPLE), consent=words(lang, 600, BLUE),
    )  # fmt: skip
    return replace(wanted, toolkit=replace(wanted.toolkit, petition=petition))


@pytest.mark.parametrize(("lang", "sheet"), PAIRS)
def test_of_a_petition_nothing_is_shortened_whatever_its_length(lang: str, sheet: str) -> None:
    printed = render_item(petition_of(lang, sheet, 2 if lang == "zh" else 1))
    signed = [row for row in printed.fit_report if row["id"] in ("headline", "addressed", "petition", "consent")]
    assert {row["note"] for row in signed} <= {"ok", "too-small"}
    found = squares_on(printed.body)
    assert [square for square in (RED, GREEN, PURPLE, BLUE) if found[square] < 10] == []
    file = PrintFile(printed.body)
    assert "…" not in file.text
    assert file.overlaps() == []
    assert file.words_beyond(4.5) == []


@pytest.mark.parametrize("item", [key for key, item in ITEMS.items() if not item.needs and key != "share"])
def test_place_and_who_answers_by_law_are_whole_on_the_smallest_sheet_or_it_is_refused(item: str) -> None:
    smallest = min(ITEMS[item].sheets.values(), key=lambda sheet: sheet.piece)
    wanted = poster(demo_event(37), "en", item=item, sheet=smallest.key)
    place = replace(
        wanted.event.place, venue=words("en", 120, RED), address=words("en", 120, GREEN).value, city="Bogotá"
    )
    campaign = replace(wanted.campaign, imprint=words("en", 150, PURPLE), signature=words("en", 60, BLUE))
    event = replace(wanted.event, place=place, title=words("en", 120, BROWN))
    second = (replace(wanted.second[0], imprint=campaign.imprint), event) if wanted.second else None
    printed = render_item(replace(wanted, campaign=campaign, event=event, second=second))
    shown = {row["id"] for row in printed.fit_report}
    assert not {row["id"] for row in printed.fit_report if row["note"] == "shortened"} & ITEMS[item].all_whole
    if smallest.is_tiled:
        return
    found = squares_on(printed.body, dpi=200)
    promised = {"place": RED, "when-and-where": RED, "address": GREEN, "imprint": PURPLE, "signature": BLUE}
    assert {name for name, square in promised.items() if name in shown and found[square] < 10} == set()


def test_what_is_never_shortened_is_declared_and_stands_somewhere() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in PRINT_DATA.rglob("*.typ"))
    named = set(re.findall(r'"([a-z][a-z0-9-]*)"', templates))
    declared = {key: item.whole for key, item in ITEMS.items() if item.whole}
    assert declared == {
        "petition": {"headline", "addressed", "petition"}, "rights": {"headline"}, "press": {"headline"}, "chants": {"chant"},
    }  # fmt: skip
    assert ALWAYS_WHOLE.union(*declared.values()) <= named
    assert {
        "consent",
        "destroy",
        "rule",
        "imprint",
        "phone",
        "date",
        "time",
        "place",
        "address-of-page",
    } <= ALWAYS_WHOLE


def test_no_box_that_holds_words_of_people_is_clipped() -> None:
    """What is cut at its edge is a piece for the scissors, a part of a banner, or water; nothing that text is set in."""
    found = Counter(
        path.name for path in PRINT_DATA.rglob("*.typ") for _ in re.findall(r"clip:", path.read_text(encoding="utf-8"))
    )
    assert found == {"sheet.typ": 5, "parts.typ": 1}


@pytest.mark.parametrize("item", ["signin", "petition"])
def test_an_arabic_sheet_counts_in_arabic_digits(item: str) -> None:
    event = demo_event(1)
    for country in ("LB", "WS", "DE"):
        wanted = poster(replace(event, place=replace(event.place, country=country)), "ar", item=item)
        with force_locale("ar"):
            text = PrintFile(render_item(replace(wanted, choices=replace(wanted.choices, pages=2))).body).text
        said = re.sub(rf"{event.code.upper()}-\d+|17N|\S*{event.code}\S*", "", text)
        assert re.findall(r"[0-9]", said) == [], said
        assert all(number in text for number in ("١", "٢"))


def test_a_banner_counts_its_sheets_in_the_digits_of_its_readers() -> None:
    event = demo_event(1)
    wanted = poster(replace(event, place=replace(event.place, country="LB")), "ar", item="banner", sheet="a4x8")
    text = PrintFile(render_item(wanted).body).text
    numbers = {char for char in text if "٠" <= char <= "٩"}
    assert {"١", "٨"} <= numbers


def test_longer_words_take_more_room() -> None:
    overs = [
        float(str(row["over"]))
        for length in (60, 299)
        for row in render_report(card_of("en", "a4", length=length))
        if row["id"] == "rule"
    ]
    assert overs[0] == 1
    assert all(one < other for one, other in pairwise(overs)), overs
