"""The append-only ledger of lesson hours."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SQLITE = (
    """CREATE TRIGGER jp_entry_no_update BEFORE UPDATE ON jp_entry
    BEGIN SELECT RAISE(ABORT, 'jp_entry is append-only'); END""",
    """CREATE TRIGGER jp_entry_no_delete BEFORE DELETE ON jp_entry
    BEGIN SELECT RAISE(ABORT, 'jp_entry is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the trigger above, unless the connection asks for it.
    """CREATE TRIGGER jp_entry_no_replace BEFORE INSERT ON jp_entry
    WHEN EXISTS (SELECT 1 FROM jp_entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'jp_entry is append-only'); END""",
)

_POSTGRESQL = (
    """CREATE FUNCTION jp_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'jp_entry is append-only'; END $$""",
    """CREATE TRIGGER jp_entry_no_change BEFORE UPDATE OR DELETE ON jp_entry
    FOR EACH ROW EXECUTE FUNCTION jp_entry_append_only()""",
    """CREATE TRIGGER jp_entry_no_truncate BEFORE TRUNCATE ON jp_entry
    FOR EACH STATEMENT EXECUTE FUNCTION jp_entry_append_only()""",
)


def upgrade() -> None:
    op.create_table(
        "jp_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jp_entry"),
        sa.UniqueConstraint("reverses", name="uq_jp_entry_reverses"),
    )
    op.create_index("ix_jp_entry_nip", "jp_entry", ["nip", "id"])
    op.create_index("ix_jp_entry_last_day", "jp_entry", ["last_day"])
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
