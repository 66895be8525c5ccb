"""An amendment of a completion's claims: what is proposed, and why it may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from credit import boards
from credit.amounts import AmountRefused, as_text, choices, claimable
from credit.boards import id_fault
from credit.completion import CME
from quizzes.text import Closed
from storage import consents
from workflows.attempts.corrections import name_of
from workflows.credit.basis import barred
from workflows.credit.ledger import plan_of, worth
from workflows.credit.refusals import BadAmount, BadDiplomateId, NoName, NothingClaimed
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Row

    from workflows.act import Act
    from workflows.credit.basis import Basis

KIND = "amendment"


class Amendment(Closed):
    """What a proposal holds: quarters by kind of claim, 0 to take one back; others stay."""

    schema_version: Literal[1] = 1
    amounts: dict[str, int]
    seen: dict[str, int]  # the seq of each claim that the proposer saw
    reason: str


def of_correction(row: Row[Any]) -> str:
    """Return the reason that claims keep which a correction amended; by it they are found again."""
    return f"{row.reason} (correction {name_of(row.item_id, row.version, row.seq)})"


class ClaimsChanged(Refused):
    """Claims that are no longer those that an amendment was proposed for."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The claims changed since this was proposed, so nothing was changed now. Look at what"
            " is claimed, refuse this proposal, and propose again what is still wrong."
        )


class NothingAmended(Faulty):
    """An amendment that leaves everything as it is."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("These are the amounts in force already. Change one, or close the form.")


class NoSuchPoints(Faulty):
    """Points that a board's rule does not make of the credit."""

    def __init__(self, kind: str, amount: int, credit: int, possible: tuple[int, ...]) -> None:
        """Say what is possible."""
        said = ", ".join(map(as_text, possible)) or "none"
        super().__init__(
            f"{as_text(amount)} {_said(kind)} points do not go with {as_text(credit)} credits."
            f" Under the board's rule of the completion day these do: {said}."
        )


class NoConsentGiven(Refused):
    """A board that the physician has not agreed to be reported to."""

    def __init__(self, board: str) -> None:
        """Say who can change that."""
        super().__init__(
            f"The physician has not agreed to reports to {board}, and nobody can agree for them."
            " Ask them to do so in their profile, then propose this again."
        )


def seqs(on: Basis) -> dict[str, int]:
    """Return the seq in force by kind of claim."""
    return {kind: row.seq for kind, row in on.claims.items()}


def check(a: Act, on: Basis, wanted: Amendment) -> None:
    """Check an amendment by the rules of a claim; only the claim deadline does not bind it.

    Raises:
        Refused: by its sentence.
    """
    if not on.claims:
        raise NothingClaimed
    if seqs(on) != wanted.seen:
        raise ClaimsChanged
    if not on.profile.complete:
        raise NoName
    held = {kind: row.quarters for kind, row in on.claims.items()}
    after = held | wanted.amounts
    changed = {kind for kind in after if after[kind] != held.get(kind, 0)}
    if not changed:
        raise NothingAmended
    _check_amounts(on, after, changed)
    if raised := {kind for kind in changed if after[kind] > held.get(kind, 0)}:
        _check_raised(a, on, raised)


def possible(on: Basis, kind: str, credit: int) -> tuple[int, ...]:
    """Return the points of a kind that go with at most so many quarters of credit, ascending.

    They are what the board's rule of the completion day makes of each amount up to there.

    Raises:
        NoSuchKind: it was never claimed and is not offered.
    """
    known = on.claims.get(kind)
    if known is not None and on.plan(kind) is None:  # claimed when it was still offered
        return choices(min(int(known.allowed), credit))
    plan = plan_of(on, kind)
    return tuple(sorted({worth(on, plan, amount) for amount in choices(credit)} - {0}))


def board_of(kind: str) -> str:
    """Return the board's acronym of a kind of points."""
    return kind.partition(":")[0]


def _check_amounts(on: Basis, after: Mapping[str, int], changed: AbstractSet[str]) -> None:
    credit = _credit(on, after)
    for kind in sorted(after.keys() - {CME}):
        if after[kind] and not changed.isdisjoint({CME, kind}):
            _check_points(on, kind, after[kind], credit)


def _credit(on: Basis, after: Mapping[str, int]) -> int:
    """Return the quarters of credit that points go with: claimed here, or in the other activity."""
    if on.held is not None:
        return min(on.admitted or 0, on.maximum)
    _check_credit(on, after[CME])
    return after[CME]


def _check_raised(a: Act, on: Basis, raised: AbstractSet[str]) -> None:
    """Check what is claimed anew: it stands on the same ground as a claim."""
    if (why_not := barred(a, on)) is not None:
        raise why_not
    for kind in sorted(raised - {CME}):
        _check_reportable(a, on, kind)


def _check_credit(on: Basis, amount: int) -> None:
    if amount == 0:
        return
    try:
        claimable(amount, on.maximum)
    except AmountRefused as refused:
        raise BadAmount(str(refused)) from refused


def _check_points(on: Basis, kind: str, amount: int, credit: int) -> None:
    given = possible(on, kind, credit)
    if amount not in given:
        raise NoSuchPoints(kind, amount, credit, given)


def _check_reportable(a: Act, on: Basis, kind: str) -> None:
    board = board_of(kind)
    consent = consents.latest_consent(a.connection, on.completion.person_id, board)
    if consent is None or not consent.given:
        raise NoConsentGiven(board)
    rule = boards.load().rule(board, on.completion.completed_on)
    if fault := id_fault(rule, on.profile.board_ids.get(board, "")):
        raise BadDiplomateId(fault)


def _said(kind: str) -> str:
    return kind.replace(":", " ")
