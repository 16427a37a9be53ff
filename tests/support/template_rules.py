"""Manners of templates, style sheets and modules of script. Each rule returns the faults that it finds in one text."""

import re
from collections.abc import Iterator

_TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.S)
_STATIC = re.compile(r"""static_url\(\s*['"]([^'"]+)['"]""")
_EXTERNAL = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
_PHYSICAL = re.compile(
    r"(?:^|[;{\s])((?:margin|padding|border|inset)-(?:left|right|top|bottom)[a-z-]*|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height)|float|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
)
_SIDES = re.compile(r"(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b")
_FETCHED = re.compile(r"url\(|@import\s+(?:url|[\"']http)|@font-face")
_UNSAFE_SCRIPT = (
    (re.compile(r"\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write"), "writes HTML"),
    (re.compile(r"\beval\(|new Function\(|setTimeout\(\s*['\"`]"), "runs text"),
    (re.compile(r"setAttribute\(\s*['\"]style['\"]|\.cssText\b"), "writes a style attribute"),
    (re.compile(r"https?://"), "names another host"),
    (re.compile(r"localStorage|sessionStorage|document\.cookie|indexedDB"), "keeps state in the browser"),
    (re.compile(r"console\.(?:log|debug)"), "talks to the console"),
)
_ALLOWED_RADII = re.compile(r"border-radius\s*:[^;}]*/")


def template_faults(text: str, name: str) -> Iterator[str]:
    """What no template may hold. Mails are the one place with style, since their programs strip the rest."""
    is_mail = "mail" in name
    code = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
    if re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(", code):
        yield "marks text as safe"
    if re.search(r"with context", code):
        yield "hands the context to a macro"
    for tag in _TAG.findall(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", code, flags=re.S)):
        if not is_mail and re.search(r"\sstyle\s*=", tag):
            yield f"has inline style: {tag[:60]}"
        if re.search(r"\son[a-z]+\s*=", tag):
            yield f"has an inline handler: {tag[:60]}"
        if tag.lower().startswith("<style") and not is_mail:
            yield "has a style element"
        if re.match(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", tag, re.I):
            yield "has an inline script"
    if _EXTERNAL.search(code):
        yield "names another host"
    if re.search(r"""(?:src|href)=["']/static/""", code):
        yield "names a static file without its hash: use static_url()"
    if re.search(r"""["']javascript:""", code, re.I):
        yield "has a javascript address"


def static_names(text: str) -> list[str]:
    """Return the static files that a template or module asks for."""
    return _STATIC.findall(text)


def style_faults(text: str) -> Iterator[str]:
    """What no style sheet may hold: sides that do not turn with the script's direction, things fetched, words in capitals."""
    css = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    # Conditions of media queries are about the screen; a slash in a radius separates its two axes.
    css = re.sub(r"@(?:media|container|supports)[^{]*\{", "{", css)
    for rule in _PHYSICAL.findall(css):
        yield f"is physical: {rule}"
    for rule in _SIDES.findall(css):
        yield f"names a side: {rule}"
    if _FETCHED.search(css):
        yield "fetches something"
    if re.search(r"text-transform\s*:\s*uppercase|font-style\s*:\s*italic", css):
        yield "uses capitals or italics, which many scripts do not have"
    if re.search(r"!important", css):
        found = [line.strip() for line in text.splitlines() if "!important" in line]
        yield from (f"shouts: {line[:60]}" for line in found if not _may_shout(line))


def _may_shout(line: str) -> bool:
    """Hidden is hidden, reduced motion is reduced, and print leaves out what cannot be pressed; Leaflet sets z-index itself."""
    return any(word in line for word in ("[hidden]", "animation: none", "display: none", "z-index", "skip"))


def script_faults(text: str) -> Iterator[str]:
    """What no module of script may do."""
    code = re.sub(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", "", text, flags=re.S)
    for pattern, fault in _UNSAFE_SCRIPT:
        if pattern.search(code):
            yield fault
    if len(text.splitlines()) > 150:
        yield "is longer than 150 lines"
    if "export default" in code and "@param" not in text:
        yield "does not say what it takes"
