"""A letter whose link opens something: what it would do now, and that it counts once.

What the link does is decided when the mail is made and again when it is opened, by what is there
then; whoever only asked for it learns nothing of either.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from documents.address import is_address
from storage import letters, local, people
from workflows.act import act, view
from workflows.people.arrive import Ambiguous, Duties, Vouched, candidate, masked_name
from workflows.people.local import throttle
from workflows.people.session import system
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Row

    from workflows.act import Act
    from workflows.service import Service

Does = Literal["new", "connect", "exists", "closed", "reset", "move", "taken", "nothing"]
ASKED = Literal["register", "reset"]
LIFE = {"register": timedelta(hours=24), "reset": timedelta(hours=1), "move": timedelta(hours=24)}
NOTICE = timedelta(days=3)  # for which a notice without a link is tried to be handed in
LONGEST_TOKEN = 100  # characters


class NoAddress(Faulty):
    """Something that no mail can be sent to."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Enter an e-mail address, like name@example.org.")


class NoLonger(Refused):
    """A link that never was, was used, replaced by a newer one, or ran out: all the same."""

    status = 410

    @property
    def title(self) -> str:
        """Above the sentence."""
        return "This link does not count"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "It was used already, was replaced by a newer one, or ran out. Ask for another."
        )


@dataclass(frozen=True)
class Effect:
    """What a letter's link does, and to whose account (None: nobody's yet)."""

    does: Does
    person_id: int | None = None
    name: str = ""  # masked


@dataclass(frozen=True)
class Opened:
    """What whoever holds a link is shown."""

    does: Does
    address: str
    name: str = ""


def spelled(address: str) -> str:
    """Return an address as accounts have it.

    Raises:
        NoAddress: it is none.
    """
    text = address.strip().lower()
    if not is_address(text):
        raise NoAddress
    return text


def ask(service: Service, kind: ASKED, address: str, client: str) -> str:
    """Put a letter for whoever reads mail at an address, and return the address.

    Whether anybody has it is not looked at here: it makes no difference that could be seen or
    measured. Who asks too often is told the same, and nothing is sent.

    Raises:
        NoAddress: no mail can go there.
    """
    address = spelled(address)
    with act(system(service), "letter.ask") as a:
        if may_be_written_to(a, address, client):
            put(a, kind, address, None, LIFE[kind])
    return address


def may_be_written_to(a: Act, address: str, client: str) -> bool:
    """Count a letter to an address that was asked for from a place; whether it may be put."""
    waits = (
        throttle.let_through(a.connection, throttle.MAIL, address, a.at),
        throttle.let_through(a.connection, throttle.MAIL_FROM, client, a.at),
    )
    return waits == (None, None)


def put(a: Act, kind: str, address: str, person_id: int | None, life: timedelta) -> None:
    """Put a letter in this transaction."""
    letters.put(
        a.connection,
        kind=kind,
        address=address,
        person_id=person_id,
        expires_at=a.at + life,
        now=a.at,
    )


def opened(service: Service, token: str) -> Opened:
    """Return what a link does; nothing is done, so that whatever looks at mail may open it.

    Raises:
        NoLonger: it does nothing any more.
    """
    with view(system(service), "letter.see") as a:
        row = letters.seen(a.connection, digest_of(token), a.at)
        if row is None:
            raise NoLonger
        effect = effect_of(a.connection, row)
        if effect.does in {"closed", "taken", "nothing"}:
            raise NoLonger
        return Opened(effect.does, row.address, effect.name)


def used(a: Act, token: str, *does: Does) -> tuple[Row[Any], Effect]:
    """Return the letter behind a link with what it does, and let it count in this act alone.

    Raises:
        NoLonger: it counts no more, or does something else by now.
    """
    row = letters.by_digest(a.connection, digest_of(token), a.at)
    if row is None:
        raise NoLonger
    effect = effect_of(a.connection, row)
    if effect.does not in does:
        raise NoLonger
    letters.remove(a.connection, row.id)
    return row, effect


def whose(connection: Connection, service: Service, token: str) -> tuple[int, ...]:
    """Return all accounts of whom a link is about, to be held."""
    row = letters.seen(connection, digest_of(token), service.now())
    effect = effect_of(connection, row) if row is not None else Effect("nothing")
    return people.ids_of(connection, effect.person_id) if effect.person_id is not None else ()


def effect_of(connection: Connection, row: Row[Any]) -> Effect:
    """Return what the link of a letter does now."""
    if row.kind == "move":
        return _moving(connection, row)
    own = local.by_address(connection, row.address)
    if row.kind == "reset":
        return Effect("reset", own.person_id) if own is not None else Effect("nothing")
    if own is not None:
        return Effect("exists", own.person_id)
    try:
        found = candidate(connection, Vouched(people.LOCAL, "", address=row.address))
    except (Duties, Ambiguous):
        return Effect("closed")
    if found is None:
        return Effect("new")
    held = people.by_subject(connection, row.address)[0].id
    closed = _is_an_institutions(connection, people.ids_of(connection, held))
    return Effect("closed") if closed else Effect("connect", held, found.name)


def _is_an_institutions(connection: Connection, ids: Collection[int]) -> bool:
    """Whether the person signs in at an institution and never had a password here.

    Institutions give an address that somebody left to somebody else: its mail proves nothing.
    """
    at_provider = people.signs_in_at_a_provider(connection, ids)
    return at_provider and not people.signs_in_at(connection, ids, people.LOCAL)


def _moving(connection: Connection, row: Row[Any]) -> Effect:
    ids = people.ids_of(connection, row.person_id)
    others = {one.id for one in people.by_subject(connection, row.address)} - set(ids)
    at_it = local.by_address(connection, row.address)
    if others or (at_it is not None and at_it.person_id not in ids):
        return Effect("taken", row.person_id)
    holds = any(one.person_id == row.person_id for one in local.of(connection, ids))
    # Whoever wants somebody else's address may ask for this: the name tells whose account it is.
    name = masked_name(connection, row.person_id)
    return Effect("move" if holds else "nothing", row.person_id, name)


def digest_of(token: str) -> str:
    """Return what is kept of a token: nobody who reads the database can make a link of it."""
    return hashlib.sha256(f"letter\0{token[:LONGEST_TOKEN]}".encode()).hexdigest()
