"""Claiming credit and points, and what third parties then see."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from storage import log
from storage.connect import reading
from storage.tables import certificate, claim, text_
from tests.amending import account, withdraw
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.together import overtaken
from workflows.credit import documents, ledger
from workflows.credit.claim import BoardClaim, Receipt, amount, make
from workflows.credit.known import Identity
from workflows.credit.offer import offer
from workflows.credit.records import records
from workflows.credit.refusals import (
    AlreadyClaimed,
    BadAmount,
    BadDiplomateId,
    ClaimedOtherwise,
    ClaimWithdrawn,
    NoConsent,
    NotAttested,
)
from workflows.credit.snapshot import ClaimSnapshot
from workflows.credit.verify import verify
from workflows.people.profile import see
from workflows.refusals import NotAllowed, NotFound, Refused

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

MK = "ABIM:Medical Knowledge"
LL = "ABA:Lifelong Learning"


def rows(service: Service) -> tuple[int, int]:
    """Return how many claims and certificates are on disk."""
    with reading(service.engine) as connection:
        claims = connection.execute(select(func.count()).select_from(claim)).scalar_one()
        papers = connection.execute(select(func.count()).select_from(certificate)).scalar_one()
    return int(claims), int(papers)


def code_of(service: Service, public_id: str) -> str:
    """Return the verification code printed on a certificate."""
    with reading(service.engine) as connection:
        found = connection.execute(
            select(certificate.c.code).where(certificate.c.public_id == public_id)
        ).scalar_one()
    return str(found)


def claim_all(actor: Actor, completion: str, quarters: int = 4) -> Receipt:
    """Claim credit and ABIM points."""
    boards = {MK: BoardClaim("123456", consent=True)}
    return make(actor, completion, quarters=quarters, boards=boards, attested=True)


def test_credit_and_points_are_claimed_together(service: Service, ada: Actor) -> None:
    """Points follow the amount and stay within the board's plan."""
    receipt = claim_all(ada, completed(ada, publish(service)))
    assert "1.00" in receipt.claims[0]
    assert "0.75 ABIM Medical Knowledge points" in receipt.claims[1]
    assert rows(service) == (2, 1)
    with reading(service.engine) as connection:
        assert tuple(log.faults(connection)) == ()


def test_nothing_is_claimed_beforehand(service: Service, ada: Actor) -> None:
    """The offer holds the amounts, and none of them is chosen."""
    page = offer(ada, completed(ada, publish(service)))
    assert [one.quarters for one in page.amounts] == [1, 2, 3, 4]
    assert page.claimed is None
    assert page.recorded_minutes == 2


def test_the_same_claim_again_returns_the_first_receipt(service: Service, ada: Actor) -> None:
    """A double click gives one claim and one certificate."""
    completion = completed(ada, publish(service))
    assert claim_all(ada, completion) == claim_all(ada, completion)
    assert rows(service) == (2, 1)


@pytest.mark.parametrize(
    "otherwise", [BoardClaim("654321", consent=True), BoardClaim("123456", consent=False)]
)
@pytest.mark.parametrize("more", [{}, {LL: BoardClaim("1234-5678", consent=True)}])
def test_another_id_later_is_refused(
    service: Service, ada: Actor, otherwise: BoardClaim, more: dict[str, BoardClaim]
) -> None:
    """Nobody believes that an ID was corrected, or a consent taken back, which was not."""
    completion = completed(ada, publish(service))
    claim_all(ada, completion)
    with pytest.raises(ClaimedOtherwise, match=r"ABIM ID 123456.*cme@example\.edu"):
        make(ada, completion, quarters=4, boards={MK: otherwise, **more}, attested=True)
    assert rows(service) == (2, 1)


