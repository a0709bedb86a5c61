"""What was filled into papers, and files brought as evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_paper",
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["activity_task.id"], name="fk_activity_paper_task"),
        sa.PrimaryKeyConstraint("task", "document", name="pk_activity_paper"),
    )
    op.create_table(
        "activity_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("stored_as", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["activity_task.id"], name="fk_activity_evidence_task"),
        sa.PrimaryKeyConstraint("id", name="pk_activity_evidence"),
        sa.UniqueConstraint("stored_as", name="uq_activity_evidence_stored_as"),
    )
    op.create_index("ix_activity_evidence_task", "activity_evidence", ["task"])
