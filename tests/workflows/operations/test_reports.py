"""What doctor says of reports to PARS that are not as the claims say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, insert, update

from storage import tables
from storage.connect import writing
from tests.amending import withdraw
from tests.databases import drop_triggers
from tests.reporting import MK, claimed, consent, identified, put, registered, rows
from workflows.operations.doctor import doctor
from workflows.pars.batch import make
from workflows.pars.export import export
from workflows.pars.queue import repair
from workflows.pars.refusals import Tampered
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def found(service: Service) -> list[str]:
    """Return what doctor says about reports."""
    examined = {one.about: one.findings for one in doctor(system(service))}
    return [one.what for one in examined["reports"]]


def tamper(service: Service, table: Any, statement: Any) -> None:
    """Change what is written as whoever owns the database could."""
    with writing(service.engine) as connection:
        drop_triggers(connection, table.name)
        connection.execute(statement)


def test_what_acts_wrote_is_as_it_should_be(service: Service, ada: Actor, cora: Actor) -> None:
    """Queued, sent, taken back: the records say what the claims say."""
    done = claimed(ada, registered(service), 4, MK)
    put(service, done, "ABIM", "accepted")
    assert found(service) == []
    withdraw(cora, done, "Claimed in error.")
    assert found(service) == []


def test_a_claim_without_a_record_is_found_and_repaired(service: Service, ada: Actor) -> None:
    """As in a database from before there were records."""
    claimed(ada, registered(service))
    tamper(service, tables.pars_event, tables.pars_event.delete())
    tamper(service, tables.pars_record, tables.pars_record.delete())
    assert found(service) == ["Something is claimed and not queued for PARS."]
    repair(system(service))
    assert found(service) == []


def test_another_amount_is_found(service: Service, ada: Actor) -> None:
    """More than was claimed would be reported."""
    done = claimed(ada, registered(service))
    body = rows(service, done)[0].body.replace('"cme":4', '"cme":8')
    tamper(service, tables.pars_record, update(tables.pars_record).values(body=body))
    assert found(service) == ["What is queued for PARS differs from what is claimed."]


def test_a_record_of_nothing_is_found(service: Service, ada: Actor) -> None:
    """A record that no claim stands behind."""
    done = claimed(ada, registered(service))
    row = rows(service, done)[0]
    values = {
        column.name: getattr(row, column.name)
        for column in tables.pars_record.c
        if column.name not in {"id", "public_id", "subject", "credit_id"}
    }
    with writing(service.engine) as connection:
        made = connection.execute(
            insert(tables.pars_record)
            .values(public_id="e" * 32, subject="ABP", credit_id="ccid:example.edu:x", **values)
            .returning(tables.pars_record.c.id)
        ).scalar_one()
        connection.execute(
            insert(tables.pars_event).values(record_id=made, seq=1, state="ready", at=row.at)
        )
    assert found(service) == ["Something is queued for PARS and not claimed."]


def test_a_gap_between_states_is_found(service: Service, ada: Actor) -> None:
    """A state that was taken out, or never began."""
    done = claimed(ada, registered(service))
    put(service, done, "cme", "sent")
    first = tables.pars_event.c.seq == 1
    tamper(service, tables.pars_event, tables.pars_event.delete().where(first))
    assert found(service) == ["The states of a record do not follow each other."]


@pytest.fixture
def made(service: Service, ada: Actor, cora: Actor) -> str:
    """A batch with two records."""
    identified(ada)
    consent(ada, "states")
    claimed(ada, registered(service), 4, MK)
    return make(cora, "tab", after="").batch


def test_a_record_that_was_changed_in_its_batch_is_found(
    service: Service, cora: Actor, made: str
) -> None:
    """Four credits do not become four hundred on their way, and no file of it is handed out."""
    assert found(service) == []
    packed = tables.pars_packed
    more = func.replace(packed.c.body, "Whitfield", "Mallory")
    tamper(service, packed, update(packed).values(body=more))
    assert found(service) == ["A record was changed after it was put into a batch."] * 2
    with pytest.raises(Tampered):
        export(cora, made)


def test_a_record_that_is_gone_from_its_batch_is_found(
    service: Service, cora: Actor, made: str
) -> None:
    """It is neither left out of the file unseen."""
    tamper(service, tables.pars_packed, tables.pars_packed.delete())
    assert found(service) == ["A record of a batch is gone."] * 2
    with pytest.raises(Tampered):
        export(cora, made)


def test_another_digest_of_a_batch_is_found(service: Service, cora: Actor, made: str) -> None:
    """The digests of the records come to that of the batch, and to no other."""
    event = tables.pars_event
    statement = update(event).where(event.c.packed.is_not(None)).values(packed="0" * 64)
    tamper(service, event, statement)
    assert found(service)[-1] == "The records of a batch are not those it was made of."
    with pytest.raises(Tampered):
        export(cora, made)
