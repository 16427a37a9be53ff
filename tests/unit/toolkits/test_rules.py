"""What a sheet takes, whose words a reader gets, and how long a rights card holds."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.toolkits.rules import (
    Card,
    Kit,
    Published,
    SheetKind,
    SheetRefused,
    first_of,
    holds_until,
    is_current,
    pieces_of,
    ranked,
    read_card,
    read_kit,
    read_minutes,
)
from organizer.toolkits.rules.lines import LISTS, PETITION, PRESS, raw_kit, typed_kit
from organizer.toolkits.rules.reachable import may_be_phone, may_reach
from organizer.toolkits.rules.translating import raw_from, rows_of
from tests.support.records import DEMO_FILE

PRESS_AND_PETITION = (*(f"press.{part}" for part in PRESS), *(f"petition.{part}" for part in PETITION))
TODAY = date(2027, 6, 1)
CARD = {
    "title": "Know this", "lines": ["Stay calm"], "phone_label": "Help", "phone": "+57 1", "checked_on": "2027-05-01",
    "checked_by": "A. Lawyer",
}  # fmt: skip


def _faults(raw: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(SheetRefused) as refused:
        read_kit(raw)
    return {(fault.path, fault.code) for fault in refused.value.faults}


def test_words_are_cleaned_and_steps_come_in_the_order_of_the_day() -> None:
    kit = read_kit({
        "checklist": ["  Water\u202e  and tape "],
        "timeline": [{"minutes": 0, "text": "Open"}, {"minutes": -60, "text": "Table"}],
        "press": {"headline": "H", "text": "T", "contact": "c", "embargo_until": "2027-11-17T06:00"},
    })  # fmt: skip

    assert kit.checklist == ("Water and tape",)
    assert [step.minutes for step in kit.timeline] == [-60, 0]
    assert kit.press is not None
    assert kit.press.embargo_until == datetime(2027, 11, 17, 6, tzinfo=UTC)


def test_every_fault_says_where_it_is() -> None:
    assert _faults({
        "chants": [{"call": "Whose water?", "response": ""}, {"call": "", "response": "Ours"}],
        "timeline": [{"minutes": "soon", "text": "x"}],
        "checklist": ["x" * 301],
        "roles": ["a role"],
        "press": {"headline": "H", "text": "T", "contact": "", "quotes": [{"text": "Q", "who": ""}]},
        "talking_points": ["x"] * 21,
        "poem": "x",
    }) == {
        ("chants.2.call", "part_missing"),
        ("timeline.1.minutes", "minutes_not_usable"),
        ("checklist.1", "text_too_long"),
        ("roles.1", "part_unknown"),
        ("roles.1.title", "part_missing"),
        ("roles.1.text", "part_missing"),
        ("press.contact", "part_missing"),
        ("press.quotes.1.who", "part_missing"),
        ("talking_points", "too_many_rows"),
        ("poem", "part_unknown"),
    }  # fmt: skip


def test_the_demos_kits_come_back_from_form_and_table_as_they_were() -> None:
    kits = [read_kit(sheet["kit"]) for sheet in json.loads(DEMO_FILE.read_text())["toolkit"] if "kit" in sheet]
    assert len(kits) == 4
    for kit in kits:
        assert read_kit(raw_kit(typed_kit(kit))) == kit
        assert read_kit(raw_from(rows_of(kit))) == kit


_LINE = st.text(alphabet="ab é:/-1٣ \n", max_size=20)


@settings(max_examples=80)
@given(st.dictionaries(st.sampled_from(LISTS), _LINE, max_size=3))
def test_what_is_taken_from_a_form_is_shown_there_and_in_the_table_as_it_is_read_again(typed: dict[str, str]) -> None:
    kit = Kit()
    with suppress(SheetRefused):
        kit = read_kit(raw_kit({**dict.fromkeys((*LISTS, *PRESS_AND_PETITION), ""), **typed}))
    assert read_kit(raw_kit(typed_kit(kit))) == kit, "in the form"
    assert read_kit(raw_from(rows_of(kit))) == kit, "in the table"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.sampled_from([*Kit.__dataclass_fields__, *Card.__dataclass_fields__])


@settings(max_examples=80)
@given(st.dictionaries(_NAMES, _JSON, max_size=4))
def test_anything_is_taken_or_refused_and_what_was_taken_is_taken_again(raw: dict[str, Any]) -> None:
    for read in (read_kit, lambda pieces: read_card(pieces, TODAY)):
        sheet: Kit | Card | None = None
        with suppress(SheetRefused):
            sheet = read(raw)
        assert sheet is None or read(pieces_of(sheet)) == sheet


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("-60", -60),
        ("−٦٠", -60),
        ("+15", 15),
        ("0", 0),
        ("1h", None),
        ("", None),
        ("-", None),
        ("99999", None),
        (True, None),
    ],
)
def test_minutes_are_read_as_people_type_them(typed: object, minutes: int | None) -> None:
    assert read_minutes(typed) == minutes


def test_a_card_holds_a_year_or_as_long_as_it_says() -> None:
    def card(checked: str, until: str | None = None) -> Card:
        return read_card({**CARD, "checked_on": checked, "valid_until": until}, date(2029, 1, 1))

    assert holds_until(card("2027-05-01")) == date(2028, 5, 1)
    assert holds_until(card("2028-02-29")) == date(2029, 2, 28)
    assert holds_until(card("2027-05-01", "2027-12-31")) == date(2027, 12, 31)
    assert holds_until(card("2027-05-01", "2030-12-31")) == date(2028, 5, 1)
    assert [is_current(card("2027-05-01"), day) for day in (date(2027, 4, 30), date(2028, 5, 1), date(2028, 5, 2))] == [
        False, True, False,
    ]  # fmt: skip


def test_a_card_says_who_checked_it_and_not_in_the_future() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_card({**CARD, "checked_on": "2027-06-02", "checked_by": "", "lines": []}, TODAY)
    assert {(fault.path, fault.code) for fault in refused.value.faults} == {
        ("checked_on", "day_to_come"), ("checked_by", "part_missing"), ("lines", "part_missing"),
    }  # fmt: skip


def _published(country: str | None, language: str, **pieces: Any) -> Published:
    return Published(SheetKind.KIT, country, language, pieces)


def test_each_piece_comes_from_the_nearest_words() -> None:
    sheets = [
        _published(None, "en", checklist=["en"], talking_points=["en"], roles=[1]),
        _published(None, "es", checklist=["es"], talking_points=["es"]),
        _published("CO", "es", contacts=["co-es"]),
        _published("CO", "en", contacts=["co-en"], checklist=["co-en"]),
        Published(SheetKind.CARD, "CO", "es", {"title": "co-es"}),
        _published("PE", "es", contacts=["pe"], chants=["pe"]),
    ]
    order = list(ranked(sheets, country="CO", language="es-CO", languages=("en", "es")))

    assert first_of(order, "contacts") == (["co-es"], "es")
    assert first_of(order, "checklist") == (["co-en"], "en")  # the country's, in another of the campaign's languages
    assert first_of(order, "talking_points") == (["es"], "es")
    assert first_of(order, "roles") == ([1], "en")
    assert first_of(order, "chants") is None


@pytest.mark.parametrize(
    "text",
    [
        "112", "15", "+57 601 234 5678", "٠١ ٢٣٤ ٥٦٧", "(020) 7946-0958", "0800 LAWYER", "+44 20 7946 0958 ext. 12",
        "+44 20 7946 0958 / +44 20 7946 0959", "Signal: +1 202 555 0123", "+57 1", "９１１", "030.901820",
    ],
)  # fmt: skip
def test_numbers_are_taken_as_people_write_them(text: str) -> None:
    assert may_be_phone(text)
    assert may_reach(text)


@pytest.mark.parametrize(
    "text", ["", "none", "1", "help@example.org", "https://example.org/911", "0" * 16, "?!", "at 5"]
)
def test_what_nobody_can_dial_is_no_number(text: str) -> None:
    assert not may_be_phone(text)
    assert may_reach(text) is any(char.isalpha() for char in text)


def test_what_was_taken_before_stays_readable_and_is_a_fault_of_what_is_new() -> None:
    old = {**CARD, "checked_on": "2026-06-02", "phone": "ask us", "title": "Rights ꦗ"}
    assert read_card(old, TODAY).title == "Rights ꦗ"
    with pytest.raises(SheetRefused) as refusal:
        read_card(old, TODAY, is_new=True)
    assert {(fault.path, fault.code) for fault in refusal.value.faults} == {
        ("title", "character_not_printable"), ("phone", "phone_not_usable"),
    }  # fmt: skip
    kit = {"contacts": [{"label": "Help", "value": "1"}]}
    assert read_kit(kit).contacts[0].value == "1"
    with pytest.raises(SheetRefused):
        read_kit(kit, is_new=True)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31T23:59+00:00"])
def test_an_hour_that_no_clock_shows_is_refused_and_none_where_it_was_taken_before(moment: str) -> None:
    kit = {"press": {"headline": "H", "text": "T", "contact": "press@example.org", "embargo_until": moment}}
    with pytest.raises(SheetRefused) as refusal:
        read_kit(kit, is_new=True)
    assert {(fault.path, fault.code) for fault in refusal.value.faults} == {
        ("press.embargo_until", "moment_not_usable")
    }
    press = read_kit(kit).press
    assert press is not None
    assert press.embargo_until is None
    with pytest.raises(SheetRefused):
        read_card({**CARD, "valid_until": "0001-01-01"}, TODAY, is_new=True)
