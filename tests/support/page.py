"""An HTML page as a test reads it: elements, texts, forms; parsed the way browsers parse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib

_SILENT = {"script", "style", "template"}
_NOT_SENT = {"submit", "button", "reset", "image", "file"}
#: What html5lib, older than today's standard, takes for an error.
_OUTDATED = {"unexpected-hidden-input"}


def text_of(element: Element) -> str:
    """Return the text that a reader sees in an element, blanks collapsed."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in _SILENT:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


_WAY_OUT = "/account/sign-out/"


@dataclass(frozen=True)
class Form:
    """A form: where it goes, and what a browser would send if nobody touched it."""

    element: Element

    @property
    def action(self) -> str:
        """Where it is sent; empty means the page's own address."""
        return self.element.get("action", "")

    @property
    def method(self) -> str:
        """``get`` or ``post``."""
        return self.element.get("method", "get").lower()

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """Names and values as they stand, hidden ones and the token included."""
        values: dict[str, list[str]] = {}
        for control in self.element.iter():
            name = control.get("name")
            if name and control.get("disabled") is None:
                values.setdefault(name, []).extend(_sent(control))
        return {name: sent for name, sent in values.items() if sent}

    def names(self) -> set[str]:
        """Names of all controls."""
        return {name for control in self.element.iter() if (name := control.get("name"))}

    def filled(self, answers: Mapping[str, str | list[str] | None]) -> dict[str, list[str]]:
        """Return what is sent after a person answers; None leaves a control out. Refuses names that aren't there."""
        strangers = set(answers) - self.names()
        assert not strangers, f"the form has no {', '.join(sorted(strangers))}; it has {sorted(self.names())}"
        values = dict(self.values)
        for name, answer in answers.items():
            values.pop(name, None)
            if answer is not None:
                values[name] = [answer] if isinstance(answer, str) else answer
        return values


def _sent(control: Element) -> list[str]:
    kind = control.get("type", "text").lower()
    if control.tag == "textarea":
        return [("".join(control.itertext())).removeprefix("\n")]
    if control.tag == "select":
        return _selected(control)
    if control.tag != "input" or kind in _NOT_SENT:
        return []
    if kind in ("checkbox", "radio") and control.get("checked") is None:
        return []
    return [control.get("value", "on" if kind in ("checkbox", "radio") else "")]


def _selected(select: Element) -> list[str]:
    options = [option for option in select.iter("option") if option.get("disabled") is None]
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [option.get("value", text_of(option)) for option in chosen]


class Page:
    """A parsed page. ``errors`` holds what a strict parser objects to."""

    def __init__(self, html: str) -> None:
        """Parse a whole document."""
        self.html = html
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree", implementation=None), namespaceHTMLElements=False
        )
        self.root: Element = parser.parse(html)
        self.errors = [
            f"{code} at line {position[0]} {dict(details)}"
            for position, code, details in parser.errors
            if code not in _OUTDATED
        ]

    def all(self, tag: str = "*", **attributes: str) -> list[Element]:
        """Return elements by tag and exact attributes; ``class_`` asks for one class, ``_`` stands for ``-``."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [element for element in self.root.iter(None if tag == "*" else tag) if _has(element, wanted)]

    def one(self, tag: str = "*", **attributes: str) -> Element:
        """Return the only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements are {tag} {attributes}"
        return found[0]

    @property
    def title(self) -> str:
        """The document's title."""
        return " ".join(text_of(element) for element in self.root.iter("title"))

    @property
    def heading(self) -> str:
        """The text of the first level heading."""
        return text_of(self.one("h1"))

    @property
    def text(self) -> str:
        """What a reader sees."""
        return text_of(self.one("body"))

    @property
    def main(self) -> str:
        """What a reader sees in the main part."""
        return text_of(self.one("main"))

    def links(self) -> dict[str, str]:
        """Return the targets of links by their text (or accessible name); of equal names the first."""
        links: dict[str, str] = {}
        for link in self.root.iter("a"):
            if (target := link.get("href")) is not None:
                links.setdefault(link.get("aria-label") or text_of(link), target)
        return links

    def link(self, text: str) -> str:
        """Return the target of the link with this text."""
        links = self.links()
        assert text in links, f"no link says {text!r}; there are {sorted(links)}"
        return links[text]

    def forms(self) -> list[Form]:
        """Return all forms."""
        return [Form(element) for element in self.root.iter("form")]

    def form(self, *, action: str | None = None, having: str | None = None) -> Form:
        """Return the only form whose action ends so, or that has a control of that name, or that posts.

        The way out, which every page of somebody signed in has, is meant only when its action is named.
        """
        found = [
            form
            for form in self.forms()
            if (action is None or form.action.endswith(action))
            and (having is None or having in form.names())
            and (action is not None or having is not None or form.method == "post")
            and (action is not None or not form.action.endswith(_WAY_OUT))
        ]
        assert len(found) == 1, f"{len(found)} forms match; there are {[form.action for form in self.forms()]}"
        return found[0]


def _has(element: Element, wanted: Mapping[str, str]) -> bool:
    if not isinstance(element.tag, str):
        return False
    for name, value in wanted.items():
        given = element.get(name)
        if given is None or (value not in given.split() if name == "class" else value != given):
            return False
    return True
