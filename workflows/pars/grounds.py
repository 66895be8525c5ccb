"""Read what decides about records: their activities, and the people as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import content, pars, people
from workflows.content import frozen
from workflows.pars.fitness import Activity, Learner, Moment
from workflows.people.profile import EMPTY, Profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from quizzes.edition import Terms
    from workflows.act import Act


def moment(a: Act) -> Moment:
    """Return today, and whether this is the demonstration."""
    settings = a.actor.service.settings
    return Moment(a.today, settings.demo, settings.zone)


def activity(connection: Connection, activity_id: int) -> Activity:
    """Return what of an activity decides about its records."""
    terms = frozen.terms(connection, activity_id)
    known = {
        kind: row.value for kind, row in content.registrations(connection, activity_id).items()
    }
    return Activity(
        key=frozen.activity_key(connection, activity_id),
        title=terms.title,
        demonstration=terms.demonstration,
        accme=known.get("ACCME") or _of_the_credit(terms),
        registered=frozenset(known),
        reporter=known.get("reporter", "here"),
    )


def _of_the_credit(terms: Terms) -> str:
    """Return the number of the office's activity that points alone belong to, or ""."""
    held = terms.accreditation.held_elsewhere
    return held.accme_id or "" if held is not None and held.provider is None else ""


def numbered(connection: Connection, numbers: Collection[str]) -> set[tuple[str, int]]:
    """Return the activities that were ever reported under one of ACCME's numbers, with it."""
    points_only = (
        (_of_the_credit(frozen.terms(connection, row.id)), row.id)
        for row in content.newest_editions(connection)
    )
    return {
        *pars.activities_of(connection, numbers),
        *(one for one in points_only if one[0] in numbers),
    }


def activities(connection: Connection, ids: Iterable[int]) -> dict[int, Activity]:
    """Return several of them by inner id."""
    return {one: activity(connection, one) for one in set(ids)}


def learners(connection: Connection, ids: Collection[int]) -> dict[int, Learner]:
    """Return people by inner id; one of several accounts counts with the account it went into."""
    into = people.merged(connection)
    heads = {one: head(one, into) for one in ids}
    wanted = sorted(set(heads.values()))
    profiles: dict[int, tuple[Profile, datetime | None]] = dict.fromkeys(wanted, (EMPTY, None))
    for row in pars.profiles(connection, wanted):
        profiles[row.person_id] = Profile.model_validate_json(row.body), row.at
    consents = _consents(connection, wanted, into)
    return {
        one: Learner(profiles[last][0], consents[last], profiles[last][1])
        for one, last in heads.items()
    }


def _consents(
    connection: Connection, wanted: Collection[int], into: dict[int, int]
) -> dict[int, frozenset[str]]:
    """Return the live consents of people: what each said last, in whichever account."""
    accounts = {one: one for one in wanted}
    accounts |= {one: last for one in into if (last := head(one, into)) in accounts}
    given: dict[int, dict[str, bool]] = {one: {} for one in wanted}
    rows = pars.consents(connection, accounts)
    # At one moment, what the account in use says comes last.
    for row in sorted(rows, key=lambda one: (one.at, one.person_id in given)):
        given[accounts[row.person_id]][row.scope] = row.given
    return {
        one: frozenset(scope for scope, live in said.items() if live) for one, said in given.items()
    }


def head(person_id: int, into: dict[int, int]) -> int:
    """Return the account that a person's accounts were merged into."""
    seen = {person_id}
    while (further := into.get(person_id)) is not None and further not in seen:
        person_id = further
        seen.add(person_id)
    return person_id
