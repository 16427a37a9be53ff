"""Templates that whoever runs the server put there: files in the instance's folder ``print``, drawn by the same limited workers.

Each is ``NAME.typ`` (docs/printing.md says what it is given) beside ``NAME.toml``, which says what it is called and on
which papers it comes. No page takes a template: it is a program, and who may put files on the server may do more anyway.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel.speaklater import LazyString

from organizer.foundation.core.languages import fallback_chain, is_language
from organizer.foundation.web.language import ui_language

from .catalogue import use_templates
from .item import Item
from .papers import PAPERS

_NAME = re.compile(r"[a-z][a-z0-9-]{0,29}")
_LONGEST = 80


class TemplateIsWrong(Exception):
    """A template of the operator's cannot be used; the message is one sentence that says which and why."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Words by language; the first ones where a reader's language is not among them."""

    words: Mapping[str, str]

    def __call__(self) -> str:
        tags = (tag for tag in fallback_chain(ui_language()) if tag in self.words)
        return self.words[next(tags, next(iter(self.words)))]


def use_operators_templates(instance: Path) -> None:
    """Offer what lies in the folder beside what comes with the package. Raises TemplateIsWrong."""
    use_templates(tuple(_read(instance / "print")))


def _read(folder: Path) -> Iterator[Item]:
    for path in sorted(folder.glob("*.typ")):
        if not _NAME.fullmatch(path.stem):
            raise TemplateIsWrong(
                f"{path}: call it by small letters, digits and hyphens, 30 at most, such as flyer.typ."
            )
        beside = path.with_suffix(".toml")
        try:
            told = tomllib.loads(beside.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise TemplateIsWrong(f"{path}: {beside.name} is missing, which says what it is called.") from None
        except (OSError, ValueError) as error:
            raise TemplateIsWrong(f"{beside}: {error}") from error
        yield _item(path, beside, told)


def _item(path: Path, beside: Path, told: dict[str, Any]) -> Item:
    if unknown := sorted(set(told) - {"name", "note", "papers"}):
        raise TemplateIsWrong(f"{beside}: nothing is known of {unknown[0]!r}; there are name, note and papers.")
    papers = told.get("papers", ["a4", "letter"])
    if not isinstance(papers, list) or not papers or not set(map(str, papers)) <= set(PAPERS):
        raise TemplateIsWrong(f"{beside}: papers is a list of some of {', '.join(PAPERS)}.")
    return Item(
        f"own-{path.stem}",
        path.name,
        LazyString(_words(beside, told, "name")),
        LazyString(_words(beside, told, "note") if "note" in told else str),
        sheets={key: sheet for key, sheet in PAPERS.items() if key in papers},
        choices=("run",),
        folder=path.parent,
    )


def _words(beside: Path, told: dict[str, Any], name: str) -> _Told:
    words = told.get(name)
    is_right = (
        isinstance(words, dict)
        and len(words) > 0
        and all(is_language(tag) for tag in words)
        and all(isinstance(one, str) and 0 < len(one.strip()) <= _LONGEST for one in words.values())
    )
    if not isinstance(words, dict) or not is_right:
        raise TemplateIsWrong(
            f'{beside}: {name} says it by language, such as {name} = {{ en = "Flyer", es = "Volante" }}.'
        )
    return _Told(words)
