"""Files for spreadsheets hold text, and nothing that acts."""

import csv
import io
from datetime import date

import pytest

from organizer.foundation.core.csv_file import csv_file, harmless

#: What spreadsheets have run, by their makers' and finders' own reports (OWASP, CSV injection).
DANGEROUS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", "%0A=1+1", "|cmd", "  =1+1",
    "\u00a0=1+1", "\u3000=1+1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM", "\0=1+1", "=HYPERLINK(\"http://x\")", "-", "+34 600",
]  # fmt: skip


@pytest.mark.parametrize("words", DANGEROUS)
def test_what_a_spreadsheet_might_run_is_text(words: str) -> None:
    written = harmless(words)
    assert written.startswith("'")
    assert written[1:] == words.replace("\0", "")


@pytest.mark.parametrize("words", ["", " ", "Ana", "O'Hara", "Ana = Bea", "3 de mayo", "اَنا", "a\nb"])
def test_everything_else_stays_as_it_is(words: str) -> None:
    assert harmless(words) == words


def test_the_file_is_read_back_as_it_was() -> None:
    body = csv_file(
        ["Name", "People", "Day"], [['Ana "la Roja", y yo', 3, date(2027, 11, 17)], ["نور\nالدين", 1, date(2027, 3, 1)]]
    )
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == 3
    assert list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))) == [
        ["Name", "People", "Day"], ['Ana "la Roja", y yo', "3", "2027-11-17"], ["نور\nالدين", "1", "2027-03-01"],
    ]  # fmt: skip
