"""A person named on the command line: whoever can run it may act for people of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import people
from storage.connect import reading
from workflows.act import Actor
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from workflows.service import Service


class Nobody(Faulty):
    """An address that nobody signs in by, or more than one person."""

    def __init__(self, email: str, found: int) -> None:
        if found:
            said = f"Several people have the address {email}. Ask the office to merge them first."
        else:
            said = (
                f"Nobody signs in by the address {email}. Somebody new signs in once, as a learner,"
                " and is known here then; the address has to be one that the identity provider"
                " gives out as verified."
            )
        super().__init__(said)


def named(service: Service, email: str) -> Actor:
    """Return the person who signs in by `email`, with the roles they hold.

    Raises:
        Nobody: there is no such person, or not only one.
    """
    with reading(service.engine) as connection:
        found = people.by_subject(connection, email)
        if len(found) != 1:
            raise Nobody(email, len(found))
        roles = people.roles_of(connection, found[0].id)
    return Actor(service, found[0].id, found[0].public_id, roles)
