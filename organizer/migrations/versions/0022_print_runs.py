"""Print runs: sheets with letters of their own, and how often their address was opened, by day."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0019"
branch_labels = None
depends_on = None


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "print_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("letters", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        _of("print_run", "campaign_id", "campaign"),
        _of("print_run", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
        sa.UniqueConstraint("event_id", "letters", name=op.f("uq_print_run_event_id_letters")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_print_run_event_id_name")),
    )
    op.create_table(
        "print_run_openings",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _of("print_run_openings", "run_id", "print_run"),
        sa.PrimaryKeyConstraint("run_id", "day", name=op.f("pk_print_run_openings")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("print_run_openings")
    op.drop_table("print_run")
