"""Messages to many, who wants none of which mail, and who still comes after a change."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("subject_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_wall", sa.String(length=19), nullable=True),
        sa.Column("asked_zone", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(audience = 'guests') = (event_id IS NOT NULL)", name=op.f("ck_broadcast_guests_of_an_event")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_broadcast_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_broadcast_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_broadcast_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index(op.f("ix_broadcast_author_id"), "broadcast", ["author_id"])
    op.create_index("ix_broadcast_event_asked", "broadcast", ["event_id", "asked_at"])
    op.create_index("ix_broadcast_campaign_state", "broadcast", ["campaign_id", "state"])
    op.create_table(
        "broadcast_wave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("broadcast_id", sa.Uuid(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name=op.f("fk_broadcast_wave_broadcast_id_broadcast"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_wave")),
        sa.UniqueConstraint("broadcast_id", "zone", name=op.f("uq_broadcast_wave_broadcast_id_zone")),
    )  # fmt: skip
    op.create_index("ix_broadcast_wave_due", "broadcast_wave", ["ended_at", "due_at"])
    op.create_table(
        "broadcast_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_broadcast_day_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_day")),
        sa.UniqueConstraint("campaign_id", "day", name=op.f("uq_broadcast_day_campaign_id_day")),
    )
    op.create_table(
        "broadcast_stop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_broadcast_stop_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_stop")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_broadcast_stop_campaign_id")),
    )
    op.create_table(
        "news_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("forget_after", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_news_subscription_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_subscription")),
        sa.UniqueConstraint("campaign_id", "email_index", name=op.f("uq_news_subscription_campaign_id_email_index")),
    )  # fmt: skip
    op.create_index("ix_news_subscription_forget_after", "news_subscription", ["forget_after"])
    op.create_table(
        "mail_switch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("rsvp_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_mail_switch_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_mail_switch_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_switch_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rsvp_id"], ["rsvp.id"], name=op.f("fk_mail_switch_rsvp_id_rsvp"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_switch")),
        sa.UniqueConstraint(
            "subject_id", "kind", "campaign_id", name=op.f("uq_mail_switch_subject_id_kind_campaign_id")
        ),
    )
    for column in ("campaign_id", "event_id", "person_id", "rsvp_id"):
        op.create_index(op.f(f"ix_mail_switch_{column}"), "mail_switch", [column])
    op.create_table(
        "still_coming",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rsvp_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["event_notice.id"], name=op.f("fk_still_coming_notice_id_event_notice"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rsvp_id"], ["rsvp.id"], name=op.f("fk_still_coming_rsvp_id_rsvp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_still_coming")),
        sa.UniqueConstraint("notice_id", "rsvp_id", name=op.f("uq_still_coming_notice_id_rsvp_id")),
    )
    op.create_index(op.f("ix_still_coming_rsvp_id"), "still_coming", ["rsvp_id"])


def downgrade() -> None:
    """Go back."""
    for table in (
        "still_coming", "mail_switch", "news_subscription", "broadcast_stop", "broadcast_day", "broadcast_wave", "broadcast",
    ):  # fmt: skip
        op.drop_table(table)
