"""Where an event is, by keyboard and by screen reader: the list of towns, the pin, what a map gives one to paste."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from organizer.foundation.db import Database
from tests.factories import make_campaign
from tests.support.browser import DESK, PHONE, Reader


@pytest.fixture(autouse=True)
def campaign(app_database_of_server: Database) -> None:
    with app_database_of_server.transaction() as session:
        make_campaign(session)


def host_form(reader: Reader, **options: object) -> Page:
    return reader.open("/c/17n/host/", **options)  # type: ignore[arg-type]


def towns(page: Page) -> Locator:
    return page.locator("ul[role=listbox]")


def type_town(page: Page, words: str) -> None:
    field = page.get_by_role("combobox", name="Town or city")
    field.click()
    field.press_sequentially(words)
    expect(field).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_town_is_chosen_by_keys_alone_and_each_step_is_told(reader: Reader, width: int) -> None:
    page = host_form(reader, width=width)
    type_town(page, "springf")
    field = page.get_by_role("combobox", name="Town or city")
    expect(page.get_by_role("status").first).to_have_text("Places found: 8. Arrow keys choose.")
    field.press("ArrowDown")
    field.press("ArrowDown")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(towns(page).get_by_role("option", selected=True)).to_have_count(1)
    name = active.inner_text()
    field.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator("input[name=place]:checked")).to_have_count(1)
    assert page.locator("input[name=place]:checked + span").inner_text().split() == name.split()
    assert page.url.endswith("/host/"), "Enter chose; it did not send"


def test_escape_shuts_the_list_and_other_words_take_the_choice_back(reader: Reader) -> None:
    page = host_form(reader)
    type_town(page, "Bogot")
    field = page.get_by_role("combobox", name="Town or city")
    field.press("Escape")
    expect(towns(page)).to_be_hidden()
    field.press("ArrowDown")
    towns(page).get_by_role("option", name=re.compile("^Bogotá")).first.click()
    expect(page.locator("input[name=place]:checked")).to_have_value("3688689")
    field.press_sequentially("x")
    expect(page.locator("input[name=place]:checked")).to_have_count(0)


def test_what_was_chosen_is_what_is_sent(reader: Reader) -> None:
    page = host_form(reader)
    type_town(page, "Springfield, Illinois")
    towns(page).get_by_role("option", name="Springfield Illinois, United States").click()
    page.get_by_role("button", name="Look it over first").click()
    expect(page.locator("input[name=place]:checked")).to_have_value("4250542")
    assert "Which one?" not in page.locator("#errors").inner_text()


def test_a_pin_is_moved_by_buttons_and_keys_and_says_where_it_is(reader: Reader) -> None:
    page = host_form(reader)
    type_town(page, "Bogot")
    towns(page).get_by_role("option", name=re.compile("^Bogotá")).first.click()
    page.locator("#pin summary").click()
    page.get_by_role("button", name="Move the pin north").click()
    north = float(page.get_by_label("Latitude").input_value())
    assert north > 4.60971
    expect(page.get_by_role("status").filter(has_text="The pin is at")).to_contain_text(f"{north:.5f}")
    page.get_by_role("button", name="Pin. Arrow keys move it.").press("ArrowDown")
    assert float(page.get_by_label("Latitude").input_value()) < north


@pytest.mark.parametrize("script", [True, False])
def test_a_link_of_a_map_is_pasted_and_a_doubted_pin_put_right_with_one_click(reader: Reader, *, script: bool) -> None:
    page = host_form(reader, script=script, width=PHONE)
    page.get_by_label("Town or city").fill("Bogotá, Colombia")
    page.get_by_role("button", name="Look up").click()
    page.locator("input[name=place]").first.check()
    page.locator("#pin summary").click()
    page.get_by_label("Latitude").fill("https://www.openstreetmap.org/#map=17/4.6/74.08")
    page.get_by_role("button", name="Look it over first").click()
    expect(page.locator("#pin")).to_contain_text("A minus sign looks lost.")
    page.get_by_role("button", name="Move the pin to 4.60000, -74.08000").click()
    expect(page.get_by_label("Longitude")).to_have_value("-74.08")
    page.get_by_role("button", name="I only know the town").click()
    page.locator("#pin summary").click()
    expect(page.get_by_label("Longitude")).to_have_value("")
