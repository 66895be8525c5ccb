"""What was written once stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import log, triggers
from storage.connect import reading, writing
from storage.migrate import migrate
from storage.tables import INSERT_ONLY, attempt, metadata
from tests.editions import front_digest, publish
from tests.learning import attempted, completed
from tests.people import signed_in
from workflows.attempts.grant import grant
from workflows.attempts.start import start
from workflows.credit.claim import make

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from workflows.act import Actor
    from workflows.service import Service


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_answers_and_log_cannot_be_changed(service: Service, ada: Actor, verb: str) -> None:
    """Neither by an update nor by a delete, whoever holds the connection."""
    attempted(ada, publish(service))
    statements = {
        "UPDATE": ["UPDATE answer SET value = '\"a\"'", "UPDATE log SET act = 'x'"],
        "DELETE": ["DELETE FROM answer", "DELETE FROM log"],
    }
    for statement in statements[verb]:
        with pytest.raises(DBAPIError), writing(service.engine) as connection:
            connection.execute(text(statement))


def test_every_insert_only_table_refuses_a_delete(service: Service, ada: Actor) -> None:
    """Triggers are laid on each of them, and survive a second migration."""
    completed(ada, publish(service))
    migrate(service.engine)
    for table in INSERT_ONLY:
        with reading(service.engine) as connection:
            filled = connection.execute(table.select().limit(1)).first() is not None
        if filled:
            with pytest.raises(DBAPIError), writing(service.engine) as connection:
                connection.execute(table.delete())


def test_an_attempt_is_submitted_once(service: Service, ada: Actor) -> None:
    """A submitted attempt cannot be opened again or submitted at another time."""
    attempted(ada, publish(service))
    for statement in (
        "UPDATE attempt SET submitted_at = NULL",
        "UPDATE attempt SET submitted_at = '2020-01-01 00:00:00'",
        "UPDATE attempt SET seed = 'x'",
        "DELETE FROM attempt",
    ):
        with pytest.raises(DBAPIError), writing(service.engine) as connection:
            connection.execute(text(statement))


def test_the_database_refuses_an_over_claim(service: Service, ada: Actor) -> None:
    """CHECK is the backstop under every workflow."""
    completed(ada, publish(service))
    with pytest.raises(DBAPIError), writing(service.engine) as connection:
        connection.execute(
            text(
                "INSERT INTO claim (completion_id, kind, seq, quarters, allowed, snapshot, by, at)"
                " SELECT id, 'cme', 1, 5, 4, '{}', person_id, at FROM completion"
            )
        )


def test_the_log_names_the_line_that_was_changed(sqlite_service: Service) -> None:
    """With the triggers dropped by force, the chain still tells."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service)
    start(ada, key, front_digest(sqlite_service, key))
    with writing(sqlite_service.engine) as connection:
        assert tuple(log.faults(connection)) == ()
        connection.execute(text("DROP TRIGGER log_no_update"))
        connection.execute(text("UPDATE log SET actor = 'nobody' WHERE act = 'attempt.start'"))
    with reading(sqlite_service.engine) as connection:
        assert any("attempt.start" in one for one in log.faults(connection))


REPLACING = {
    "claim": "UPDATE SET quarters = 1",
    "grant": "UPDATE SET attempts = 9",
    "log": "UPDATE SET actor = 'x'",
    "answer": "UPDATE SET value = '\"c\"'",
}


@pytest.mark.parametrize("table", REPLACING)
def test_a_row_cannot_be_written_over(
    service: Service, ada: Actor, cora: Actor, table: str
) -> None:
    """Neither by INSERT OR REPLACE, which asks no delete trigger, nor by an upsert."""
    key = publish(service, attempts_max=1)
    make(ada, completed(ada, key), quarters=4, boards={}, attested=True)
    grant(cora, ada.public_id, key, further=1, minutes=0, reason="Power cut.", seen=0)
    keys = ", ".join(one.name for one in metadata.tables[table].primary_key.columns)
    again = f'INTO "{table}" SELECT * FROM "{table}" WHERE true'  # noqa: S608  (own text)
    statements = [f"INSERT {again} ON CONFLICT ({keys}) DO {REPLACING[table]}"]
    if service.engine.dialect.name == "sqlite":
        statements += [f"INSERT OR REPLACE {again}", f"REPLACE {again}"]
    for statement in statements:
        with (
            pytest.raises(DBAPIError, match=r"already|never"),
            writing(service.engine) as connection,
        ):
            connection.execute(text(statement))


