"""Reports to boards, tasks, messages, merges, wishes, credit elsewhere, review and release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "job",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job")),
    )
    _indexes()
    op.create_table(
        "admission",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("activity_id", BIG_ID, nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quarters IS NULL OR quarters > 0", name=op.f("ck_admission_amount")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_admission_activity_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_admission_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
        sa.UniqueConstraint(
            "activity_id", "address", "seq", name=op.f("uq_admission_activity_id_address_seq")
        ),
    )
    op.create_table(
        "choice",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_choice_person_id")),
        sa.PrimaryKeyConstraint("person_id", "topic", "seq", name=op.f("pk_choice")),
    )
    op.create_table(
        "draft",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("bank", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("person_id", "bank", "item", "seq", name=op.f("pk_draft")),
    )
    op.create_table(
        "elsewhere",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_elsewhere_person_id")),
        sa.PrimaryKeyConstraint("person_id", "entry", "seq", name=op.f("pk_elsewhere")),
    )
    op.create_table(
        "erasure",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("credit_before", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "credit_before <= date(at, '-6 years')"
            if op.get_bind().dialect.name == "sqlite"
            else "credit_before <= ((at AT TIME ZONE 'UTC') - interval '6 years')::date",
            name=op.f("ck_erasure_retention"),
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_erasure_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id")),
        sa.PrimaryKeyConstraint("person_id", "seq", name=op.f("pk_erasure")),
    )
    op.create_table(
        "merge",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("into_id", BIG_ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("into_id IS NULL OR into_id <> person_id", name=op.f("ck_merge_other")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_merge_by")),
        sa.ForeignKeyConstraint(["into_id"], ["person.id"], name=op.f("fk_merge_into_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_merge_person_id")),
        sa.PrimaryKeyConstraint("person_id", "seq", name=op.f("pk_merge")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("subject", "kind", name=op.f("uq_outbox_subject_kind")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_person_id", ["person_id"], unique=False)

    op.create_table(
        "pars_batch",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_pars_batch_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pars_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pars_batch_public_id")),
    )
    op.create_table(
        "task",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("about", sa.String(length=160), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("by", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_task_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("public_id", name=op.f("uq_task_public_id")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_about", ["about"], unique=False)
        batch_op.create_index("ix_task_kind", ["kind", "id"], unique=False)
        batch_op.create_index("ix_task_person_id", ["person_id"], unique=False)

    op.create_table(
        "outbox_event",
        sa.Column("outbox_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('sending', 'delayed', 'waiting', 'sent', 'failed', 'exported', 'skipped')",
            name=op.f("ck_outbox_event_state"),
        ),
        sa.CheckConstraint(
            "(again_at IS NULL) = (state IN ('sent', 'failed', 'exported', 'skipped'))",
            name=op.f("ck_outbox_event_again"),
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_outbox_event_outbox_id")
        ),
        sa.PrimaryKeyConstraint("outbox_id", "seq", name=op.f("pk_outbox_event")),
    )
    with op.batch_alter_table("outbox_event", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_event_state", ["state", "reason"], unique=False)

    op.create_table(
        "task_note",
        sa.Column("task_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_task_note_by")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_note_task_id")),
        sa.PrimaryKeyConstraint("task_id", "seq", name=op.f("pk_task_note")),
    )
    op.create_table(
        "correction",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("task_id", BIG_ID, nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("confirmed_by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('rekey', 'also', 'drop', 'rationale', 'undo') AND seq >= 1",
            name=op.f("ck_correction_kind"),
        ),
        sa.CheckConstraint('"by" <> confirmed_by', name=op.f("ck_correction_two")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_correction_by")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_correction_confirmed_by")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_correction_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint(
            "item_id", "version", "seq", name=op.f("uq_correction_item_id_version_seq")
        ),
    )
    op.create_table(
        "notice",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("correction_id", BIG_ID, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name=op.f("fk_notice_correction_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("person_id", "correction_id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_correction_id", ["correction_id"], unique=False)

    op.create_table(
        "pars_record",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("completion_id", BIG_ID, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("activity_id", BIG_ID, nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=6), nullable=False),
        sa.Column("credit_id", sa.String(length=300), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IN ('add', 'delete') AND number >= 1", name=op.f("ck_pars_record_action")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_pars_record_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_pars_record_completion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pars_record_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pars_record")),
        sa.UniqueConstraint(
            "completion_id",
            "subject",
            "number",
            name=op.f("uq_pars_record_completion_id_subject_number"),
        ),
        sa.UniqueConstraint("credit_id", "action", name=op.f("uq_pars_record_credit_id_action")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pars_record_public_id")),
    )
    with op.batch_alter_table("pars_record", schema=None) as batch_op:
        batch_op.create_index("ix_pars_record_activity_id", ["activity_id", "id"], unique=False)
        batch_op.create_index("ix_pars_record_person_id", ["person_id"], unique=False)

    op.create_table(
        "pars_event",
        sa.Column("record_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("batch_id", BIG_ID, nullable=True),
        sa.Column("packed", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('ready', 'batched', 'sent', 'pending_board', 'accepted', 'rejected_pars',"
            " 'rejected_board', 'cancelled')",
            name=op.f("ck_pars_event_state"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["pars_batch.id"], name=op.f("fk_pars_event_batch_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_pars_event_by")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["pars_record.id"], name=op.f("fk_pars_event_record_id")
        ),
        sa.PrimaryKeyConstraint("record_id", "seq", name=op.f("pk_pars_event")),
    )
    with op.batch_alter_table("pars_event", schema=None) as batch_op:
        batch_op.create_index("ix_pars_event_batch_id", ["batch_id", "record_id"], unique=False)
        batch_op.create_index("ix_pars_event_state", ["state", "record_id", "seq"], unique=False)
    op.create_table(
        "pars_packed",
        sa.Column("record_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["pars_record.id"], name=op.f("fk_pars_packed_record_id")
        ),
        sa.PrimaryKeyConstraint("record_id", "seq", name=op.f("pk_pars_packed")),
    )
    op.create_table(
        "sheet",
        sa.Column("edition_id", BIG_ID, nullable=False),
        sa.Column("attempt_id", BIG_ID, nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("picks", sa.LargeBinary(), nullable=False),
        sa.Column("seconds", sa.LargeBinary(), nullable=False),
        sa.Column("confidence", sa.LargeBinary(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_sheet_attempt_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_sheet_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "attempt_id", name=op.f("pk_sheet")),
    )
    op.create_table(
        "signoff",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('approved', 'changes')", name=op.f("ck_signoff_verdict")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_signoff_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signoff")),
        sa.UniqueConstraint("digest", "kind", "seq", name=op.f("uq_signoff_digest_kind_seq")),
    )
    with op.batch_alter_table("signoff", schema=None) as batch_op:
        batch_op.create_index("ix_signoff_item_id", ["item_id"], unique=False)

    op.create_table(
        "remark",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("thread", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'settled')", name=op.f("ck_remark_state")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_remark_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("thread", "seq", name=op.f("uq_remark_thread_seq")),
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index("ix_remark_item_id", ["item_id"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("judge", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_judgement_percent")),
        sa.ForeignKeyConstraint(["judge"], ["person.id"], name=op.f("fk_judgement_judge")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("digest", "judge", "seq", name=op.f("uq_judgement_digest_judge_seq")),
    )
    op.create_table(
        "tick",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_tick_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tick")),
        sa.UniqueConstraint(
            "slug", "period", "line", "seq", name=op.f("uq_tick_slug_period_line_seq")
        ),
    )
    op.create_table(
        "superseded",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_superseded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_superseded")),
        sa.UniqueConstraint("source", "seq", name=op.f("uq_superseded_source_seq")),
    )
    op.create_table(
        "discloser",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discloser")),
        sa.UniqueConstraint("address", name=op.f("uq_discloser_address")),
    )
    op.create_table(
        "invitation",
        sa.Column("discloser_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role_from", sa.Date(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_invitation_by")),
        sa.ForeignKeyConstraint(
            ["discloser_id"], ["discloser.id"], name=op.f("fk_invitation_discloser_id")
        ),
        sa.PrimaryKeyConstraint("discloser_id", "seq", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
    )
    op.create_table(
        "disclosure",
        sa.Column("discloser_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_disclosure_by")),
        sa.ForeignKeyConstraint(
            ["discloser_id"], ["discloser.id"], name=op.f("fk_disclosure_discloser_id")
        ),
        sa.PrimaryKeyConstraint("discloser_id", "seq", name=op.f("pk_disclosure")),
    )
    op.create_table(
        "ruling",
        sa.Column("discloser_id", BIG_ID, nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("disclosure_seq", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_ruling_by")),
        sa.ForeignKeyConstraint(
            ["discloser_id"], ["discloser.id"], name=op.f("fk_ruling_discloser_id")
        ),
        sa.PrimaryKeyConstraint("discloser_id", "slug", "seq", name=op.f("pk_ruling")),
    )
    _of_the_desk()


def _of_the_desk() -> None:
    """Add the tables of what staff do about activities as a whole, of signing in, and of change."""
    _of_signing_in()
    _commitments()
    _initiatives()
    _clinic()
    _projects()
    _recalls()
    _local_accounts()
    _halts()
    _pilots()
    _attachments()
    _approvals()
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.alter_column(
            "object",
            existing_type=sa.String(length=80),
            type_=sa.String(length=160),
            existing_nullable=False,
        )


def _halts() -> None:
    """Add the table of activities that the office paused or withdrew."""
    op.create_table(
        "halt",
        sa.Column("activity_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('paused', 'withdrawn', 'open')", name=op.f("ck_halt_state")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_halt_activity_id")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_halt_by")),
        sa.PrimaryKeyConstraint("activity_id", "seq", name=op.f("pk_halt")),
    )


def _pilots() -> None:
    """Add the tables of pilots."""
    op.create_table(
        "pilot",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("bank", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_pilot_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pilot_public_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_pilot_token_digest")),
    )
    with op.batch_alter_table("pilot", schema=None) as batch_op:
        batch_op.create_index("ix_pilot_bank", ["bank"], unique=False)

    op.create_table(
        "pilot_time",
        sa.Column("pilot_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "minutes BETWEEN 1 AND 2000 AND seconds >= 0", name=op.f("ck_pilot_time_time")
        ),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_pilot_time_pilot_id")),
        sa.PrimaryKeyConstraint("pilot_id", "seq", name=op.f("pk_pilot_time")),
    )


def _attachments() -> None:
    """Add the tables of what staff add to an activity's audit binder."""
    op.create_table(
        "attachment_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_attachment_file")),
    )
    op.create_table(
        "attachment",
        sa.Column("activity_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1 AND seq >= 1", name=op.f("ck_attachment_counts")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_attachment_activity_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_attachment_by")),
        sa.ForeignKeyConstraint(
            ["digest"], ["attachment_file.digest"], name=op.f("fk_attachment_digest")
        ),
        sa.PrimaryKeyConstraint("activity_id", "number", "seq", name=op.f("pk_attachment")),
    )


def _of_signing_in() -> None:
    """Add what a sign-in at an identity provider needs."""
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.alter_column(
            "subject", existing_type=sa.String(length=200), type_=sa.String(length=255)
        )
        batch_op.add_column(
            sa.Column("salt", sa.String(length=32), nullable=False, server_default="")
        )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.alter_column("salt", server_default=None)
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("provider_session", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("device", sa.String(length=60), nullable=True))
        batch_op.add_column(
            sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.create_index("ix_session_provider_session", ["provider_session"], unique=False)
    op.create_index("ix_identity_address", "identity", [sa.text("lower(subject)")], unique=False)
    op.create_table(
        "spent",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_spent")),
    )
    with op.batch_alter_table("spent", schema=None) as batch_op:
        batch_op.create_index("ix_spent_until", ["until"], unique=False)
    op.create_table(
        "role_reason",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "role", "scope", "seq"],
            ["role.person_id", "role.role", "role.scope", "role.seq"],
            name=op.f("fk_role_reason_role"),
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_role_reason_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_reason_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "role", "scope", "seq", name=op.f("pk_role_reason")),
    )


