"""What a reader's words find in a campaign: the same for its list, its map, its open data and their further pages."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.core.words import Asked, Term, mark, terms_of, written_words

from .filters import KINDS, kind_words
from .labels import words_language
from .meaning import Vocabulary, respellings
from .models import EventWords
from .searching import search
from .towns import with_towns

#: Codes of events, and how well they fit: 0 by their title, 1 with their host, 2 with their place, 3 by their description.
Hits = Mapping[str, int]
T = TypeVar("T")
#: "Other" is no kind that anybody asks for by name.
_NAMED_KINDS = tuple(kind for kind in KINDS if kind != "other")
SEARCHES_KEPT = 32
#: So many events are read for the words that there are, those listed last.
_MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """The values asked for last, by key."""

    size: int
    values: "OrderedDict[Hashable, object]"
    guard: threading.Lock

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value for ``key``, made when it is not held."""
        with self.guard:
            if key in self.values:
                self.values.move_to_end(key)
                return self.values[key]  # type: ignore[return-value]  # keys tell what they hold
        value = make()
        with self.guard:
            self.values[key] = value
            while len(self.values) > self.size:
                self.values.popitem(last=False)
        return value


class WordHits:
    """Remembers what was found in a version of a campaign; a change makes another version."""

    def __init__(self, searches: int = SEARCHES_KEPT, campaigns: int = 4) -> None:
        """How many searches are remembered, and how many campaigns' numbers."""
        self._found = _Kept(searches, OrderedDict(), threading.Lock())
        self._codes = _Kept(campaigns, OrderedDict(), threading.Lock())
        self._vocabularies = _Kept(campaigns, OrderedDict(), threading.Lock())
        self._meant = _Kept(searches, OrderedDict(), threading.Lock())

    def of(self, session: Session, *, campaign_id: UUID, version: int, query: str) -> Hits:
        """Return what ``query`` finds. Needs the reader's locale in force, for the names of kinds."""
        asked = _with_kinds(with_towns(written_words(query)))
        key = (campaign_id, version)
        codes = self._codes.get(key, lambda: _codes(session, campaign_id))
        return self._found.get((*key, asked), lambda: _hits(search(session, asked), codes))

    def meant(
        self, session: Session, *, campaign_id: UUID, version: int, query: str
    ) -> Iterator[tuple[tuple[str, ...], Hits]]:
        """Yield words close to those of ``query`` that do find events, with what they find; the likeliest first."""
        key = (campaign_id, version, words_language())
        vocabulary = self._vocabularies.get(key, lambda: _vocabulary(session, campaign_id))
        for words in self._meant.get((*key, query), lambda: tuple(respellings(query, vocabulary))):
            hits = self.of(session, campaign_id=campaign_id, version=version, query=" ".join(words))
            if hits:
                yield words, hits


def _vocabulary(session: Session, campaign_id: UUID) -> Vocabulary:
    counts: Counter[str] = Counter()
    columns = (EventWords.title, EventWords.host, EventWords.place, EventWords.body)
    query = select(*columns).where(EventWords.campaign_id == campaign_id).order_by(EventWords.number.desc())
    with session.connection().execute(query.limit(_MOST_READ)) as result:
        for row in result.cursor.fetchall():
            for terms in row:
                counts.update(terms.split())
    for kind in _NAMED_KINDS:
        if mark(kind) in counts:
            counts.update(dict.fromkeys(terms_of(kind_words(kind)), counts[mark(kind)]))
    return Vocabulary(counts)


def _codes(session: Session, campaign_id: UUID) -> dict[int, str]:
    """Return the codes of events by the numbers under which the index knows them."""
    query = select(EventWords.number, Event.code).join(Event, Event.id == EventWords.event_id)
    with session.connection().execute(query.where(EventWords.campaign_id == campaign_id)) as result:
        return dict(result.cursor.fetchall())


def _hits(tiers: Sequence[Sequence[int]], codes: Mapping[int, str]) -> Hits:
    found: dict[str, int] = {}
    for tier in reversed(range(len(tiers))):  # the better one is written last
        found.update((codes[number], tier) for number in tiers[tier] if number in codes)
    return found


def _with_kinds(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Let a word that names a kind of event, in the reader's language, find events of that kind too."""
    if not asked:
        return ()
    kinds = {kind: terms_of(kind_words(kind)) for kind in _NAMED_KINDS}
    return tuple((*word, *(frozenset({Term(mark(k))}) for k in kinds if _names(word, kinds[k]))) for word in asked)


def _names(word: Asked, terms: frozenset[str]) -> bool:
    return any(all(_is_among(term, terms) for term in way) for way in word)


def _is_among(term: Term, terms: frozenset[str]) -> bool:
    return term.text in terms or (term.begins and any(one.startswith(term.text) for one in terms))
