"""People who asked to be told of events near a town."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "watch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("radius_km", sa.SmallInteger(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("takes_questions", sa.Boolean(), nullable=False),
        sa.Column("forget_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_watch_point_on_earth")
        ),
        sa.CheckConstraint("radius_km > 0", name=op.f("ck_watch_radius_positive")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_watch_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint("campaign_id", "email_index", "place_id", name=op.f("uq_watch_campaign_id_email_index_place_id")),
    )  # fmt: skip
    op.create_index("ix_watch_campaign_country", "watch", ["campaign_id", "country", "place_id"])
    op.create_index("ix_watch_forget_after", "watch", ["forget_after"])
    op.create_index(
        "ix_watch_one_pending", "watch", ["campaign_id", "email_index"], unique=True,
        sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"),
    )  # fmt: skip
    op.create_table(
        "watch_news",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("watch_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_watch_news_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch.id"], name=op.f("fk_watch_news_watch_id_watch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_news")),
        sa.UniqueConstraint("watch_id", "event_id", name=op.f("uq_watch_news_watch_id_event_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_news_event_id"), "watch_news", ["event_id"])
    op.create_table(
        "watched_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_watched_event_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_event")),
        sa.UniqueConstraint("event_id", name=op.f("uq_watched_event_event_id")),
    )  # fmt: skip


def downgrade() -> None:
    """Go back."""
    op.drop_table("watched_event")
    op.drop_table("watch_news")
    op.drop_table("watch")
