"""Take somebody off the list of an initiative: they are asked no more, and count no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import initiatives
from workflows.act import act
from workflows.initiatives.invite import write
from workflows.initiatives.write import require_open
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor


def take_off(actor: Actor, initiative: str, who: Sequence[str]) -> int:
    """Take off whoever stands on the list as this: public ids of people, or addresses.

    Who was taken off already stays so. Returns how many were taken off now.

    Raises:
        NotFound: somebody never was on the list; nobody is taken off.
        Ended: nothing was written.
    """
    with act(actor, "initiative.remove", on=("initiative", initiative)) as a:
        require_open(a)
        every = initiatives.listed(a.connection, a.on.id)
        if not set(who) <= every.keys():
            raise NotFound("invitation")
        rows = [every[one] for one in dict.fromkeys(who) if every[one].asked]
        for row in rows:
            write(a, every, row.who, row.person_id, row.due, asked=False)
        a.data["removed"] = len(rows)
        if not rows:
            a.receipt = 0
        return len(rows)
