"""Bytes and lines: requirements R1 to R6 of the calendar rules."""

import pytest

from organizer.editions.calendars.escape import cut, cut_to_escaped, escape_text, one_line, parameter, web_address
from organizer.editions.calendars.feed import render_event
from organizer.editions.calendars.lines import content_line, fold, text_line, uri_line
from organizer.foundation.core.languages import Text
from tests.support.calendar_reading import read_event, unescaped
from tests.support.records import make_event


def test_r01_output_is_utf8_without_a_byte_order_mark() -> None:
    body = render_event(make_event(title=Text("\ufeffسلام 🌍 ñ", "ar")), "en").body
    assert body.startswith(b"BEGIN:VCALENDAR")
    assert read_event(body).text("SUMMARY") == "سلام 🌍 ñ"


def test_r02_every_line_ends_with_crlf_and_none_is_empty() -> None:
    body = render_event(make_event(), "en").body
    assert body.endswith(b"\r\n")
    assert body.count(b"\n") == body.count(b"\r") == body.count(b"\r\n")
    assert b"\r\n\r\n" not in body


@pytest.mark.parametrize("filler", ["x" * 300, "é" * 200, "🌍é" * 90, "日本語" * 80, "x" * 60 + "🌍" * 40])
def test_r03_lines_fold_at_75_octets_never_inside_a_character(filler: str) -> None:
    folded = fold(f"SUMMARY:{filler}".encode())
    lines = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert len(lines) > 1
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")
    assert all(line.startswith(b" ") for line in lines[1:])
    assert folded.replace(b"\r\n ", b"").decode().removesuffix("\r\n") == f"SUMMARY:{filler}"


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 151])
def test_r03_folded_lines_are_as_long_as_they_may_be(length: int) -> None:
    lines = fold(b"a" * length).removesuffix(b"\r\n").split(b"\r\n")
    assert [len(line) for line in lines[:-1]] == [75] * (len(lines) - 1)


@pytest.mark.parametrize("before", range(60, 80))
def test_r03_a_fold_never_parts_a_backslash_from_what_it_escapes(before: int) -> None:
    folded = text_line("DESCRIPTION", "x" * before + "\n\\;\\\n,,,")
    for line in folded.removesuffix(b"\r\n").split(b"\r\n"):
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0
    assert unescaped(folded.replace(b"\r\n ", b"").decode()[12:-2]) == "x" * before + "\n\\;\\\n,,,"


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029, 0x202E, 0xFEFF, 0xD800, 0xDFFF])
def test_r04_control_characters_and_lone_surrogates_never_reach_a_line(code: int) -> None:
    line = text_line("SUMMARY", f"a{chr(code)}b").removesuffix(b"\r\n").decode("utf-8")
    expected = {0x09: "a\tb", 0x20: "a b"}
    breaks = {0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029}
    assert line == "SUMMARY:" + expected.get(code, "a\\nb" if code in breaks else "ab")


@pytest.mark.parametrize("code", [0, 7, 10, 11, 13, 127, 0x85, 0x2028])
def test_r04_a_value_that_nobody_cleaned_cannot_start_a_second_line(code: int) -> None:
    line = content_line("X-RAW", f"a{chr(code)}END:VEVENT", (("P", f"b{chr(code)}c"),))
    assert line.count(b"\r\n") == 1
    assert line.endswith(b"aEND:VEVENT\r\n")


def test_r04_parameters_lose_quotes_and_carets_and_are_quoted_when_they_must_be() -> None:
    assert parameter('Plaza "Che"') == "Plaza Che"
    assert parameter("Gate A, left; then: right") == '"Gate A, left; then: right"'
    assert parameter('x"\r\nATTENDEE:mailto:a^n') == '"x ATTENDEE:mailto:an"'


def test_r05_text_is_escaped_once_backslash_first_and_colons_stay() -> None:
    assert escape_text("a\\b;c,d:e\nf") == "a\\\\b\\;c\\,d:e\\nf"
    assert unescaped(escape_text("\\n \\\\ ,;\n")) == "\\n \\\\ ,;\n"


def test_r05_addresses_are_not_text_and_are_not_escaped() -> None:
    assert uri_line("URL", "https://act.example.org/a,b;c") == b"URL:https://act.example.org/a,b;c\r\n"


@pytest.mark.parametrize("value", [None, "", "  ", "\x00", "\n\n"])
def test_r06_a_property_is_left_out_rather_than_written_empty(value: str | None) -> None:
    assert text_line("LOCATION", value) == b""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "/e/k7m3q9/",
        "https://",
        "https://a b.example/",
        "https://x.example/\r\nATTENDEE:mailto:a@b.c",
        "https://x.example/\ud800",
        "https://ana@x.example/",
        "https://[::1",
        "ftp://x.example/",
        "https://x.example/" + "a" * 2000,
    ],
)
def test_r50_what_is_no_web_address_is_not_written_as_one(address: str) -> None:
    assert web_address(address) is None
    assert uri_line("URL", address) == b""


def test_r50_other_scripts_in_an_address_become_ascii() -> None:
    assert web_address("https://solidarität.example/straße?q=a|b") == (
        "https://xn--solidaritt-y5a.example/stra%C3%9Fe?q=a%7Cb"
    )


def test_a_long_text_is_cut_at_a_blank_and_never_inside_a_joined_emoji() -> None:
    assert cut("one two three four five six", 16) == "one two three…"
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert cut("ab" + family * 3, 8) == "ab…"
    assert cut("cafe\u0301s", 6) == "cafe\u0301s"
    assert cut("xxxxe\u0301\u0301\u0301", 6) == "xxxx…"


def test_r43_a_title_is_cut_so_that_its_written_form_fits() -> None:
    assert len(escape_text(cut_to_escaped(",;" * 300, 255))) <= 255
    assert one_line("a\t b\r\n  c") == "a b c"
