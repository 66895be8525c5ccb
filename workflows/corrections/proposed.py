"""A proposed correction: what is written down of it, and why it may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quizzes.correction import Correction, fault_of
from quizzes.text import Closed
from storage import corrections, things
from workflows.attempts.corrections import all_of, numbered
from workflows.content import frozen
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from quizzes.models import AnyItem
    from workflows.act import Act

KIND = "correction"
STRANGER = "An attempt was chosen that this question was never in, so nothing was written."


class Proposed(Closed):
    """What a proposal holds: the correction, the number it was made on, whom it may lower."""

    schema_version: Literal[1] = 1
    correction: Correction
    seen: int  # the number of the last correction that the proposer saw; 0: none
    reason: str = ""
    lower: tuple[str, ...] = ()  # attempts that may lose their pass, by public id
    appeal: str | None = None  # the task that it comes from


class BadCorrection(Faulty):
    """A correction that does not fit its item."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)


class CorrectedMeanwhile(Refused):
    """Another correction of the same item came into force since."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This question was corrected otherwise since, so nothing was changed. Look at what is"
            " in force now, refuse this proposal, and propose again what is still wrong."
        )


class StillMarking(Refused):
    """A correction before the one before it is done."""

    status = 409

    def __init__(self) -> None:
        """Say when to come back."""
        super().__init__(
            "The correction before is still being marked. Wait until that is done, and propose"
            " then: the table shows what would change from there."
        )


def item_of(a: Act) -> AnyItem:
    """Return the published item that the act is about, as it was published last."""
    return published(a.connection, a.on.item_id, a.on.version)


def published(connection: Connection, item_id: str, version: int) -> AnyItem:
    """Return an item's version as it was published last.

    Raises:
        NotFound: it was never published.
    """
    digests = corrections.digests(connection, item_id, version)
    if not digests:
        raise NotFound("question")
    return frozen.item(connection, digests[-1])


def check(a: Act, wanted: Proposed) -> None:
    """Refuse what does not fit the item, or what was made on another state of it.

    Raises:
        BadCorrection, CorrectedMeanwhile: nothing was written.
    """
    rows = all_of(a.connection, [a.on.item_id]).get((a.on.item_id, a.on.version), [])
    if (rows[-1].seq if rows else 0) != wanted.seen:
        raise CorrectedMeanwhile
    if fault := fault_of(item_of(a), map(numbered, rows), wanted.correction):
        raise BadCorrection(fault)
    if wanted.lower and not _concerned(a, wanted.lower):
        raise BadCorrection(STRANGER)


def _concerned(a: Act, lower: Sequence[str]) -> bool:
    """Whether all these attempts are at editions that hold the question."""
    editions = corrections.editions_with(a.connection, a.on.item_id, a.on.version)
    ids = {one.id for one in editions}
    found = [things.find(a.connection, "attempt", one, None) for one in lower]
    return all(one is not None and one.edition_id in ids for one in found)