def test_a_claim_again_without_the_attestation_is_refused(service: Service, ada: Actor) -> None:
    """It says what is recorded, and whom to ask."""
    completion = completed(ada, publish(service))
    claim_all(ada, completion)
    boards = {MK: BoardClaim("123456", consent=True)}
    with pytest.raises(AlreadyClaimed, match=r"1\.00.*cme@example\.edu"):
        make(ada, completion, quarters=4, boards=boards, attested=False)


def test_a_board_is_not_added_without_the_attestation(service: Service, ada: Actor) -> None:
    """What is new needs it, as the first claim did."""
    completion = completed(ada, publish(service))
    claim_all(ada, completion)
    boards = {LL: BoardClaim("1234-5678", consent=True)}
    with pytest.raises(NotAttested):
        make(ada, completion, quarters=4, boards=boards, attested=False)
    assert rows(service) == (2, 1)


def test_two_tabs_at_once_claim_once(service: Service, ada: Actor) -> None:
    """Eight clicks at the same moment leave one certificate."""
    completion = completed(ada, publish(service))
    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(lambda _: claim_all(ada, completion), range(8)))
    assert len(receipts) == 1
    assert rows(service) == (2, 1)


def test_two_activities_are_claimed_at_one_moment(service: Service) -> None:
    """Each adds to the profile what its board asks for, and neither undoes or stops the other."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    early, one, other = (completed(eve, publish(service, slug=slug)) for slug in ("a", "b", "c"))
    make(eve, early, quarters=4, boards={}, attested=True)  # it keeps the texts that all share
    said = Identity("Eve", "Ng", "02-29")
    boards = {MK: BoardClaim("123456", consent=True)}, {LL: BoardClaim("1234-5678", consent=True)}
    told = overtaken(
        lambda: make(eve, one, quarters=4, boards=boards[0], attested=True, identity=said),
        lambda: make(eve, other, quarters=4, boards=boards[1], attested=True, identity=said),
        before=(ledger, "_keep_profile"),
    )
    assert [type(each) for each in told] == [Receipt, Receipt]
    assert see(eve).profile.board_ids == {"ABIM": "123456", "ABA": "1234-5678"}


@pytest.mark.parametrize("quarters", [0, -1, 5, 1000])
def test_an_amount_outside_the_activity_is_refused(
    service: Service, ada: Actor, quarters: int
) -> None:
    """At least a quarter-hour and at most what was designated."""
    completion = completed(ada, publish(service))
    with pytest.raises(BadAmount):
        make(ada, completion, quarters=quarters, boards={}, attested=True)
    assert rows(service) == (0, 0)


@pytest.mark.parametrize("quarters", [True, 0.25, 2.5, "4"])
def test_what_is_no_count_of_quarters_is_refused(sqlite_service: Service, quarters: object) -> None:
    """Before and after a claim: one is not true, and two and a half are not counted."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    for _ in range(2):
        with pytest.raises(BadAmount, match="not a whole number of quarter-hours"):
            make(ada, completion, quarters=quarters, boards={}, attested=True)  # type: ignore[arg-type]
        make(ada, completion, quarters=1, boards={}, attested=True)


@pytest.mark.parametrize("text", ["0", "0.3", "1.25", "-1", "nan", "", "1,5"])
def test_a_typed_amount_is_read_exactly(text: str) -> None:
    """What is no quarter-hour up to 1.00 is refused with a sentence."""
    with pytest.raises(BadAmount):
        amount(text, 4)


def test_without_attestation_nothing_is_claimed(service: Service, ada: Actor) -> None:
    """The attestation is part of the claim."""
    completion = completed(ada, publish(service))
    with pytest.raises(NotAttested):
        make(ada, completion, quarters=4, boards={}, attested=False)
    assert rows(service) == (0, 0)


def test_without_consent_no_points(service: Service, ada: Actor) -> None:
    """A board hears of nothing the physician did not agree to."""
    completion = completed(ada, publish(service))
    boards = {MK: BoardClaim("123456", consent=False)}
    with pytest.raises(NoConsent):
        make(ada, completion, quarters=4, boards=boards, attested=True)
    assert rows(service) == (0, 0)


