"""Choosing who reports an activity to PARS."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from storage import things
from storage.connect import writing
from storage.tables import pars_batch, pars_event, pars_record
from tests.editions import publish
from tests.learning import completed
from tests.taking import count, lines
from workflows.content.registration import UnknownKind, enter
from workflows.content.reporter import (
    MayBeSentTwice,
    SentFromHere,
    UnknownReporter,
    choose,
    reporter,
)
from workflows.refusals import Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def key(service: Service) -> str:
    """An activity nobody chose a reporter for."""
    return publish(service)


def batched(service: Service, completion: str, cora: Actor) -> None:
    """Put one record of a completion into a batch, as PARS' export does."""
    with writing(service.engine) as connection:
        done = things.find(connection, "completion", completion, None)
        assert done is not None
        by, now = cora.person_id, service.now()
        record = connection.execute(
            insert(pars_record)
            .values(
                public_id="r" * 32, completion_id=done.id, person_id=done.person_id,
                activity_id=done.activity_id, subject="cme", number=1, action="add",
                credit_id="ccid:x:1", completed_on=date(2026, 12, 1), body="{}", at=now,
            )
            .returning(pars_record.c.id)
        ).scalar_one()  # fmt: skip
        batch = connection.execute(
            insert(pars_batch)
            .values(public_id="b" * 32, form="xlsx", records=1, body="{}", by=by, at=now)
            .returning(pars_batch.c.id)
        ).scalar_one()
        event = {"record_id": record, "by": by, "at": now}
        connection.execute(
            insert(pars_event),
            [
                {**event, "seq": 1, "state": "ready", "batch_id": None},
                {**event, "seq": 2, "state": "batched", "batch_id": batch},
            ],
        )


def test_this_service_reports_until_somebody_chooses(cora: Actor, key: str) -> None:
    """No choice is needed for what is usual."""
    assert (reporter(cora, key).who, reporter(cora, key).seq) == ("here", 0)


def test_the_other_platform_is_chosen(service: Service, cora: Actor, key: str) -> None:
    """It is a registration of its own kind, and the log has it."""
    assert choose(cora, key, "elsewhere", 0).seq == 1
    assert reporter(cora, key).who == "elsewhere"
    (line,) = lines(service, "reporter.choose")
    assert {name: line.data[name] for name in ("kind", "value", "seq")} == {
        "kind": "reporter", "value": "elsewhere", "seq": 1,
    }  # fmt: skip


def test_the_same_choice_again_changes_nothing(service: Service, cora: Actor, key: str) -> None:
    """A double click writes once, and what holds already is written never."""
    before = count(service, "registration")
    choose(cora, key, "here", 0)
    first = choose(cora, key, "elsewhere", 0)
    assert choose(cora, key, "elsewhere", 0) == first
    assert count(service, "registration") == before + 1


def test_what_went_into_a_batch_keeps_the_activity_here(
    service: Service, cora: Actor, ada: Actor, key: str
) -> None:
    """Domain rule 9: the same person, activity and day is never reported twice."""
    batched(service, completed(ada, key), cora)
    with pytest.raises(SentFromHere, match="1 record of"):
        choose(cora, key, "elsewhere", 0)
    assert reporter(cora, key).who == "here"


def test_taking_it_back_warns_of_what_the_other_may_have_sent(cora: Actor, key: str) -> None:
    """Nobody here can know it: somebody looks in PARS and confirms."""
    choose(cora, key, "elsewhere", 0)
    with pytest.raises(MayBeSentTwice):
        choose(cora, key, "here", 1)
    assert choose(cora, key, "here", 1, sure=True).who == "here"


def test_two_windows_do_not_overwrite_each_other(cora: Actor, key: str) -> None:
    """The second is told what is in force."""
    choose(cora, key, "elsewhere", 0)
    with pytest.raises(Stale):
        choose(cora, key, "here", 0, sure=True)


def test_nobody_else_can_be_named(cora: Actor, key: str) -> None:
    """Neither by this act nor as a registration of another kind."""
    with pytest.raises(UnknownReporter):
        choose(cora, key, "both", 0)
    with pytest.raises(UnknownKind):
        enter(cora, key, "reporter", "both", 0)
