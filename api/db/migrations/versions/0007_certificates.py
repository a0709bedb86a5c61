"""Electronic certificates: added, withdrawn once, never changed; the days of people's contracts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_FIXED = "id, code, activity, nip, name, title, form, jp, starts, ends, issued_at, issued_by"
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'a certificate is only withdrawn, once'); END"

_SQLITE = (
    f"CREATE TRIGGER certificate_no_change BEFORE UPDATE OF {_FIXED} ON certificate {_REFUSE}",
    f"""CREATE TRIGGER certificate_withdrawn_once BEFORE UPDATE ON certificate
    WHEN OLD.withdrawn_at IS NOT NULL {_REFUSE}""",
    f"CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate {_REFUSE}",
    # INSERT OR REPLACE deletes without firing the trigger above, unless the connection asks for it.
    """CREATE TRIGGER certificate_no_replace BEFORE INSERT ON certificate
    WHEN EXISTS (SELECT 1 FROM certificate WHERE id = NEW.id OR code = NEW.code)
    BEGIN SELECT RAISE(ABORT, 'a certificate is only withdrawn, once'); END""",
)

_POSTGRESQL = (
    """CREATE FUNCTION certificate_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a certificate is only withdrawn, once'; END $$""",
    f"""CREATE TRIGGER certificate_no_change BEFORE UPDATE OF {_FIXED} ON certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_kept()""",
    """CREATE TRIGGER certificate_withdrawn_once BEFORE UPDATE ON certificate
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION certificate_kept()""",
    """CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_kept()""",
    """CREATE TRIGGER certificate_no_truncate BEFORE TRUNCATE ON certificate
    FOR EACH STATEMENT EXECUTE FUNCTION certificate_kept()""",
)


def upgrade() -> None:
    for name in ("contract_starts", "contract_ends"):
        op.add_column("person", sa.Column(name, sa.Date(), nullable=True))
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=True),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("jp", sa.Float(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name="fk_certificate_activity"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("code", name="uq_certificate_code"),
    )
    op.create_index("ix_certificate_activity", "certificate", ["activity"])
    op.create_index("ix_certificate_nip", "certificate", ["nip"])
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
