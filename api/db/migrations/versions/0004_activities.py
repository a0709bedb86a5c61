"""Activities and their tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journey", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["journey"], ["journey.id"], name="fk_activity_journey"),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_activity_nip"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sa.UniqueConstraint("journey", "solution", name="uq_activity_journey_solution"),
    )
    op.create_index("ix_activity_journey", "activity", ["journey"])
    op.create_index("ix_activity_nip", "activity", ["nip"])
    op.create_index("ix_activity_phase_ends_id", "activity", ["phase", "ends", "id"])
    op.create_table(
        "activity_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("doer", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name="fk_activity_task_activity"),
        sa.ForeignKeyConstraint(["finished_by"], ["account.id"], name="fk_activity_task_finished_by"),
        sa.PrimaryKeyConstraint("id", name="pk_activity_task"),
    )
    op.create_index("ix_activity_task_activity", "activity_task", ["activity"])
    op.create_index("ix_activity_task_ready_due_id", "activity_task", ["ready", "due", "id"])
