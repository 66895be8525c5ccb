"""Amending claims: one proposes, another confirms or refuses (pitfalls 1, 2, 4 and 6)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import credit, tasks, things
from storage.connect import reading
from storage.tables import claim
from tests import reporting
from tests.amending import account, amend, colleague, in_force, proposed, seen, withdraw
from tests.contents import Start
from tests.editions import publish
from tests.learning import completed
from tests.people import begin_at, signed_in
from tests.taking import chain_faults, count, lines
from tests.together import together
from workflows.credit import documents
from workflows.credit.amend import Amended, confirm, propose, refuse
from workflows.credit.amendment import (
    ClaimsChanged,
    NoConsentGiven,
    NoSuchPoints,
    NothingAmended,
)
from workflows.credit.claim import BoardClaim, Receipt, make
from workflows.credit.offer import offer
from workflows.credit.refusals import (
    BadAmount,
    CertificateWithdrawn,
    ClaimWithdrawn,
    NoSuchKind,
    NothingClaimed,
)
from workflows.credit.verify import verify
from workflows.desk.decision import AboutYourself, Decided, NoReason, OwnProposal, WaitingAlready
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from tests.people import Begun
    from workflows.act import Actor
    from workflows.credit.verify import Verified
    from workflows.service import Service

MK, LL = reporting.MK, reporting.LL


DONE: Begun[str] = Start()


@pytest.fixture
def begun(service: Service) -> str:
    """A completion of Ada's with 0.75 credits and 0.75 ABIM points claimed, of 1.00."""

    def reach() -> str:
        ada = signed_in(service, "ada")
        completion = completed(ada, publish(service))
        boards = {MK: BoardClaim("123456", consent=True)}
        make(ada, completion, quarters=3, boards=boards, attested=True)
        colleague(service)
        return completion

    return begin_at(service, DONE, reach)


@pytest.fixture
def done(begun: str) -> str:
    """Return Ada's completion."""
    return begun


@pytest.fixture
def emil(service: Service) -> Actor:
    """The second person of the office."""
    return colleague(service)


