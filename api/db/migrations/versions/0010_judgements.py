"""What people made of proposals, append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SQLITE = (
    """CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement
    BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END""",
    """CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement
    BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the trigger above, unless the connection asks for it.
    """CREATE TRIGGER judgement_no_replace BEFORE INSERT ON judgement
    WHEN EXISTS (SELECT 1 FROM judgement WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END""",
)

_POSTGRESQL = (
    """CREATE FUNCTION judgement_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'judgement is append-only'; END $$""",
    """CREATE TRIGGER judgement_no_change BEFORE UPDATE OR DELETE ON judgement
    FOR EACH ROW EXECUTE FUNCTION judgement_append_only()""",
    """CREATE TRIGGER judgement_no_truncate BEFORE TRUNCATE ON judgement
    FOR EACH STATEMENT EXECUTE FUNCTION judgement_append_only()""",
)


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journey", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("judged", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("propensity", sa.Double(), nullable=False),
        sa.Column("ranker_version", sa.String(), nullable=False),
        sa.Column("by_officer", sa.Boolean(), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("career", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
    )
    op.create_index("ix_judgement_day_id", "judgement", ["day", "id"])
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
