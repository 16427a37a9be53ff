"""The keys of erased answers, so that an old page brings none of them back."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "erased_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_answer")),
    )
    op.create_index(op.f("ix_erased_answer_erased_on"), "erased_answer", ["erased_on"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("erased_answer")
