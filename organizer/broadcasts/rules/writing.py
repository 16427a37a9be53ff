"""The little of Markdown that a message may use, as text and as HTML, with its fields filled in.

Fields are filled in after the Markdown was read, so that nobody's name is read as Markdown. No pictures, no HTML, and links
only to http, https and mailto: a mail that loads nothing tells nobody that it was read.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token
from markupsafe import Markup

from organizer.foundation.core.errors import DomainError

from .fields import FIELD, check_fields, filled
from .states import Audience

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "hr"}
_SCHEMES = {"https", "http", "mailto"}


def _accept_all(url: str) -> bool:  # noqa: ARG001  # the library's own signature
    """The library refuses some addresses itself and then shows them as text; here the writer is told."""
    return True


def _only_stars(state: StateInline, silent: bool) -> bool:
    """Underscores stay as they are: names and addresses have them."""
    return state.src[state.pos] != "_" and emphasis.tokenize(state, silent)


_PARSER = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["newline", "emphasis", "list", "link", "autolink", "blockquote", "escape", "hr", "entity"]
)
_PARSER.validateLink = _accept_all  # type: ignore[method-assign]
_PARSER.inline.ruler.at("emphasis", _only_stars)
#: ``{link}`` as the address of a link: the writer's own words lead to the reader's own page.
_OWN_PAGE = "{link}"
_OWN_PAGE_QUOTED = quote(_OWN_PAGE)
_BARE = re.compile(r"https?://[^\s<>\"'(){}\[\]]+", re.IGNORECASE)
_AROUND = "\n\n"


class LinkNotAllowed(DomainError):
    """A link that leads elsewhere than to http, https or mailto; params: link."""

    code = "link_not_allowed"


def check_words(subject: str, body: str, audience: Audience) -> None:
    """Raise UnknownField or LinkNotAllowed for words that must not be sent."""
    check_fields(subject, audience)
    check_fields(body, audience)
    for address in _addresses(_PARSER.parse(body)):
        if not _is_allowed(address):
            raise LinkNotAllowed(link=address[:80])


def as_html(body: str, values: Mapping[str, str]) -> Markup:
    """Return the message as clean HTML."""
    tokens = _PARSER.parse(body)
    for token in _inline(tokens):
        token.children = list(_filled_tokens(token.children or [], values))
    html = nh3.clean(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer ugc",
    )
    return Markup(html)  # cleaned just above; tests/unit/broadcasts shows what gets through


def as_text(body: str, values: Mapping[str, str]) -> str:
    """Return the message as plain text: no marks, the address after the words of a link."""
    lines: list[str] = []
    numbers: list[int] = []  # of the lists that are open: 0 for one of dots
    bullet = ""
    for token in _PARSER.parse(body):
        match token.type:
            case "bullet_list_open":
                numbers.append(0)
            case "ordered_list_open":
                numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                bullet = f"{numbers[-1]}. " if numbers[-1] else "- "
                numbers[-1] += 1 if numbers[-1] else 0
            case "hr":
                lines.append("* * *")
            case "inline":
                lines.append("  " * max(0, len(numbers) - 1) + bullet + _plain(token.children or [], values))
                bullet = ""
    return _AROUND.join(lines)


def as_line(subject: str, values: Mapping[str, str]) -> str:
    """Return the subject with its fields filled in."""
    return " ".join(filled(subject, values).split())


def link_hosts(body: str) -> tuple[str, ...]:
    """Return the hosts that links in the message lead to, as machines write them: a look-alike shows its letters."""
    found = [*_addresses(_PARSER.parse(body)), *_BARE.findall(body)]
    hosts = {host for address in found if (host := _host(address))}
    return tuple(sorted(hosts))


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        named = parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.hostname
        return named.encode("idna").decode("ascii").lower() if named else None
    except (UnicodeError, ValueError):
        return None


def _is_allowed(address: str) -> bool:
    if address == _OWN_PAGE_QUOTED:
        return True
    scheme, colon, rest = address.partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        return False
    return bool(rest) if scheme.lower() == "mailto" else bool(_host(address)) and rest.startswith("//")


def _inline(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def _addresses(tokens: list[Token]) -> Iterator[str]:
    for token in _inline(tokens):
        for child in token.children or []:
            if child.type == "link_open":
                yield str(child.attrGet("href") or "")


def _filled_tokens(children: list[Token], values: Mapping[str, str]) -> Iterator[Token]:
    for child in children:
        if child.type == "link_open" and child.attrGet("href") == _OWN_PAGE_QUOTED:
            child.attrSet("href", values.get("link", ""))
            yield child
        elif child.type == "text":
            yield from _split(child, values)
        else:
            yield child


def _split(text: Token, values: Mapping[str, str]) -> Iterator[Token]:
    """Yield the text with its fields filled in; the reader's own page becomes a link."""
    page = values.get("link", "")
    at = 0
    for found in FIELD.finditer(text.content):
        if found[1].lower() == "link" and page:
            yield _text(filled(text.content[at : found.start()], values))
            yield Token("link_open", "a", 1, attrs={"href": page})
            yield _text(page)
            yield Token("link_close", "a", -1)
            at = found.end()
    yield _text(filled(text.content[at:], values))


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _plain(children: list[Token], values: Mapping[str, str]) -> str:
    said: list[str] = []
    address, since = "", 0
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                said.append("\n")
            case "link_open":
                href = str(child.attrGet("href") or "")
                address, since = (values.get("link", "") if href == _OWN_PAGE_QUOTED else href), len(said)
            case "link_close":
                words = "".join(said[since:])
                said.append("" if address in (words, f"mailto:{words}") else f" ({address})")
            case _:
                said.append(filled(child.content, values))
    return "".join(said)
