"""Claiming points of an activity whose credit was claimed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import HeldElsewhere
from tests.amending import withdraw
from tests.documents.papers import text
from tests.editions import publish
from tests.learning import completed, unsealed
from tests.taking import count, lines
from workflows.content.front import front
from workflows.content.home import home
from workflows.credit.admission import admit
from workflows.credit.claim import BoardClaim, make
from workflows.credit.documents import certificate
from workflows.credit.held import CreditIsElsewhere, NoPointsForDegree, NotOnRoster
from workflows.credit.offer import offer
from workflows.credit.points_only import CreditIsHere, NoBoard, claim_points
from workflows.credit.records import records
from workflows.credit.refusals import (
    BadDiplomateId,
    ClaimedOtherwise,
    ClaimWithdrawn,
    NoConsent,
    NotAttested,
)

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

HELD = HeldElsewhere(title="Grand Rounds 2026", provider="Example Hospital")
ABIM = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}


@pytest.fixture
def key(service: Service) -> str:
    """Points for Grand Rounds 2026, of at most 1 credit; ABIM gives at most 0.75."""
    return publish(service, held=HELD)


def on_roster(cora: Actor, key: str, amount: str, address: str = "ADA@example.edu") -> None:
    """Put Ada on the roster."""
    admit(cora, key, f"email,credits\n{address},{amount}\n".encode())


def test_points_follow_the_credit_claimed_elsewhere(
    service: Service, ada: Actor, cora: Actor, system: Actor, key: str
) -> None:
    """Half a credit there is half a point here, and no credit at all."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    receipt = claim_points(ada, done, boards=ABIM, attested=True)
    assert receipt.claims == ("0.50 ABIM Medical Knowledge points",)
    assert count(service, "claim") == 1
    assert offer(ada, done).claimed is None
    assert unsealed(system, ("claim", "certificate", "consent")) == []


def test_points_are_never_above_what_the_board_was_told(ada: Actor, cora: Actor, key: str) -> None:
    """A whole credit there, and the activity is planned for 0.75 at ABIM."""
    on_roster(cora, key, "1.00")
    receipt = claim_points(ada, completed(ada, key), boards=ABIM, attested=True)
    assert receipt.claims == ("0.75 ABIM Medical Knowledge points",)


def test_the_certificate_is_one_of_completion(
    service: Service, ada: Actor, cora: Actor, key: str
) -> None:
    """It prints and verifies with the points alone, and says where the credit is."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    receipt = claim_points(ada, done, boards=ABIM, attested=True)
    said = text(certificate(ada, receipt.certificate).content)
    assert "Certificate of Completion" in said
    assert "0.50 MOC points, ABIM Medical Knowledge" in said
    assert "where its credit is claimed" in said
    assert "AMA PRA" not in said
    line = lines(service, "claim.make")[-1]
    assert line.data["claims"] == {"ABIM:Medical Knowledge": 2}
    (record,) = records(ada).records
    assert (record.state, record.claims) == ("claimed", receipt.claims)


def test_another_board_can_be_added_later(ada: Actor, cora: Actor, key: str) -> None:
    """The certificate of both replaces the first."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    first = claim_points(ada, done, boards=ABIM, attested=True)
    both = ABIM | {"ABA:Lifelong Learning": BoardClaim("1234-5678", consent=True)}
    with pytest.raises(ClaimedOtherwise):
        claim_points(ada, done, boards=both, attested=True)
    later = {"ABA:Lifelong Learning": BoardClaim("1234-5678", consent=True)}
    second = claim_points(ada, done, boards=later, attested=True)
    assert second.certificate != first.certificate
    assert len(second.claims) == 2


def test_the_same_again_returns_the_first_receipt(
    service: Service, ada: Actor, cora: Actor, key: str
) -> None:
    """A double click claims once."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    first = claim_points(ada, done, boards=ABIM, attested=True)
    assert claim_points(ada, done, boards=ABIM, attested=True) == first
    assert count(service, "certificate") == 1


def test_whoever_has_no_confirmed_address_reads_no_empty_list() -> None:
    """A provider vouched for them and for no address."""
    said = str(NotOnRoster(HeldElsewhere(title="Grand Rounds"), (), "cme@example.edu"))
    assert "no address of yours is confirmed" in said
    assert "()" not in said


def test_who_is_not_on_the_roster_is_told_before_and_at_the_claim(
    ada: Actor, cora: Actor, key: str
) -> None:
    """Learning stays open; once the office adds the address the points are there."""
    said = front(ada, key).without_points
    assert said is not None
    assert "ada@example.edu" in said
    assert "Grand Rounds 2026" in said
    done = completed(ada, key)
    assert offer(ada, done).why_not == said
    assert home(ada).claim == ()
    with pytest.raises(NotOnRoster):
        claim_points(ada, done, boards=ABIM, attested=True)
    on_roster(cora, key, "0.50")
    assert front(ada, key).without_points is None
    assert [one.key for one in home(ada).claim] == [key]
    claim_points(ada, done, boards=ABIM, attested=True)


def test_who_is_no_physician_is_not_told_of_boards(dan: Actor, cora: Actor, key: str) -> None:
    """A physician associate may learn; being on the roster changes nothing."""
    on_roster(cora, key, "0.50", "dan@example.com")
    said = front(dan, key).without_points
    assert said is not None
    assert "points" not in said
    done = completed(dan, key)
    assert offer(dan, done).boards == ()
    with pytest.raises(NoPointsForDegree):
        claim_points(dan, done, boards=ABIM, attested=True)


def test_there_is_no_credit_to_claim(service: Service, ada: Actor, cora: Actor, key: str) -> None:
    """Neither credit nor hours of participation, whoever asks."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    assert offer(ada, done).amounts == ()
    with pytest.raises(CreditIsElsewhere):
        make(ada, done, quarters=2, boards=ABIM, attested=True)
    assert count(service, "claim") == 0


def test_an_activity_with_credit_is_not_claimed_for_points_alone(
    service: Service, ada: Actor
) -> None:
    """There the credit comes first."""
    done = completed(ada, publish(service))
    with pytest.raises(CreditIsHere):
        claim_points(ada, done, boards=ABIM, attested=True)


@pytest.mark.parametrize(
    ("boards", "attested", "refused"),
    [
        ({}, True, NoBoard),
        (ABIM, False, NotAttested),
        ({"ABIM:Medical Knowledge": BoardClaim("123456", consent=False)}, True, NoConsent),
        ({"ABIM:Medical Knowledge": BoardClaim("x", consent=True)}, True, BadDiplomateId),
    ],
)
def test_what_a_claim_lacks_is_said(
    service: Service,
    ada: Actor,
    cora: Actor,
    key: str,
    boards: dict[str, BoardClaim],
    attested: bool,
    refused: type[Exception],
) -> None:
    """And nothing is written."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    with pytest.raises(refused):
        claim_points(ada, done, boards=boards, attested=attested)
    assert count(service, "claim") == 0


def test_withdrawn_points_stay_withdrawn(ada: Actor, cora: Actor, key: str) -> None:
    """As everywhere: only the office can put that right."""
    on_roster(cora, key, "0.50")
    done = completed(ada, key)
    claim_points(ada, done, boards=ABIM, attested=True)
    withdraw(cora, done, "Was not there.")
    with pytest.raises(ClaimWithdrawn):
        claim_points(ada, done, boards=ABIM, attested=True)
