"""The door: its link, and who was there."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "door_link",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pin_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("misses", sa.SmallInteger(), nullable=False),
        sa.Column("wrong_pins", sa.SmallInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_door_link_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_link")),
        sa.UniqueConstraint("event_id", name=op.f("uq_door_link_event_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_door_link_token_hash")),
    )
    op.create_table(
        "arrival",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("rsvp_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.SmallInteger(), nullable=False),
        sa.Column("has_consent", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_arrival_people_not_negative")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_arrival_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rsvp_id"], ["rsvp.id"], name=op.f("fk_arrival_rsvp_id_rsvp"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_arrival_event_id_key")),
    )
    op.create_index(op.f("ix_arrival_rsvp_id"), "arrival", ["rsvp_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_arrival_rsvp_id"), table_name="arrival")
    op.drop_table("arrival")
    op.drop_table("door_link")
