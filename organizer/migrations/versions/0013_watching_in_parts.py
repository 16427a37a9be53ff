"""How far an event that many people watch for was told: it is queued in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. What was looked at before was looked at wholly."""
    with op.batch_alter_table("watched_event") as batch:
        batch.add_column(sa.Column("reached", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("is_done", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("watched_event") as batch:
        batch.alter_column("is_done", server_default=None)


def downgrade() -> None:
    """Go back. An event that was told in part is told to nobody else."""
    with op.batch_alter_table("watched_event") as batch:
        batch.drop_column("is_done")
        batch.drop_column("reached")
