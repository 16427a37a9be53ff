"""The toolkit: kits and rights cards by country and language, every version of their words, and which is given out."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0016"
branch_labels = None
depends_on = None


def _of(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "toolkit_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        _of("toolkit_sheet", "campaign_id", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toolkit_sheet")),
        sa.UniqueConstraint(
            "campaign_id",
            "country",
            "language",
            "kind",
            name=op.f("uq_toolkit_sheet_campaign_id_country_language_kind"),
        ),
    )
    op.create_table(
        "toolkit_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _of("toolkit_version", "campaign_id", "campaign"),
        _of("toolkit_version", "sheet_id", "toolkit_sheet"),
        _of("toolkit_version", "author_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toolkit_version")),
        sa.UniqueConstraint("sheet_id", "number", name=op.f("uq_toolkit_version_sheet_id_number")),
    )
    op.create_index(op.f("ix_toolkit_version_author_id"), "toolkit_version", ["author_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("toolkit_version")
    op.drop_table("toolkit_sheet")
