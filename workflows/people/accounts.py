"""The accounts of one person as the office sees them: the one in use, and those merged into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import people, tasks
from workflows.act import view
from workflows.people.merge import KIND
from workflows.people.profile import latest

if TYPE_CHECKING:
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Account:
    """One account by its public id, with how one signs in to it."""

    person: str
    addresses: tuple[str, ...]
    waiting: bool  # a proposal about it waits


@dataclass(frozen=True)
class Accounts:
    """All accounts of one person; the first is in use."""

    shown: str
    all: tuple[Account, ...]


def accounts(actor: Actor, person: str) -> Accounts:
    """Return the accounts of the person behind one of them."""
    with view(actor, "merge.see", on=("person", person)) as a:
        ids = people.ids_of(a.connection, a.on.id)
        profile, _seq = latest(a.connection, ids[0])
        return Accounts(profile.shown, tuple(_account(a, one) for one in ids))


def _account(a: Act, person_id: int) -> Account:
    public_id = str(people.by_id(a.connection, person_id).public_id)
    about = tasks.about(a.connection, f"person:{public_id}")
    return Account(
        public_id,
        people.own_subjects(a.connection, person_id),
        any(one.kind == KIND and one.state is None for one in about),
    )
