"""What was written once stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import log
from storage.connect import reading, writing
from storage.migrate import migrate
from storage.tables import INSERT_ONLY
from tests.editions import front_digest, publish
from tests.learning import attempted, completed
from tests.people import signed_in
from workflows.attempts.start import start

if TYPE_CHECKING:
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
