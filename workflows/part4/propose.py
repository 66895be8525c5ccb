"""Propose a quality project, and write on it until its report is approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from credit.part4.plan import LINE, TEXT, Plan, faults
from documents.names import unprintable
from storage import content, projects
from storage.columns import keepable
from workflows.act import act, view
from workflows.commitments.meant import offered
from workflows.content import frozen
from workflows.part4.asking import ask
from workflows.part4.project import (
    NobodyThere,
    PlanRefused,
    by_address,
    go_on,
    held,
    known,
    let_in,
    require_seen,
    write,
)
from workflows.refusals import Faulty, NotAllowed, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from workflows.act import Act, Actor
    from workflows.part4.project import State

OPEN: tuple[State, ...] = ("draft", "under_way")
MOST_OPEN = 20


class TooManyProjects(Refused):
    """More open projects than anybody leads."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"You lead {MOST_OPEN} open projects, which is the most. Ask the office to close one."
        )


class SameTwo(Faulty):
    """A lead who is to confirm what the lead attests."""

    def __init__(self) -> None:
        """Say why not."""
        super().__init__("The second person confirms what the lead attests: name somebody else.")


def filled(**fields: object) -> Plan:
    """Return what a form says of a project.

    Raises:
        PlanRefused: something in it cannot be.
    """
    kept = {name: _kept(one) for name, one in fields.items()}
    if not kept.get("title"):
        raise PlanRefused(("Give the project a title.",))
    try:
        return Plan.model_validate(kept)
    except ValidationError as error:
        message = f"Shorten the texts: a line holds {LINE} characters, a longer text {TEXT:,}."
        raise PlanRefused((message,)) from error


def _kept(one: object) -> object:
    return keepable(one).strip() if isinstance(one, str) else one


def ideas(actor: Actor, completion: str) -> tuple[str, tuple[str, ...]]:
    """Return what a project could begin from: a self-assessment, and its objectives missed there.

    The weakest stands first.
    """
    with view(actor, "commitment.see", on=("completion", completion)) as a:
        edition = content.newest_edition(a.connection, a.on.activity_id)
        manifest = frozen.manifest(a.connection, edition.id)
        found = offered(a, a.on.person_id, a.on.activity_id, manifest)
        return manifest.terms.title, found


def begun_from(title: str, objective: str) -> Plan:
    """Return the draft of a project about an objective that a self-assessment showed weak."""
    name = f"Improve: {objective}"
    return Plan(
        title=name if len(name) <= LINE else f"{name[: LINE - 1]}…",
        measure="",
        aim=f"In my practice: {objective}"[:TEXT],
        idea=f"{title}: {objective}"[:TEXT],
    )


def propose(actor: Actor, plan: Plan, lead: str = "") -> str:
    """Write a proposal and return the project's id; its lead is the actor, or whom staff name.

    The lead takes part in it. The same proposal again, while it is one, returns the first.

    Raises:
        NotAllowed, NobodyThere, PlanRefused, TooManyProjects: nothing was written.
    """

    def leads(connection: Connection) -> Iterable[int]:
        return known(connection, lead) if lead.strip() else ()

    with act(actor, "project.propose", about=leads, once=lambda a: _again(a, plan, lead)) as a:
        if isinstance(a.receipt, str):
            return a.receipt
        _check(a, plan)
        person = _lead(a, lead)
        if _open(a, person) >= MOST_OPEN:
            raise TooManyProjects
        made = projects.add(a.connection, a.person_id, a.at)
        a.object = f"project:{made.public_id}"
        a.seal("project", id=made.id)
        write(
            a,
            made.id,
            1,
            state="draft",
            lead_id=person,
            body=plan.model_dump_json(),
        )
        let_in(a, made.id, person)
        return str(made.public_id)


def _check(a: Act, plan: Plan) -> None:
    found = list(faults(plan, a.today))
    if strange := unprintable(f"{plan.title} {plan.department}"):
        found.append(f"The record cannot print {' '.join(strange)}. Write it in Latin letters.")
    if found:
        raise PlanRefused(tuple(found))


def _lead(a: Act, lead: str) -> int:
    """Return the actor as the lead, or whom the office names: nobody makes work for another."""
    if lead.strip():
        if not a.actor.has("staff"):
            raise NotAllowed("project.propose")
        return by_address(a.connection, lead)
    if not a.actor.has("learner"):
        raise NobodyThere("")
    return a.person_id


def _naming(a: Act) -> tuple[State, ...]:
    """Return where people can be named: by a lead once the office let the project begin.

    A name is shown for each address, so that any proposal would tell whose an address is.
    """
    return (*(("draft",) if a.actor.has("staff") else ()), "under_way", "approved")


def _open(a: Act, person: int) -> int:
    rows = projects.of_leader(a.connection, person)
    return sum(row.lead_id == person and row.state in OPEN for row in rows)


def _again(a: Act, plan: Plan, lead: str) -> str | None:
    person = _lead(a, lead)
    same = (
        row
        for row in projects.of_leader(a.connection, person)
        if row.state == "draft" and Plan.model_validate_json(row.body) == plan
    )
    return next((str(row.public_id) for row in same), None)


def change(actor: Actor, project: str, seen: int, plan: Plan) -> int:
    """Write what a project is after the version numbered `seen`; return the new one's number.

    Writing what is in force already returns it again.

    Raises:
        PlanRefused, NotNow, Stale: nothing was written.
    """
    with act(actor, "project.write", on=("project", project), once=lambda a: _same(a, plan)) as a:
        if isinstance(a.receipt, int):
            return a.receipt
        _check(a, plan)
        row = held(a, *OPEN)
        require_seen(row, seen)
        return go_on(a, row, body=plan.model_dump_json())


def _same(a: Act, plan: Plan) -> int | None:
    row = held(a)
    return int(row.seq) if Plan.model_validate_json(row.body) == plan else None


def name_second(actor: Actor, project: str, seen: int, address: str) -> int:
    """Name who confirms what the lead attests, besides the office; without an address: nobody.

    Raises:
        NobodyThere, SameTwo, NotNow, Stale: nothing was written.
    """
    with act(actor, "project.write", on=("project", project)) as a:
        row = held(a, *_naming(a))
        require_seen(row, seen)
        second = by_address(a.connection, address) if address.strip() else None
        if second == row.lead_id:
            raise SameTwo
        return go_on(a, row, second_id=second)


def invite(actor: Actor, project: str, addresses: Iterable[str]) -> int:
    """Let the people who sign in by these addresses take part; return how many are new.

    Raises:
        NobodyThere: nobody is let in, since one of them is not known.
        NotNow: the project is closed, or a proposal of whoever is not of the office.
    """
    wanted = [one for one in addresses if one.strip()]

    def invited(connection: Connection) -> Iterable[int]:
        return known(connection, *wanted)

    with act(actor, "project.invite", on=("project", project), about=invited) as a:
        row = held(a, *_naming(a))
        let = [let_in(a, a.on.id, by_address(a.connection, one)) for one in wanted]
        new = [one for one in let if one is not None]
        for one in new if row.state == "approved" else ():
            ask(a, one)
        a.data["participations"] = [one.public_id for one in new]
        if not new:
            a.receipt = 0  # they take part already
        return len(new)
