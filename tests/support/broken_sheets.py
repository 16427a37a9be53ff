"""Sheets with one fault each: what the checks of ``sheet_checks`` must find. Drawn by the engine that draws ours."""

from collections.abc import Mapping
from pathlib import Path

import typst

from organizer.editions.printing.fonts import FONTS
from organizer.editions.printing.qr import qr_code

ADDRESS = "https://act.example.org/e/k7m3q9?s=p"
TITLE = "March for land and water"
#: A4 with a headline, a day and a code: nothing is wrong with it.
GOOD = f"""
#set document(title: "{TITLE}", author: "Somebody")
#set page(width: 210mm, height: 297mm, margin: 15mm)
#set text(font: "Noto Sans", lang: "en", size: 20pt, fallback: false)
= {TITLE}
17 November, 15:00
#image("qr.svg", width: 40mm, alt: "QR code")
"""
_SOMEWHERE = "#place(top + left, dy: 90mm, [Somewhere])"


def _more(words: str) -> str:
    return GOOD + words


#: For each check, sheets that it must find and others need not.
BROKEN: Mapping[str, tuple[str, ...]] = {
    "size": (GOOD.replace("210mm", "209.7mm"), GOOD.replace("297mm", "279.4mm")),
    "pages": (_more("#pagebreak()\nOne more"),),
    "codes": (
        GOOD.replace("qr.svg", "other.svg"),
        GOOD.replace("40mm", "5mm"),
        _more('#image("qr.svg", width: 40mm, alt: "QR code")'),
        _more('#pagebreak()\n#image("other.svg", width: 40mm, alt: "QR code")'),
    ),
    "glyphs": (_more("ꦗꦮ"),),
    "fonts": (_more('#text(font: "Libertinus Serif")[Foreign]'),),
    "copied": (GOOD.replace(f"= {TITLE}", "= Other words"), GOOD.replace("= March for land", "= Match of sand")),
    "margin": (_more("#place(top + left, dx: -13mm)[Near]"), _more("#place(bottom + left, dy: 14mm)[Low]")),
    "overlap": (_more("#place(top + left, dy: 90mm)[Somewhere]#place(top + left, dx: 3mm, dy: 92mm)[Elsewhere]"),),
    "clipped": (
        _more("#box(width: 20mm, height: 10mm, clip: true)[#box(width: 60mm)[Unforgettable]]"),
        _more("#box(width: 60mm, height: 4mm, clip: true)[Unforgettable]"),
        _more("#box(width: 60mm, height: 8mm, clip: true)[One\\ Two]"),
    ),
    "contrast": (
        _more('#text(fill: rgb("#999999"), size: 11pt)[Pale]'),
        _more('#text(fill: rgb("#aaaaaa"), size: 40pt)[Pale]'),
        _more("#text(fill: white)[Nothing]"),
        _more(
            "#place(top + left, dy: 90mm)[Hidden]#place(top + left, dx: -3mm, dy: 85mm, rect(width: 60mm, height: 20mm, fill: black))"
        ),
    ),
    "tags": (
        GOOD.replace(f"= {TITLE}", TITLE),
        _more("= Another"),
        GOOD.replace('lang: "en"', 'lang: "fr"'),
        GOOD.replace('lang: "en"', 'lang: "ar", dir: rtl'),
    ),
    "colour": (_more('#pagebreak()\n#text(fill: rgb("#7a0000"))[Red]'),),
    "ink": (_more("#rect(width: 180mm, height: 160mm, fill: black)"),),
    "edge": (_more("#place(top + left, dx: -13mm, rect(width: 30mm, height: 1mm, fill: black))"),),
}


def drawn(source: str, folder: Path, *, is_marked: bool = True) -> bytes:
    """Return the sheet as a PDF, held to the standard that ours are held to unless told."""
    (folder / "qr.svg").write_text(qr_code(ADDRESS).svg, encoding="ascii")
    (folder / "other.svg").write_text(qr_code(ADDRESS.replace("k7m3q9", "k7m3q8")).svg, encoding="ascii")
    (folder / "sheet.typ").write_text(source, encoding="utf-8")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts="Libertinus" in source, font_paths=[str(FONTS)]
    )
    compiler = typst.Compiler(str(folder / "sheet.typ"), root=str(folder), font_paths=fonts)
    body = compiler.compile(format="pdf", pdf_standards=["ua-1"] if is_marked else [], timestamp=0)
    assert isinstance(body, bytes)
    return body
