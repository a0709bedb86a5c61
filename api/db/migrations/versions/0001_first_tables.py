"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agency_revision"),
    )
    op.create_table(
        "attempt_count",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempt_count"),
    )
    op.create_index("ix_attempt_count_expires_at", "attempt_count", ["expires_at"])
    op.create_table(
        "competency",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_competency"),
    )
    op.create_table(
        "decision_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_log"),
    )
    op.create_index("ix_decision_log_subject", "decision_log", ["subject", "subject_id", "id"])
    op.create_table(
        "import_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_log"),
    )
    op.create_table(
        "job",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("job_class", sa.String(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_job"),
    )
    op.create_table(
        "read_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_read_log"),
    )
    op.create_index("ix_read_log_nip", "read_log", ["nip", "id"])
    op.create_table(
        "solution",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(40), nullable=False),
        sa.Column("bucket", sa.String(40), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("needs_offering", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_solution"),
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent"], ["unit.code"], name="fk_unit_parent", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("code", name="pk_unit"),
    )
    op.create_index("ix_unit_parent", "unit", ["parent"])
    op.create_table(
        "career_move",
        sa.Column("from_job", sa.String(), nullable=False),
        sa.Column("to_job", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["from_job"], ["job.code"], name="fk_career_move_from_job"),
        sa.ForeignKeyConstraint(["to_job"], ["job.code"], name="fk_career_move_to_job"),
        sa.PrimaryKeyConstraint("from_job", "to_job", name="pk_career_move"),
    )
    op.create_table(
        "job_standard",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["competency"], ["competency.code"], name="fk_job_standard_competency"),
        sa.ForeignKeyConstraint(["job"], ["job.code"], name="fk_job_standard_job"),
        sa.PrimaryKeyConstraint("job", "competency", name="pk_job_standard"),
    )
    op.create_table(
        "lift",
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("from_level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("to_level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["competency"], ["competency.code"], name="fk_lift_competency"),
        sa.ForeignKeyConstraint(["solution"], ["solution.code"], name="fk_lift_solution"),
        sa.PrimaryKeyConstraint("solution", "competency", "from_level", name="pk_lift"),
    )
    op.create_table(
        "offering",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name="ck_offering_seats"),
        sa.ForeignKeyConstraint(["solution"], ["solution.code"], name="fk_offering_solution"),
        sa.PrimaryKeyConstraint("code", name="pk_offering"),
    )
    op.create_index("ix_offering_solution", "offering", ["solution"])
    op.create_table(
        "person",
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("supervisor", sa.String(), nullable=True),
        sa.Column("target_job", sa.String(), nullable=True),
        sa.Column("performance", sa.String(40), nullable=True),
        sa.Column("potential", sa.String(40), nullable=True),
        sa.Column("scarce_skill", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["job.code"], name="fk_person_job"),
        sa.ForeignKeyConstraint(
            ["supervisor"], ["person.nip"], name="fk_person_supervisor", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["target_job"], ["job.code"], name="fk_person_target_job"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_person_unit"),
        sa.PrimaryKeyConstraint("nip", name="pk_person"),
    )
    op.create_index("ix_person_job", "person", ["job"])
    op.create_index("ix_person_supervisor", "person", ["supervisor"])
    op.create_index("ix_person_target_job", "person", ["target_job"])
    op.create_index("ix_person_unit", "person", ["unit"])
    op.create_table(
        "prerequisite",
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("requires", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["requires"], ["solution.code"], name="fk_prerequisite_requires"),
        sa.ForeignKeyConstraint(["solution"], ["solution.code"], name="fk_prerequisite_solution"),
        sa.PrimaryKeyConstraint("solution", "requires", name="pk_prerequisite"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("nip", sa.String(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_account_nip"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("username", name="uq_account_username"),
    )
    op.create_table(
        "assessment",
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["competency"], ["competency.code"], name="fk_assessment_competency"),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_assessment_nip"),
        sa.PrimaryKeyConstraint("nip", "competency", "source", "assessed_on", name="pk_assessment"),
    )
    op.create_table(
        "participation",
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("started", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("level_before", sa.Integer(), nullable=True),
        sa.Column("level_after", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_participation_nip"),
        sa.ForeignKeyConstraint(["solution"], ["solution.code"], name="fk_participation_solution"),
        sa.PrimaryKeyConstraint("nip", "solution", "started", "competency", name="pk_participation"),
    )
    op.create_table(
        "account_unit",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_account_unit_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_account_unit_unit"),
        sa.PrimaryKeyConstraint("account_id", "unit", name="pk_account_unit"),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body_hash", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_idempotency_key_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name="pk_idempotency_key"),
    )
    op.create_table(
        "journey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("consideration", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("target_job", sa.String(), nullable=True),
        sa.Column("unplanned", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ranker", sa.String(), nullable=True),
        sa.Column("ranker_version", sa.String(), nullable=True),
        sa.Column("parameters_day", sa.Date(), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("input_hash", sa.String(), nullable=True),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("jp", sa.Double(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name="fk_journey_nip"),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name="fk_journey_requested_by"),
        sa.ForeignKeyConstraint(["target_job"], ["job.code"], name="fk_journey_target_job"),
        sa.PrimaryKeyConstraint("id", name="pk_journey"),
    )
    op.create_index("ix_journey_nip", "journey", ["nip"])
    op.create_index("ix_journey_state_since_id", "journey", ["state", "since", "id"])
    still_open = sa.text("state NOT IN ('declined', 'completed', 'withdrawn')")
    op.create_index(
        "uq_journey_open",
        "journey",
        ["nip", "year"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "session_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_session_token_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session_token"),
    )
    op.create_index("ix_session_token_account_id", "session_token", ["account_id"])
    op.execute("INSERT INTO agency_revision (id, revision) VALUES (1, 0)")
