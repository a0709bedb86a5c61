"""Learning communities."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "community",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("meetings", sa.String(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("coordinator", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("recapped_until", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coordinator"], ["person.nip"], name="fk_community_coordinator"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_community_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_community"),
    )
    op.create_index("ix_community_state_id", "community", ["state", "id"])
    op.create_index("ix_community_unit", "community", ["unit"])
    op.create_table(
        "community_member",
        sa.Column("community", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community"], ["community.id"], name="fk_community_member_community", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_community_member_nip"),
        sa.PrimaryKeyConstraint("community", "nip", name="pk_community_member"),
    )
    op.create_table(
        "community_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("assured_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community"], ["community.id"], name="fk_community_meeting_community"),
        sa.PrimaryKeyConstraint("id", name="pk_community_meeting"),
    )
    op.create_index("ix_community_meeting_community", "community_meeting", ["community"])
    op.create_table(
        "community_attendance",
        sa.Column("meeting", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("jp_entry", sa.Integer(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["jp_entry"], ["jp_entry.id"], name="fk_community_attendance_jp_entry"),
        sa.ForeignKeyConstraint(
            ["meeting"], ["community_meeting.id"], name="fk_community_attendance_meeting"
        ),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_community_attendance_nip"),
        sa.PrimaryKeyConstraint("meeting", "nip", name="pk_community_attendance"),
    )
