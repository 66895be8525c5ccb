"""Amending in tests: one of the office proposes, a colleague confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import credit, people, things
from storage.connect import reading
from workflows.credit.amend import confirm, propose
from workflows.people import merge, session
from workflows.people.enrol import enrol
from workflows.people.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Actor
    from workflows.credit.amend import Amended
    from workflows.service import Service

ISSUER = "test"


def account(service: Service, email: str, name: str, *roles: str, degree: str = "MD") -> Actor:
    """Enrol somebody, where needed, and sign them in."""
    profile = Profile(legal_name=name, degree=degree)
    enrol(session.system(service), ISSUER, email, profile, roles or ("learner",))
    token = session.sign_in(service, ISSUER, email)
    return session.enter(service, session.digest_of(token))


def colleague(service: Service) -> Actor:
    """Sign in the second person of the office."""
    return account(service, "second@example.edu", "Second Person", "staff", degree="Other")


def seen(service: Service, completion: str) -> dict[str, int]:
    """Return the seq in force of each claim of a completion, as a page shows them."""
    return {kind: seq for kind, (seq, _quarters) in in_force(service, completion).items()}


def in_force(service: Service, completion: str) -> dict[str, tuple[int, int]]:
    """Return seq and quarters in force by kind of claim."""
    with reading(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        found = credit.claims(connection, row.id)
    return {kind: (one.seq, one.quarters) for kind, one in found.items()}


def proposed(staff: Actor, completion: str, amounts: Mapping[str, int], reason: str) -> str:
    """Propose what the page would."""
    shown = seen(staff.service, completion)
    return propose(staff, completion, amounts=amounts, seen=shown, reason=reason)


def amend(staff: Actor, completion: str, amounts: Mapping[str, int], reason: str) -> Amended:
    """Propose and have it confirmed."""
    made = proposed(staff, completion, amounts, reason)
    return confirm(colleague(staff.service), completion, made)


def withdraw(staff: Actor, completion: str, reason: str) -> None:
    """Take everything back that is claimed for a completion."""
    claimed = in_force(staff.service, completion)
    amend(staff, completion, dict.fromkeys(claimed, 0), reason)


def merged(staff: Actor, old: Actor, kept: Actor) -> Actor:
    """Merge an account into one to keep, and return whoever signs in by the latter since."""
    service = staff.service
    made = merge.propose(staff, old.public_id, kept.public_id, "One person.")
    merge.confirm(colleague(service), old.public_id, made)
    with reading(service.engine) as connection:
        address = people.own_subjects(connection, kept.person_id or 0)[0]
    return session.enter(service, session.digest_of(session.sign_in(service, ISSUER, address)))
