"""Drawings (SVG): written anew from what we know; what acts, fetches or grows is refused with the reason."""

from xml.etree import ElementTree as ET

import pytest

from organizer.foundation.uploads import clean_picture
from organizer.foundation.uploads.drawing import greyed
from organizer.foundation.uploads.refusals import (
    DrawingDeclares,
    DrawingHas,
    DrawingNotReadable,
    DrawingTooBig,
    PictureRefused,
)

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10"{}>'


def svg(inside: str, more: str = "") -> bytes:
    return (HEAD.format(more) + inside + "</svg>").encode()


def test_a_logo_from_an_editor_is_kept_as_it_looks() -> None:
    file = b"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
    <!-- Created with Inkscape by SECRET -->
    <svg width="40mm" height="20mm" viewBox="0 0 40 20" version="1.1" xmlns="http://www.w3.org/2000/svg"
      xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:xlink="http://www.w3.org/1999/xlink"
      inkscape:export-filename="D:\\SECRET\\logo.png" sodipodi:docname="SECRET" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">
      <title>SECRET</title><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">SECRET</rdf:RDF></metadata>
      <sodipodi:namedview inkscape:zoom="1"/>
      <defs><linearGradient id="g"><stop offset="0" style="stop-color:#ff0000;stop-opacity:1"/><stop offset="1" stop-color="blue"/></linearGradient>
      <linearGradient id="h" xlink:href="#g" gradientUnits="userSpaceOnUse"/></defs>
      <g inkscape:label="SECRET" style="fill:rgb(0, 128, 0);stroke:none;font-family:SECRET" transform="translate(1, 2) scale(.5)">
      <path d="M0,0 L10-5.5e1 c1 1 2 2 3 3z" fill="url(#h)" class="SECRET"/><use xlink:href="#c"/><circle id="c" r="4"/></g></svg>"""
    found = clean_picture(file)
    assert (found.kind, found.width, found.height) == ("svg", 1000, 500)
    assert b"SECRET" not in found.body
    assert b"class" not in found.body
    root = ET.fromstring(found.body)
    drawn = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert drawn == ["svg", "defs", "linearGradient", "stop", "stop", "linearGradient", "g", "path", "use", "circle"]
    assert root[1].attrib == {"fill": "#008000", "stroke": "none", "transform": "translate(1, 2) scale(.5)"}
    assert root[1][0].attrib == {"d": "M0,0 L10-5.5e1 c1 1 2 2 3 3z", "fill": "url(#h)"}
    assert root[0][0][1].get("stop-color") == "#0000ff"
    assert clean_picture(found.body).body == found.body


def test_greys_are_made_of_all_colours() -> None:
    grey = greyed(clean_picture(svg('<rect width="5" height="5" fill="red" stroke="#0f0"/>')).body)
    assert b'fill="#4c4c4c"' in grey
    assert b'stroke="#969696"' in grey


def uses(levels: int) -> str:
    """Each group draws the one before ten times."""
    groups = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, levels))
    return f'<defs><rect id="a0" width="1" height="1"/>{groups}</defs><use href="#a{levels - 1}"/>'


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (svg("<script>alert(1)</script>"), DrawingHas),
        (svg("<g><ScRiPt/></g>"), DrawingHas),
        (svg('<path d="M0 50H200" stroke="#000" stroke-dasharray="0.00001 0.00001"/>'), DrawingHas),
        (svg('<path d="M0 0L1e308 1e308 -1e999 5z"/>'), DrawingHas),
        (svg('<g transform="scale(1e300)"><rect width="1" height="1"/></g>'), DrawingHas),
        (svg('<rect width="9e90" height="1"/>'), DrawingHas),
        (svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'), DrawingHas),
        (svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'), DrawingHas),
        (svg("", ' onload="alert(1)"'), DrawingHas),
        (svg('<rect width="1" height="1" onclick="alert(1)"/>'), DrawingHas),
        (svg('<image href="https://example.org/a.png"/>'), DrawingHas),
        (svg('<image xlink:href="data:image/png;base64,AAAA"/>'), DrawingHas),
        (svg('<use xlink:href="https://example.org/a.svg#b"/>'), DrawingHas),
        (svg('<use href="//example.org/a.svg#b"/>'), DrawingHas),
        (svg('<use href="#nowhere"/>'), DrawingHas),
        (svg('<a href="javascript:alert(1)"><rect width="1" height="1"/></a>'), DrawingHas),
        (svg('<rect width="1" height="1" xlink:href="javascript:alert(1)"/>'), DrawingHas),
        (svg("<style>@import url(https://example.org/a.css);</style>"), DrawingHas),
        (svg('<rect width="1" height="1" style="fill:url(https://example.org/#a)"/>'), DrawingHas),
        (svg('<rect width="1" height="1" style="background:u\\72l(x)"/>'), DrawingHas),
        (svg('<rect width="1" height="1" fill="url(https://example.org/#a)"/>'), DrawingHas),
        (svg('<rect width="1" height="1" fill="url(#none)"/>'), DrawingHas),
        (svg('<rect width="1" height="1" filter="url(#f)"/>'), DrawingHas),
        (svg('<set attributeName="href" to="javascript:alert(1)"/>'), DrawingHas),
        (svg('<animate attributeName="x" to="9"/>'), DrawingHas),
        (svg("<text>Come</text>"), DrawingHas),
        (svg('<g id="a"><use href="#a"/></g>'), DrawingHas),
        (svg('<path d="M0 0 &quot;&gt;"/>'), DrawingHas),
        (svg(uses(8)), DrawingTooBig),
        (svg("<g>" * 50 + "</g>" * 50), DrawingTooBig),
        (svg("<g/>" * 6000), DrawingTooBig),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">' + svg(""), DrawingDeclares),
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;"), DrawingDeclares),
        (b"<!-- x --><!doctype  svg>" + svg(""), DrawingDeclares),
        (('<?xml version="1.0" encoding="UTF-16"?>' + svg("").decode()).encode(), DrawingNotReadable),
        (("\ufeff" + svg("").decode()).encode("utf-16-le"), PictureRefused),
        (svg("<g>"), DrawingNotReadable),
        (b'<svg viewBox="0 0 1 1"/>', DrawingNotReadable),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', DrawingNotReadable),
        (svg("").replace(b"20 10", b"0 1e9"), DrawingNotReadable),
        (svg("&lol;"), DrawingNotReadable),
    ],
)  # fmt: skip
def test_what_acts_fetches_or_grows_is_refused(file: bytes, refusal: type[PictureRefused]) -> None:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(file)
    assert type(refused.value) is refusal


def test_the_refusal_names_what_is_wrong() -> None:
    with pytest.raises(DrawingHas) as refused:
        clean_picture(svg("<style>a{}</style>"))
    assert refused.value.params == {"what": "style"}


def test_a_heavy_outline_that_is_drawn_again_and_again_weighs_each_time() -> None:
    outline = f"""<defs><path id="a" d="M0 0{"l1 1" * 4_000}"/></defs>"""
    assert clean_picture(svg(outline + '<use href="#a"/>' * 50)).kind == "svg"
    with pytest.raises(DrawingTooBig):
        clean_picture(svg(outline + '<use href="#a"/>' * 70))
    dots = f"""<defs><polyline id="a" points="{"1 1 " * 4_000}"/></defs>"""
    with pytest.raises(DrawingTooBig):
        clean_picture(svg(dots + '<use href="#a"/>' * 70))
