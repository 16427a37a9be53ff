"""Series, imported events, keys of private calendars, and guests who want invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "event_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("frequency", sa.String(length=32), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("week", sa.SmallInteger(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("continues_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step >= 1", name=op.f("ck_event_series_step_positive")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_event_series_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["event_series.id"], name=op.f("fk_event_series_continues_id_event_series"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_series_uid")),
    )  # fmt: skip
    op.create_index(op.f("ix_event_series_campaign_id"), "event_series", ["campaign_id"])
    op.create_index(op.f("ix_event_series_continues_id"), "event_series", ["continues_id"])
    op.create_table(
        "imported_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("uid_hash", sa.LargeBinary(), nullable=False),
        sa.Column("recurrence", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_imported_event_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_imported_event_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_imported_event_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_event")),
        sa.UniqueConstraint("event_id", name=op.f("uq_imported_event_event_id")),
        sa.UniqueConstraint(
            "campaign_id", "person_id", "uid_hash", "recurrence",
            name=op.f("uq_imported_event_campaign_id_person_id_uid_hash_recurrence"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_imported_event_person_id"), "imported_event", ["person_id"])
    op.create_table(
        "calendar_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("email_index", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) = (email_index IS NOT NULL)", name=op.f("ck_calendar_key_one_owner")),
        sa.CheckConstraint(
            "(campaign_id IS NULL) = (email_index IS NULL)", name=op.f("ck_calendar_key_guest_in_a_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_calendar_key_campaign_id_campaign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_key_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_key")),
        sa.UniqueConstraint("campaign_id", "email_index", name=op.f("uq_calendar_key_campaign_id_email_index")),
        sa.UniqueConstraint("person_id", name=op.f("uq_calendar_key_person_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_key_token_hash")),
    )
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.add_column(sa.Column("wants_invitation", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("invitation_step", sa.SmallInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.alter_column("wants_invitation", server_default=None)
        batch_op.alter_column("invitation_step", server_default=None)
    with op.batch_alter_table("event") as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("series_start", sa.DateTime(), nullable=True))
        batch_op.create_index(op.f("ix_event_series_id"), ["series_id"])
        batch_op.create_foreign_key(
            op.f("fk_event_series_id_event_series"), "event_series", ["series_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(
            "ix_event_face",
            ["campaign_id", "starts_utc", "uid", "state", "published_at", "code", "revision", "updated_at", "band", "group_id",
             "takes_rsvp", "series_id"],
        )  # fmt: skip
    with op.batch_alter_table("event_revision") as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("series_start", sa.DateTime(), nullable=True))
        batch_op.create_index(op.f("ix_event_revision_series_id"), ["series_id"])
        batch_op.create_foreign_key(
            op.f("fk_event_revision_series_id_event_series"), "event_series", ["series_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("event_revision") as batch_op:
        batch_op.drop_constraint(op.f("fk_event_revision_series_id_event_series"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_event_revision_series_id"))
        batch_op.drop_column("series_start")
        batch_op.drop_column("series_id")
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_index("ix_event_face")
        batch_op.drop_constraint(op.f("fk_event_series_id_event_series"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_event_series_id"))
        batch_op.drop_column("series_start")
        batch_op.drop_column("series_id")
    with op.batch_alter_table("rsvp") as batch_op:
        batch_op.drop_column("invitation_step")
        batch_op.drop_column("wants_invitation")
    op.drop_table("calendar_key")
    op.drop_index(op.f("ix_imported_event_person_id"), table_name="imported_event")
    op.drop_table("imported_event")
    op.drop_index(op.f("ix_event_series_continues_id"), table_name="event_series")
    op.drop_index(op.f("ix_event_series_campaign_id"), table_name="event_series")
    op.drop_table("event_series")
