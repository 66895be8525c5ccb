"""Consent to report: to one certifying board, or to the state boards; given, withdrawn, and when.

The scope is a board's acronym or `states`. Alive is a consent whose latest row says given, and
nothing is exported without a live one. Only the person gives it, and only the person withdraws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from credit import boards
from storage import consents, content, people, things
from workflows.act import act, view
from workflows.content import frozen
from workflows.credit.texts import STATES, digest, keep, scope_text
from workflows.pars.taking_out import take_out
from workflows.people.profile import latest
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from quizzes.edition import FrontMatter
    from workflows.act import Act, Actor
    from workflows.people.profile import Profile


@dataclass(frozen=True)
class Said:
    """One time that a person agreed, or took it back."""

    given: bool
    at: datetime
    text: str


@dataclass(frozen=True)
class Consent:
    """Where a person stands with one scope."""

    scope: str
    name: str  # the board's, or "State medical boards"
    given: bool
    history: tuple[Said, ...]  # oldest first
    offered: str  # the text that could be agreed to now; empty: none


@dataclass(frozen=True)
class Receipt:
    """A consent that was given or withdrawn, and when."""

    scope: str
    given: bool
    at: datetime


class ConsentTextChanged(Refused):
    """The text was replaced since the page showed it."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "The text of this consent was changed while you were reading. Read it again, then agree"
            " if you still do; nothing was kept."
        )


class NothingToAgreeTo(Faulty):
    """A scope that nobody is asked about."""

    def __init__(self, scope: str) -> None:
        super().__init__(f'There is no consent for "{scope[:40]}" here.')


class OnlyPhysicians(Faulty):
    """Reports to boards are made for physicians."""

    def __init__(self) -> None:
        super().__init__(
            "Reports are made for physicians. Enter your degree in your profile first."
        )


class NothingToWithdraw(Faulty):
    """A consent that was never given."""

    def __init__(self) -> None:
        super().__init__("You have not given this consent, so nothing is reported under it.")


def is_live(connection: Connection, person_id: int, scope: str) -> bool:
    """Whether a person's consent for a scope is given and not taken back."""
    row = consents.latest_consent(connection, person_id, scope)
    return row is not None and bool(row.given)


def see(actor: Actor) -> tuple[Consent, ...]:
    """Return the actor's consents: those ever given, those for the boards on file, the states."""
    with view(actor, "consent.see") as a:
        profile, _seq = latest(a.connection, a.person_id)
        said: dict[str, list[Row[Any]]] = {}
        for row in consents.consents(a.connection, a.person_id):
            said.setdefault(row.scope, []).append(row)
        front = _front(a, "") if profile.physician else None
        return tuple(_consent(one, said.get(one, ()), front) for one in _scopes(profile, said))


def give(actor: Actor, scope: str, shown: str, activity: str = "") -> Receipt:
    """Agree to the text whose digest is `shown`, as an activity's front matter has it.

    Without an activity the text is that of the edition published last. Giving again what is given
    returns the first receipt.

    Raises:
        NothingToAgreeTo, OnlyPhysicians, ConsentTextChanged, NotFound: nothing was written.
    """
    with act(
        actor,
        "consent.give",
        on=("person", actor.public_id),
        once=lambda a: _again(a, scope, given=True, shown=shown),
    ) as a:
        if isinstance(a.receipt, Receipt):
            return a.receipt
        front = _front(a, activity)
        text = scope_text(front, scope) if front is not None and _is_scope(scope) else ""
        if not text:
            raise NothingToAgreeTo(scope)
        if not latest(a.connection, a.person_id)[0].physician:
            raise OnlyPhysicians
        if digest(text) != shown:
            raise ConsentTextChanged
        return _write(a, scope, keep(a.connection, text), given=True)


def withdraw(actor: Actor, scope: str) -> Receipt:
    """Take a consent back; what is in a batch that is not marked as sent is taken out of it.

    That holds for all accounts of the person. Again returns the first receipt.

    Raises:
        NothingToWithdraw: it was never given.
    """
    with act(
        actor,
        "consent.withdraw",
        on=("person", actor.public_id),
        once=lambda a: _again(a, scope, given=False),
    ) as a:
        if isinstance(a.receipt, Receipt):
            return a.receipt
        last = consents.latest_consent(a.connection, a.person_id, scope)
        if last is None:
            raise NothingToWithdraw
        receipt = _write(a, scope, last.text_digest, given=False)
        take_out(a, people.ids_of(a.connection, a.person_id), scope)
        return receipt


def _write(a: Act, scope: str, text_digest: str, *, given: bool) -> Receipt:
    seq = consents.write_consent(a.connection, a.person_id, scope, text_digest, a.at, given=given)
    if seq is not None:
        a.seal("consent", person_id=a.person_id, scope=scope, seq=seq)
    a.data.update(scope=scope, text=text_digest)
    return Receipt(scope, given, a.at)


def _again(a: Act, scope: str, *, given: bool, shown: str | None = None) -> Receipt | None:
    last = consents.latest_consent(a.connection, a.person_id, scope)
    if last is None or last.given != given or shown not in {None, last.text_digest}:
        return None
    return Receipt(scope, given, last.at)


def _front(a: Act, activity: str) -> FrontMatter | None:
    """Return the front matter that a text is taken from."""
    if not activity:
        last = content.last_edition(a.connection)
        return frozen.manifest(a.connection, last.id).front if last is not None else None
    found = things.find(a.connection, "activity", activity, None)
    if found is None:
        raise NotFound("activity")
    newest = content.newest_edition(a.connection, found.id)
    return frozen.manifest(a.connection, newest.id).front


def _is_scope(scope: str) -> bool:
    return scope == STATES or scope in boards.load().acronyms


def _scopes(profile: Profile, said: dict[str, list[Row[Any]]]) -> list[str]:
    own = (*profile.board_ids, STATES) if profile.physician else ()
    return sorted({*own, *said}, key=lambda scope: (scope == STATES, scope))


def _consent(scope: str, rows: Sequence[Row[Any]], front: FrontMatter | None) -> Consent:
    known = boards.load()
    return Consent(
        scope=scope,
        name="State medical boards" if scope == STATES else known.board(scope).name,
        given=bool(rows) and rows[-1].given,
        history=tuple(Said(row.given, row.at, row.text) for row in rows),
        offered=scope_text(front, scope) if front is not None else "",
    )
