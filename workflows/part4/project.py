"""A quality project in force: what it is, where it stands, who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from credit.part4.plan import Plan
from storage import participations, people, projects
from workflows.people.profile import latest
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act

State = Literal["draft", "under_way", "approved", "closed"]
SAID: dict[State, str] = {
    "draft": "proposed",
    "under_way": "under way",
    "approved": "report approved",
    "closed": "closed",
}


class NobodyThere(Faulty):
    """An address that nobody, or not only one person, signs in by."""

    def __init__(self, address: str) -> None:
        """Say what to do."""
        super().__init__(
            f'Nobody signs in here by "{address.strip()[:120]}". Check the address, or ask them to'
            " sign in once; then name them again."
        )


class NotNow(Refused):
    """Something that a project is too young or too old for."""

    status = 409

    def __init__(self, state: State) -> None:
        """Say where it stands."""
        super().__init__(
            f"This project is {SAID[state]}, so that this cannot be done now. Nothing was changed."
        )


class PlanRefused(Faulty):
    """A plan that cannot be kept, or not approved; it lists every fault at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


@dataclass(frozen=True)
class Project:
    """A project as it is now."""

    id: str
    seq: int
    state: State
    plan: Plan
    lead: str  # a name, or the address where there is none yet
    second: str  # who confirms the lead's own attestation, besides the office; or nobody
    approved_on: date | None
    reason: str


def read(connection: Connection, row: Row[Any]) -> Project:
    """Return a project by the row of its version in force."""
    return Project(
        id=row.public_id,
        seq=row.seq,
        state=row.state,
        plan=Plan.model_validate_json(row.body),
        lead=name_of(connection, row.lead_id),
        second=name_of(connection, row.second_id) if row.second_id is not None else "",
        approved_on=row.approved_on,
        reason=row.reason or "",
    )


def name_of(connection: Connection, person_id: int) -> str:
    """Return what somebody is called: name and degree, before a profile the address."""
    profile, _seq = latest(connection, person_id)
    addresses = people.subjects_of(connection, person_id)
    return profile.shown or next(iter(addresses), "somebody without a profile")


def by_address(connection: Connection, address: str) -> int:
    """Return the person who signs in by an address.

    Raises:
        NobodyThere: no single person does.
    """
    found = people.by_subject(connection, address.strip())
    if len(found) != 1:
        raise NobodyThere(address)
    return int(found[0].id)


def known(connection: Connection, *addresses: str) -> list[int]:
    """Return who signs in by these addresses, to be held; who nobody is, is said once allowed."""
    found = (people.by_subject(connection, one.strip()) for one in addresses)
    return [int(row.id) for rows in found for row in rows]


def held(a: Act, *states: State) -> Row[Any]:
    """Return the version in force of the project that an act is about.

    Raises:
        NotNow: the project is in none of these states; without any, each will do.
    """
    row = projects.newest(a.connection, a.on.id)
    if states and row.state not in states:
        raise NotNow(row.state)
    return row


def require_seen(row: Row[Any], seen: int) -> None:
    """Refuse what a page asks for that did not show the version in force.

    Raises:
        Stale: another window changed it since.
    """
    if row.seq != seen:
        raise Stale(row.state, row.seq)


def go_on(a: Act, row: Row[Any], **changed: object) -> int:
    """Write and seal the version after `row`, the same but for what changed; return its seq."""
    columns = {
        name: getattr(row, name)
        for name in ("state", "lead_id", "second_id", "approved_on", "body", "reason")
    }
    write(a, row.project_id, row.seq + 1, **{**columns, **changed})
    return int(row.seq) + 1


def write(a: Act, project_id: int, seq: int, **columns: object) -> None:
    """Write and seal one version of a project."""
    projects.write(a.connection, project_id=project_id, seq=seq, by=a.person_id, at=a.at, **columns)
    a.seal("project_version", project_id=project_id, seq=seq)
    a.data.update(seq=seq, state=columns["state"])


def let_in(a: Act, project_id: int, person_id: int) -> Row[Any] | None:
    """Let somebody take part, in whichever account; return the row, None: they do already."""
    own = people.ids_of(a.connection, person_id)
    there = participations.of_project(a.connection, project_id)
    if any(row.person_id in own for row in there):
        return None
    made = participations.add(a.connection, project_id, own[0], a.person_id, a.at)
    a.seal("participation", id=made.id)
    return made
