"""Sign in by address and password, with the same answer and work whoever is or is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import local, people
from storage.columns import keepable
from storage.connect import glancing
from workflows.act import act
from workflows.people import session
from workflows.people.arrive import HARMLESS
from workflows.people.local import throttle
from workflows.people.local.password import is_outdated, is_right, verifier_of
from workflows.people.session import system
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from sqlalchemy import Connection, Row

    from workflows.act import Act
    from workflows.service import Service

MINUTE = 60  # seconds


class NotSignedIn(Refused):
    """Nobody was let in; whether there is such an account is not said."""

    status = 403

    @property
    def title(self) -> str:
        """Above the sentence."""
        return "You are not signed in"


class WrongPassword(NotSignedIn):
    """No account has this address with this password."""

    def __init__(self) -> None:
        """Say what to do, whichever of the two is wrong."""
        super().__init__(
            "The e-mail address or the password is not right. Check both, or choose a new password"
            " by mail."
        )


class Locked(NotSignedIn):
    """Too many wrong guesses, at an account or from one place; nobody's password was looked at."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        """Say how long, and the way that is always open."""
        minutes = max(1, -int(-wait.total_seconds() // MINUTE))
        long = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(
            f"There were too many wrong guesses. Wait {long}, or choose a new password by mail:"
            " that works at once."
        )


class HasDuties(NotSignedIn):
    """The right password of somebody who has duties."""

    def __init__(self) -> None:
        """Say which way is open."""
        super().__init__(
            "Your account has duties beyond learning, and a password alone does not open those."
            " Sign in at your institution."
        )


def enter(service: Service, address: str, password: str, client: str, device: str = "") -> str:
    """Open a session for whoever knows the password, and return its token.

    `client` is the place on the network that the guess comes from, `device` what the person will
    know this browser by.

    Raises:
        WrongPassword, Locked, HasDuties: nobody was let in.
    """
    address = keepable(address).strip().lower()
    held = prove(service, address, password, client)
    if is_outdated(held.verifier):
        held = _renewed(service, held, verifier_of(password))
    subject = _subject(service, held)
    return session.sign_in(service, people.LOCAL, subject, device=device, require=_still(held))


def admit(service: Service, subject: str, device: str = "") -> str:
    """Open a session for somebody whose link or password was right just now.

    Raises:
        HasDuties: nobody was let in.
    """
    return session.sign_in(service, people.LOCAL, subject, device=device, require=_without_duties)


def prove(service: Service, address: str, password: str, client: str) -> Row[Any]:
    """Return the account of which this is the password; the try is counted.

    The work on the password is done between two transactions: it takes long.

    Raises:
        WrongPassword, Locked: it is none's, or was not looked at.
    """
    with act(system(service), "password.try") as a:
        wait = throttle.let_through(a.connection, throttle.GUESSES, address, a.at)
        if wait is None:
            wait = throttle.let_through(a.connection, throttle.GUESSES_FROM, client, a.at)
        held = local.by_address(a.connection, address)
    if wait is not None:
        raise Locked(wait)
    right = is_right(password, held.verifier if held is not None else None)
    if held is None or not right:
        raise WrongPassword
    with act(system(service), "password.try") as a:
        throttle.forget(a.connection, throttle.GUESSES, address)
        throttle.give_back(a.connection, throttle.GUESSES_FROM, client, a.at)
    return held


def _subject(service: Service, held: Row[Any]) -> str:
    with glancing(service.engine) as connection:
        subject = local.subject(connection, held.person_id)
    if subject is None:
        raise WrongPassword
    return subject


def _renewed(service: Service, held: Row[Any], verifier: str) -> Row[Any]:
    """Keep a password as passwords are kept by now, if it is still the one."""

    def whose(connection: Connection) -> tuple[int, ...]:
        return people.ids_of(connection, held.person_id)

    with act(system(service), "password.renew", about=whose) as a:
        now = _require_same(a, held)
        a.object = f"person:{people.by_id(a.connection, held.person_id).public_id}"
        a.data["local"] = local.write(a.connection, held.person_id, now.address, verifier, a.at)
        return local.of(a.connection, [held.person_id])[0]


def _still(held: Row[Any]) -> Callable[[Act, int], None]:
    """Refuse in the transaction of the session what was changed since the password was read."""

    def require(a: Act, person_id: int) -> None:
        _require_same(a, held)
        _without_duties(a, person_id)

    return require


def _require_same(a: Act, held: Row[Any]) -> Row[Any]:
    now = next(iter(local.of(a.connection, [held.person_id])), None)
    if now is None or (now.address, now.verifier) != (held.address, held.verifier):
        raise WrongPassword
    return now


def _without_duties(a: Act, person_id: int) -> None:
    if people.roles_of(a.connection, person_id) - HARMLESS:
        raise HasDuties
