"""What a person does about their own password and address; each takes the password once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage import letters, local, people
from workflows.act import act, view
from workflows.people.local.enter import WrongPassword, prove
from workflows.people.local.letter import LIFE, NOTICE, may_be_written_to, put, spelled
from workflows.people.local.password import require_usable, verifier_of
from workflows.people.profile import latest
from workflows.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor


class NoPassword(Refused):
    """Somebody who has none here."""

    status = 409

    def __init__(self) -> None:
        """Say how they sign in."""
        super().__init__("You have no password here: you sign in at your institution.")


class OnlyWayIn(Refused):
    """The password of somebody who could not sign in without it."""

    status = 409

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "Without the password you could not sign in. Sign in at your institution once and"
            " connect this account; then it can be taken away."
        )


@dataclass(frozen=True)
class Own:
    """How a person signs in by a password; None: not at all."""

    address: str | None
    elsewhere: bool  # whether they can sign in without it


def see(actor: Actor) -> Own:
    """Return how the person signs in."""
    with view(actor, "local.see") as a:
        held = _held(a.connection, a.person_id)
        return Own(held.address if held is not None else None, _elsewhere(a))


def change(actor: Actor, old: str, new: str, client: str) -> str:
    """Replace the person's password and end all their sessions; return whom to sign in again.

    Raises:
        NoPassword, WrongPassword, Locked, PasswordRefused: nothing was changed.
    """
    held = _proven(actor, old, client)
    require_usable(new, (held.address, _name(actor)))
    verifier = verifier_of(new)
    with act(actor, "password.change", on=("person", actor.public_id)) as a:
        now = _same(a, held)
        _tell(a, now, verifier)
        subject = local.subject(a.connection, now.person_id)
        if subject is None:
            raise NoPassword
        _end(a, now)
        put(a, "changed", now.address, now.person_id, NOTICE)
    return subject


def ask_move(actor: Actor, password: str, address: str, client: str) -> str:
    """Have a letter sent to the address by which the person wants to sign in; return it.

    What is too much, to one address or from one place, is not sent, without a word.

    Raises:
        NoAddress, NoPassword, WrongPassword, Locked: nothing is sent.
    """
    address = spelled(address)
    held = _proven(actor, password, client)
    with act(actor, "address.ask", on=("person", actor.public_id)) as a:
        now = _same(a, held)
        if may_be_written_to(a, address, client):
            put(a, "move", address, now.person_id, LIFE["move"])
    return address


def drop(actor: Actor, password: str, client: str) -> None:
    """Take the person's password away, where they have another way to sign in.

    All their sessions end: whoever opened one by the password would stay in.

    Raises:
        NoPassword, WrongPassword, Locked, OnlyWayIn: nothing was changed.
    """
    held = _proven(actor, password, client)
    with act(actor, "password.drop", on=("person", actor.public_id)) as a:
        if not _elsewhere(a):
            raise OnlyWayIn
        now = _same(a, held)
        local.drop(a.connection, now.person_id)
        _end(a, now)
        put(a, "dropped", now.address, now.person_id, NOTICE)
        a.object = f"person:{people.by_id(a.connection, now.person_id).public_id}"
        a.data["local"] = ""


def _proven(actor: Actor, password: str, client: str) -> Row[Any]:
    """Return the person's row if this is its password; the try is counted like any other.

    Raises:
        NoPassword, WrongPassword, Locked.
    """
    address = see(actor).address
    if address is None:
        raise NoPassword
    return prove(actor.service, address, password, client)


def _held(connection: Connection, person_id: int) -> Row[Any] | None:
    """Return the password of the account in use, else of one that was merged into it."""
    ids = people.ids_of(connection, person_id)
    found = {row.person_id: row for row in local.of(connection, ids)}
    return next((found[one] for one in ids if one in found), None)


def _same(a: Act, held: Row[Any]) -> Row[Any]:
    """Return the row again; it may have been changed since the password was read."""
    now = _held(a.connection, a.person_id)
    if now is None or now.verifier != held.verifier:
        raise WrongPassword
    return now


def _tell(a: Act, now: Row[Any], verifier: str) -> None:
    a.object = f"person:{people.by_id(a.connection, now.person_id).public_id}"
    a.data["local"] = local.write(a.connection, now.person_id, now.address, verifier, a.at)


def _end(a: Act, now: Row[Any]) -> None:
    ids = people.ids_of(a.connection, now.person_id)
    for one in ids:
        people.end_sessions_of(a.connection, one, a.at)
    letters.void(a.connection, now.address, ids)


def _elsewhere(a: Act) -> bool:
    return people.signs_in_elsewhere(a.connection, people.ids_of(a.connection, a.person_id))


def _name(actor: Actor) -> str:
    with view(actor, "local.see") as a:
        return latest(a.connection, a.person_id)[0].legal_name
