"""Four processes want the same thing at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.amending import account
from tests.editions import front_digest, publish
from tests.evidence import seen, times
from tests.faults.deeds import WHOLE, Deed
from tests.faults.nursery import Order, service_on
from tests.faults.proof import Left, left
from tests.learning import attempted, completed
from tests.taking import chain_faults
from workflows.act import Actor
from workflows.credit.claim import make
from workflows.people import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from tests.faults.nursery import Heard, Nursery
    from workflows.service import Service

pytestmark = pytest.mark.evidence
ROUNDS = times(3, 500)
PROCESSES = 4
COMMAND = "make evidence ONLY=races"


@dataclass(frozen=True)
class Race:
    """What four want at once, and what there is of it afterwards if one got it."""

    what: str
    ready: Callable[[Actor, str], tuple[Deed, ...]]  # who races in which activity
    made: Callable[[Left], int]  # how many there are of it
    before: int = 0  # of each who races, before it
    refused: int = 0  # of the four


def _last_attempt(actor: Actor, key: str) -> tuple[Deed, ...]:
    """One of two attempts is used up, without passing."""
    attempted(actor, key, right=0)
    return (Deed(_session(actor), "start", (key, front_digest(actor.service, key))),) * PROCESSES


def _completion(actor: Actor, key: str) -> tuple[Deed, ...]:
    return (Deed(_session(actor), "give", (attempted(actor, key),)),) * PROCESSES


def _claims(actor: Actor, key: str) -> tuple[Deed, ...]:
    """Two tabs claim all of it, and two claim half."""
    done = completed(actor, key)
    amounts = (WHOLE, WHOLE // 2) * (PROCESSES // 2)
    return tuple(Deed(_session(actor), "claim", (done, quarters)) for quarters in amounts)


def _certificate(actor: Actor, key: str) -> tuple[Deed, ...]:
    """The name changed since the claim."""
    done = completed(actor, key)
    make(actor, done, quarters=WHOLE, boards={}, attested=True)
    stands = profile.see(actor)
    profile.write(actor, stands.seq, stands.profile.model_copy(update={"legal_name": "A New Name"}))
    return (Deed(_session(actor), "reissue", ()),) * PROCESSES


def _session(actor: Actor) -> str:
    assert actor.session is not None
    return actor.session


RACES = (
    Race("last attempts", _last_attempt, lambda there: len(there.rows["attempt"]), before=1),
    Race("completions", _completion, lambda there: len(there.rows["completion"])),
    Race("claims", _claims, lambda there: len(there.rows["claim"]), refused=2),
    Race("certificates", _certificate, lambda there: len(there.rows["certificate"]), before=1),
)


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.what.replace(" ", "-"))
def test_one_gets_it(shared: Engine, writers: Nursery, race: Race) -> None:
    """Whoever comes later has the same receipt or a plain refusal, never the database's words."""
    service = service_on(shared)
    key = publish(service, attempts_max=2)
    order = Order(service.settings.database_url, (), key, front_digest(service, key))
    writers.run(order)
    before = race.made(left(service))
    refused = 0
    for number, deeds in enumerate(_deeds(service, race, key)):
        names = tuple(f"{number}-{one}" for one in range(PROCESSES))
        heard = writers.run(replace(order, names=names, deeds=deeds))
        assert heard.broke + heard.failed == []
        assert len(heard.acknowledged) == PROCESSES - race.refused
        assert len(_receipts(heard)) == 1
        assert all("already" in one for one in heard.refused)
        refused += len(heard.refused)
    there = left(service)
    assert race.made(there) - before == ROUNDS * (1 + race.before)
    assert [one for one in there.doubled() if not one.startswith("attempt")] == []
    assert chain_faults(service) == ()
    seen(
        "Faults",
        f"races {race.what} {shared.dialect.name}",
        f"Four processes race for {race.what}: one each ({shared.dialect.name})",
        COMMAND,
        rounds=ROUNDS,
        processes=PROCESSES,
        over_issued=0,
        plain_refusals=refused,
        errors_of_the_database=0,
    )


def _deeds(service: Service, race: Race, key: str) -> Iterator[tuple[Deed, ...]]:
    for number in range(ROUNDS):
        who = account(service, f"racer-{number}@example.org", f"Racer {number}")
        yield race.ready(who, key)


def _receipts(heard: Heard) -> set[str]:
    """Return what the winners have in hand: one that found nothing left to do has nothing."""
    return {str(receipt) for _deed, receipt in heard.acknowledged if receipt}
