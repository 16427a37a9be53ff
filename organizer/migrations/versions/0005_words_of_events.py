"""The words of public events, and each engine's own index of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Only the terms are kept: the texts stand in event_words. No positions, since nobody asks for phrases.
_SQLITE = """
CREATE VIRTUAL TABLE word_index USING fts5(
    title, host, place, body,
    content='event_words', content_rowid='number', tokenize='ascii', detail='column', prefix='2 3'
)
----
CREATE TRIGGER event_words_added AFTER INSERT ON event_words BEGIN
    INSERT INTO word_index(rowid, title, host, place, body)
        VALUES (new.number, new.title, new.host, new.place, new.body);
END
----
CREATE TRIGGER event_words_gone AFTER DELETE ON event_words BEGIN
    INSERT INTO word_index(word_index, rowid, title, host, place, body)
        VALUES ('delete', old.number, old.title, old.host, old.place, old.body);
END
----
CREATE TRIGGER event_words_changed AFTER UPDATE ON event_words BEGIN
    INSERT INTO word_index(word_index, rowid, title, host, place, body)
        VALUES ('delete', old.number, old.title, old.host, old.place, old.body);
    INSERT INTO word_index(rowid, title, host, place, body)
        VALUES (new.number, new.title, new.host, new.place, new.body);
END
"""
_POSTGRESQL = """
CREATE TABLE word_index (
    number integer PRIMARY KEY REFERENCES event_words (number) ON DELETE CASCADE, words tsvector NOT NULL
)
----
CREATE INDEX word_index_words ON word_index USING gin (words)
----
CREATE FUNCTION word_index_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO word_index (number, words) VALUES (
        new.number,
        setweight(to_tsvector('simple', new.title), 'A') || setweight(to_tsvector('simple', new.host), 'B')
        || setweight(to_tsvector('simple', new.place), 'C') || setweight(to_tsvector('simple', new.body), 'D')
    ) ON CONFLICT (number) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END $$
----
CREATE TRIGGER event_words_follow AFTER INSERT OR UPDATE ON event_words
    FOR EACH ROW EXECUTE FUNCTION word_index_follow()
"""


def upgrade() -> None:
    """Go forward. The words come with ``organizer db upgrade``, or from the worker: they are made by the code of the day."""
    op.create_table(
        "event_words",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_event_words_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_words_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event_words")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_words_event_id")),
    )
    op.create_index(op.f("ix_event_words_campaign_id"), "event_words", ["campaign_id"])
    statements = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements.split("----"):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Go back."""
    op.execute(sa.text("DROP TABLE word_index"))
    op.drop_index(op.f("ix_event_words_campaign_id"), table_name="event_words")
    op.drop_table("event_words")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION word_index_follow()"))
