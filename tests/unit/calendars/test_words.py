"""What an entry says: requirements R43 to R51, R54, R55."""

import pytest

from organizer.editions.calendars.feed import render_event
from organizer.editions.calendars.plain import plain_line, plain_text
from organizer.foundation.core.languages import Text
from organizer.record.types import Change, EventStatus, Mode, Place
from tests.support.calendar_reading import Component, read_event
from tests.support.records import demo_records, make_event, make_place, make_time

NOTE = "(address on the event page)"


def written(**changes: object) -> Component:
    return read_event(render_event(make_event(**changes), "en").body)


def description(**changes: object) -> str:
    return written(**changes).text("DESCRIPTION") or ""


def test_r43_the_summary_is_one_plain_line_of_at_most_255_characters() -> None:
    for event in demo_records()[1]:
        value = read_event(render_event(event, "en").body).value("SUMMARY") or ""
        assert 0 < len(value) <= 255
        assert "\\n" not in value
    assert written(title=Text("a\nb\r\nc", "en")).text("SUMMARY") == "a b c"


@pytest.mark.parametrize("title", ["", " \n ", "\x00\u2028", "<b></b>"])
def test_r43_an_event_without_a_title_is_still_called_something(title: str) -> None:
    assert written(title=Text(title, "en")).text("SUMMARY") == "Event"


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("See [the call](https://x.example/a).", "See the call: https://x.example/a."),
        ('[the call](https://x.example/a "Title")', "the call: https://x.example/a"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("[https://x.example/a](https://x.example/a)", "https://x.example/a"),
        ("![a map](https://x.example/m.png)", "a map"),
        ("**Bring** water & __lamps__", "Bring water & lamps"),
        ("# Plan\n\n- one\n- two", "Plan\n\n- one\n- two"),
        ("a\n\n\n\n b", "a\n\n b"),
        ("<b>Bring a jar</b>, not a bottle & go", "Bring a jar, not a bottle & go"),
        ("one<br>two</p><p>three", "one\ntwo\nthree"),
        ("Tea &amp; talk &#8211; 5 &lt; 6", "Tea & talk – 5 < 6"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "alert(1)"),
        ("<<b>b>x", "x"),
        ("<ก้าว-Geek> meets", "<ก้าว-Geek> meets"),
        ("2 < 3 and a<b", "2 < 3 and a‹b"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("snake_case and 2*3*4 stay", "snake_case and 2*3*4 stay"),
    ],
)
def test_r44_markdown_and_pasted_html_become_plain_text(markdown: str, plain: str) -> None:
    assert plain_text(markdown, NOTE) == plain


def test_r44_the_last_line_of_the_description_is_the_events_page() -> None:
    for event in demo_records()[1]:
        text = read_event(render_event(event, "en").body).text("DESCRIPTION") or ""
        assert text.split("\n")[-1] == event.url


def test_r44_the_description_says_text_then_group_access_and_change() -> None:
    event = make_event(
        description=Text("Bring water.", "en"),
        accessibility=("step-free", "sign-language", "nzsl-interpreter"),
        change=Change(start=make_time("2027-11-16T16:00").start, venue="Plaza Mayor"),
        more_url="https://solidarity.example/17n",
    )
    assert (read_event(render_event(event, "en").body).text("DESCRIPTION") or "").split("\n") == [
        "Bring water.",
        "",
        "Organized by Solidarity Berlin",
        "Access: Step-free, Sign language, nzsl-interpreter",
        "More: https://solidarity.example/17n",
        "Change: moved from Tuesday, November 16, 2027, 4:00 PM",
        "Change: the place was Plaza Mayor",
        "",
        "https://act.example.org/e/k7m3q9/",
    ]


def test_an_event_without_words_of_its_own_still_has_a_description() -> None:
    assert description(description=None, group_name="") == "https://act.example.org/e/k7m3q9/"


def test_what_is_not_sure_yet_is_said() -> None:
    assert "Not confirmed yet" in description(status=EventStatus.TENTATIVE)
    assert "Postponed to this date" in description(status=EventStatus.POSTPONED)


def test_a_moved_day_names_the_day_alone_when_there_is_no_hour() -> None:
    when = make_time("2027-11-17", "2027-11-18", all_day=True)
    text = description(time=when, change=Change(start=make_time("2027-11-16T00:00").start))
    assert "Change: moved from Tuesday, November 16, 2027\n" in text


def test_r45_r46_there_is_no_html_form() -> None:
    assert not {"X-ALT-DESC", "STYLED-DESCRIPTION"} & written().names()
    assert written().parameters("DESCRIPTION") == {}


def test_r54_mail_addresses_in_what_people_wrote_stay_on_the_page() -> None:
    event = written(
        title=Text("Ask ana.lee@example.net", "en"),
        description=Text("[Write](mailto:ana@example.net) or bob+x@mail.example.org, now", "en"),
        group_name="Group g@example.net",
        place=make_place(address="c/o cy@example.net"),
        status=EventStatus.CANCELLED,
        reason="Ask dee@example.net",
    )
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert "@" not in (event.text(name) or "")
    assert f"Write: {NOTE} or {NOTE}, now" in (event.text("DESCRIPTION") or "")


def test_r54_a_sign_that_is_no_address_stays() -> None:
    assert plain_line("We are @17n, 5 @ noon", NOTE) == "We are @17n, 5 @ noon"


def test_r55_categories_are_plain_and_escaped() -> None:
    assert written(kind_label="March, vigil").value("CATEGORIES") == "March\\, vigil"
    assert "CATEGORIES" not in written(kind_label="").names()


def test_r51_a_joining_link_stands_in_conference_description_and_location() -> None:
    event = written(mode=Mode.ONLINE, place=Place(), online_url="https://meet.example.org/a,b;c")
    assert event.value("CONFERENCE") == "https://meet.example.org/a,b;c"
    assert event.parameters("CONFERENCE") == {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Join"}
    assert "Join online: https://meet.example.org/a,b;c" in (event.text("DESCRIPTION") or "")
    assert event.text("LOCATION") == "https://meet.example.org/a,b;c"


def test_r51_a_withheld_link_is_nowhere_and_said_to_come() -> None:
    event = written(mode=Mode.ONLINE, place=Place(), online_is_withheld=True)
    assert event.text("LOCATION") == "Online"
    assert "CONFERENCE" not in event.names()
    assert "Online link after sign-up" in (event.text("DESCRIPTION") or "")


def test_r51_a_hybrid_event_has_its_place_and_its_link() -> None:
    event = written(mode=Mode.HYBRID, online_url="https://meet.example.org/x")
    assert (event.text("LOCATION") or "").startswith("Brandenburger Tor")
    assert event.value("CONFERENCE") == "https://meet.example.org/x"
