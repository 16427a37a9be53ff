"""Keeping the words of public events: written in the very transaction that changes what the public may know.

What changed is told by the session itself, so that no operation can forget it. Statements that write many rows at once
are not seen; none of them touches a word, and ``index_missing`` finds what came in another way.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, event, func, insert, or_, select, text
from sqlalchemy.orm import Mapper, PassiveFlag, Session, object_session
from sqlalchemy.orm.attributes import get_history

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.policy import is_public, is_public_clause
from organizer.foundation.core.languages import INTERFACE_LANGUAGES
from organizer.foundation.core.words import EDITION, mark, terms_of

from .models import EventWords
from .projector import project_texts
from .towns import town_mark

_DUE, _DUE_CAMPAIGNS = "organizer.words-of-events", "organizer.words-of-campaigns"
#: Columns that decide what words the public may find.
_OF_EVENT = (
    "campaign_id", "title", "description", "kind", "mode", "group_name", "language", "other_languages", "state",
    "published_at", "venue", "address", "city", "place_id", "region", "country", "place_hint",
    "exact_sealed",
)  # fmt: skip
_FIELDS = ("title", "host", "place", "body")
_OF_CAMPAIGN = ("safety", "languages", "default_language")
_PART = 500
#: Terms of one event and field; a text of more words is no announcement.
_MOST_TERMS = 4000
#: PostgreSQL takes a megabyte of words for one event, all fields together.
_LONGEST = 200_000


def index_changes(session: Session) -> None:
    """Write the words of all events that this transaction changed. Called before it commits."""
    session.flush()
    campaigns: set[UUID] = session.info.pop(_DUE_CAMPAIGNS, set())
    events: set[UUID] = session.info.pop(_DUE, set())
    for campaign_id in campaigns:
        events |= set(session.scalars(select(Event.id).where(Event.campaign_id == campaign_id)))
    for part in _parts(sorted(events)):
        _index(session, session.scalars(select(Event).where(Event.id.in_(part))).all())


def index_missing(session: Session, *, limit: int = _PART) -> int:
    """Index public events that have no words, or words of another edition; return how many were due, at most ``limit``."""
    rows = session.scalars(_with_words().where(_is_unindexed()).order_by(Event.id).limit(limit)).all()
    _index(session, rows)
    return len(rows)


def reindex(session: Session) -> int:
    """Make all words anew and the engine's index with them; return how many events can be found."""
    gone = _with_words().where(EventWords.number.is_not(None), ~is_public_clause())
    _index(session, session.scalars(gone).all())
    count = 0
    for part in _parts(session.scalars(select(Event.id).where(is_public_clause()).order_by(Event.id)).all()):
        rows = session.scalars(select(Event).where(Event.id.in_(part)).order_by(Event.id)).all()
        _index(session, rows)
        count += len(rows)
    if session.connection().dialect.name == "sqlite":
        session.execute(text("INSERT INTO word_index(word_index) VALUES ('rebuild')"))
    else:
        session.execute(text("UPDATE event_words SET edition = edition"))  # its trigger writes the vectors
    return count


def count_unindexed(session: Session) -> int:
    """Return how many public events have no words, or words of another edition, and how many others have any."""
    strays = and_(EventWords.number.is_not(None), ~is_public_clause())
    return session.scalar(_with_words().where(or_(_is_unindexed(), strays)).with_only_columns(func.count())) or 0


def count_due(session: Session) -> int:
    """Return how many events have other words than they should, going through all of them."""
    wrong = 0
    ids = session.scalars(select(Event.id).outerjoin(EventWords, EventWords.event_id == Event.id).where(
        or_(is_public_clause(), EventWords.number.is_not(None))).order_by(Event.id)).all()  # fmt: skip
    for part in _parts(ids):
        rows = session.scalars(select(Event).where(Event.id.in_(part))).all()
        held, safety = _held(session, rows), _campaigns(session, rows)
        wrong += sum(_columns_held(held.get(row.id)) != _columns_of(row, safety[row.campaign_id]) for row in rows)
        session.expunge_all()
    return wrong


