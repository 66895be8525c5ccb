"""Make an initiative, change its plan, and end it: staff do; each change is one more row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage import initiatives, people
from workflows.act import act
from workflows.initiatives.plan import Initiative, PlanRefused, by_id, parts
from workflows.refusals import Refused, Stale

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.initiatives.plan import Wished


class Ended(Refused):
    """A change of what is over."""

    status = 409

    def __init__(self) -> None:
        """Say what can be done."""
        super().__init__(
            "This initiative was ended, so nobody is asked or reminded any more. Its figures stay;"
            " make a new one to go on."
        )


def make(actor: Actor, wished: Wished) -> str:
    """Make an initiative and return its public id; a running one of the same plan is returned.

    Raises:
        PlanRefused: nothing was written.
    """
    with act(actor, "initiative.write", once=lambda a: _again(a, wished)) as a:
        if isinstance(a.receipt, str):
            return a.receipt
        made = initiatives.add(a.connection, a.person_id, a.at)
        a.object = f"initiative:{made.public_id}"
        a.seal("initiative", id=made.id)
        _write(a, made.id, 1, wished, _checked(a, wished))
        return str(made.public_id)


def change(actor: Actor, initiative: str, wished: Wished, seen: int) -> Initiative:
    """Write another plan after the one numbered `seen`; the one in force already changes nothing.

    Raises:
        PlanRefused, Ended, Stale: nothing was written.
    """
    with act(actor, "initiative.write", on=("initiative", initiative)) as a:
        held = require_open(a)
        owner = _checked(a, wished)
        if _same(a, held, wished, owner):
            a.receipt = held
            return held
        if held.seq != seen:
            raise Stale(held, held.seq)
        _write(a, a.on.id, seen + 1, wished, owner)
        return by_id(a.connection, a.on.id)


def end(actor: Actor, initiative: str, seen: int) -> Initiative:
    """End an initiative: nobody is asked or reminded any more, and its figures stay.

    Raises:
        Stale: nothing was written.
    """
    with act(actor, "initiative.write", on=("initiative", initiative)) as a:
        held = by_id(a.connection, a.on.id)
        if held.ended:
            a.receipt = held
            return held
        if held.seq != seen:
            raise Stale(held, held.seq)
        initiatives.plan(
            a.connection, initiative_id=a.on.id, seq=seen + 1, owner_id=held.owner_id,
            begins=held.begins, until=held.until, ended=True, body=held.plan.model_dump_json(),
            by=a.person_id, at=a.at,
        )  # fmt: skip
        a.seal("initiative_plan", initiative_id=a.on.id, seq=seen + 1)
        a.data.update(seq=seen + 1, ended=True)
        return replace(held, seq=seen + 1, ended=True)


def require_open(a: Act) -> Initiative:
    """Return the initiative that the act is about, as long as it is not over.

    Raises:
        Ended: it is.
    """
    held = by_id(a.connection, a.on.id)
    if held.ended:
        raise Ended
    return held


def _again(a: Act, wished: Wished) -> str | None:
    """Return a running initiative of the very same plan: the button was pressed twice."""
    body = wished.plan.model_dump_json()
    return next(
        (
            str(row.public_id)
            for row in initiatives.every(a.connection)
            if not row.ended and row.body == body
            and (row.begins, row.until) == (wished.begins, wished.until)
        ),
        None,
    )  # fmt: skip


def _checked(a: Act, wished: Wished) -> int:
    """Return the inner id of the owner of a plan that can be.

    Raises:
        PlanRefused: the owner has no account, or a self-assessment is not published.
    """
    found = people.by_subject(a.connection, wished.owner)
    known = {one.key for one in parts(a.connection, wished.plan)}
    faults = [f"No self-assessment is called {key}." for key in wished.plan.activities
              if key not in known]  # fmt: skip
    if not found:
        faults.append(
            "Nobody signs in by the owner's address. An owner needs an account: ask them to sign"
            " in once."
        )
    if len(found) > 1:
        faults.append("Several accounts have the owner's address. Merge them first.")
    if faults:
        raise PlanRefused(tuple(faults))
    return int(found[0].id)


def _same(a: Act, held: Initiative, wished: Wished, owner: int) -> bool:
    mine = (held.plan, held.begins, held.until)
    return mine == (wished.plan, wished.begins, wished.until) and owner in people.ids_of(
        a.connection, held.owner_id
    )


def _write(a: Act, initiative_id: int, seq: int, wished: Wished, owner: int) -> None:
    initiatives.plan(
        a.connection, initiative_id=initiative_id, seq=seq, owner_id=owner,
        begins=wished.begins, until=wished.until, ended=False,
        body=wished.plan.model_dump_json(), by=a.person_id, at=a.at,
    )  # fmt: skip
    a.seal("initiative_plan", initiative_id=initiative_id, seq=seq)
    a.data.update(seq=seq, activities=list(wished.plan.activities))
