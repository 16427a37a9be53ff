"""Whatever people type, a file holds one event, no property more, and reads back (R1 to R6)."""

import subprocess
import sys
import time
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.escape import one_line
from organizer.editions.calendars.feed import render_event, render_feed
from organizer.editions.calendars.links import add_links
from organizer.editions.calendars.mail import Sending, render_publish
from organizer.foundation.core.languages import Text
from organizer.record.types import Change, EventRecord, EventStatus, Mode
from tests.support.calendar_reading import read_calendar, read_event
from tests.support.hostile_texts import NASTY
from tests.support.records import UPDATED, make_event, make_place, make_time

ALLOWED = {
    "UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION",
    "LOCATION", "GEO", "X-APPLE-STRUCTURED-LOCATION", "CATEGORIES", "CONFERENCE", "TRANSP", "URL",
}  # fmt: skip


class Hostile(str):
    """Text with a short representation, so that a failing example can be read."""

    def __repr__(self) -> str:
        return f"Hostile({str(self)[:80]!a}, {len(self)})"


hostile = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=()), max_size=400),
    st.lists(st.sampled_from([*NASTY[:16], "a", ",", ";", ":", "\\", '"', "\n", " "]), max_size=30).map("".join),
).map(Hostile)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", autouse=True)
def _words_in_english_for_all_examples() -> Any:
    app = Flask("calendars")
    Babel(app)
    with app.app_context():
        yield


def event_saying(text: str, **changes: Any) -> EventRecord:
    """Return an event with the same text in every field that a person can fill."""
    return make_event(
        uid=text,
        code="k7m3q9",
        title=Text(text, "en"),
        description=Text(text, "en"),
        kind_label=text,
        group_name=text,
        accessibility=(text,),
        place=make_place(venue=Text(text, "en"), address=text, city=text, country_name=text),
        reason=text,
        change=Change(start=make_time().start, venue=text),
        online_url=text,
        more_url=text,
        **changes,
    )


@given(hostile, st.sampled_from(EventStatus), st.sampled_from(Mode))
@FAST
def test_r04_no_text_in_any_field_adds_a_property_or_a_component(text: str, status: EventStatus, mode: Mode) -> None:
    body = render_event(event_saying(text, status=status, mode=mode), "en").body
    event = read_event(body)
    assert event.parts == []
    assert event.names() <= ALLOWED
    assert len(event.lines) == len(event.names())
    assert event.value("URL") in (None, "https://act.example.org/e/k7m3q9/")
    assert len(event.value("SUMMARY") or "") <= 255
    assert len(body) < 40_000


@given(hostile)
@FAST
def test_r05_another_library_reads_back_what_we_wrote(text: str) -> None:
    body = render_event(event_saying(text), "en").body
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    ours = read_event(body)
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        # The library strips nothing and unescapes once: the same text as ours.
        assert str(event.get(name, "")) == (ours.text(name) or "")


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), exclude_characters="<>&@"), max_size=60)
)
@FAST
def test_r05_an_ordinary_title_comes_back_as_it_was(text: str) -> None:
    event = read_event(render_event(make_event(title=Text(text, "en")), "en").body)
    assert event.text("SUMMARY") == (one_line(text) or "Event")


@given(hostile)
@FAST
def test_r11_no_title_of_a_campaign_adds_a_property_to_the_header(text: str) -> None:
    header = FeedHeader(title=text, source_url=text, page_url=text, zone=text, file_stem=text)
    calendar = read_calendar(render_feed(header, [make_event()], "en").body)
    assert len(calendar.all("VEVENT")) == 1
    assert calendar.names() <= {
        "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE", "URL",
        "X-WR-TIMEZONE",
    }  # fmt: skip
    assert len(calendar.lines) == len(calendar.names())


@given(hostile)
@FAST
def test_r93_no_name_of_a_group_adds_a_property_to_a_mail(text: str) -> None:
    mail = render_publish(event_saying(text), "en", Sending("noreply@x.org", text, UPDATED))
    event = read_event(mail.body)
    assert event.names() <= ALLOWED | {"ORGANIZER"}
    assert event.value("ORGANIZER") == "mailto:noreply@x.org"


@given(hostile)
@FAST
def test_r86_no_text_makes_a_link_long_or_adds_to_it(text: str) -> None:
    links = add_links(event_saying(text), "en")
    assert links is not None
    for link in (links.google, links.outlook, links.office, links.yahoo):
        assert len(link) <= 2000
        assert link.isascii()
        assert not set(link) & set(" \r\n<>\"'+")


PROGRAM = """
import sys
from organizer.editions.calendars.lines import content_line, text_line, uri_line
assert False, "assertions are off"
bad = "x\\r\\nATTENDEE:mailto:a@b.c\\u2028END:VEVENT"
lines = [content_line("X-RAW", bad, (("P", bad),)), text_line("SUMMARY", bad), uri_line("URL", "https://x.org/" + bad)]
written = b"".join(lines).replace(b"\\r\\n ", b"")
sys.exit(written.count(b"\\r\\n") != 2 or not written.startswith(b"X-RAW") or b"\\nSUMMARY:x" not in written)
"""


@pytest.mark.parametrize("text", [text for text in NASTY if len(text) > 1000], ids=lambda text: f"{text[:3]!a}")
def test_long_hostile_text_takes_no_longer_than_long_text(text: str) -> None:
    event = event_saying(text)
    start = time.process_time()
    render_event(event, "en")
    assert time.process_time() - start < 0.5


def test_r04_the_guard_holds_when_python_drops_assertions() -> None:
    result = subprocess.run([sys.executable, "-O", "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
