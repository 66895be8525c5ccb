"""Taking the claims of a completion back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import credit, things
from storage.connect import reading
from tests.editions import publish
from tests.learning import completed
from tests.taking import chain_faults, count, lines
from tests.together import together
from workflows.credit.claim import Receipt, make
from workflows.credit.documents import certificate
from workflows.credit.refusals import (
    CertificateWithdrawn,
    ClaimWithdrawn,
    NoReason,
    NothingClaimed,
)
from workflows.credit.withdraw import withdraw
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def done(service: Service, ada: Actor) -> str:
    """A completion that nothing is claimed for yet."""
    return completed(ada, publish(service))


def claim(ada: Actor, done: str) -> Receipt:
    """Claim three quarters."""
    return make(ada, done, quarters=3, boards={}, attested=True)


def in_force(service: Service, done: str) -> dict[str, tuple[int, int]]:
    """Return the claims in force: seq and quarters by kind."""
    with reading(service.engine) as connection:
        row = things.find(connection, "completion", done, None)
        assert row is not None
        found = credit.claims(connection, row.id)
    return {kind: (one.seq, one.quarters) for kind, one in found.items()}


def test_what_was_claimed_is_withdrawn(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """Nothing is deleted, the log holds no reason, and the certificate certifies nothing."""
    receipt = claim(ada, done)
    assert withdraw(cora, done, "Claimed in error.") == ("cme",)
    assert in_force(service, done) == {"cme": (2, 0)}
    line = lines(service, "claim.withdraw")[0]
    assert line.data == {"kinds": ["cme"], "certificate": receipt.certificate}
    with pytest.raises(CertificateWithdrawn):
        certificate(ada, receipt.certificate)


def test_a_repeat_changes_nothing(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """The second click finds it done."""
    claim(ada, done)
    assert withdraw(cora, done, "In error.") == withdraw(cora, done, "Again.") == ("cme",)
    assert count(service, "claim") == 2


def test_what_was_withdrawn_is_not_claimed_again(ada: Actor, cora: Actor, done: str) -> None:
    """The same click from an old page, too, is refused."""
    claim(ada, done)
    withdraw(cora, done, "In error.")
    with pytest.raises(ClaimWithdrawn):
        claim(ada, done)


def test_a_claim_and_its_withdrawal_at_one_moment_end_as_one_of_two(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """Whichever is first, the claims agree with what both were told and the chain is whole."""
    claimed, withdrawn = together(lambda: claim(ada, done), lambda: withdraw(cora, done, "Error."))
    assert isinstance(claimed, Receipt)
    if isinstance(withdrawn, NothingClaimed):
        assert in_force(service, done) == {"cme": (1, 3)}
    else:
        assert in_force(service, done) == {"cme": (2, 0)}
    assert not chain_faults(service)


def test_two_claims_at_one_moment_are_one(service: Service, ada: Actor, done: str) -> None:
    """Both windows get the same receipt."""
    first, second = together(*[lambda: claim(ada, done)] * 2)
    assert first == second
    assert (count(service, "claim"), count(service, "certificate")) == (1, 1)


def test_two_amounts_at_one_moment_are_one_claim(service: Service, ada: Actor, done: str) -> None:
    """The second amount is refused: one attestation stands."""
    amounts = [
        lambda quarters=quarters: make(ada, done, quarters=quarters, boards={}, attested=True)
        for quarters in (1, 4)
    ]
    told = together(*amounts)
    assert sorted(isinstance(one, Receipt) for one in told) == [False, True]
    assert count(service, "claim") == 1


def test_a_reason_is_needed(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """Blanks are none."""
    claim(ada, done)
    with pytest.raises(NoReason):
        withdraw(cora, done, "  ")
    assert count(service, "claim") == 1


def test_what_was_never_claimed_is_not_withdrawn(cora: Actor, done: str) -> None:
    """There is nothing to take back."""
    with pytest.raises(NothingClaimed):
        withdraw(cora, done, "In error.")


def test_only_the_office_withdraws(ada: Actor, done: str) -> None:
    """Not even the person whose credit it is."""
    claim(ada, done)
    with pytest.raises(NotAllowed):
        withdraw(ada, done, "I changed my mind.")


def test_an_unknown_completion_is_refused(cora: Actor) -> None:
    """A wrong id writes nothing."""
    with pytest.raises(NotFound):
        withdraw(cora, "0" * 32, "In error.")
