"""Names of files: requirements R72 and R81."""

import re
from urllib.parse import unquote

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_event, render_feed
from organizer.editions.calendars.filename import download_disposition, file_name, inline_disposition
from organizer.foundation.core.languages import Text
from tests.support.records import make_event

TITLES = [
    "Marsch: Halle\\Saale / 5. Dezember",
    "مسيرة",
    "日比谷",
    'a"; filename="x.exe',
    "a\r\nSet-Cookie: b",
    "",
    "." * 50,
]


def test_r81_a_feed_has_a_readable_ascii_name() -> None:
    assert render_feed(FeedHeader(title="x", file_stem="17N Österreich"), [], "en").filename == "17n-osterreich.ics"
    assert file_name("…") == "calendar.ics"


@pytest.mark.parametrize("title", TITLES)
def test_r72_a_download_has_an_ascii_name_and_its_title_in_its_own_script(title: str) -> None:
    feed = render_event(make_event(title=Text(title, "en")), "en")
    assert re.fullmatch(r"[a-z0-9-]{1,60}\.ics", feed.filename)
    header = download_disposition(feed.filename, title)
    match = re.fullmatch(
        r"attachment; filename=\"([a-z0-9-]+\.ics)\"; filename\*=UTF-8''([A-Za-z0-9%._~-]+\.ics)", header
    )
    assert match is not None
    assert match[1] == feed.filename
    assert not set(unquote(match[2])) & set('\\/:*?"<>|\r\n')


def test_r72_the_title_in_its_own_script_survives() -> None:
    assert unquote(download_disposition("event-k7m3q9.ics", "مسيرة").split("''")[1]) == "مسيرة.ics"


def test_r72_a_feed_is_shown_inline_with_its_name() -> None:
    assert inline_disposition("17n.ics") == 'inline; filename="17n.ics"'
    assert inline_disposition('x"\r\nA: b') == 'inline; filename="x-a-b.ics"'
