"""Somebody arrives for whom an identity provider vouches: known, to be asked, or new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from documents.address import is_address
from storage import local, people
from workflows.act import act
from workflows.people.once import require_unspent
from workflows.people.profile import EMPTY, Profile
from workflows.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Act, Actor
    from workflows.people.once import Once

HARMLESS = frozenset({"learner"})  # a role that everybody may have


@dataclass(frozen=True)
class Vouched:
    """What a provider says of somebody; `address` only where it was verified there."""

    issuer: str
    subject: str
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class Candidate:
    """An account that has the address somebody was vouched for with: is it theirs?"""

    person: str
    name: str  # masked, like the address: whoever asks has not signed in yet
    address: str


class Refusal(Refused):
    """Nobody was let in; the sentence says what to do."""

    status = 403

    @property
    def title(self) -> str:
        """Above the sentence."""
        return "You are not signed in"


class NotKnown(Refusal):
    """Somebody new, where only known people come in."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "There is no account for you here yet. Ask the office to enroll you with the e-mail"
            " address that your institution knows you by; then sign in again."
        )


class Duties(Refusal):
    """An account whose roles nobody comes into by an address alone."""

    def __init__(self) -> None:
        """Say who can change it."""
        super().__init__(
            "An account with your e-mail address exists here, and it has duties beyond learning."
            " Nobody comes into those by an address alone. Ask an operator to take its roles,"
            " sign in and connect it, and have the roles granted anew."
        )


class Ambiguous(Refusal):
    """An address that several accounts have."""

    def __init__(self) -> None:
        """Say who can settle it."""
        super().__init__(
            "More than one account has your e-mail address. Ask the office to settle which of"
            " them are yours; then sign in again."
        )


def arrive(actor: Actor, vouched: Vouched, key: Once) -> Candidate | None:
    """Return None if whoever is vouched for has an account by now: a learner's is made if need be.

    An account that has the verified address is returned instead, to be confirmed by the person.
    `key` is what they came with: of somebody who comes with it again no account is made.

    Raises:
        Spent, NotKnown, Duties, Ambiguous: nothing was written.
    """
    try:
        return _arrived(actor, vouched, key)
    except IntegrityError:  # somebody with the same address arrived in the same moment
        return _arrived(actor, vouched, key)


def _arrived(actor: Actor, vouched: Vouched, key: Once) -> Candidate | None:
    with act(actor, "account.make") as a:
        known = people.by_identity(a.connection, vouched.issuer, vouched.subject)
        found = None if known is not None else candidate(a.connection, vouched)
        if known is not None or found is not None:
            a.receipt = True  # nothing is written
            return found
        require_unspent(a, key)
        sign_on = actor.service.settings.sign_on
        if sign_on is None or not sign_on.admits_everybody:
            raise NotKnown
        make_account(a, vouched)
        return None


def candidate(connection: Connection, vouched: Vouched) -> Candidate | None:
    """Return the account that has the verified address, if one does and may be connected.

    Raises:
        Duties, Ambiguous: one does, and may not.
    """
    if not vouched.address:
        return None
    found = people.by_subject(connection, vouched.address)
    if not found:
        return None
    ids = people.ids_of(connection, found[0].id)
    if len(found) > 1:
        raise Ambiguous
    if any(people.roles_of(connection, one) - HARMLESS for one in ids):
        raise Duties
    # An address that the institution gave to somebody else is no way into the account of before,
    # and neither is one that its person has left for another.
    passwords = local.of(connection, ids)
    if vouched.issuer != people.LOCAL and people.signs_in_at(connection, ids, vouched.issuer):
        return None
    if passwords and vouched.address not in {one.address for one in passwords}:
        return None
    return Candidate(
        found[0].public_id, masked_name(connection, ids[0]), masked_address(vouched.address)
    )


def masked(text: str) -> str:
    """Return a name by which only who knows it recognizes it, whatever signs are in it."""
    return " ".join(f"{word[0]}•••" for word in text.split())


def masked_address(text: str) -> str:
    """Return an address so, its domain as it is."""
    name, at, rest = text.partition("@")
    return masked(name) + at + rest


def masked_name(connection: Connection, person_id: int) -> str:
    """Return the name on an account so; empty where there is none."""
    row = people.latest_profile(connection, person_id)
    return masked(Profile.model_validate_json(row.body).legal_name) if row is not None else ""


def make_account(a: Act, vouched: Vouched) -> int:
    """Make a learner's account and return its inner id: duties come from nobody who vouches.

    An address that somebody has stays theirs.
    """
    made = people.add_person(a.connection, vouched.issuer, vouched.subject, a.at)
    kept = is_address(vouched.address) and not people.by_subject(a.connection, vouched.address)
    if kept:
        people.add_identity(a.connection, made, people.ADDRESS, vouched.address.lower(), a.at)
        a.seal_identity(people.ADDRESS, vouched.address.lower())
    body = _profile(vouched.name).model_dump_json()
    people.write_profile(a.connection, made, 1, body, a.at)
    seq = people.set_role(a.connection, made, "learner", a.at)
    a.seal("person", id=made)
    a.seal_identity(vouched.issuer, vouched.subject)
    a.seal("profile", person_id=made, seq=1)
    a.seal("role", person_id=made, role="learner", scope="", seq=seq)
    a.object = f"person:{people.by_id(a.connection, made).public_id}"
    return made


def _profile(name: str) -> Profile:
    """Return what the provider knows; degree, boards and licenses are asked of the person."""
    try:
        return Profile(legal_name=name, degree="")
    except ValidationError:  # too long to be a name
        return EMPTY
