"""Tables as workbooks (ECMA-376, SpreadsheetML): every cell a text or a number, so that nothing in it can be a formula.

Four small parts in a zip; texts stand in their cells (``inlineStr``), which no program evaluates. No clock is written.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .csv_file import Cell

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: What a cell of a spreadsheet holds at most.
_LONGEST = 32_767
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def xlsx_file(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, is_rtl: bool = False) -> bytes:
    """Return the table as a workbook of one sheet; ``is_rtl``: its columns run from the right."""
    view = f'<sheetViews><sheetView workbookViewId="0"{" rightToLeft=" + chr(34) + "1" + chr(34) if is_rtl else ""}/></sheetViews>'
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in [heads, *rows])
    sheet = f'<worksheet xmlns="{_MAIN}">{view}<sheetData>{lines}</sheetData></worksheet>'
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, body in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(ZipInfo(name, _EPOCH), (_HEAD + body).encode(), ZIP_DEFLATED)
    return file.getvalue()


def _cell(value: Cell) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = value.isoformat() if isinstance(value, date) else _plain(value)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _plain(text: str) -> str:
    """Return a text with the characters that XML can hold (XML 1.0 section 2.2), as long as a cell may be."""
    return "".join(char for char in text[:_LONGEST] if _is_xml(ord(char)))


def _is_xml(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