def test_an_impossible_diplomate_id_is_refused(service: Service, ada: Actor) -> None:
    """Nothing of the claim is written."""
    completion = completed(ada, publish(service))
    boards = {MK: BoardClaim("", consent=True)}
    with pytest.raises(BadDiplomateId):
        make(ada, completion, quarters=4, boards=boards, attested=True)
    assert rows(service) == (0, 0)


def test_a_board_that_is_not_registered_is_not_offered(service: Service, ada: Actor) -> None:
    """The page says so in a sentence, and the credit can be claimed all the same."""
    completion = completed(ada, publish(service, registered=()))
    page = offer(ada, completion)
    assert page.boards == ()
    assert any("ABIM" in sentence for sentence in page.not_offered)


def test_an_unknown_kind_is_refused(service: Service, ada: Actor) -> None:
    """A board the activity is not planned for gives no points."""
    completion = completed(ada, publish(service))
    boards = {"ABP:Lifelong Learning & Self-Assessment": BoardClaim("123456", consent=True)}
    with pytest.raises(Refused):
        make(ada, completion, quarters=4, boards=boards, attested=True)
    assert rows(service) == (0, 0)


def test_another_amount_later_is_refused(service: Service, ada: Actor) -> None:
    """What was claimed stays what was claimed."""
    completion = completed(ada, publish(service))
    claim_all(ada, completion)
    with pytest.raises(AlreadyClaimed):
        make(ada, completion, quarters=2, boards={}, attested=True)
    assert rows(service) == (2, 1)


def test_after_the_deadline_nothing_is_claimed(service: Service, ada: Actor, clock: Clock) -> None:
    """The claim deadline is part of the terms."""
    completion = completed(ada, publish(service))
    clock.move(days=500)
    again = signed_in(service, "ada")
    with pytest.raises(Refused, match="2027"):
        claim_all(again, completion)
    assert rows(service) == (0, 0)


def test_a_physician_assistant_gets_participation(service: Service, dan: Actor) -> None:
    """No AMA credit, no boards: a record of participation (pitfall 3)."""
    completion = completed(dan, publish(service))
    page = offer(dan, completion)
    assert page.boards == ()
    receipt = make(dan, completion, quarters=4, boards={}, attested=True)
    assert "AMA" not in " ".join(receipt.claims)


def test_someone_elses_completion_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """A foreign id is answered as an unknown one."""
    completion = completed(ada, publish(service))
    with pytest.raises(NotFound) as foreign:
        make(dan, completion, quarters=4, boards={}, attested=True)
    with pytest.raises(NotFound) as unknown:
        make(dan, "0" * 32, quarters=4, boards={}, attested=True)
    assert str(foreign.value) == str(unknown.value)


def test_a_board_can_be_added_later(service: Service, ada: Actor) -> None:
    """The new certificate replaces the old one, and both codes say so."""
    completion = completed(ada, publish(service))
    first = claim_all(ada, completion)
    boards = {LL: BoardClaim("1234-5678", consent=True)}
    second = make(ada, completion, quarters=4, boards=boards, attested=True)
    old = verify(service, code_of(service, first.certificate))
    new = verify(service, code_of(service, second.certificate))
    assert old is not None
    assert new is not None
    assert (old.state, new.state) == ("replaced", "valid")
    assert rows(service) == (3, 2)


def test_the_replaced_certificate_names_the_one_in_force(service: Service, ada: Actor) -> None:
    """Whoever holds the old paper is led to the new one."""
    completion = completed(ada, publish(service))
    first = claim_all(ada, completion)
    boards = {LL: BoardClaim("1234-5678", consent=True)}
    second = make(ada, completion, quarters=4, boards=boards, attested=True)
    old = verify(service, code_of(service, first.certificate))
    assert old is not None
    assert old.replaced_by == code_of(service, second.certificate)


