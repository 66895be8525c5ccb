"""A password: what may be one, what is kept of it, and whether another is the same."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflows.people.local.guessable import is_guessable
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST, LONGEST = 12, 1000  # characters
# argon2id with what OWASP's cheat sheet on password storage asks for at least: 19 MiB, two passes,
# one lane. More memory would let a crowd that signs in at once take all of a small machine's.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class PasswordRefused(Faulty):
    """A password that would not protect an account."""


def require_usable(password: str, own: Iterable[str]) -> None:
    """Refuse what is too short, or what is tried first; `own` is what others know of the person.

    Any characters do, in any mixture: rules about those make passwords worse.

    Raises:
        PasswordRefused: with what to do.
    """
    length = len(_spelled(password))
    if length < SHORTEST:
        message = f"Choose a password of {SHORTEST} characters or more; a few words do."
        raise PasswordRefused(message)
    if length > LONGEST:
        message = f"Choose a password of {LONGEST} characters or fewer."
        raise PasswordRefused(message)
    if is_guessable(_spelled(password), own):
        message = (
            "This password is among the first that are tried: a common word, a row of keys, your"
            " name or your address, with a few digits. Choose another; four words that have"
            " nothing to do with each other are good."
        )
        raise PasswordRefused(message)


def verifier_of(password: str) -> str:
    """Return what is kept of a password: argon2id, with a salt of its own."""
    return HASHER.hash(_spelled(password))


def is_right(password: str, verifier: str | None) -> bool:
    """Whether this is the password; without a verifier never, after the same work.

    Whoever measures how long an answer takes does not learn whether there is an account.
    """
    try:
        HASHER.verify(verifier or _nobodys(), _spelled(password))
    except (VerificationError, InvalidHashError):
        return False
    return verifier is not None


def is_outdated(verifier: str) -> bool:
    """Whether passwords are kept more expensively by now."""
    return HASHER.check_needs_rehash(verifier)


@cache
def _nobodys() -> str:
    return HASHER.hash("nobody has this password")


def _spelled(password: str) -> str:
    """Return one spelling of what is one text: keyboards compose accents in different ways."""
    return unicodedata.normalize("NFC", password)
