"""Addresses that get no mails of a purpose, mails of a day, and brakes on the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "outbox_suppression",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_suppression")),
        sa.UniqueConstraint("recipient_index", "purpose", "reason", name="uq_outbox_suppression_once"),
    )
    op.create_index("ix_outbox_suppression_campaign", "outbox_suppression", ["campaign_id"])
    op.create_table(
        "outbox_tally",
        sa.Column("day_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day_index", "purpose", name=op.f("pk_outbox_tally")),
    )
    op.create_index("ix_outbox_tally_day", "outbox_tally", ["day"])
    op.create_table(
        "outbox_brake",
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_outbox_brake")),
    )
    op.create_index("ix_outbox_message_message_id", "outbox_message", ["message_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_outbox_message_message_id", table_name="outbox_message")
    op.drop_table("outbox_brake")
    op.drop_index("ix_outbox_tally_day", table_name="outbox_tally")
    op.drop_table("outbox_tally")
    op.drop_index("ix_outbox_suppression_campaign", table_name="outbox_suppression")
    op.drop_table("outbox_suppression")
