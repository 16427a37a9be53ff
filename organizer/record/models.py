"""The words of public events, for searching: only what the projector lets everybody know."""

from uuid import UUID

from sqlalchemy import ForeignKey, Integer, SmallInteger, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, impersonal

#: The engine's own full-text index beside the table, fed from it by triggers: FTS5 on SQLite, tsvector on PostgreSQL.
#: Its tables begin with this; no model knows them.
WORD_INDEX = "word_index"


class EventWords(Base):
    """The terms of one public event (``foundation.core.words``), each column sorted and joined by spaces."""

    __tablename__ = "event_words"

    #: What the index knows the row by. Declared: SQLite may give undeclared numbers anew.
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True, info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), unique=True, info=impersonal()
    )
    campaign_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    edition: Mapped[int] = mapped_column(SmallInteger, info=impersonal())
    title: Mapped[str] = mapped_column(Text, info=impersonal())
    host: Mapped[str] = mapped_column(Text, info=impersonal())
    place: Mapped[str] = mapped_column(Text, info=impersonal())
    body: Mapped[str] = mapped_column(Text, info=impersonal())
