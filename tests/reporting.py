"""Short ways for tests to completions that are reported to PARS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import consents, content, pars, people, things
from storage.connect import reading, writing
from tests.editions import publish
from tests.learning import completed
from workflows.credit import texts
from workflows.credit.claim import BoardClaim, make
from workflows.people.profile import License, latest, write

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Actor
    from workflows.service import Service

ACCME_ID = "202612345"
MK, LL = "ABIM:Medical Knowledge", "ABA:Lifelong Learning"


def registered(
    service: Service, slug: str = "small", accme: str | None = ACCME_ID, **terms: Any
) -> str:
    """Publish an activity of 1.00 credit that PARS knows, and return its key."""
    key = publish(service, slug=slug, **terms)
    if accme is not None:
        enter(service, key, "ACCME", accme)
    return key


def enter(service: Service, key: str, kind: str, value: str) -> None:
    """Enter a registration of an activity."""
    with writing(service.engine) as connection:
        row = things.find(connection, "activity", key, None)
        assert row is not None
        seq = len(
            [one for one in content.registrations(connection, row.id).values() if one.kind == kind]
        )
        by = people.by_identity(connection, "test", "publisher")
        assert by is not None
        content.register(connection, row.id, kind, seq + 1, value, by.id, service.now())


def identified(actor: Actor, **changes: Any) -> None:
    """Complete the profile of a physician with all that PARS asks for, or change some of it."""
    with reading(actor.service.engine) as connection:
        profile, seq = latest(connection, actor.person_id or 0)
    given, _, family = profile.legal_name.partition(" ")
    whole = {
        "given_name": given,
        "family_name": family,
        "birthday": "02-29",
        "npi": "1234567893",
        "licenses": (License(state="MI", number="0430112345"),),
    }
    write(actor, seq, profile.model_copy(update={**whole, **changes}))


def consent(actor: Actor, scope: str, *, given: bool = True) -> None:
    """Give or withdraw the consent to report to a board, or to the states."""
    service = actor.service
    with writing(service.engine) as connection:
        digest = texts.keep(connection, f"I agree that this is reported to {scope}.")
        consents.write_consent(
            connection, actor.person_id or 0, scope, digest, service.now(), given=given
        )


def claimed(actor: Actor, key: str, quarters: int = 4, *kinds: str) -> str:
    """Complete an activity and claim, with points of these kinds; return the completion."""
    done = completed(actor, key)
    boards = {one: BoardClaim(_ID[one.partition(":")[0]], consent=True) for one in kinds}
    make(actor, done, quarters=quarters, boards=boards, attested=True)
    return done


_ID = {"ABIM": "123456", "ABA": "1234-5678"}


def records(service: Service, completion: str) -> list[tuple[str, int, str, str]]:
    """Return the records of a completion: subject, number, action and state in force."""
    found = rows(service, completion)
    return [(one.subject, one.number, one.action, one.state) for one in found]


def rows(service: Service, completion: str) -> list[Row[Any]]:
    """Return the records of a completion with their state in force, by subject."""
    with reading(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        found = pars.of_completions(connection, [row.id])
    return sorted(found, key=lambda one: (one.subject, one.number))


def put(service: Service, completion: str, subject: str, state: str, reason: str = "") -> None:
    """Write a state of the newest record of a subject, as an answer from PARS would."""
    row = [one for one in rows(service, completion) if one.subject == subject][-1]
    with writing(service.engine) as connection:
        pars.add_event(
            connection, row.id, row.seq + 1, state, service.now(), None, reason=reason or None
        )
