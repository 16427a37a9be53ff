"""What every page owes its reader, whatever it is about. Each rule returns the faults that it finds."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from tests.support.page import Page, text_of

_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
_POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "list", "form")
_FETCHED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
_LINKED_NOT_FETCHED = {"alternate", "canonical", "license", "author", "me", "next", "prev", "search", "help"}
_DATA_SCRIPTS = {"application/ld+json", "application/json"}
_LEAK = re.compile(r"\{\{|\{%|%\(\w+\)[sd]|<[\w.]+ object at 0x|\bUndefined\b|&(?:amp|lt|gt|quot|#\d+);")

Rule = Callable[[Page], Iterator[str]]


def faults(page: Page, headers: Mapping[str, str], host: str = "localhost") -> list[str]:
    """Return everything that is wrong with a page, each as one sentence."""
    found = [fault for rule in RULES for fault in rule(page)]
    return [*found, *policy_faults(headers), *foreign_resources(page, host)]


def strict_html(page: Page) -> Iterator[str]:
    """The parser has nothing to mend."""
    yield from (f"the HTML is not strict: {error}" for error in page.errors)


def one_heading_and_a_title(page: Page) -> Iterator[str]:
    """A reader knows where they are: one h1, one main part, a title."""
    for tag in ("h1", "main"):
        if len(page.all(tag)) != 1:
            yield f"there are {len(page.all(tag))} {tag} elements"
    if any(not text_of(heading) for heading in page.all("h1")):
        yield "the h1 is empty"
    if not page.title.strip():
        yield "the title is empty"


def language_and_direction(page: Page) -> Iterator[str]:
    """The page says its language and its direction."""
    root = page.root
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", root.get("lang", "")):
        yield f"html lang is {root.get('lang')!r}"
    if root.get("dir") not in ("ltr", "rtl"):
        yield f"html dir is {root.get('dir')!r}"


def ids(page: Page) -> Iterator[str]:
    """Ids are unique, and what is pointed at is there."""
    count = Counter(element.get("id") for element in page.all() if element.get("id") is not None)
    yield from (f"the id {name!r} stands {number} times" for name, number in count.items() if number > 1)
    for element in page.all():
        names = [name for attribute in _POINTERS for name in element.get(attribute, "").split()]
        if element.tag == "label" and element.get("for"):
            names.append(element.get("for", ""))
        if element.tag == "a" and element.get("href", "").startswith("#"):
            names.extend(filter(None, [element.get("href", "")[1:]]))
        yield from (f"<{element.tag}> points at {name!r}, which is not there" for name in names if name not in count)


def names_of_controls(page: Page) -> Iterator[str]:
    """Every control, button, link and picture says what it is."""
    labelled = {label.get("for") for label in page.all("label") if label.get("for") and text_of(label)}
    wrapped = {id(child) for label in page.all("label") if text_of(label) for child in label.iter()}
    for element in page.all():
        named = bool(element.get("aria-label") or element.get("aria-labelledby"))
        if element.tag in ("select", "textarea") or (
            element.tag == "input" and element.get("type", "text").lower() not in _UNLABELLED
        ):
            if not named and element.get("id") not in labelled and id(element) not in wrapped:
                yield f"<{element.tag} name={element.get('name')!r}> has no label"
        elif element.tag in ("button", "a", "summary") and not (named or text_of(element) or _alternative(element)):
            if element.tag != "a" or element.get("href") is not None:
                yield f"a <{element.tag}> to {element.get('href', '')!r} has no name"
        elif element.tag == "img" and element.get("alt") is None:
            yield f"the picture {element.get('src')!r} has no alt"


def links_told_apart(page: Page) -> Iterator[str]:
    """In one list, links to different addresses have different names: who hears only the links must know them apart.

    A heading inside an entry is what the entry is called by its author; the hour and town around it tell it apart.
    """
    for group in (*page.all("ul"), *page.all("ol")):
        titles = {id(link) for tag in ("h2", "h3", "h4") for title in group.iter(tag) for link in title.iter("a")}
        seen: dict[str, str] = {}
        for link in group.iter("a"):
            href, label = link.get("href"), link.get("aria-label") or text_of(link)
            if href is None or not label or id(link) in titles:
                continue
            if seen.setdefault(label, href) != href:
                yield f"two links of one list are named {label!r}: {seen[label]} and {href}"


def no_inline_code(page: Page) -> Iterator[str]:
    """Nothing that the content security policy would block."""
    for element in page.all():
        if element.tag == "style" or element.get("style") is not None:
            yield f"<{element.tag}> has inline style"
        if element.tag == "script" and element.get("src") is None and element.get("type") not in _DATA_SCRIPTS:
            yield "there is an inline script"
        for name, value in element.attrib.items():
            if str(name).startswith("on"):
                yield f"<{element.tag}> has {name}"
            if value.strip().lower().startswith("javascript:"):
                yield f"<{element.tag}> has a javascript address"


def no_leaks(page: Page) -> Iterator[str]:
    """No template syntax, no None, no doubly escaped text."""
    for element in page.all():
        if element.tag in ("script", "style", "code", "pre", "textarea"):
            continue
        texts = [element.text or "", *(child.tail or "" for child in element)]
        for text in (*texts, *element.attrib.values()):
            if text.strip() == "None" or "/None" in text or _LEAK.search(text):
                yield f"<{element.tag}> shows {text.strip()[:80]!r}"


RULES: tuple[Rule, ...] = (
    strict_html,
    one_heading_and_a_title,
    language_and_direction,
    ids,
    names_of_controls,
    links_told_apart,
    no_inline_code,
    no_leaks,
)


def policy_faults(headers: Mapping[str, str]) -> Iterator[str]:
    """The content security policy is there and strict."""
    policy = headers.get("Content-Security-Policy")
    if not policy:
        yield "there is no content security policy"
        return
    directives = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    for name, sources in directives.items():
        yield from (
            f"the policy's {name} allows {source}"
            for source in sources
            if source in ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:")
        )
    if "default-src" not in directives:
        yield "the policy has no default-src"


def foreign_resources(page: Page, host: str) -> Iterator[str]:
    """Nothing is fetched from another host (links are another matter: a person follows them)."""
    for element in page.all():
        if element.tag == "link" and set(element.get("rel", "").lower().split()) <= _LINKED_NOT_FETCHED:
            continue
        for attribute in _FETCHED.get(element.tag, ()):
            for address in _addresses(element.get(attribute, "")):
                if urlsplit(address).hostname not in (None, host):
                    yield f"<{element.tag}> fetches {address}"


def _addresses(value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.split()]


def _alternative(element: Element) -> bool:
    return any(child.get("alt") or child.get("aria-label") or child.tag == "title" for child in element.iter())
