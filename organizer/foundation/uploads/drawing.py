"""Drawings (SVG) written anew from an allow-list: shapes, gradients and their colours, nothing that acts or fetches.

What editors add for themselves (other namespaces, titles, metadata) is left out in silence; what would change the
picture when left out, or could act, is refused by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .drawing_marks import DROPPED, ELEMENTS, LINKS, clean_value, style_values
from .refusals import DrawingDeclares, DrawingHas, DrawingNotReadable, DrawingTooBig

SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST_ELEMENTS, _DEEPEST = 5_000, 40
#: What is drawn in the end, links followed: letters of outlines, and so many for each element.
_MOST_DRAWN, _PER_ELEMENT = 1_000_000, 50
_OUTLINES = ("d", "points")
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,8})?)\s*(px|pt|mm|cm|in|pc|)\s*")
_PER_UNIT = {"px": 1.0, "": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
_ID = re.compile(r"[A-Za-z_][\w.\-]{0,99}")
_DECLARED = re.compile(r"<!\s*(doctype|entity|\[)", re.IGNORECASE)
_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*['\"]([^'\"]*)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A clean SVG, with its extent in its own units."""

    width: int
    height: int
    body: bytes


def clean_drawing(file: bytes) -> Drawing:
    """Return the drawing written anew. Raises PictureRefused with what is wrong."""
    root = _parse(_text(file))
    if root.tag != f"{{{SVG}}}svg":
        raise DrawingNotReadable
    width, height, box = _extent(root)
    found = _kept(root)
    assert found is not None
    found.attrib = {"xmlns": SVG, "viewBox": box, "width": str(width), "height": str(height), **found.attrib}
    _follow_links(found)
    return Drawing(width, height, ET.tostring(found, encoding="utf-8"))


def greyed(svg: bytes) -> bytes:
    """Return a clean drawing in greys, for photocopiers."""
    return re.sub(rb'"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})"', _grey, svg)


def _grey(match: re.Match[bytes]) -> bytes:
    red, green, blue = (int(part, 16) for part in match.groups())
    tone = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return b'"#%02x%02x%02x"' % (tone, tone, tone)


def _text(file: bytes) -> str:
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DrawingNotReadable from None
    named = _ENCODING.match(text)
    if "\0" in text or (named and named[1].lower() not in ("utf-8", "utf8", "us-ascii")):
        raise DrawingNotReadable
    if _DECLARED.search(text.replace("<![CDATA[", "")):
        raise DrawingDeclares
    return text


class _Counting(ET.TreeBuilder):
    """Builds the tree as long as it is small and flat."""

    depth = elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.depth, self.elements = self.depth + 1, self.elements + 1
        if self.depth > _DEEPEST or self.elements > _MOST_ELEMENTS:
            raise DrawingTooBig
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def _parse(text: str) -> ET.Element:
    # Without DOCTYPE, which was refused, there are no entities to expand and nothing to fetch.
    parser = ET.XMLParser(target=_Counting())  # noqa: S314
    try:
        parser.feed(text)
        root: ET.Element = parser.close()
    except ET.ParseError:
        raise DrawingNotReadable from None
    return root


def _extent(root: ET.Element) -> tuple[int, int, str]:
    """Return width and height in whole units, and the view box."""
    box = [float(part) for part in re.findall(r"-?\d{1,7}(?:\.\d{1,8})?", root.get("viewBox", ""))]
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if len(box) != 4 and not all(sides):
        raise DrawingNotReadable
    if len(box) != 4:
        box = [0, 0, *(float(side[1]) * _PER_UNIT[side[2]] for side in sides if side)]
    if not (0.01 <= box[2] <= 100_000 and 0.01 <= box[3] <= 100_000):
        raise DrawingNotReadable
    scale = 1000 / max(box[2:])
    width, height = (max(1, round(side * scale)) for side in box[2:])
    return width, height, " ".join(f"{part:.6g}" for part in box)


def _kept(element: ET.Element) -> ET.Element | None:
    """Return the element with what we take of it; None when nothing of it is seen anyway."""
    space, _, name = element.tag.rpartition("}")
    if space.lstrip("{") != SVG or name in DROPPED:
        if name.lower() in ("script", "foreignobject", "html", "iframe", "object", "embed"):
            raise DrawingHas(what=name)
        return None
    if name not in ELEMENTS:
        raise DrawingHas(what=name[:40])
    made = ET.Element(name, _attributes(name, element))
    made.extend([child for child in map(_kept, element) if child is not None])
    return made


def _attributes(name: str, element: ET.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    given = dict(element.attrib)
    for key, value in [*given.items(), *style_values(given.get("style", ""))]:
        if key in (_HREF, "href"):
            if name not in LINKS or not value.startswith("#") or not _ID.fullmatch(value[1:]):
                raise DrawingHas(what=f"href={value[:40]}")
            found["href"] = value
        elif key.lower().startswith("on"):
            raise DrawingHas(what=key[:40])
        elif key == "id":
            if _ID.fullmatch(value):
                found["id"] = value
        elif (clean := clean_value(name, key, value)) is not None:
            found[key] = clean
    return found


def _follow_links(root: ET.Element) -> None:
    """Refuse links into nothing or into a ring, and drawings that grow by their links. Gradients inherit, uses draw."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    weights: dict[int, int] = {}

    def weight(element: ET.Element, above: frozenset[int]) -> int:
        if id(element) in above or len(above) > 4 * _DEEPEST:
            raise DrawingHas(what="use")
        if id(element) not in weights:
            here = above | {id(element)}
            own = _PER_ELEMENT + sum(len(element.get(name, "")) for name in _OUTLINES)
            weights[id(element)] = own + sum(weight(below, here) for below in _below(element, by_id))
        if weights[id(element)] > _MOST_DRAWN:
            raise DrawingTooBig
        return weights[id(element)]

    weight(root, frozenset())


def _below(element: ET.Element, by_id: dict[str | None, ET.Element]) -> Iterator[ET.Element]:
    yield from element
    wanted = [element.get("href", "")[1:]] if element.get("href") else []
    wanted += [value[5:-1] for value in element.attrib.values() if value.startswith("url(#")]
    for name in wanted:
        if name not in by_id:
            raise DrawingHas(what=f"#{name[:40]}")
        yield by_id[name]
