"""Money for learning, by unit and year."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rupiah", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_budget_unit"),
        sa.PrimaryKeyConstraint("unit", "year", name="pk_budget"),
    )
