"""A decision that takes two: one person proposes, another confirms or refuses, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import people, tasks, things
from storage.columns import keepable
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act

CONFIRMED, REFUSED = "confirmed", "refused"


class NoReason(Faulty):
    """A proposal or a refusal without a word why."""

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__("Write the reason; it is kept with what was decided.")


class OwnProposal(Refused):
    """The person who proposed something confirms it."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("You proposed this yourself: somebody else of the office confirms it.")


class AboutYourself(Refused):
    """The person whose own record it is confirms it."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("This is about your own record: somebody else of the office confirms it.")


class Decided(Refused):
    """A proposal that was decided the other way already."""

    status = 409

    def __init__(self, state: str) -> None:
        """Say how."""
        super().__init__(f"This was {state} already, so nothing was changed.")


class WaitingAlready(Refused):
    """A second proposal while one waits."""

    status = 409

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "Another proposal about this waits already. Have it confirmed or refused first."
        )


def reason_of(text: str) -> str:
    """Return a reason as it is kept.

    Raises:
        NoReason: there is none.
    """
    kept = keepable(text).strip()
    if not kept:
        raise NoReason
    return kept


def propose(a: Act, kind: str, about: str, person_id: int | None, body: str) -> str:
    """Write the proposal and return its public id; the same one again returns the first's.

    Raises:
        WaitingAlready: another one waits.
    """
    for row in tasks.about(a.connection, about):
        if row.kind == kind and row.state is None:
            if (row.by, row.body) != (a.person_id, body):
                raise WaitingAlready
            a.receipt = again = str(row.public_id)
            return again
    made = tasks.add(
        a.connection,
        kind=kind,
        about=about,
        person_id=person_id,
        body=body,
        by=a.person_id,
        now=a.at,
    )
    a.seal("task", id=made.id)
    a.data["task"] = made.public_id
    return str(made.public_id)


def proposal(a: Act, public_id: str, kind: str) -> Row[Any]:
    """Return the proposal of that kind about the act's thing, and its state (None: it waits).

    Raises:
        NotFound: there is none.
    """
    found = things.find(a.connection, "task", public_id, None)
    about = tasks.about(a.connection, a.object)
    if found is not None:
        for row in about:
            if (row.id, row.kind) == (found.id, kind):
                return row
    raise NotFound("proposal")


def require_second(a: Act, task: Row[Any]) -> None:
    """Let nobody confirm their own proposal or what is about themselves, by any account of theirs.

    Raises:
        OwnProposal, AboutYourself: it takes another person.
    """
    own = people.ids_of(a.connection, a.person_id)
    if task.by in own:
        raise OwnProposal
    if task.person_id in own:
        raise AboutYourself


def repeated(task: Row[Any], state: str) -> bool:
    """Whether a proposal was decided so already; a click again changes nothing.

    Raises:
        Decided: it was decided otherwise.
    """
    if task.state not in {None, state}:
        raise Decided(str(task.state))
    return bool(task.state == state)


def decide(a: Act, task: Row[Any], state: str, words: str = "") -> None:
    """Write the decision; the key refuses a second one."""
    tasks.note(a.connection, task.id, 1, state, words, a.at, a.person_id)
    a.seal("task_note", task_id=task.id, seq=1)
    a.data["task"] = task.public_id


def refuse(a: Act, public_id: str, kind: str, reason: str) -> None:
    """Write that a proposal of that kind about the act's thing was refused, once.

    Raises:
        NotFound: there is none.
        Decided: it was confirmed.
    """
    task = proposal(a, public_id, kind)
    if repeated(task, REFUSED):
        a.receipt = task.public_id
        return
    decide(a, task, REFUSED, reason)
