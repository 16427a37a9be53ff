"""Words of calendar files as plain text, and the people who are named in them (R103, R104)."""

import pytest

from organizer.exchange.rules.texts import people_in, plain_line, plain_text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Call +49 30 1234567 or 0171/2345678", ("+49 30 1234567", "0171/2345678")),
        ("write to ana.b+x@mail.example.org.", ("ana.b+x@mail.example.org",)),
        ("06.12.34.56.78 before noon", ("06.12.34.56.78",)),
        ("(030) 123 45 67 89", ("030) 123 45 67 89",)),
        ("17.11.2027 15:00, 2027-11-17 10, 10.00 - 12.30, 2027/2028, 20095 Hamburg", ()),
        ("https://example.org/2027/11/17/1234567890", ()),
        ("a@b, @handle, 50 % @ home", ()),
        ("x@example.org x@example.org", ("x@example.org",)),
    ],
)
def test_r103_addresses_and_numbers_of_people_are_found_and_days_are_none(text: str, people: tuple[str, ...]) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"a\\nb", r"a\nb"), (r"a\nb\Nc", "a\nb\nc"), (r"a\;b\,c\:d", "a;b,c:d"), ("a\\", "a\\"),
        ("<p>One</p><p>Two<br>three</p>", "One\nTwo\nthree"), ("Fish &amp; chips", "Fish & chips"), ("2 < 3 > 1", "2 < 3 > 1"),
        ("<a href='javascript:x()'>here</a>", "here"), ("<style>p{}</style>Come", "Come"), ("&lt;b&gt;", "<b>"),
    ],
)  # fmt: skip
def test_r104_a_text_is_unescaped_once_and_loses_its_tags(written: str, read_as: str) -> None:
    assert plain_text(written, 100).strip() == read_as


def test_r104_a_long_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert plain_line("word " * 100, 20) == "word word word…"
    assert len(plain_text("x" * 6000, 5000)) == 5000
