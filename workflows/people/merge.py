"""Merge two accounts of one person: one of the office proposes, another confirms; both can undo it.

Nothing is moved: a row says that one account counts as the other, and every read of what a person
did takes all their accounts. Signing in by either address enters the account that is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from quizzes.text import Closed
from storage import people, things
from workflows.act import act
from workflows.desk import decision, doubles
from workflows.desk.decision import CONFIRMED
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor

KIND = "merge"
HARMLESS = frozenset({"learner"})  # a role that everybody may have


class Merging(Closed):
    """What a proposal holds: the account to keep, or None: to undo the merge in force."""

    schema_version: Literal[1] = 1
    into: str | None
    seen: int  # the seq of the newest line about this account's merging
    reason: str


@dataclass(frozen=True)
class Merged:
    """What is in force, and how many activities were claimed in both accounts."""

    into: str | None
    doubles: int


class SameAccount(Faulty):
    """An account merged into itself."""

    def __init__(self) -> None:
        """Say what is needed."""
        super().__init__("These are one account already. Choose the person's other account.")


class MergedAlready(Refused):
    """An account that takes part in a merge already."""

    status = 409

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "One of the two takes part in another merge already. Undo that one first, or merge"
            " with the account that is kept in it."
        )


class NotMerged(Refused):
    """An undo without a merge in force."""

    status = 409

    def __init__(self) -> None:
        """Say that nothing changed."""
        super().__init__("This account is not merged into another, so nothing was changed.")


class MergeChanged(Refused):
    """Something was decided about the account since the proposal."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Something else was decided about these accounts since this was proposed, so nothing"
            " was changed. Refuse this proposal and propose again what is still wanted."
        )


class MergeGivesRoles(Refused):
    """A merge by which somebody would come into roles."""

    status = 403

    def __init__(self, roles: frozenset[str]) -> None:
        """Name them."""
        super().__init__(
            f"The account to keep holds roles that the other does not ({', '.join(sorted(roles))}),"
            " and whoever signs in by the other address would have them. Keep the other account, or"
            " have an operator grant or take the role first."
        )


class MergeTakesOperator(Refused):
    """A merge by which an operator would be none any more."""

    status = 403

    def __init__(self) -> None:
        """Say who may do that."""
        super().__init__(
            "The account to be merged is an operator's, and the other is not: the office takes no"
            " operator's role. Have another operator take or give the role first."
        )


def propose(actor: Actor, person: str, into: str | None, reason: str) -> str:
    """Propose to merge the account `person` into the one to keep; None: to undo its merge.

    The same proposal again is one. Returns the proposal's id.

    Raises:
        Refused: by its sentence; nothing was written.
    """
    reason = decision.reason_of(reason)
    with act(actor, "merge.propose", on=("person", person)) as a:
        seen = _seq(a, a.on.id)
        wanted = Merging(into=into, seen=seen, reason=reason)
        _check(a, wanted)
        return decision.propose(a, KIND, a.object, a.on.id, wanted.model_dump_json())


def confirm(actor: Actor, person: str, proposal: str) -> Merged:
    """Put a merge, or its undoing, into force; the sessions of both accounts end.

    Raises:
        OwnProposal, AboutYourself, Decided, MergeChanged, Refused: nothing was written.
    """

    def into(connection: Connection) -> tuple[int, ...]:
        return _kept(connection, proposal)

    with act(actor, "merge.confirm", on=("person", person), about=into) as a:
        task = decision.proposal(a, proposal, KIND)
        wanted = Merging.model_validate_json(task.body)
        other = _other(a, wanted.into) if wanted.into is not None else None
        if decision.repeated(task, CONFIRMED):
            a.receipt = again = Merged(wanted.into, len(doubles.double_claims(a, a.on.id)))
            return again
        decision.require_second(a, task)
        if other is not None and other.id in people.ids_of(a.connection, a.person_id):
            raise decision.AboutYourself
        if _seq(a, a.on.id) != wanted.seen:
            raise MergeChanged
        _check(a, wanted)
        return _write(a, task, wanted, other)


def refuse(actor: Actor, person: str, proposal: str, reason: str) -> None:
    """Refuse a merge, or take one's own proposal back, with the reason.

    Raises:
        NoReason, Decided, NotFound: nothing was written.
    """
    reason = decision.reason_of(reason)
    with act(actor, "merge.refuse", on=("person", person)) as a:
        decision.refuse(a, proposal, KIND, reason)


def _kept(connection: Connection, proposal: str) -> tuple[int, ...]:
    """Return the accounts of whoever a proposal keeps; of an undoing the seam knows both."""
    task = things.find(connection, "task", proposal, None)
    if task is None or task.kind != KIND:
        return ()
    wanted = Merging.model_validate_json(task.body).into
    found = things.find(connection, "person", wanted, None) if wanted is not None else None
    return people.ids_of(connection, found.id) if found is not None else ()


def _write(a: Act, task: Row[Any], wanted: Merging, other: Row[Any] | None) -> Merged:
    before = people.ids_of(a.connection, a.on.id)
    people.write_merge(
        a.connection,
        a.on.id,
        wanted.seen + 1,
        other.id if other is not None else None,
        wanted.reason,
        a.person_id,
        a.at,
    )
    a.seal("merge", person_id=a.on.id, seq=wanted.seen + 1)
    decision.decide(a, task, CONFIRMED)
    for one in {*before, *people.ids_of(a.connection, a.on.id)}:
        people.end_sessions_of(a.connection, one, a.at)
    for one in before:
        doubles.close_solved(a, one)
    found = doubles.open_for(a, other.id) if other is not None else 0
    a.data.update(into=wanted.into, doubles=found)
    return Merged(wanted.into, found)


def _check(a: Act, wanted: Merging) -> None:
    into = people.merged(a.connection)
    if wanted.into is None:
        if a.on.id not in into:
            raise NotMerged
        return
    other = _other(a, wanted.into)
    if other.id == a.on.id:
        raise SameAccount
    if {a.on.id, other.id} & into.keys() or a.on.id in into.values():
        raise MergedAlready
    own = people.roles_of(a.connection, a.on.id)
    kept = people.roles_of(a.connection, other.id)
    if more := kept - own - HARMLESS:
        raise MergeGivesRoles(more)
    if "operator" in own - kept:
        raise MergeTakesOperator


def _other(a: Act, public_id: str) -> Row[Any]:
    found = things.find(a.connection, "person", public_id, None)
    if found is None:
        raise NotFound("person")
    return found


def _seq(a: Act, person_id: int) -> int:
    newest = people.latest_merge(a.connection, person_id)
    return int(newest.seq) if newest is not None else 0
