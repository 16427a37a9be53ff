"""Places for each way of taking part, waiting lists, hosts who decide on answers, and shifts."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COUNTS = ("held", "mailless", "waiting", "online_taken", "online_held", "online_mailless", "online_waiting")


def upgrade() -> None:
    """Go forward. Unconfirmed answers that have places are counted as such from now on."""
    with op.batch_alter_table("event") as batch_op:
        for name in _COUNTS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("online_capacity", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asks_first", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("event") as batch_op:
        for name in (*_COUNTS, "asks_first"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_event_counts_not_negative"), "held >= 0 AND mailless >= 0 AND waiting >= 0"
        )
        batch_op.create_check_constraint(
            op.f("ck_event_online_counts_not_negative"),
            "online_taken >= 0 AND online_held >= 0 AND online_mailless >= 0 AND online_waiting >= 0",
        )
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(length=32), nullable=False, server_default="in-person"))
        batch_op.add_column(sa.Column("queue_number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("passed_over", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("declined_for", sa.String(length=32), nullable=True))
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.alter_column("way", server_default=None)
        batch_op.alter_column("passed_over", server_default=None)
        batch_op.create_unique_constraint(op.f("uq_rsvp_event_id_queue_number"), ["event_id", "queue_number"])
        batch_op.create_check_constraint(
            op.f("ck_rsvp_number_while_in_line"), "(state IN ('waiting', 'offered')) = (queue_number IS NOT NULL)"
        )
        batch_op.create_index("ix_rsvp_queue", ["queue_number", "event_id"])
    held = (
        "SELECT COALESCE(SUM(party_size), 0) FROM rsvp WHERE event_id = event.id AND state = 'pending' AND holds_places"
    )
    op.execute(sa.text(f"UPDATE event SET held = ({held})"))  # noqa: S608 - no words of anybody's in it
    without = "state = 'confirmed' AND email_sealed IS NULL AND holds_places"
    mailless = f"SELECT COALESCE(SUM(party_size), 0) FROM rsvp WHERE event_id = event.id AND {without}"  # noqa: S608
    op.execute(sa.text(f"UPDATE event SET mailless = ({mailless})"))  # noqa: S608
    op.create_table(
        "shift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("begins_after", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=8), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_shift_minutes_positive")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_shift_taken_not_negative")),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_shift_capacity_positive")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_shift_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_shift_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index(op.f("ix_shift_event_id"), "shift", ["event_id"])
    op.create_table(
        "shift_taken",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rsvp_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["rsvp_id"], ["rsvp.id"], name=op.f("fk_shift_taken_rsvp_id_rsvp"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_shift_taken_shift_id_shift"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_taken")),
        sa.UniqueConstraint("rsvp_id", "shift_id", name=op.f("uq_shift_taken_rsvp_id_shift_id")),
    )
    op.create_index(op.f("ix_shift_taken_shift_id"), "shift_taken", ["shift_id"])


def downgrade() -> None:
    """Go back. The release before knows no waiting lists: who stands in one does not come."""
    op.drop_table("shift_taken")
    op.drop_table("shift")
    known = "('pending', 'confirmed', 'cancelled')"
    out = f"state = 'cancelled', queue_number = NULL, holds_places = false WHERE state NOT IN {known}"
    op.execute(sa.text(f"UPDATE rsvp SET {out}"))  # noqa: S608 - no words of anybody's in it
    taken = "SELECT COALESCE(SUM(party_size), 0) FROM rsvp WHERE event_id = event.id AND holds_places"
    op.execute(sa.text(f"UPDATE event SET taken = ({taken})"))  # noqa: S608 - neither here
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.drop_index("ix_rsvp_queue")
        batch_op.drop_constraint(op.f("ck_rsvp_number_while_in_line"), type_="check")
        batch_op.drop_constraint(op.f("uq_rsvp_event_id_queue_number"), type_="unique")
        for name in ("declined_for", "passed_over", "queue_number", "way"):
            batch_op.drop_column(name)
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_constraint(op.f("ck_event_online_counts_not_negative"), type_="check")
        batch_op.drop_constraint(op.f("ck_event_counts_not_negative"), type_="check")
        for name in ("asks_first", "online_capacity", *reversed(_COUNTS)):
            batch_op.drop_column(name)
