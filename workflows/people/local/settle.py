"""What the link of a letter opens: an account, a new password, another address; each once."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from documents.names import has_letters
from storage import letters, local, people
from storage.connect import reading
from workflows.act import act
from workflows.people.arrive import Vouched, make_account
from workflows.people.link import connect
from workflows.people.local import throttle
from workflows.people.local.letter import NOTICE, NoLonger, opened, put, used, whose
from workflows.people.local.password import require_usable, verifier_of
from workflows.people.profile import LONGEST, latest
from workflows.people.session import system
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from workflows.act import Act
    from workflows.people.local.letter import Effect
    from workflows.service import Service


class NoName(Faulty):
    """An account for somebody without a name."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"Enter your name as it should stand on certificates, in {LONGEST} characters or fewer."
        )


def settle(service: Service, token: str, password: str, name: str = "") -> str:
    """Do what the link of a letter is for, with a password, and return whom to sign in.

    That is a name under which people with passwords are vouched for. `name` is asked of somebody
    new alone.

    Raises:
        NoLonger: the link counts no more. PasswordRefused, NoName: it still does.
    """
    found = opened(service, token)
    if found.does == "new" and not (has_letters(name) and len(name.strip()) <= LONGEST):
        raise NoName
    require_usable(password, (found.address, name, *_known(service, token)))
    verifier = verifier_of(password)
    if found.does in {"new", "connect"}:
        with _first():
            return _make(service, token, name.strip(), verifier)
    return _reset(service, token, verifier)


def move(service: Service, token: str) -> None:
    """Let an account be signed in to by the address that a letter went to; the old one is told.

    Raises:
        NoLonger: the link counts no more.
    """
    with _first(), act(system(service), "address.move", about=_about(service, token)) as a:
        row, effect = used(a, token, "move")
        held = _own(a, effect)
        known = people.by_subject(a.connection, row.address)
        if not known:
            people.add_identity(a.connection, held.person_id, people.ADDRESS, row.address, a.at)
            a.seal_identity(people.ADDRESS, row.address)
        put(a, "moved", held.address, held.person_id, NOTICE)
        _write(a, held.person_id, row.address, held.verifier)
        _end(a, held)


def _make(service: Service, token: str, name: str, verifier: str) -> str:
    """Make an account, or give one that was there a password."""
    subject = secrets.token_hex(16)
    with act(system(service), "local.make", about=_about(service, token)) as a:
        row, effect = used(a, token, "new", "connect")
        vouched = Vouched(people.LOCAL, subject, name, row.address)
        if effect.person_id is None:
            person_id = make_account(a, vouched)
        else:
            person_id = effect.person_id
            connect(a, person_id, vouched)
        letters.void(a.connection, row.address, ())
        _write(a, person_id, row.address, verifier)
    return subject


def _reset(service: Service, token: str, verifier: str) -> str:
    """Replace a password: whoever was signed in is signed out, and a lock is lifted."""
    with act(system(service), "password.reset", about=_about(service, token)) as a:
        _row, effect = used(a, token, "reset", "exists")
        held = _own(a, effect)
        subject = local.subject(a.connection, held.person_id)
        if subject is None:
            raise NoLonger
        _write(a, held.person_id, held.address, verifier)
        _end(a, held)
        throttle.forget(a.connection, throttle.GUESSES, held.address)
        put(a, "changed", held.address, held.person_id, NOTICE)
    return subject


def _own(a: Act, effect: Effect) -> Row[Any]:
    """Return the password of the account that a link is about."""
    held = local.of(a.connection, [effect.person_id or 0])
    if not held:
        raise NoLonger
    return held[0]


def _end(a: Act, held: Row[Any]) -> None:
    """End the person's sessions, and every link that was mailed before."""
    ids = people.ids_of(a.connection, held.person_id)
    for one in ids:
        people.end_sessions_of(a.connection, one, a.at)
    letters.void(a.connection, held.address, ids)


def _write(a: Act, person_id: int, address: str, verifier: str) -> None:
    """Write the password, and into the log what doctor knows it by."""
    a.object = f"person:{people.by_id(a.connection, person_id).public_id}"
    a.data["local"] = local.write(a.connection, person_id, address, verifier, a.at)


@contextmanager
def _first() -> Iterator[None]:
    """Let nothing be written if the address became another account's in the same moment."""
    try:
        yield
    except IntegrityError:
        raise NoLonger from None


def _about(service: Service, token: str) -> Any:  # noqa: ANN401  (a function that act() calls)
    def found(connection: Connection) -> tuple[int, ...]:
        return whose(connection, service, token)

    return found


def _known(service: Service, token: str) -> tuple[str, ...]:
    """Return the name of whom a link is about, which others know too."""
    with reading(service.engine) as connection:
        ids = whose(connection, service, token)
        return (latest(connection, ids[0])[0].legal_name,) if ids else ()
