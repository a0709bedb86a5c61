"""Coaches and mentors, and their matching."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("nip", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("managerial_years", sa.Integer(), nullable=False),
        sa.Column("technical_years", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.String(), nullable=False),
        sa.Column("confidential_since", sa.Date(), nullable=True),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_guide_nip"),
        sa.PrimaryKeyConstraint("id", name="pk_guide"),
        sa.UniqueConstraint("kind", "nip", name="uq_guide_kind_nip"),
    )
    op.create_table(
        "guide_competency",
        sa.Column("guide", sa.Integer(), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guide"], ["guide.id"], name="fk_guide_competency_guide", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guide", "competency", name="pk_guide_competency"),
    )
    op.create_table(
        "guide_unit",
        sa.Column("guide", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["guide"], ["guide.id"], name="fk_guide_unit_guide", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_guide_unit_unit"),
        sa.PrimaryKeyConstraint("guide", "unit", name="pk_guide_unit"),
    )
    op.create_table(
        "guide_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("guide", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name="fk_guide_match_activity"),
        sa.ForeignKeyConstraint(["guide"], ["guide.id"], name="fk_guide_match_guide"),
        sa.PrimaryKeyConstraint("id", name="pk_guide_match"),
    )
    op.create_index("ix_guide_match_activity", "guide_match", ["activity"])
    op.create_index("ix_guide_match_guide", "guide_match", ["guide"])
    op.create_index("ix_guide_match_state", "guide_match", ["state"])
    live = sa.text("state IN ('awaiting_superior', 'offered', 'accepted')")
    op.create_index(
        "uq_guide_match_live",
        "guide_match",
        ["activity", "kind"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_table(
        "activity_party",
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.Column("doer", sa.String(length=40), nullable=False),
        sa.Column("guide", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name="fk_activity_party_activity"),
        sa.ForeignKeyConstraint(["guide"], ["guide.id"], name="fk_activity_party_guide"),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_activity_party_nip"),
        sa.PrimaryKeyConstraint("activity", "doer", name="pk_activity_party"),
    )
    op.create_index("ix_activity_party_nip", "activity_party", ["nip"])
