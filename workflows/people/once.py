"""What counts once: the state of a sign-in, a confirmation, a provider's logout token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from storage import spent
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Act


class Spent(Refused):
    """Something that counts once was presented again."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("This was used already, so nothing was changed. Begin again.")


@dataclass(frozen=True)
class Once:
    """What is presented, by its digest, and until when anybody would accept it."""

    digest: str
    until: datetime


def once(kind: str, secret: str, until: datetime) -> Once:
    """Return what counts once: the kind keeps a state from being taken for a logout token."""
    return Once(hashlib.sha256(f"{kind}\0{secret}".encode()).hexdigest(), until)


def require_unspent(a: Act, one: Once) -> None:
    """Refuse what was presented before.

    Raises:
        Spent: it was.
    """
    if one.until < a.at or spent.is_spent(a.connection, one.digest):
        raise Spent


def spend(a: Act, one: Once) -> None:
    """Let it count in this act, and never again.

    Raises:
        Spent: it counted before, or counts in an act of this very moment.
    """
    require_unspent(a, one)
    try:
        spent.spend(a.connection, one.digest, one.until, a.at)
    except IntegrityError:
        raise Spent from None
