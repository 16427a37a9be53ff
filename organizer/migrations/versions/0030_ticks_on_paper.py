"""Ticks on sign-in sheets: addresses that wait for their owner's yes, and what the ledger holds of them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0025"
branch_labels = None
depends_on = None

#: SQLite makes the table anew, and a trigger goes with the old one.
_STAYS = """
CREATE TRIGGER consent_entry_stays BEFORE UPDATE ON consent_entry BEGIN
    SELECT RAISE(ABORT, 'consent_entry is only added to');
END
"""
_UNIQUE = "uq_consent_entry_tick_id_asker_id_step"
_CHECK = "ck_consent_entry_one_holder"
_KEY = "fk_consent_entry_tick_id_paper_tick"


def _of(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_paper_tick_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "paper_tick",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("wording_id", sa.Uuid(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("forget_after", sa.DateTime(timezone=True), nullable=True),
        _of("campaign_id", "campaign"),
        _of("event_id", "event"),
        _of("wording_id", "consent_wording"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_tick")),
        sa.UniqueConstraint("event_id", "email_index", name=op.f("uq_paper_tick_event_id_email_index")),
    )
    op.create_index(op.f("ix_paper_tick_forget_after"), "paper_tick", ["forget_after"])
    with op.batch_alter_table("consent_entry") as batch:
        batch.add_column(sa.Column("tick_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("source", sa.String(length=32), nullable=False, server_default="page"))
    with op.batch_alter_table("consent_entry") as batch:
        batch.alter_column("rsvp_id", existing_type=sa.Uuid(), nullable=True)
        batch.alter_column("source", server_default=None)
        batch.create_foreign_key(op.f(_KEY), "paper_tick", ["tick_id"], ["id"], ondelete="CASCADE")
        batch.create_unique_constraint(op.f(_UNIQUE), ["tick_id", "asker_id", "step"])
        batch.create_check_constraint(op.f(_CHECK), "(rsvp_id IS NULL) = (tick_id IS NOT NULL)")
    _guard_again()


def downgrade() -> None:
    """Go back: what was agreed to on paper has no place there."""
    op.execute(sa.text("DELETE FROM consent_entry WHERE tick_id IS NOT NULL"))
    with op.batch_alter_table("consent_entry") as batch:
        batch.drop_constraint(op.f(_CHECK), type_="check")
        batch.drop_constraint(op.f(_UNIQUE), type_="unique")
        batch.drop_constraint(op.f(_KEY), type_="foreignkey")
        batch.alter_column("rsvp_id", existing_type=sa.Uuid(), nullable=False)
        batch.drop_column("source")
        batch.drop_column("tick_id")
    _guard_again()
    op.drop_table("paper_tick")


def _guard_again() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(sa.text("DROP TRIGGER IF EXISTS consent_entry_stays"))
        op.execute(sa.text(_STAYS))