def test_a_claim_keeps_how_everything_was(service: Service, ada: Actor) -> None:
    """Name, degree, ID, consent, time and the board's rule are frozen with the amount."""
    claim_all(ada, completed(ada, publish(service)))
    with reading(service.engine) as connection:
        kept = connection.execute(select(claim.c.snapshot).where(claim.c.kind == MK)).scalar_one()
        texts = set(connection.execute(select(text_.c.digest)).scalars())
    snapshot = ClaimSnapshot.model_validate_json(kept)
    assert (snapshot.legal_name, snapshot.degree, snapshot.physician) == (
        "Ada Whitfield",
        "MD",
        True,
    )
    assert (snapshot.diplomate_id, snapshot.recorded_seconds) == ("123456", 120)
    assert snapshot.rule_from == date(2024, 1, 1)
    assert {snapshot.consent_digest, snapshot.attestation_digest} <= texts


def test_a_new_diplomate_id_is_remembered(service: Service, ada: Actor) -> None:
    """It stands in the profile, and the next activity offers it with the consent."""
    boards = {LL: BoardClaim(" 8765-4321 ", consent=True)}
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=4, boards=boards, attested=True)
    assert see(ada).profile.board_ids == {"ABIM": "123456", "ABA": "8765-4321"}
    later = offer(ada, completed(ada, publish(service, slug="later")))
    aba = next(one for one in later.boards if one.kind == LL)
    abim = next(one for one in later.boards if one.kind == MK)
    assert (aba.diplomate_id, aba.consented) == ("8765-4321", True)
    assert (abim.diplomate_id, abim.consented) == ("123456", False)


def test_after_a_withdrawal_nothing_is_claimed_again(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Neither the same claim nor another; the office is named."""
    completion = completed(ada, publish(service))
    claim_all(ada, completion)
    withdraw(cora, completion, "Claimed in error.")
    with pytest.raises(ClaimWithdrawn, match="cme@example"):
        claim_all(ada, completion)
    assert offer(ada, completion).certificate is None


def test_a_withdrawn_claim_is_withdrawn_for_everyone(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Staff withdraw with a reason; the code says so and the paper is not printed."""
    completion = completed(ada, publish(service))
    receipt = claim_all(ada, completion)
    withdraw(cora, completion, "Claimed for another person.")
    seen = verify(service, code_of(service, receipt.certificate))
    assert seen is not None
    assert seen.state == "withdrawn"
    with pytest.raises(Refused):
        documents.certificate(ada, receipt.certificate)


@pytest.mark.parametrize("code", ["", "x", "0" * 32, "../../etc/passwd", "A" * 32])
def test_an_unknown_code_is_answered_as_a_malformed_one(service: Service, code: str) -> None:
    """Nothing tells the two apart."""
    assert verify(service, code) is None


def test_papers_are_for_their_owner_and_staff(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Ada and Cora print it; Dan's request is answered as an unknown id."""
    key = publish(service)
    receipt = claim_all(ada, completed(ada, key))
    assert documents.certificate(ada, receipt.certificate).content.startswith(b"%PDF")
    assert documents.certificates(cora, key, "zip").content.startswith(b"PK")
    assert (
        b"A small self-assessment"
        in documents.transcript(cora, "csv", person=ada.public_id).content
    )
    with pytest.raises(NotFound):
        documents.certificate(dan, receipt.certificate)
    with pytest.raises(NotFound):
        documents.transcript(dan, "pdf", person=ada.public_id)
    with pytest.raises(NotAllowed):
        documents.certificates(ada, key, "pdf")


def test_records_add_up_by_year(service: Service, ada: Actor) -> None:
    """One completion, 1.00 credit, 0.75 points, in 2026."""
    claim_all(ada, completed(ada, publish(service)))
    page = records(ada)
    assert [one.state for one in page.records] == ["claimed"]
    assert page.totals[0].years[0].year == "2026"
    assert "0.75 ABIM Medical Knowledge points" in page.totals[0].years[0].claimed
