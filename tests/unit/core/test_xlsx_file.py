"""Workbooks hold texts and numbers, whatever is written into them."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.foundation.core.xlsx_file import xlsx_file
from tests.support.workbook import cells

#: What spreadsheets take for a formula or a command in a plain text file.
EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "|calc",
    "%x",
    "＝1+1",
    '=HYPERLINK("http://x")',
    "<f>1+1</f>",
    "]]>",
    "&amp;",
]


@pytest.mark.parametrize("words", EVIL)
def test_no_text_becomes_a_formula(words: str) -> None:
    assert cells(xlsx_file(["Name"], [[words]])) == [["Name"], [words]]


def test_numbers_and_days_are_kept_and_columns_can_run_from_the_right() -> None:
    body = xlsx_file(["الاسم", "العدد"], [["مريم", 3], [date(2027, 3, 1), 0]], is_rtl=True)
    assert cells(body) == [["الاسم", "العدد"], ["مريم", 3], ["2027-03-01", 0]]
    assert b"rightToLeft" in ZipFile(BytesIO(body)).read("xl/worksheets/sheet1.xml")
    assert body == xlsx_file(["الاسم", "العدد"], [["مريم", 3], [date(2027, 3, 1), 0]], is_rtl=True), "no clock in it"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_file_that_can_be_read(words: str) -> None:
    [[_], [found]] = cells(xlsx_file(["x"], [[words]]))
    kept = "".join(char for char in words if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
    assert found == kept.replace("\r\n", "\n").replace("\r", "\n"), "XML knows one kind of line end"
