"""What guests are asked besides whether they come, and what they answer."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "campaign_asks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        _of("campaign_asks", "campaign_id", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_asks")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_campaign_asks_campaign_id")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("keep_days", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("keep_days >= 0", name=op.f("ck_question_keep_days_not_negative")),
        _of("question", "campaign_id", "campaign"),
        _of("question", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_campaign_id"), "question", ["campaign_id"])
    op.create_index(op.f("ix_question_event_id"), "question", ["event_id"])
    op.create_table(
        "question_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("rsvp_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=False),
        _of("question_answer", "campaign_id", "campaign"),
        _of("question_answer", "event_id", "event"),
        _of("question_answer", "rsvp_id", "rsvp"),
        _of("question_answer", "question_id", "question"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answer")),
        sa.UniqueConstraint("rsvp_id", "question_id", name=op.f("uq_question_answer_rsvp_id_question_id")),
    )
    op.create_index(op.f("ix_question_answer_event_id"), "question_answer", ["event_id"])
    op.create_index(op.f("ix_question_answer_question_id"), "question_answer", ["question_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("question_answer")
    op.drop_table("question")
    op.drop_table("campaign_asks")