def _local_accounts() -> None:
    """Add the tables of people who have a password here, and of mail about it."""
    op.create_table(
        "local",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("verifier", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_local_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_local")),
        sa.UniqueConstraint("address", name=op.f("uq_local_address")),
    )
    op.create_table(
        "throttle",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_throttle")),
    )
    with op.batch_alter_table("throttle", schema=None) as batch_op:
        batch_op.create_index("ix_throttle_ends", ["ends"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('register', 'reset', 'move', 'moved', 'changed', 'dropped')",
            name=op.f("ck_letter_kind"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_letter_token_digest")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        for one in ("address", "person_id", "due_at", "expires_at"):
            batch_op.create_index(f"ix_letter_{one}", [one], unique=False)


def _indexes() -> None:
    """Add the indexes by which the screens of staff find what they list and count."""
    for table, column, more in (
        ("attempt", "activity_id", ["person_id"]),
        ("completion", "activity_id", ["person_id"]),
        ("certificate", "completion_id", []),
        ("identity", "person_id", []),
        ("attempt", "started_at", ["number", "person_id"]),
        (
            "attempt",
            "person_id",
            ["number", "activity_id", "edition_id", "started_at", "submitted_at"],
        ),
        ("completion", "completed_on", ["person_id"]),
        ("session", "person_id", []),
        ("role", "role", ["person_id"]),
        ("session", "expires_at", []),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column, *more], unique=False)
    scored = ["attempt_id", "seq", "num", "den", "passed", "counted"]
    op.create_index("ix_result_score", "result", scored, unique=False)
    if op.get_bind().dialect.name == "sqlite":
        groups = ("specialty", "affiliated", "affiliation")
        said = [sa.text(f"json_extract(body, '$.\"{one}\"')") for one in groups]
        op.create_index("ix_profile_group", "profile", ["person_id", "seq", *said], unique=False)
    running = sa.text("submitted_at IS NULL")
    op.create_index(
        "ix_attempt_due_at", "attempt", ["due_at"], sqlite_where=running, postgresql_where=running
    )
    for by in ([], ["actor"], ["act"], ["object"]):
        name = f"ix_log_{by[0] if by else 'at'}"
        op.create_index(name, "log", [*by, "at", "seq"], unique=False)


def _approvals() -> None:
    """Add the table of self-assessments written and approved as a whole."""
    op.create_table(
        "approval",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('written', 'approved')", name=op.f("ck_approval_state")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_approval_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index("ix_approval_slug", ["slug"], unique=False)


def _projects() -> None:
    """Add the tables of quality projects: what they are, who took part, what was sent of it."""
    op.create_table(
        "project",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_project_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("public_id", name=op.f("uq_project_public_id")),
    )
    op.create_table(
        "project_version",
        sa.Column("project_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lead_id", BIG_ID, nullable=False),
        sa.Column("second_id", BIG_ID, nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'under_way', 'approved', 'closed')",
            name=op.f("ck_project_version_state"),
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR approved_on IS NOT NULL",
            name=op.f("ck_project_version_approved"),
        ),
        sa.CheckConstraint(
            "second_id IS NULL OR second_id <> lead_id", name=op.f("ck_project_version_second")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_version_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_project_version_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_project_version_second_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_project_version_by")),
        sa.PrimaryKeyConstraint("project_id", "seq", name=op.f("pk_project_version")),
    )
    op.create_index(
        "ix_project_version_lead_id", "project_version", ["lead_id", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_version_second_id", "project_version", ["second_id", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_version_state", "project_version", ["state", "project_id"], unique=False
    )
    _participations()


def _participations() -> None:
    """Add the tables of who took part in a project, and of what was sent of it."""
    op.create_table(
        "participation",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("project_id", BIG_ID, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_participation_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participation_person_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_participation_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_participation_public_id")),
        sa.UniqueConstraint(
            "project_id", "person_id", name=op.f("uq_participation_project_id_person_id")
        ),
    )
    op.create_index("ix_participation_person_id", "participation", ["person_id"], unique=False)
    op.create_table(
        "attestation",
        sa.Column("participation_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('attested', 'returned', 'verified')", name=op.f("ck_attestation_state")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_attestation_participation_id")
        ),
        sa.ForeignKeyConstraint(
            ["text_digest"], ["text.digest"], name=op.f("fk_attestation_text_digest")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_attestation_by")),
        sa.PrimaryKeyConstraint("participation_id", "seq", name=op.f("pk_attestation")),
    )
    op.create_index(
        "ix_attestation_state", "attestation", ["state", "participation_id"], unique=False
    )
    op.create_table(
        "reflection",
        sa.Column("participation_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("effort", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_reflection_participation_id")
        ),
        sa.PrimaryKeyConstraint("participation_id", "seq", name=op.f("pk_reflection")),
    )
    _submissions()


def _submissions() -> None:
    """Add the tables of what was sent to the Portfolio Program, with its answers."""
    op.create_table(
        "portfolio_batch",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_portfolio_batch_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_portfolio_batch_public_id")),
    )
    op.create_table(
        "submission",
        sa.Column("participation_id", BIG_ID, nullable=False),
        sa.Column("board", sa.String(length=10), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attestation_seq", sa.Integer(), nullable=False),
        sa.Column("batch_id", BIG_ID, nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('batched', 'accepted', 'rejected', 'again')",
            name=op.f("ck_submission_state"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_submission_participation_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["portfolio_batch.id"], name=op.f("fk_submission_batch_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_submission_by")),
        sa.PrimaryKeyConstraint("participation_id", "board", "seq", name=op.f("pk_submission")),
    )
    op.create_index(
        "ix_submission_batch_id", "submission", ["batch_id", "participation_id"], unique=False
    )


def _recalls() -> None:
    """Add the tables of questions that return, and what finds who wishes mail about them."""
    op.create_index("ix_choice_topic", "choice", ["topic", "person_id", "seq"], unique=False)
    op.create_table(
        "recall_choice",
        sa.Column("completion_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('on', 'paused', 'off') AND seq >= 1", name=op.f("ck_recall_choice_state")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_recall_choice_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", "seq", name=op.f("pk_recall_choice")),
    )
    op.create_index(
        "ix_recall_choice_state", "recall_choice", ["state", "completion_id"], unique=False
    )
    op.create_table(
        "recall",
        sa.Column("completion_id", BIG_ID, nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("item_order", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("correct", sa.Boolean(), nullable=True),
        sa.Column("confidence", sa.String(length=10), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('joined', 'asked', 'answered', 'passed', 'left') AND seq >= 1",
            name=op.f("ck_recall_state"),
        ),
        sa.CheckConstraint("state != 'asked' OR week IS NOT NULL", name=op.f("ck_recall_week")),
        sa.CheckConstraint(
            "(state IN ('joined', 'answered')) = (answered_on IS NOT NULL AND correct IS NOT NULL)",
            name=op.f("ck_recall_answer"),
        ),
        sa.CheckConstraint("(state = 'answered') = (age IS NOT NULL)", name=op.f("ck_recall_age")),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_recall_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", "item_id", "seq", name=op.f("pk_recall")),
    )


def _commitments() -> None:
    """Add the tables of commitments to change, and of what became of them."""
    op.create_table(
        "commitment",
        sa.Column("completion_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("objective", sa.String(length=500), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1 AND seq >= 1", name=op.f("ck_commitment_counts")),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_commitment_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", "number", "seq", name=op.f("pk_commitment")),
    )
    op.create_table(
        "follow_up",
        sa.Column("completion_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("barriers", sa.String(length=200), nullable=False),
        sa.Column("obstacle", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('done', 'partly', 'not_yet', 'dropped')", name=op.f("ck_follow_up_state")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_follow_up_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", "number", "seq", name=op.f("pk_follow_up")),
    )
    key = ["completion_id", "number", "seq"]
    op.create_index("ix_commitment_kept", "commitment", [*key, "kept"], unique=False)
    op.create_index("ix_follow_up_state", "follow_up", [*key, "state", "barriers"], unique=False)


def _initiatives() -> None:
    """Add the tables of clinical initiatives: their plans, and who is asked to take part."""
    op.create_table(
        "initiative",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_initiative_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("public_id", name=op.f("uq_initiative_public_id")),
    )
    op.create_table(
        "initiative_plan",
        sa.Column("initiative_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("begins <= until", name=op.f("ck_initiative_plan_days")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_plan_initiative_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_initiative_plan_owner_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_initiative_plan_by")),
        sa.PrimaryKeyConstraint("initiative_id", "seq", name=op.f("pk_initiative_plan")),
    )
    op.create_table(
        "invited",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("initiative_id", BIG_ID, nullable=False),
        sa.Column("who", sa.String(length=254), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_invited_initiative_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invited_person_id")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_invited_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited")),
        sa.UniqueConstraint(
            "initiative_id", "who", "seq", name=op.f("uq_invited_initiative_id_who_seq")
        ),
    )
    for table, column in (
        ("initiative_plan", "owner_id"), ("invited", "who"), ("invited", "person_id"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _clinic() -> None:
    op.create_table(
        "arrival",
        sa.Column("activity_id", BIG_ID, nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.CheckConstraint("came > 0", name=op.f("ck_arrival_came")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_arrival_activity_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "source", "day", name=op.f("pk_arrival")),
    )
    op.create_table(
        "feed",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_feed_person_id")),
        sa.PrimaryKeyConstraint("person_id", "seq", name=op.f("pk_feed")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_feed_token_digest")),
    )
