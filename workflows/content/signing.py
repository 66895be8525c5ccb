"""Sign-off: a reviewer's verdict on the present text of an item, bound to its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy.exc import IntegrityError

from quizzes.digest import body
from quizzes.editing.lock import locked
from quizzes.editing.plainer import sentence
from quizzes.figures import Figure, read_figure
from quizzes.reading import read_item
from quizzes.rules.approval import is_complete
from quizzes.writing import reviewed_text
from storage import content, review
from storage.columns import keepable
from workflows.act import act
from workflows.content import item_tasks
from workflows.content.reviewers import CLINICAL, KINDS, listed, refusal
from workflows.content.shelf import opened
from workflows.content.sources import in_force, replaced
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from quizzes.bank import Bank
    from quizzes.models import AnyItem
    from quizzes.problem import Fault
    from workflows.act import Act, Actor
    from workflows.content.shelf import Opened

Verdict = Literal["approved", "changes"]
LONGEST = 2_000
# What a sign-off itself puts right; the rest has to be there before.
OWN_RULES = frozenset({"review-missing", "changes-requested"})


class TextChanged(Refused):
    """The item is not the one that was read."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This question was changed while you were reading it. What it says now is shown;"
            " nothing was signed."
        )


class NotComplete(Refused):
    """An item that lacks what it needs before it may be drawn."""

    status = 409

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Name each thing with its repair."""
        self.faults = faults
        said = " ".join(map(sentence, faults))
        super().__init__(f"Before it can be approved: {said}")


class NothingSaid(Faulty):
    """Changes were asked for without saying which."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("Say what has to change, in the note or in a comment on the field.")


class NoSuchVerdict(Faulty):
    """A kind of review or a verdict that nobody can give."""

    def __init__(self) -> None:
        """Say what there is."""
        super().__init__(f"There are these reviews: {', '.join(KINDS.values())}.")


@dataclass(frozen=True)
class Signed:
    """The receipt of a verdict; `copied` is whether the file has its copy."""

    kind: str
    verdict: Verdict
    seq: int
    at: datetime
    copied: bool


def sign(
    actor: Actor,
    slug: str,
    item_id: str,
    *,
    digest: str,
    kind: str,
    verdict: Verdict,
    note: str = "",
    seen: int = 0,
) -> Signed:
    """Give a verdict on the text with that digest; `seen` is the seq of the one on the page.

    The database's row is the sign-off; afterwards the file gets its copy, and the status that
    follows from a clinical verdict.

    Raises:
        NotFound, TextChanged, NotListed, OwnItem, NotComplete, NothingSaid, NoSuchVerdict, Stale:
            nothing was written.
    """
    note = keepable(note).strip()[:LONGEST]
    if kind not in KINDS or verdict not in (review.APPROVED, review.CHANGES):
        raise NoSuchVerdict
    try:
        with act(actor, "item.review", once=lambda a: _again(a, digest, kind, verdict, note)) as a:
            a.object = f"item:{slug}/{item_id}"
            one = opened(a, slug, item_id)
            row = a.receipt or _sign(a, one, digest, kind, verdict, note, seen)
            by = listed(a.connection, a.person_id, one.bank.activity)
            today = a.today
    except IntegrityError:  # another reviewer signed in the same moment
        raise Stale(verdict, seen) from None
    copied = True
    if kind == CLINICAL and by and one.item.written.status != _status(one, verdict):
        entry = {"by": by[0].id, "date": today.isoformat(), **_copied(verdict, note)}
        copied = _copy(one, verdict, entry)
    return Signed(kind, verdict, row.seq, row.at, copied)


