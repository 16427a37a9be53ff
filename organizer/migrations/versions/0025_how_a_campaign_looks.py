"""How a campaign looks: its lines, logos, uploaded pictures, and designs of its own for print."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_campaign_id_campaign")
    return sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("campaign") as batch_op:
        batch_op.add_column(sa.Column("signature", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("imprint", sa.String(length=300), nullable=True))
        for name in ("logos", "designs"):
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("campaign") as batch_op:
        for name in ("logos", "designs"):
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "picture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _of_campaign("picture"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("campaign_id", "digest", name=op.f("uq_picture_campaign_id_digest")),
    )
    op.create_index(op.f("ix_picture_digest"), "picture", ["digest"])
    op.create_table(
        "design",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("published", sa.JSON(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _of_campaign("design"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_design_campaign_id_code")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("design")
    op.drop_table("picture")
    with op.batch_alter_table("campaign") as batch_op:
        for name in ("designs", "logos", "imprint", "signature"):
            batch_op.drop_column(name)