def papers(service: Service, completion: str) -> list[Verified]:
    """Return what each certificate of a completion verifies as, oldest first."""
    with reading(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        codes = [one.code for one in credit.certificates(connection, row.id)]
    found = [verify(service, code) for code in codes]
    return [one for one in found if one is not None]


def test_an_amount_is_lowered_by_two(service: Service, cora: Actor, emil: Actor, done: str) -> None:
    """New claims by the second person; the certificate shows what is claimed now (8, number 1)."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Attended half of it.")
    assert in_force(service, done) == {"cme": (1, 3), MK: (1, 3)}
    amended = confirm(emil, done, made)
    assert in_force(service, done) == {"cme": (2, 2), MK: (2, 2)}
    assert amended.claims == (
        "0.50 AMA PRA Category 1 Credits™",
        "0.50 ABIM Medical Knowledge points",
    )
    old, new = papers(service, done)
    assert (old.state, new.state) == ("replaced", "valid")
    assert new.claimed == amended.claims


def test_the_log_says_who_and_what_and_not_why(
    service: Service, cora: Actor, emil: Actor, done: str
) -> None:
    """Numbers and ids; the reason stays where it can be erased."""
    amend(cora, done, {"cme": 2, MK: 2}, "Attended half of it.")
    first, second = lines(service, "amendment.propose") + lines(service, "amendment.confirm")
    assert (first.actor, second.actor) == (cora.public_id, emil.public_id)
    assert first.data["amounts"] == second.data["claims"] == {"cme": 2, MK: 2}
    assert "half" not in json.dumps([first.data, second.data])
    assert not chain_faults(service)


def test_credit_is_raised_up_to_what_was_designated(
    service: Service, cora: Actor, done: str
) -> None:
    """What was typed too low can be put right, also after the claim."""
    amend(cora, done, {"cme": 4}, "Mistyped.")
    assert in_force(service, done) == {"cme": (2, 4), MK: (1, 3)}


def test_a_forgotten_board_is_added(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """With the physician's own consent and ID; one board says nothing about another (8, 4)."""
    reporting.identified(ada, board_ids={"ABIM": "123456", "ABA": "1234-5678"})
    reporting.consent(ada, "ABA")
    amended = amend(cora, done, {LL: 3}, "Forgot the ABA.")
    assert "0.75 ABA Lifelong Learning points" in amended.claims
    assert in_force(service, done) == {"cme": (1, 3), MK: (1, 3), LL: (1, 3)}


def test_one_board_alone_is_taken_back(service: Service, cora: Actor, done: str) -> None:
    """The certificate names it no more, and the credit stays (pitfall 4)."""
    amended = amend(cora, done, {MK: 0}, "Not a diplomate.")
    assert amended.claims == ("0.75 AMA PRA Category 1 Credits™",)
    assert papers(service, done)[-1].claimed == amended.claims
    assert in_force(service, done) == {"cme": (1, 3), MK: (2, 0)}


def test_a_board_that_was_taken_back_is_not_claimed_again(
    service: Service, ada: Actor, cora: Actor, done: str
) -> None:
    """The same click from an old page is refused, and no certificate comes of it."""
    amend(cora, done, {MK: 0}, "Not a diplomate.")
    boards = {MK: BoardClaim("123456", consent=True)}
    with pytest.raises(ClaimWithdrawn):
        make(ada, done, quarters=3, boards=boards, attested=True)
    assert count(service, "certificate") == 2


def test_an_amendment_keeps_the_edition_of_the_claim(
    service: Service, cora: Actor, done: str
) -> None:
    """Name, degree, edition and the board's rule stay those of the first claim (8, number 6)."""
    amend(cora, done, {"cme": 2, MK: 2}, "Half.")
    with reading(service.engine) as connection:
        kept = connection.execute(select(claim.c.kind, claim.c.snapshot)).all()
    assert len(kept) == 4
    assert len({tuple(row) for row in kept}) == 2


def test_everything_is_withdrawn(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """Nothing is deleted; what was issued verifies as withdrawn and is not printed."""
    certificate = offer(ada, done).certificate
    withdraw(cora, done, "Claimed for another person.")
    assert in_force(service, done) == {"cme": (2, 0), MK: (2, 0)}
    assert [one.state for one in papers(service, done)] == ["withdrawn"]
    with pytest.raises(CertificateWithdrawn):
        documents.certificate(ada, str(certificate))
    with pytest.raises(ClaimWithdrawn):
        make(ada, done, quarters=3, boards={}, attested=True)


def test_another_amendment_undoes_one(service: Service, ada: Actor, cora: Actor, done: str) -> None:
    """A withdrawal in error is put right by the same way, with a third certificate."""
    reporting.identified(ada)
    withdraw(cora, done, "Wrong person.")
    amended = amend(cora, done, {"cme": 3, MK: 3}, "It was the right person.")
    assert in_force(service, done) == {"cme": (3, 3), MK: (3, 3)}
    assert [one.state for one in papers(service, done)] == ["replaced", "valid"]
    assert amended.claims[0] == "0.75 AMA PRA Category 1 Credits™"


def test_what_pars_holds_is_deleted_and_added(service: Service, ada: Actor, cora: Actor) -> None:
    """PARS knows no change (pitfall 9)."""
    done = reporting.claimed(ada, reporting.registered(service))
    reporting.put(service, done, "cme", "accepted")
    amend(cora, done, {"cme": 2}, "Attended half of it.")
    assert reporting.records(service, done) == [
        ("cme", 1, "add", "accepted"),
        ("cme", 2, "delete", "ready"),
        ("cme", 3, "add", "ready"),
    ]


def test_the_profession_stays_that_of_the_claim(service: Service, dan: Actor, cora: Actor) -> None:
    """A degree that came later makes no AMA credit of hours of participation (8, number 3)."""
    done = completed(dan, publish(service))
    make(dan, done, quarters=4, boards={}, attested=True)
    reporting.identified(dan, degree="MD")
    amend(cora, done, {"cme": 2}, "Attended half of it.")
    assert papers(service, done)[-1].claimed == ("0.50 hours of participation",)


def test_a_proposal_again_is_one(service: Service, cora: Actor, done: str) -> None:
    """A double click on Propose leaves one task and one line."""
    first, second = (proposed(cora, done, {"cme": 2, MK: 2}, "Half.") for _ in range(2))
    assert first == second
    assert (count(service, "task"), len(lines(service, "amendment.propose"))) == (1, 1)


def test_a_confirmation_again_changes_nothing(
    service: Service, cora: Actor, emil: Actor, done: str
) -> None:
    """Two clicks, also at one moment, leave one amendment."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    first, second = together(*[lambda: confirm(emil, done, made)] * 2)
    assert isinstance(first, Amended)
    assert first == second == confirm(emil, done, made)
    assert (count(service, "claim"), count(service, "certificate")) == (4, 2)


def test_a_claim_and_an_amendment_at_one_moment_never_mix(
    service: Service, ada: Actor, cora: Actor, emil: Actor, done: str
) -> None:
    """Whichever is second sees the first: the amendment is refused, or the claim adds to it."""
    made = proposed(cora, done, {"cme": 4}, "Mistyped.")
    boards = {LL: BoardClaim("1234-5678", consent=True)}
    claimed, amended = together(
        lambda: make(ada, done, quarters=3, boards=boards, attested=True),
        lambda: confirm(emil, done, made),
    )
    assert isinstance(claimed, Receipt) == isinstance(amended, ClaimsChanged)
    assert not chain_faults(service)


def test_nobody_confirms_their_own(service: Service, cora: Actor, done: str) -> None:
    """The same person, whatever button their page shows."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    with pytest.raises(OwnProposal):
        confirm(cora, done, made)
    assert in_force(service, done) == {"cme": (1, 3), MK: (1, 3)}


def test_nobody_confirms_what_is_about_themselves(service: Service, cora: Actor) -> None:
    """Somebody of the office who learns too has their credit amended by two others."""
    own = account(service, "learns@example.edu", "Lea Learns", "learner", "staff")
    done = completed(own, publish(service))
    make(own, done, quarters=3, boards={}, attested=True)
    made = proposed(cora, done, {"cme": 4}, "Mistyped.")
    with pytest.raises(AboutYourself):
        confirm(own, done, made)


def test_what_was_claimed_since_makes_a_proposal_stale(
    service: Service, ada: Actor, cora: Actor, emil: Actor, done: str
) -> None:
    """The second person confirms what the first one saw, or nothing."""
    made = proposed(cora, done, {"cme": 4}, "Mistyped.")
    boards = {LL: BoardClaim("1234-5678", consent=True)}
    make(ada, done, quarters=3, boards=boards, attested=True)
    with pytest.raises(ClaimsChanged):
        confirm(emil, done, made)
    with pytest.raises(ClaimsChanged):
        propose(cora, done, amounts={"cme": 4}, seen={"cme": 1, MK: 1}, reason="Again.")
    assert in_force(service, done)["cme"] == (1, 3)


def test_a_proposal_is_refused_with_its_reason(
    service: Service, cora: Actor, emil: Actor, done: str
) -> None:
    """It stays to be read, and cannot be confirmed any more."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    refuse(emil, done, made, "The log shows all of it.")
    refuse(emil, done, made, "A second click.")
    with reading(service.engine) as connection:
        notes = tasks.about(connection, f"completion:{done}")
        said = tasks.notes(connection, notes[0].id)
    assert [(one.state, one.body) for one in said] == [("refused", "The log shows all of it.")]
    with pytest.raises(Decided, match="refused already"):
        confirm(emil, done, made)


def test_what_was_confirmed_is_not_refused(cora: Actor, emil: Actor, done: str) -> None:
    """It takes another amendment."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    confirm(emil, done, made)
    with pytest.raises(Decided, match="confirmed already"):
        refuse(emil, done, made, "Too late.")


def test_one_proposal_at_a_time(cora: Actor, done: str) -> None:
    """What waits is decided first."""
    proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    with pytest.raises(WaitingAlready):
        proposed(cora, done, {"cme": 1, MK: 1}, "A quarter.")


@pytest.mark.parametrize(
    ("amounts", "refusal"),
    [
        ({"cme": 5}, BadAmount),
        ({"cme": -1, MK: 0}, BadAmount),
        ({"cme": 2}, NoSuchPoints),  # more points than credit
        ({MK: 4}, NoSuchPoints),  # more than the plan gives
        ({MK: -1}, NoSuchPoints),
        ({"cme": 0}, NoSuchPoints),  # points without credit
        ({"cme": 3, MK: 3}, NothingAmended),
        ({"ABP:Lifelong Learning & Self-Assessment": 1}, NoSuchKind),
        ({LL: 3}, NoConsentGiven),
    ],
)
def test_an_amendment_keeps_to_the_rules_of_a_claim(
    service: Service, cora: Actor, done: str, amounts: dict[str, int], refusal: type[Exception]
) -> None:
    """Whole quarters up to what is allowed, and consent for what is reported (8, number 2)."""
    with pytest.raises(refusal):
        proposed(cora, done, amounts, "Mistyped.")
    assert count(service, "task") == 0


def test_the_rules_are_asked_again_at_the_confirmation(
    service: Service, ada: Actor, cora: Actor, emil: Actor, done: str
) -> None:
    """A consent taken back in between counts."""
    reporting.identified(ada, board_ids={"ABIM": "123456", "ABA": "1234-5678"})
    reporting.consent(ada, "ABA")
    made = proposed(cora, done, {LL: 3}, "Forgot the ABA.")
    reporting.consent(ada, "ABA", given=False)
    with pytest.raises(NoConsentGiven):
        confirm(emil, done, made)
    assert LL not in in_force(service, done)


def test_a_reason_is_needed(service: Service, cora: Actor, emil: Actor, done: str) -> None:
    """Blanks are none, neither to propose nor to refuse."""
    with pytest.raises(NoReason):
        proposed(cora, done, {"cme": 2, MK: 2}, "  ")
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    with pytest.raises(NoReason):
        refuse(emil, done, made, " ")
    assert count(service, "task_note") == 0


def test_what_was_never_claimed_is_not_amended(service: Service, ada: Actor, cora: Actor) -> None:
    """Nobody claims for a physician."""
    done = completed(ada, publish(service))
    with pytest.raises(NothingClaimed):
        propose(cora, done, amounts={"cme": 4}, seen={}, reason="For her.")


def test_only_the_office_amends(ada: Actor, cora: Actor, done: str) -> None:
    """Not even the person whose credit it is."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    with pytest.raises(NotAllowed):
        propose(ada, done, amounts={"cme": 4}, seen=seen(ada.service, done), reason="Mine.")
    for decide in (lambda: confirm(ada, done, made), lambda: refuse(ada, done, made, "No.")):
        with pytest.raises(NotAllowed):
            decide()


def test_an_unknown_proposal_or_one_of_another_completion_is_refused(
    service: Service, ada: Actor, cora: Actor, emil: Actor, done: str
) -> None:
    """A wrong id writes nothing."""
    made = proposed(cora, done, {"cme": 2, MK: 2}, "Half.")
    other = completed(ada, publish(service, slug="other"))
    for completion, proposal in ((done, "0" * 32), (other, made), ("0" * 32, made)):
        with pytest.raises(NotFound):
            confirm(emil, completion, proposal)
    assert count(service, "task_note") == 0
