"""What guests reply, and the words of who gives no address."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("rsvp") as batch:
        batch.add_column(sa.Column("reply", sa.String(length=32), server_default="going", nullable=False))
        batch.add_column(sa.Column("words_index", sa.LargeBinary(), nullable=True))
        batch.create_unique_constraint(op.f("uq_rsvp_words_index"), ["words_index"])
    with op.batch_alter_table("rsvp") as batch:
        batch.alter_column("reply", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("rsvp") as batch:
        batch.drop_constraint(op.f("uq_rsvp_words_index"), type_="unique")
        batch.drop_column("words_index")
        batch.drop_column("reply")
