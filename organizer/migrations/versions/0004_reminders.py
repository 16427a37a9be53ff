"""Reminders of events, and who wants none."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "reminder_sent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_reminder_sent_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_sent")),
        sa.UniqueConstraint("event_id", "kind", "occasion", name=op.f("uq_reminder_sent_event_id_kind_occasion")),
    )
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.add_column(sa.Column("wants_reminders", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.alter_column("wants_reminders", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.drop_column("wants_reminders")
    op.drop_table("reminder_sent")
