"""What hosts may choose: from lists, checked, and told apart."""

from dataclasses import replace
from datetime import date

import pytest

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.choices import Choices, DayRefused, NoSuchChoice, destroy_day, read_choices
from organizer.editions.printing.contract import Phrase
from organizer.editions.printing.item import Order
from organizer.editions.printing.own.signin import signin
from organizer.editions.printing.own.slogan import slogan
from organizer.editions.printing.papers import OFFICE
from organizer.editions.printing.words import words_for
from tests.support.print_requests import campaign_in
from tests.support.records import make_event

ALL = ("also", "columns", "destroy", "pages", "line", "role")


def read(*allowed: str, **sent: list[str]) -> Choices:
    return read_choices(allowed or ALL, lambda name: sent.get(name, []))


def order(item: str, choices: Choices, language: str = "en") -> Order:
    return Order(ITEMS[item], OFFICE["a4"], "colour", language, campaign_in(language), make_event(), choices)


def test_nothing_sent_is_the_usual() -> None:
    assert read() == Choices()
    assert read(destroy=[""], columns=[""]) == Choices()
    assert Choices().key() == ()


def test_everything_can_be_chosen() -> None:
    found = read(
        also=["AR"], columns=["news", "town"], destroy=["2027-12-01"], pages=["3"], line=["hashtag"], role=["press"]
    )
    assert found == Choices("ar", ("town", "news"), date(2027, 12, 1), 3, "hashtag", "press")
    assert len(found.key()) == 6


def test_an_item_takes_only_what_is_its_own() -> None:
    assert read("pages", pages=["2"], role=["press"]) == Choices(pages=2)


def test_the_usual_columns_are_the_same_sheet_in_any_order() -> None:
    assert read(columns=["news", "phone", "first", "email"]) == Choices()


@pytest.mark.parametrize(
    "sent",
    [
        {"also": ["not a language"]},
        {"columns": ["first", "passport"]},
        {"pages": ["0"]},
        {"pages": ["11"]},
        {"pages": ["²"]},
        {"pages": ["-1"]},
        {"line": ["demand-9"]},
        {"role": ["<b>"]},
    ],
    ids=str,
)
def test_what_no_form_sends_does_not_exist(sent: dict[str, list[str]]) -> None:
    with pytest.raises(NoSuchChoice):
        read(**sent)


@pytest.mark.parametrize("day", ["soon", "2027-02-30", "1", "2027-11-17T00:00"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(DayRefused):
        read(destroy=[day])


@pytest.mark.parametrize(
    ("day", "is_refused"), [("2027-11-16", True), ("2027-11-17", False), ("2028-11-17", False), ("2028-11-18", True)]
)
def test_names_are_destroyed_after_the_event_and_within_a_year(day: str, is_refused: bool) -> None:
    choices = Choices(destroy=date.fromisoformat(day))
    if is_refused:
        with pytest.raises(DayRefused):
            destroy_day(choices, campaign_in("en"), make_event())
    else:
        assert str(destroy_day(choices, campaign_in("en"), make_event())) == day


def test_names_on_paper_live_as_long_as_those_on_the_server() -> None:
    assert destroy_day(Choices(), replace(campaign_in("en"), purge_days=7), make_event()) == date(2027, 11, 24)


def test_what_is_agreed_to_goes_by_the_columns() -> None:
    def consent(*columns: str) -> str:
        found = signin(order("signin", Choices(columns=columns)), words_for("en"))["consent"]
        assert isinstance(found, Phrase)
        return found.t

    assert "with a tick" in consent("first", "news")
    assert "may be written to" in consent("first", "phone")
    assert "may be written to" not in consent("first", "help")


def test_each_page_of_a_sign_in_sheet_says_its_number() -> None:
    found = signin(order("signin", Choices(pages=2)), words_for("en"))["sheets"]
    assert isinstance(found, tuple)
    assert [one.t for one in found if isinstance(one, Phrase)] == ["Sheet 1 of 2", "Sheet 2 of 2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (None, "Protect those who protect land and water"),
        ("demand-99", "Day of Solidarity"),
        ("hashtag", "#17N"),
        ("event", "March for land and water"),
        ("campaign", "Day of Solidarity"),
    ],
)
def test_a_placard_says_the_chosen_line(line: str | None, said: str) -> None:
    found = slogan(order("placard", Choices(line=line)), words_for("en"))["slogan"]
    assert isinstance(found, Phrase)
    assert said in found.t


def test_two_languages_say_the_same_line_or_the_title_of_the_campaign() -> None:
    """English has demands, Bengali has none: both say the title instead of two different things."""
    one = replace(order("placard-two", Choices(also="bn")), second=(campaign_in("bn"), make_event()))
    both = replace(order("placard-two", Choices(also="es")), second=(campaign_in("es"), make_event()))
    assert "Day of Solidarity" in getattr(slogan(one, words_for("en"))["slogan"], "t", "")
    assert getattr(slogan(both, words_for("en"))["second"], "lang", "") == "es"
