"""The interface's words: what stands in the source, and what the catalogs hold."""

import re
import tomllib
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from tests.support.sources import ROOT

FOLDER = ROOT / "organizer/translations"
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "marked": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]|</?\w+")
Identity = tuple[str | None, str]


def identity(context: str | None, words: str | tuple[str, ...] | list[str]) -> Identity:
    """Return what tells one message from another: context and singular."""
    return context, words if isinstance(words, str) else words[0]


@cache
def in_the_source(root: Path = ROOT) -> frozenset[Identity]:
    """Return the messages that stand in code and templates, collected as ``make translations`` does."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(each["pattern"], each["method"]) for each in settings]
    options = {each["pattern"]: {k: v for k, v in each.items() if k not in ("pattern", "method")} for each in settings}
    found = extract_from_dir(root, methods, options, keywords=_KEYWORDS, strip_comment_tags=True)
    return frozenset(identity(context, words) for _file, _line, words, _comments, context in found if words)


@cache
def on_paper() -> frozenset[Identity]:
    """Return the messages of the modules that word sheets, collected as ``make translations`` does for their languages."""
    folder = ROOT / "organizer/editions/printing"
    files = [*(folder / "own").glob("*.py"), *(folder / name for name in ("words.py", "when.py", "listed.py"))]
    found = [row for path in files for row in extract_from_file("python", path, keywords=_KEYWORDS)]
    return frozenset(identity(context, words) for _line, words, _comments, context in found if words)


def languages() -> list[str]:
    """Return the languages that have a catalog."""
    return sorted(path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/messages.po"))


def catalog(language: str) -> Catalog:
    """Return a language's catalog."""
    with (FOLDER / language / "LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(read: Catalog) -> list[Message]:
    """Return the messages of a catalog without its header."""
    return [message for message in read if message.id]


def faults(read: Catalog) -> list[str]:
    """Name the messages that are not done: empty, doubtful, or with other placeholders than the original."""
    return [f"{message.id!r}: {fault}" for message in messages(read) for fault in _faults(message, read.num_plurals)]


def _faults(message: Message, plurals: int) -> list[str]:
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    words = [message.string] if isinstance(message.string, str) else list(message.string)
    found = []
    if message.fuzzy:
        found.append("is fuzzy")
    if not all(words) or (len(originals) > 1 and len(words) != plurals):
        found.append("is not translated")
        return found
    # A plural may say "one" in words, so each form may leave out what some form of the original leaves out.
    allowed = set().union(*map(placeholders, originals))
    needed = set.intersection(*map(placeholders, originals))
    for text in words:
        if not needed <= placeholders(text) | (
            needed if len(words) > 1 and _is_number_left_out(needed, text) else set()
        ):
            found.append(f"lacks {sorted(needed - placeholders(text))}")
        if not placeholders(text) <= allowed:
            found.append(f"has {sorted(placeholders(text) - allowed)}, which the original has not")
    return found


def _is_number_left_out(needed: set[str], text: str) -> bool:
    return needed - placeholders(text) <= {"%(num)d", "%(num)s", "%(count)d", "%(count)s"}


def placeholders(text: str) -> set[str]:
    """Return what the program fills in, and the marks of HTML."""
    return {match.group(0) for match in _PLACEHOLDER.finditer(text)}
