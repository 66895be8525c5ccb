"""Short ways for tests to a clinical initiative, its list, and what stands of it in the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.people import signed_in
from workflows.initiatives.invite import invite
from workflows.initiatives.plan import filled
from workflows.initiatives.write import make

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.initiatives.plan import Wished
    from workflows.service import Service

DUE = date(2027, 1, 15)  # the tests' clock begins on 1 December 2026
TITLE = "Fewer falls"


def wished(*keys: str, owner: str = "ada@example.edu", title: str = TITLE) -> Wished:
    """Return a plan that lacks nothing."""
    return filled(
        title=title, aim="Fewer falls on the wards.", measure="Falls in 1,000 patient-days.",
        audience="Physicians of the wards.", activities=keys, owner=owner,
        begins=date(2026, 12, 1), until=date(2027, 3, 31),
    )  # fmt: skip


def led(service: Service, *keys: str, ask: str = "", owner: str = "ada@example.edu") -> str:
    """Let Cora make an initiative, ask somebody to take part, and return its id."""
    cora = signed_in(service, "cora")
    made = make(cora, wished(*keys, owner=owner))
    if ask:
        asked(cora, made, ask)
    return made


def asked(who: Actor, initiative: str, *addresses: str, due: date = DUE) -> None:
    """Ask these people to take part."""
    invite(who, initiative, "\n".join(addresses).encode(), due)
