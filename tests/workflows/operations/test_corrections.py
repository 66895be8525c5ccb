"""Doctor on corrections: followed to the end, and every result by what is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from storage.connect import writing
from storage.tables import answer as answers
from storage.tables import result
from tests.amending import colleague
from tests.correcting import ITEM, REASON, REKEY, put_right, undo
from tests.databases import drop_triggers
from tests.editions import publish
from tests.taking import RIGHT, row_of, take
from workflows.corrections.correct import confirm, propose
from workflows.operations.doctor import doctor
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

ALL = dict.fromkeys(range(1, 5), RIGHT)


def found(service: Service, about: str) -> list[str]:
    """Return what one check finds."""
    examined = {one.about: one.findings for one in doctor(system(service))}
    return [one.what for one in examined[about]]


def test_what_is_corrected_and_undone_is_in_order(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Results before, between and after, each marked by what it names."""
    take(ada, publish(service), ALL)
    put_right(cora, REKEY)
    assert found(service, "corrections") == found(service, "answers") == []
    put_right(cora, undo(1), seen=1)
    assert found(service, "corrections") == found(service, "answers") == []


def test_a_correction_that_is_not_followed_is_told(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """With the command that goes on."""
    take(ada, publish(service), ALL)
    confirm(colleague(service), ITEM, propose(cora, ITEM, REKEY, seen=0, reason=REASON))
    assert found(service, "corrections") == [
        "A correction is in force, and not everything is marked yet."
    ]


def test_a_result_that_is_gone_is_told(service: Service, ada: Actor, cora: Actor) -> None:
    """The one before it is in force again, and names no correction."""
    attempt = row_of(service, take(ada, publish(service), ALL)).id
    put_right(cora, REKEY)
    with writing(service.engine) as connection:
        drop_triggers(connection, "result")
        connection.execute(delete(result).where(result.c.attempt_id == attempt, result.c.seq == 2))
    assert found(service, "corrections") == [
        "Its result in force was not marked by the corrections in force."
    ]


def test_a_score_that_was_raised_afterwards_is_told(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Marked again with the correction that it names, its answers give less."""
    take(ada, publish(service), ALL)
    put_right(cora, REKEY)
    with writing(service.engine) as connection:
        drop_triggers(connection, "result")
        connection.execute(update(result).where(result.c.seq == 2).values(num=1, den=1))
    assert found(service, "answers") == [
        "Marked again, its answers do not give the 1/1 of its result."
    ]


def test_a_pass_that_nobody_gave_is_told(service: Service, ada: Actor, cora: Actor) -> None:
    """The score stays below the standard, and nothing says that the pass was kept."""
    take(ada, publish(service, passing_percent="80"), dict.fromkeys(range(1, 3), RIGHT))
    put_right(cora, REKEY)
    with writing(service.engine) as connection:
        drop_triggers(connection, "result")
        connection.execute(update(result).where(result.c.seq == 2).values(passed=True))
    assert found(service, "answers") == ["Its result passes otherwise than its score says."]


def test_a_changed_answer_is_told_under_corrections_too(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Neither result follows of it."""
    take(ada, publish(service), ALL)
    put_right(cora, REKEY)
    with writing(service.engine) as connection:
        drop_triggers(connection, "answer")
        connection.execute(update(answers).values(value='"c"'))
    assert found(service, "answers") == [
        "Its answers are not those that were submitted.",
        "Marked again, its answers do not give the 1/1 of its result.",
        "Marked again, its answers do not give the 3/4 of its result.",
    ]
