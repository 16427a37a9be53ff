"""Towns under every name that they have: who looks for Tokyo finds what was listed in 東京.

An event's words hold a mark for its town, as public as the town's name. A reader's words that are a name of a town, in
whatever language, are looked up in the gazetteer and ask for that mark too.
"""

from collections.abc import Sequence

from organizer.foundation.core.words import Asked, Term, mark
from organizer.places.current import gazetteer

#: Words of the longest name: Santa Cruz de la Sierra.
_LONGEST_NAME = 5
#: So many towns of one name are looked for.
_MOST = 40


def town_mark(place_id: int) -> str:
    """Return the term that stands for a town, by its id in the gazetteer."""
    return mark(f"town{place_id}")


def with_towns(words: Sequence[tuple[str, Asked]]) -> tuple[Asked, ...]:
    """Return what is asked for, word by word: each word of a town's name finds the events of that town too.

    Needs the application.
    """
    ways: list[list[frozenset[Term]]] = [list(asked) for _, asked in words]
    for first in range(len(words)):
        for after in range(first + 1, min(first + _LONGEST_NAME, len(words)) + 1):
            name = " ".join(written for written, _ in words[first:after])
            marks = [frozenset({Term(town_mark(place_id))}) for place_id in gazetteer().called(name, _MOST)]
            # In each of its words: "the first or the town" and "the second or the town" is "both or the town".
            for at in range(first, after):
                ways[at] += marks
    return tuple(dict.fromkeys(tuple(dict.fromkeys(one)) for one in ways))
