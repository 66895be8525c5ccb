"""The roster of an activity held elsewhere: staff bring it in, and each change is a new row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credit.amounts import as_text, quarters
from credit.held_elsewhere import named
from documents import rosters
from documents.rosters import RowFault
from storage import admission, credit, people
from workflows.act import act, view
from workflows.content import frozen
from workflows.people.profile import latest
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from documents.rosters import Admitted, Sheet
    from workflows.act import Act, Actor


class HeldHere(Refused):
    """A roster for an activity that gives credit of its own."""

    def __init__(self) -> None:
        super().__init__(
            "This activity gives credit of its own, so it has no roster from elsewhere. A roster"
            " belongs to activities whose file says held_elsewhere."
        )


class RosterRefused(Faulty):
    """A table with faults: nothing of it was written."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        self.faults = faults
        super().__init__(
            f"Nothing was written: {len(faults)} of the rows cannot be read. Put them right first."
        )


@dataclass(frozen=True)
class Listed:
    """One address on the roster."""

    address: str
    credits: str
    person: str | None  # public id, where somebody signs in by it
    name: str
    claimed: str  # points in force, in words


@dataclass(frozen=True)
class Changed:
    """An address whose credit is another than before."""

    address: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What a table would change; nothing is written yet."""

    added: tuple[str, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    missing: tuple[str, ...]  # on the roster, and not in the table
    above: tuple[str, ...]  # their points in force are more than the table would allow
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class Receipt:
    """What was written, and how many are on the roster now."""

    added: int
    changed: int
    removed: int
    listed: int


def roster(actor: Actor, key: str) -> tuple[str, tuple[Listed, ...]]:
    """Return what the activity `key` belongs to, and who is on the roster, by address."""
    with view(actor, "admission.see", on=("activity", key)) as a:
        rows = _in_force(a)
        return _named(a), tuple(_listed(a, row) for row in rows.values())


def look(actor: Actor, key: str, content: bytes) -> Preview:
    """Say what a table would change on the roster of the activity `key`."""
    with view(actor, "admission.see", on=("activity", key)) as a:
        sheet, held = _read(a, content), _in_force(a)
        wanted = {one.address: one.quarters for one in sheet.rows}
        changes = [one for one in sheet.rows if _other(held, one) and one.address in held]
        missing = tuple(address for address in held if address not in wanted)
        lower = {one.address: one.quarters for one in changes} | dict.fromkeys(missing, 0)
        return Preview(
            added=tuple(one for one in wanted if one not in held),
            changed=tuple(_changed(held, one) for one in changes),
            unchanged=sum(one.address in held for one in sheet.rows) - len(changes),
            missing=missing,
            above=tuple(one for one, most in lower.items() if _points(a, one) > most),
            faults=sheet.faults,
        )


def admit(actor: Actor, key: str, content: bytes, *, remove: bool = False) -> Receipt:
    """Write a table's rows on the roster; with `remove` those who are not in it are taken off.

    The same table again changes nothing.

    Raises:
        HeldHere, RosterRefused: nothing was written.
    """
    with act(
        actor,
        "admission.write",
        on=("activity", key),
        once=lambda a: _again(a, content, remove=remove),
    ) as a:
        if isinstance(a.receipt, Receipt):
            return a.receipt
        return _admit(a, _sound(a, content), remove=remove)


def _again(a: Act, content: bytes, *, remove: bool) -> Receipt | None:
    """Return the receipt of a table that says what is in force already."""
    sheet, held = _sound(a, content), _in_force(a)
    wanted = {one.address for one in sheet.rows}
    if any(_other(held, one) for one in sheet.rows) or (remove and not held.keys() <= wanted):
        return None
    return Receipt(0, 0, 0, len(held))


def _admit(a: Act, sheet: Sheet[Admitted], *, remove: bool) -> Receipt:
    every = admission.roster(a.connection, a.on.id)
    held = {one: row for one, row in every.items() if row.admitted}
    wanted = {one.address for one in sheet.rows}
    new = [one for one in sheet.rows if _other(held, one)]
    gone = [one for one in held if one not in wanted] if remove else []
    for one in new:
        _write(a, every, one.address, one.quarters)
    for address in gone:
        _write(a, every, address, None)
    added = sum(one.address not in held for one in new)
    receipt = Receipt(added, len(new) - added, len(gone), len(held) + added - len(gone))
    a.data.update(added=receipt.added, changed=receipt.changed, removed=receipt.removed)
    return receipt


def _write(a: Act, every: Mapping[str, Row[Any]], address: str, amount: int | None) -> None:
    seq = every[address].seq + 1 if address in every else 1
    made = admission.write(
        a.connection,
        a.on.id,
        address,
        seq,
        admitted=amount is not None,
        quarters=amount,
        by=a.person_id,
        now=a.at,
    )
    a.seal("admission", id=made)


def _in_force(a: Act) -> dict[str, Row[Any]]:
    rows = admission.roster(a.connection, a.on.id)
    return {address: row for address, row in rows.items() if row.admitted}


def _named(a: Act) -> str:
    held = frozen.terms(a.connection, a.on.id).accreditation.held_elsewhere
    if held is None:
        raise HeldHere
    return named(held)


def _read(a: Act, content: bytes) -> Sheet[Admitted]:
    _named(a)
    most = quarters(frozen.terms(a.connection, a.on.id).accreditation.credits)
    return rosters.admitted(content, most)


def _sound(a: Act, content: bytes) -> Sheet[Admitted]:
    sheet = _read(a, content)
    if sheet.faults:
        raise RosterRefused(sheet.faults)
    return sheet


def _other(held: Mapping[str, Row[Any]], one: Admitted) -> bool:
    return one.address not in held or held[one.address].quarters != one.quarters


def _changed(held: Mapping[str, Row[Any]], one: Admitted) -> Changed:
    return Changed(one.address, as_text(held[one.address].quarters or 0), as_text(one.quarters))


def _listed(a: Act, row: Row[Any]) -> Listed:
    found = people.by_subject(a.connection, row.address)
    name = latest(a.connection, found[0].id)[0].shown if found else ""
    said = [
        f"{as_text(claim.quarters)} {kind.replace(':', ' ')}"
        for person in found
        for kind, claim in _claims(a.connection, person.id, a.on.id).items()
    ]
    person = found[0].public_id if found else None
    return Listed(row.address, as_text(row.quarters or 0), person, name, " · ".join(said))


def _points(a: Act, address: str) -> int:
    """Return the most quarters of points in force of whoever signs in by an address."""
    return max(
        (
            claim.quarters
            for person in people.by_subject(a.connection, address)
            for claim in _claims(a.connection, person.id, a.on.id).values()
        ),
        default=0,
    )


def _claims(connection: Connection, person_id: int, activity_id: int) -> dict[str, Row[Any]]:
    done = credit.completion_of(connection, person_id, activity_id)
    if done is None:
        return {}
    held = credit.claims(connection, done.id)
    return {kind: row for kind, row in held.items() if row.quarters}
