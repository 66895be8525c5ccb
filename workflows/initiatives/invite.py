"""Ask people to take part in an initiative: a list of addresses, or everybody of an affiliation.

Who is known by an address is asked as the person; an address of nobody yet waits until somebody
confirms it as theirs. Asking again asks only who is not on the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credit.calendar import written
from documents import rosters
from storage import initiatives, people
from workflows.act import act, view
from workflows.initiatives import tell
from workflows.initiatives.standing import standings
from workflows.initiatives.write import require_open
from workflows.messages.parts import put_all
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from documents.rosters import RowFault
    from workflows.act import Act, Actor
    from workflows.initiatives.plan import Initiative

AT_ONCE = 200  # people asked in one transaction: whoever answers a question waits as long
MOST = 20_000  # on one list, whoever was taken off too: more than a school and its partners have
KINDS = {"own": "Own faculty", "partner": "Care partners", "outside": "From outside"}
Asked = tuple[str, int | None]  # under what they stand on the list, and their inner id


class ListRefused(Faulty):
    """A list with faults: nobody was asked."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        self.faults = faults
        super().__init__(
            f"Nobody was asked: {len(faults)} of the lines cannot be read. Put them right first."
        )


class ListFull(Faulty):
    """A list of more people than there are."""

    def __init__(self) -> None:
        super().__init__(
            f"A list holds {MOST:,} people and addresses, those taken off too. Nobody more was"
            " asked."
        )


class DayRefused(Faulty):
    """A day by which nobody could be done."""


@dataclass(frozen=True)
class Receipt:
    """How many are asked now that were not, and how many of them have no account yet."""

    asked: int
    before: int  # on the list already
    unknown: int

    def __add__(self, other: Receipt) -> Receipt:
        """Return both together."""
        return Receipt(
            self.asked + other.asked, self.before + other.before, self.unknown + other.unknown
        )


def invite(actor: Actor, initiative: str, content: bytes, due: date) -> Receipt:
    """Ask whoever a list names: pasted addresses, or a table with a column of them.

    Raises:
        ListRefused, DayRefused, Ended: nobody was asked.
        ListFull: those before were asked, as far as there was room.
    """
    sheet = rosters.addresses(content)
    if sheet.faults:
        raise ListRefused(sheet.faults)
    with view(actor, "initiative.see", on=("initiative", initiative)) as a:
        found = _known(a, [one.address for one in sheet.rows])
    return _ask_all(actor, initiative, found, due)


def invite_affiliation(
    actor: Actor, initiative: str, kind: str, due: date, *, institution: str = ""
) -> Receipt:
    """Ask every learner whose profile says so today; an institution by its name, else a kind.

    Whoever comes to it later is asked by asking again.

    Raises:
        Faulty, DayRefused, Ended: nobody was asked.
        ListFull: those before were asked, as far as there was room.
    """
    if kind not in KINDS and not institution:
        message = f"Choose one of {', '.join(KINDS.values())}, or name an institution."
        raise Faulty(message)
    with view(actor, "initiative.see", on=("initiative", initiative)) as a:
        found = _of_affiliation(a, kind, institution)
    return _ask_all(actor, initiative, found, due)


def _known(a: Act, addresses: Sequence[str]) -> list[Asked]:
    """Return these addresses as they are asked: as people, as far as they are anybody's."""
    accounts = initiatives.by_address(a.connection, addresses)
    merged = people.merged(a.connection)
    heads = {one: merged.get(account, account) for one, account in accounts.items()}
    names = initiatives.named(a.connection, set(heads.values()))
    asked = [
        (str(names[heads[one]].public_id), heads[one]) if one in heads else (one, None)
        for one in addresses
    ]
    return list(dict.fromkeys(asked))


def _of_affiliation(a: Act, kind: str, institution: str) -> list[Asked]:
    merged = people.merged(a.connection)  # their profile is that of the account in use
    found = initiatives.of_affiliation(a.connection, kind, institution)
    heads = [one for one in found if one not in merged]
    names = initiatives.named(a.connection, heads)
    return [(str(names[one].public_id), one) for one in heads]


def _ask_all(actor: Actor, initiative: str, wanted: Sequence[Asked], due: date) -> Receipt:
    """Ask them some at a time, each time in an act of its own."""
    done = Receipt(0, 0, 0)
    for at in range(0, max(1, len(wanted)), AT_ONCE):
        with act(actor, "initiative.invite", on=("initiative", initiative)) as a:
            done += _ask(a, wanted[at : at + AT_ONCE], due)
    return done


def _ask(a: Act, wanted: Sequence[Asked], due: date) -> Receipt:
    """Ask who is not asked yet, and put the message that says so."""
    held = require_open(a)
    _require_day(a, held, due)
    before = standings(a, a.on.id, held)
    known = {one.who[0] if one.person_id is None else one.person_id for one in before}
    new = [one for one in wanted if (one[0] if one[1] is None else one[1]) not in known]
    every = initiatives.listed(a.connection, a.on.id)
    if len(every.keys() | {who for who, _ in new}) > MOST:
        raise ListFull
    for who, person_id in new:
        write(a, every, who, person_id, due, asked=True)
    receipt = Receipt(len(new), len(wanted) - len(new), sum(one[1] is None for one in new))
    if not new:
        a.receipt = receipt  # nothing was written, so nothing is logged
        return receipt
    names = {who for who, _ in new}
    mine = [one for one in standings(a, a.on.id, held) if names & set(one.who)]
    put_all(a, tell.messages(held, mine, a.today))
    a.data.update(asked=receipt.asked, unknown=receipt.unknown, due=due.isoformat())
    return receipt


def write(
    a: Act,
    every: Mapping[str, Row[Any]],
    who: str,
    person_id: int | None,
    due: date,
    *,
    asked: bool,
) -> None:
    """Write and seal what holds for somebody from now on; `every` is the list as it is."""
    seq = every[who].seq + 1 if who in every else 1
    made = initiatives.invite(
        a.connection, initiative_id=a.on.id, who=who, seq=seq, person_id=person_id, asked=asked,
        due=due, by=a.person_id, at=a.at,
    )  # fmt: skip
    a.seal("invited", id=made)


def _require_day(a: Act, held: Initiative, due: date) -> None:
    if due < a.today:
        message = f"{written(due)} is over. Choose a day to come."
        raise DayRefused(message)
    if not held.begins <= due <= held.until:
        message = (
            f"Choose a day within the initiative: {written(held.begins)} to {written(held.until)}."
        )
        raise DayRefused(message)
    for one in held.parts:
        if one.expires < due:
            message = (
                f"{one.title} ends on {written(one.expires)}, before that day. Choose an earlier"
                " one."
            )
            raise DayRefused(message)
