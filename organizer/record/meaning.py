"""What a reader may have meant whose words find nothing: words of the campaign's own events that are spelled nearly so.

The words come from the index, so nothing that is withheld is ever offered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import islice, product

from organizer.foundation.core.letters import forms_of
from organizer.foundation.core.spelling import edits_allowed, edits_between
from organizer.foundation.core.words import Asked, Term, decode, is_spaceless, terms_of, written_words

from .types import EventRecord

#: Spellings of one word, and of the whole, that are tried.
_OF_A_WORD, _OF_THE_WHOLE = 4, 8
#: Events in which a word is looked up as it is written there.
_READ = 20
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a campaign's index, each with how many events have it; ``kinds``: names of kinds, in the reader's language."""

    counts: Mapping[str, int]

    @cached_property
    def words(self) -> Mapping[str, int]:
        """The words among them that can be misspelled: letters as they are compared, not as they are stored."""
        decoded = ((decode(term), count) for term, count in self.counts.items())
        return {
            word: count
            for word, count in decoded
            if word is not None and edits_allowed(word) and not any(map(str.isdigit, word))
        }

    def knows(self, word: Asked) -> bool:
        """Tell whether any event has a word in any of the ways to write it."""
        return any(all(self._has(term) for term in way) for way in word)

    def close_to(self, written: str) -> list[str]:
        """Return words that are spelled nearly like ``written``, the closest and then the commonest first."""
        found: dict[str, tuple[int, bool, int]] = {}
        for form in forms_of(written):
            if is_spaceless(form):
                continue
            for word, edits in _near(form, self.words):
                key = (edits, word[0] != form[0], -self.words[word])
                found[word] = min(key, found.get(word, key))
        return nsmallest(_OF_A_WORD, found, key=lambda word: (*found[word], word))

    def _has(self, term: Term) -> bool:
        return term.text in self.counts or (term.begins and any(one.startswith(term.text) for one in self.counts))


def respellings(query: str, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """Yield the words of a query with those that no event has replaced by close ones, the likeliest first; at most eight.

    Takes any text. Nothing comes where each word is known, or one of them is like none.
    """
    ways: list[Sequence[str]] = []
    unknown = 0
    for written, asked in written_words(query):
        if vocabulary.knows(asked):
            ways.append((written,))
            continue
        unknown += 1
        ways.append(vocabulary.close_to(written))
    if unknown:
        yield from islice(product(*ways), _OF_THE_WHOLE)


def as_written(words: Iterable[str], events: Sequence[EventRecord]) -> str:
    """Return the words as these events write them, with capitals and accents; those that they lack as they are."""
    wanted = list(words)
    missing = {word for word in wanted if edits_allowed(word)}
    shown: dict[str, str] = {}
    for text in (text for event in events[:_READ] for text in _texts(event)):
        for one in _WORD.findall(text):
            terms = {decode(term) for term in terms_of(one)}
            for word in missing & terms:
                shown.setdefault(word, one)
        missing -= shown.keys()
        if not missing:
            break
    return " ".join(shown.get(word, word) for word in wanted)


def _texts(event: EventRecord) -> Iterator[str]:
    yield event.title.value
    yield event.group_name
    if event.place.venue:
        yield event.place.venue.value
    yield from (text for text in (event.place.city, event.place.region, event.place.country_name) if text)
    if event.description:
        yield event.description.value


def _near(form: str, words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the words within reach of ``form``. Of its pieces, one more than edits, one stands in each of them unchanged."""
    most = edits_allowed(form)
    if not most:
        return
    size = -(-len(form) // (most + 1))
    pieces = [(form[at : at + size], max(0, at - most), at + size + most) for at in range(0, len(form), size)]
    letters = set(form)
    for word in words:
        if (
            abs(len(word) - len(form)) <= most
            and len(letters.symmetric_difference(word)) <= 2 * most
            and any(word.find(piece, first, last) >= 0 for piece, first, last in pieces)
        ):
            edits = edits_between(form, word, most)
            if edits:
                yield word, edits