def _sign(
    a: Act, one: Opened, digest: str, kind: str, verdict: Verdict, note: str, seen: int
) -> Signed:
    if one.item.digest != digest:
        raise TextChanged
    refused = refusal(a.connection, a.actor, one.bank.activity, one.item.written, kind)
    if refused is not None:
        raise refused
    if verdict == review.APPROVED and kind == CLINICAL:
        _require_complete(a.connection, one)
    if verdict == review.CHANGES and not note and not _open_remarks(a, one):
        raise NothingSaid
    current = review.verdicts(a.connection, (digest,)).get((digest, kind))
    if (current.seq if current is not None else 0) != seen:
        raise Stale(verdict, current.seq if current is not None else 0)
    _keep(a, one)
    item = one.item.frozen
    made = review.add_verdict(
        a.connection,
        digest=digest,
        kind=kind,
        seq=seen + 1,
        item_id=item.id,
        version=item.version,
        revision=item.revision,
        verdict=verdict,
        note=note,
        by=a.person_id,
        at=a.at,
    )
    a.seal("signoff", id=made)
    a.data.update(digest=digest, kind=kind, verdict=verdict, seq=seen + 1)
    if verdict == review.APPROVED and kind == CLINICAL:
        item_tasks.approved(a, one.bank.slug, one.item.frozen)
    return Signed(kind, verdict, seen + 1, a.at, copied=False)


def lacks(connection: Connection, one: Opened) -> tuple[Fault, ...]:
    """Return what an item needs before it can be approved, sign-off aside."""
    own = tuple(
        fault
        for fault in is_complete(one.item.written)
        if fault.severity == "error" and fault.rule not in OWN_RULES
    )
    return (*own, *replaced(one.item.written.references, in_force(connection)))


def _require_complete(connection: Connection, one: Opened) -> None:
    found = lacks(connection, one)
    if found:
        raise NotComplete(found)


def _open_remarks(a: Act, one: Opened) -> int:
    name = one.item.frozen.id
    return review.open_remarks(a.connection, (name,)).get(name, 0)


def _keep(a: Act, one: Opened) -> None:
    """Keep the very text and figures that were signed: a digest alone would prove nothing later."""
    item = one.item.frozen
    columns = {
        "item_id": item.id,
        "version": item.version,
        "revision": item.revision,
        "body": body(item),
    }
    content.keep_item(a.connection, one.item.digest, columns)
    for figure in figures(one.bank, one.item.written):
        content.keep_media(a.connection, figure.digest, figure.media_type, figure.content)


def figures(bank: Bank, item: AnyItem) -> Iterator[Figure]:
    """Give the figures that an item shows, its stimulus's among them."""
    shared = bank.stimuli[item.stimulus].media if item.stimulus is not None else ()
    for one in (*shared, *item.media):
        found = read_figure(bank.folder, one.file)
        if isinstance(found, Figure):
            yield found


def _again(a: Act, digest: str, kind: str, verdict: Verdict, note: str) -> Signed | None:
    """Return the same person's same verdict, given before: a second click is the first."""
    row = review.verdicts(a.connection, (digest,)).get((digest, kind))
    same = row is not None and (row.by, row.verdict, row.note) == (a.person_id, verdict, note)
    return Signed(kind, verdict, row.seq, row.at, copied=True) if row is not None and same else None


_IN_FILE = {review.APPROVED: "approve", review.CHANGES: "changes_requested"}


def _copied(verdict: Verdict, note: str) -> dict[str, str]:
    return {"verdict": _IN_FILE[verdict], **({"note": note} if note else {})}


def _copy(one: Opened, verdict: Verdict, entry: dict[str, str]) -> bool:
    """Put the copy of a verdict into the item's file; False where that could not be done.

    What was signed stands in the database by now, so a file that cannot be written, or says
    something else since, costs nothing but its copy. Whoever saves meanwhile waits.
    """
    path = one.bank.folder / one.bank.files[one.item.written.id]
    beside = path.with_name(f".{path.name}.signing")
    try:
        with locked(path) as data:
            if read_item(path)[0] != one.item.written:
                return False
            text = reviewed_text(data.decode("utf-8-sig"), _status(one, verdict), entry)
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        return False
    return True


def _status(one: Opened, verdict: Verdict) -> str:
    """Return the status that follows: approved, or back in review; what is retired stays so."""
    if one.item.written.status == "retired":
        return "retired"
    return "approved" if verdict == review.APPROVED else "in_review"
