"""The public's events in another reader's words: only their words are read anew, and all else stays the very same."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from organizer.events.models import Event

from .faces import FACE
from .labels import kind_labels
from .projector import Reader, retell_event
from .types import EventRecord

#: Up to here events are asked for by their codes.
_FEW = 200
_PART = 500


def retell(
    session: Session, wanted: Sequence[ColumnElement[bool]], twins: Mapping[int, EventRecord], reader: Reader
) -> Iterator[tuple[int, EventRecord]]:
    """Yield what is told of ``twins`` (by the hash of their faces) in the reader's words, with those hashes.

    ``wanted`` says among which events they are. One that changed in the meantime is left out: its face is another.
    """
    query = select(*FACE, Event.title, Event.description).where(*wanted)
    if len(twins) <= _FEW:
        query = query.where(Event.code.in_([twin.code for twin in twins.values()]))
    labels = kind_labels()
    for row in session.connection().execute(query.execution_options(yield_per=_PART)):
        *face, title, description = row
        mark = hash(tuple(face))
        twin = twins.get(mark)
        if twin is not None:
            yield mark, retell_event(twin, (title, description), reader=reader, kinds=labels)