def test_every_key_of_a_table_is_guarded(sqlite_service: Service) -> None:
    """A row with another id would replace one of the same public id or number just as well."""
    ada = signed_in(sqlite_service, "ada")
    completed(ada, publish(sqlite_service))
    columns = ", ".join(one.name for one in attempt.c if one.name not in {"id", "public_id"})
    for same in ("id", "public_id", "number"):
        new = {"id": "id + 100", "public_id": "'new'"} | ({same: same} if same != "number" else {})
        statement = (
            f"INSERT OR REPLACE INTO attempt (id, public_id, {columns})"  # noqa: S608  (own text)
            f" SELECT {new['id']}, {new['public_id']}, {columns} FROM attempt"
        )
        with pytest.raises(DBAPIError), writing(sqlite_service.engine) as connection:
            connection.execute(text(statement))


def faults_after(service: Service, *statements: str) -> dict[str, str]:
    """Change the triggers as whoever owns the database could, and examine them."""
    with writing(service.engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        found = {one.name: one.what for one in triggers.faults(connection)}
        connection.rollback()
    return found


def test_triggers_as_they_were_laid_are_in_order(service: Service) -> None:
    """The database keeps them in the very words they are compared with."""
    assert faults_after(service) == {}


NOTHING = "BEFORE UPDATE ON answer BEGIN SELECT 1; END"
ON_SQLITE = {
    "dropped": (("DROP TRIGGER claim_no_update",), "claim_no_update", "missing"),
    "one that does nothing": (
        ("DROP TRIGGER answer_no_update", f"CREATE TRIGGER answer_no_update {NOTHING}"),
        "answer_no_update", "does not do",
    ),
    "on another table": (
        ("DROP TRIGGER log_no_delete",
         "CREATE TRIGGER log_no_delete BEFORE DELETE ON session BEGIN SELECT 1; END"),
        "log_no_delete", "does not do",
    ),
    "an unknown one": ((f"CREATE TRIGGER helpful {NOTHING}",), "helpful", "did not lay"),
}  # fmt: skip


@pytest.mark.parametrize("how", ON_SQLITE)
def test_a_trigger_changed_on_sqlite_is_found(sqlite_service: Service, how: str) -> None:
    """By its text, not by its name."""
    statements, name, what = ON_SQLITE[how]
    found = faults_after(sqlite_service, *statements)
    assert list(found) == [name]
    assert what in found[name]


HARMLESS = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
KEPT, EACH = "CREATE TRIGGER claim_kept BEFORE", "FOR EACH STATEMENT EXECUTE FUNCTION"
ON_POSTGRESQL = {
    "dropped": (("DROP TRIGGER claim_kept ON claim",), "claim_kept", "missing"),
    "disabled": (("ALTER TABLE claim DISABLE TRIGGER claim_kept",), "claim_kept", "switched off"),
    "for replicas only": (
        ("ALTER TABLE claim ENABLE REPLICA TRIGGER claim_kept",), "claim_kept", "switched off",
    ),
    "a function that does nothing": (
        (f"CREATE OR REPLACE FUNCTION keep_row() {HARMLESS}",), "log_kept", "does not do",
    ),
    "another function": (
        (f"CREATE FUNCTION keep_row_too() {HARMLESS}", "DROP TRIGGER claim_kept ON claim",
         f"{KEPT} DELETE OR UPDATE OR TRUNCATE ON claim {EACH} keep_row_too()"),
        "claim_kept", "does not do",
    ),
    "fewer events": (
        ("DROP TRIGGER claim_kept ON claim",
         f"{KEPT} DELETE ON claim {EACH} keep_row()"),
        "claim_kept", "does not do",
    ),
    "an unknown one": (
        ("CREATE TRIGGER helpful BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION keep_row()",),
        "helpful", "did not lay",
    ),
    "silenced for the role": (
        ("SET LOCAL session_replication_role = replica",), "session_replication_role", "replica",
    ),
}  # fmt: skip


@pytest.mark.postgres
@pytest.mark.parametrize("how", ON_POSTGRESQL)
def test_a_trigger_changed_on_postgresql_is_found(postgresql: Engine, how: str) -> None:
    """By its text, its function and its state."""
    statements, name, what = ON_POSTGRESQL[how]
    with postgresql.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        found = {one.name: one.what for one in triggers.faults(connection)}
        connection.rollback()
    assert what in found[name]
