"""The words of a text as they are searched, decided here and not by an engine: every database finds the same.

A *term* is what stands in an index: letters a to z and digits only, so that no tokenizer takes it apart and no query
language reads it as its own. Scripts without spaces are cut into pairs of letters, which find any piece of a text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .letters import Letters, forms_of, visible

#: Raise it when the same text gives other terms: what was indexed before is then indexed again.
EDITION = 3
MOST_ASKED = 8
_LONGEST = 40
_MOST_PARTS = 5
_NAME = 60
#: Inside a word and often left out: l’eau, O'Brien, sit-in. ʻokina, hamza, geresh and the like among them.
_JOINTS = frozenset("'’‘ʼʻʽʾʿˈ`´′‛＇ʹ״׳-‐‑")
#: Written without spaces, or with endings that stick to the word: Thai to Burmese, Khmer, Tai, Han, kana, hangul.
_SPACELESS = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3041-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U000323af]+)"
)
_ARTICLE, _ARTICLED = "ال", 5
#: Before a term whose letters are written as numbers, four digits each; a longer word then still begins with its beginning.
_CODED = "zz"


@dataclass(frozen=True, slots=True)
class Term:
    """A term that is asked for; ``begins``: longer ones that begin with it fit too."""

    text: str
    begins: bool = False


#: A word that is asked for: ways to write it, each a set of terms that must all be there.
Asked = tuple[frozenset[Term], ...]


def terms_of(text: str) -> frozenset[str]:
    """Return every term under which ``text`` is found."""
    return _terms_of_name(text) if len(text) <= _NAME else _terms(text)


def asked_of(query: str) -> tuple[Asked, ...]:
    """Return what a reader asks for, word by word; the last may be only its beginning. Empty when there is no word.

    Takes any text. Of a very long one only the first words count.
    """
    return tuple(dict.fromkeys(asked for _, asked in written_words(query)))


def written_words(query: str) -> list[tuple[str, Asked]]:
    """Return the words of a query in lower case, those that join parts in one piece, each with what it asks for."""
    words = _words(visible(query))[:MOST_ASKED]
    found = (
        ("".join(parts), _asked_of_word(parts, is_last=at == len(words))) for at, parts in enumerate(words, start=1)
    )
    return [(written, asked) for written, asked in found if asked]


@lru_cache(maxsize=65536)
def code(term: str) -> str:
    """Return a term as it stands in an index."""
    if term.isascii() and not term.startswith(_CODED):
        return term
    return _CODED + term.encode("utf-16-be", "replace").hex()


def decode(term: str) -> str | None:
    """Return what stands in an index as a term again, None for a ``mark``."""
    if not term.startswith(_CODED):
        return term
    try:
        return bytes.fromhex(term[len(_CODED) :]).decode("utf-16-be", "replace")
    except ValueError:
        return None


def is_spaceless(word: str) -> bool:
    """Tell whether any part of a word is in a script without spaces, which is searched by pairs of letters."""
    return _SPACELESS.search(word) is not None


def mark(name: str) -> str:
    """Return a term that stands for no word of a text but for a fact, such as a kind of event."""
    return f"{_CODED}k{''.join(filter(str.isalnum, name))}"


def _words(text: str) -> list[tuple[str, ...]]:
    """Return the words of visible text, each with its parts: ``l’eau`` is one of two parts."""
    words: list[tuple[str, ...]] = []
    for chunk in text.translate(_KEPT).split():
        if chunk.isalnum():  # most words: of one part, without a mark
            words.append((chunk,))
            continue
        parts = tuple(part for part in chunk.split("\0") if any(map(_is_letter, part)))
        if len(parts) > _MOST_PARTS:
            words.extend((part,) for part in parts)
        elif parts:
            words.append(parts)
    return words


def _kept(character: str) -> str:
    """Return a character of a word, a sign for a joint, or a space."""
    if character in _JOINTS:
        return "\0"
    return character if unicodedata.category(character)[0] in "LNM" else " "


_KEPT = Letters(_kept)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def _terms(text: str) -> frozenset[str]:
    return frozenset[str]().union(*map(_terms_of_word, _words(visible(text))))


@lru_cache(maxsize=16384)
def _terms_of_name(text: str) -> frozenset[str]:
    """Return the terms of a short text: those of towns, countries and groups come again and again."""
    return _terms(text)


@lru_cache(maxsize=32768)
def _terms_of_word(parts: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for text in {"".join(parts), *parts}:
        for form in forms_of(text):
            found |= _pieces(form, with_last=True)
    return frozenset(map(code, found | {term[2:] for term in found if _has_article(term)}))


def _asked_of_word(parts: tuple[str, ...], *, is_last: bool) -> Asked:
    ways = []
    for texts in dict.fromkeys([("".join(parts),), parts]):
        for forms in zip(*map(_two_forms, texts), strict=True):
            ways.append(_asked_way(forms, is_last=is_last))
    return tuple(dict.fromkeys(way for way in ways if way))


def _two_forms(text: str) -> tuple[str, str]:
    forms = forms_of(text)
    return forms[0], forms[-1]


def _asked_way(forms: tuple[str, ...], *, is_last: bool) -> frozenset[Term]:
    terms: dict[str, bool] = {}
    for form in forms:
        for piece in _pieces(form, with_last=False):
            text = piece[2:] if _has_article(piece) else piece
            terms[text] = len(piece) == 1 and _SPACELESS.match(piece) is not None
    end = next(reversed(_split(forms[-1])), "")
    if is_last and len(end) > 1 and _SPACELESS.match(end) is None:
        terms[end[2:_LONGEST] if _has_article(end) else end[:_LONGEST]] = True
    return frozenset(Term(code(text), begins) for text, begins in terms.items())


def _pieces(form: str, *, with_last: bool) -> set[str]:
    """Return the terms of a word; ``with_last``: also the last letter alone, so that one letter asked for is found."""
    found: set[str] = set()
    for run in _split(form):
        if _SPACELESS.match(run) is None:
            found.add(run[:_LONGEST])
            continue
        found |= {run[at : at + 2] for at in range(len(run) - 1)}
        if with_last or len(run) == 1:
            found.add(run[-1])
    return found


def _split(form: str) -> list[str]:
    return [run for run in _SPACELESS.split(form) if run]


def _has_article(term: str) -> bool:
    return len(term) >= _ARTICLED and term.startswith(_ARTICLE)
