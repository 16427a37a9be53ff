"""Who may write to guests: organisations that ask, the sentences that were read, and the ledger; and what hosts note about a guest."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

#: A ledger is only added to; rows go with the guest, and by nobody's hand.
_SQLITE = """
CREATE TRIGGER consent_entry_stays BEFORE UPDATE ON consent_entry BEGIN
    SELECT RAISE(ABORT, 'consent_entry is only added to');
END
"""
_POSTGRESQL = """
CREATE FUNCTION consent_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'consent_entry is only added to';
END $$
----
CREATE TRIGGER consent_entry_stays BEFORE UPDATE ON consent_entry
    FOR EACH ROW EXECUTE FUNCTION consent_entry_stays()
"""


def _of(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("rsvp") as batch:
        batch.add_column(sa.Column("note_sealed", sa.LargeBinary(), nullable=True))
    op.create_table(
        "consent_asker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("is_asking", sa.Boolean(), nullable=False),
        _of("consent_asker", "campaign_id", "campaign"),
        _of("consent_asker", "group_id", "local_group", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_asker")),
        sa.UniqueConstraint("campaign_id", "kind", "name", name=op.f("uq_consent_asker_campaign_id_kind_name")),
    )
    op.create_table(
        "consent_wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _of("consent_wording", "campaign_id", "campaign"),
        _of("consent_wording", "asker_id", "consent_asker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_wording")),
        sa.UniqueConstraint(
            "asker_id", "language", "version", name=op.f("uq_consent_wording_asker_id_language_version")
        ),
    )
    op.create_table(
        "consent_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("rsvp_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("wording_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("acted_on", sa.Date(), nullable=False),
        _of("consent_entry", "campaign_id", "campaign"),
        _of("consent_entry", "event_id", "event"),
        _of("consent_entry", "rsvp_id", "rsvp"),
        _of("consent_entry", "asker_id", "consent_asker"),
        _of("consent_entry", "wording_id", "consent_wording"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_entry")),
        sa.UniqueConstraint("rsvp_id", "asker_id", "step", name=op.f("uq_consent_entry_rsvp_id_asker_id_step")),
    )
    op.create_index("ix_consent_entry_asker_id", "consent_entry", ["asker_id", "rsvp_id"])
    op.create_index(op.f("ix_consent_entry_event_id"), "consent_entry", ["event_id"])
    op.create_index(op.f("ix_consent_entry_wording_id"), "consent_entry", ["wording_id"])
    statements = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements.split("----"):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Go back."""
    op.drop_table("consent_entry")
    op.drop_table("consent_wording")
    op.drop_table("consent_asker")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION consent_entry_stays()"))
    with op.batch_alter_table("rsvp") as batch:
        batch.drop_column("note_sealed")
