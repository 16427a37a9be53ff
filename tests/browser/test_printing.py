"""Printing with a telephone: the sheet follows what is chosen, and pictures are handed on; all of it without script too."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_campaign, make_event
from tests.support.browser import PHONE, Reader
from tests.support.web_server import WebServer

#: A telephone that can hand files on, and remembers what it was given.
_HANDING_ON = """
navigator.canShare = () => true;
navigator.share = async (data) => { document.title = data.files.map((file) => `${file.name} ${file.type} ${file.size > 0}`).join(); };
"""
_SHARE, _PICTURE = re.compile(r"^Share\W+For posts"), re.compile(r"^Picture \(PNG\)\W+For posts")


@pytest.fixture
def code(live_server: WebServer) -> str:
    with live_server.app.extensions["organizer"].database.transaction() as session:
        return make_event(session, make_campaign(session)).code


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_sheet_follows_what_is_chosen_on_a_telephone(reader: Reader, code: str, script: bool) -> None:
    page = reader.open(f"/e/{code}/print/scan/?paper=a5", script=script, width=PHONE)
    page.get_by_text("Photocopier").click()
    if not script:
        page.get_by_role("button", name="Show it").click()
    expect(page.locator("#sheet img")).to_have_attribute("src", re.compile("mode=bw"))
    expect(page.get_by_role("link", name="Open the PDF")).to_have_attribute("href", re.compile("paper=a5.*mode=bw"))
    expect(page).to_have_url(re.compile("mode=bw"))
    reader.watch.assert_clean()


def test_a_picture_is_handed_on_as_a_file_where_the_device_can(reader: Reader, code: str) -> None:
    context = reader.context(width=PHONE)
    context.add_init_script(_HANDING_ON)
    page = context.new_page()
    page.goto(f"/e/{code}/print/")
    page.get_by_role("button", name=_SHARE).click()
    expect(page).to_have_title("1080x1080.png image/png true")
    plain = reader.open(f"/e/{code}/print/", script=False, width=PHONE)
    expect(plain.get_by_role("link", name=_PICTURE)).to_be_visible()
    expect(plain.get_by_role("button", name=_SHARE)).to_be_hidden()
    reader.watch.assert_clean()
