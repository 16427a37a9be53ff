"""The living style page in a real browser: fits a phone, turns with the script, breaks no policy."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESK, PHONE, Reader, overflows

LANGUAGES = ("en", "es", "ar")


def test_no_page_is_wider_than_its_window(reader: Reader) -> None:
    pages = [(language, width) for language in LANGUAGES for width in (320, PHONE, DESK, 1920)]
    assert [page for page in pages if overflows(reader.open(f"/{page[0]}/style/", width=page[1]))] == []


def test_the_navigation_stays_on_one_line_on_a_phone(reader: Reader) -> None:
    for language in LANGUAGES:
        page = reader.open(f"/{language}/style/", width=PHONE)
        links = page.locator(".site-header__nav a")
        assert len(set(links.evaluate_all("links => links.map(link => link.getBoundingClientRect().top)"))) == 1
        assert all(links.evaluate_all("links => links.map(link => link.scrollHeight < 60)"))


def test_targets_are_large_enough_for_a_thumb(reader: Reader) -> None:
    page = reader.open("/en/style/", width=PHONE)
    small = page.locator(
        "button:visible, .button:visible, summary:visible, .choice:visible, .site-header a:visible"
    ).evaluate_all(
        "all => all.filter(one => !one.closest('.map__live') && one.getBoundingClientRect().height < 44).map(one => one.outerHTML.slice(0, 90))"
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(reader: Reader, scheme: str) -> None:
    page = reader.open("/en/style/", color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(250, 244, 231)" if scheme == "light" else "rgb(21, 18, 14)")


def test_the_reader_sees_the_hour_of_their_own_clock_second(reader: Reader) -> None:
    page = reader.open("/en/style/", timezone_id="Asia/Tokyo")
    line = page.locator("[data-module='local-time']").first
    expect(line).to_have_text("Thu 05:00 your time (Tokyo)")


def test_without_script_the_hour_is_in_utc(reader: Reader) -> None:
    page = reader.open("/en/style/", script=False)
    expect(page.locator("[data-module='local-time']").first).to_have_text("20:00 UTC")


def test_a_form_is_sent_once(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.wait_for_load_state("networkidle")  # modules come after the page
    sent = page.evaluate("""() => {
      const form = document.querySelector('form.panel--key');
      let count = 0;
      form.addEventListener('submit', (event) => { if (!event.defaultPrevented) count += 1; event.preventDefault(); });
      form.requestSubmit();
      form.requestSubmit();
      return count;
    }""")
    assert sent == 1


def test_what_was_sent_twice_carries_the_same_key(reader: Reader) -> None:
    page = reader.open("/en/style/")
    keys = page.evaluate("""async () => {
      const form = document.querySelector('form.panel--key');
      const module = await import(document.querySelector('script[src$="organizer.js"]').src.replace('organizer.js', 'idempotency.js'));
      module.default(form);
      const first = form.elements.idempotency_key.value;
      module.default(form);
      return [first, form.elements.idempotency_key.value];
    }""")
    assert keys[0] == keys[1]
    assert len(keys[0]) == 32


def test_the_skip_link_is_the_first_thing_that_the_keyboard_meets(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