def _with_words() -> Select[Event]:
    return select(Event).outerjoin(EventWords, EventWords.event_id == Event.id)


def _is_unindexed() -> ColumnElement[bool]:
    return and_(is_public_clause(), or_(EventWords.number.is_(None), EventWords.edition != EDITION))


def _index(session: Session, rows: Sequence[Event]) -> None:
    held, campaigns = _held(session, rows), _campaigns(session, rows)
    takes_away, new = False, []
    for row in rows:
        words, columns = held.get(row.id), _columns_of(row, campaigns[row.campaign_id])
        before = _columns_held(words)
        if columns == before:
            continue
        takes_away |= before is not None and (columns is None or bool(_terms(before) - _terms(columns)))
        if columns is None:
            session.delete(words)
        elif words is None:
            new.append({"event_id": row.id, "campaign_id": row.campaign_id, **columns})
        else:
            for name, value in columns.items():
                setattr(words, name, value)
    session.flush()
    if new:
        session.execute(insert(EventWords), new)
    if takes_away and session.connection().dialect.name == "sqlite":
        # FTS5 marks what is gone and keeps it until it merges; what a host withholds must not stay in the file.
        session.execute(text("INSERT INTO word_index(word_index) VALUES ('optimize')"))


def _held(session: Session, rows: Iterable[Event]) -> dict[UUID, EventWords]:
    ids = [row.id for row in rows]
    return {one.event_id: one for one in session.scalars(select(EventWords).where(EventWords.event_id.in_(ids)))}


def _campaigns(session: Session, rows: Iterable[Event]) -> dict[UUID, Campaign]:
    ids = sorted({row.campaign_id for row in rows})
    return {one.id: one for one in session.scalars(select(Campaign).where(Campaign.id.in_(ids)))}


def _columns_held(words: EventWords | None) -> dict[str, str | int] | None:
    return None if words is None else {name: getattr(words, name) for name in ("edition", *_FIELDS)}


def _columns_of(row: Event, campaign: Campaign) -> dict[str, str | int] | None:
    """Return what the row of an event's words should hold; None for an event that nobody may find."""
    if not is_public(row):
        return None
    languages = (*INTERFACE_LANGUAGES, campaign.default_language, *campaign.languages)
    texts = project_texts(row, campaign.safety, languages)
    return {
        "edition": EDITION,
        "title": _line(texts.title),
        "host": _line(texts.host),
        "place": _line(texts.place, *([town_mark(texts.town)] if texts.town else [])),
        "body": _line(texts.body, mark(texts.kind)),
    }


def _line(texts: Iterable[str], *marks: str) -> str:
    """Return the terms of some texts: sorted, so that the same words always give the same bytes."""
    terms = sorted(frozenset[str](marks).union(*map(terms_of, texts)))[:_MOST_TERMS]
    line = " ".join(terms)
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0]


def _terms(columns: dict[str, str | int] | None) -> set[str]:
    """Return the terms of the place, which a host may withhold."""
    return set(str(columns["place"]).split()) if columns else set()


def _parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + _PART] for start in range(0, len(ids), _PART))


@event.listens_for(Event, "after_insert")
@event.listens_for(Event, "after_update")
def _note_event(_mapper: Mapper[Event], _connection: object, row: Event) -> None:
    session = object_session(row)
    if session is not None and _changed(row, _OF_EVENT):
        session.info.setdefault(_DUE, set()).add(row.id)


@event.listens_for(Campaign, "after_update")
def _note_campaign(_mapper: Mapper[Campaign], _connection: object, row: Campaign) -> None:
    session = object_session(row)
    if session is not None and _changed(row, _OF_CAMPAIGN):
        session.info.setdefault(_DUE_CAMPAIGNS, set()).add(row.id)


def _changed(row: Event | Campaign, names: Iterable[str]) -> bool:
    return any(get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).has_changes() for name in names)
