"""The database itself forbids changing or deleting decisions."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    """CREATE TRIGGER decision_log_no_update BEFORE UPDATE ON decision_log
    BEGIN SELECT RAISE(ABORT, 'decision_log is append-only'); END""",
    """CREATE TRIGGER decision_log_no_delete BEFORE DELETE ON decision_log
    BEGIN SELECT RAISE(ABORT, 'decision_log is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the trigger above, unless the connection asks for it.
    """CREATE TRIGGER decision_log_no_replace BEFORE INSERT ON decision_log
    WHEN EXISTS (SELECT 1 FROM decision_log WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'decision_log is append-only'); END""",
)

_POSTGRESQL = (
    """CREATE FUNCTION decision_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'decision_log is append-only'; END $$""",
    """CREATE TRIGGER decision_log_no_change BEFORE UPDATE OR DELETE ON decision_log
    FOR EACH ROW EXECUTE FUNCTION decision_log_append_only()""",
    """CREATE TRIGGER decision_log_no_truncate BEFORE TRUNCATE ON decision_log
    FOR EACH STATEMENT EXECUTE FUNCTION decision_log_append_only()""",
)


def upgrade() -> None:
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
