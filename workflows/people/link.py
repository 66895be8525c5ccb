"""Connect an account that was there before with the sign-in of whoever said that it is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from storage import people
from workflows.act import act
from workflows.people.arrive import Refusal, candidate
from workflows.people.dismiss import require_there
from workflows.people.once import spend

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.people.arrive import Vouched
    from workflows.people.once import Once
    from workflows.people.session import Vouching


class Overtaken(Refusal):
    """An account that is not what the page showed any more."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The account changed since you were asked, so it was not connected. Begin again."
        )


def link(
    actor: Actor, person: str, vouched: Vouched, key: Once, vouching: Vouching | None = None
) -> None:
    """Connect the account `person` with a provider's identity; what the page showed still holds.

    `key` is the confirmation, which counts once; `vouching` the sign-in that it belongs to.

    Raises:
        LeftThere, Spent, Duties, Ambiguous, Overtaken, NotFound: nothing was written.
    """
    with act(actor, "identity.link", on=("person", person)) as a:
        spend(a, key)
        if vouching is not None:
            whose = (vouched.issuer, vouched.subject)
            require_there(a.connection, *whose, vouching.session, vouching.since)
        found = candidate(a.connection, vouched)
        if found is None or found.person != person:
            raise Overtaken
        connect(a, a.on.id, vouched)


def connect(a: Act, person_id: int, vouched: Vouched) -> None:
    """Write in an act that an account is entered by one more identity.

    Raises:
        Overtaken: by another account's person.
    """
    try:
        people.add_identity(a.connection, person_id, vouched.issuer, vouched.subject, a.at)
    except IntegrityError:  # connected in the same moment with another account
        raise Overtaken from None
    a.seal_identity(vouched.issuer, vouched.subject)
