"""ACCME's pre-validation ("learner match") of an activity: who goes into the file, who does not.

In it are physicians who began the activity and agreed to a report, one row for each board or for
the states; what could not be matched anyway is left out, and the reason is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit.calendar import local_day
from documents.pars.match import Learner, named, workbook
from documents.tables import harmless
from storage import roster as rows_of
from workflows.act import act, view
from workflows.content import frozen
from workflows.credit.texts import STATES
from workflows.people.consent import is_live
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act, Actor
    from workflows.people.profile import Profile

FOR_STATES = "state boards"


@dataclass(frozen=True)
class LeftOut:
    """Somebody who is not in the file for one board, or for the states, and why."""

    name: str
    to: str
    why: str


@dataclass(frozen=True)
class Matching:
    """What the file of an activity holds."""

    learners: tuple[Learner, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class File:
    """The file with its name."""

    content: bytes
    name: str


def matching(actor: Actor, key: str) -> Matching:
    """Return who would be in the file of the activity `key`, and who is left out."""
    with view(actor, "match.see", on=("activity", key)) as a:
        return _matching(a)


def export(actor: Actor, key: str) -> File:
    """Return the file of the activity `key` as Excel; who took it, and of how many, is logged."""
    with act(actor, "match.export", on=("activity", key)) as a:
        found = _matching(a)
        a.data.update(learners=len(found.learners), left_out=len(found.left_out))
        demonstration = frozen.terms(a.connection, a.on.id).demonstration
        zone = a.actor.service.settings.zone
        day = local_day(a.at, zone).isoformat()
        return File(
            workbook(found.learners, a.at.astimezone(zone), demonstration=demonstration),
            named(f"{frozen.activity_key(a.connection, a.on.id)}-{day}"),
        )


def _matching(a: Act) -> Matching:
    found = [one for row in rows_of.names(a.connection, a.on.id) for one in _of_person(a, row.id)]
    return Matching(
        tuple(one for one in found if isinstance(one, Learner)),
        tuple(one for one in found if isinstance(one, LeftOut)),
    )


def _of_person(a: Act, person_id: int) -> Iterator[Learner | LeftOut]:
    """Give a row for each report that a physician agreed to, or says nothing has been agreed to."""
    profile, _seq = latest(a.connection, person_id)
    if not profile.physician:
        return
    plans = frozen.terms(a.connection, a.on.id).boards
    planned: dict[str, None] = dict.fromkeys(plan.board for plan in plans)
    agreed = [one for one in (*planned, STATES) if is_live(a.connection, person_id, one)]
    for one in planned:
        if one not in agreed and one in profile.board_ids:
            yield LeftOut(profile.shown, one, "has not agreed to a report")
    if not agreed and not planned.keys() & profile.board_ids.keys():
        yield LeftOut(profile.shown, ", ".join(planned), "no board ID on file and no consent")
    for one in agreed:
        yield _learner(profile, one)


def _learner(profile: Profile, scope: str) -> Learner | LeftOut:
    lacks = tuple(_lacks(profile, scope))
    if lacks:
        to = FOR_STATES if scope == STATES else scope
        return LeftOut(profile.shown, to, f"lacks {', '.join(lacks)}")
    return Learner(
        given=profile.given_name,
        family=profile.family_name,
        birthday=profile.birthday.replace("-", "/"),
        state=profile.licenses[0].state if scope == STATES and profile.licenses else "",
        identifier=_identifier(profile) if scope == STATES else "",
        board="" if scope == STATES else scope,
        board_id="" if scope == STATES else profile.board_ids[scope],
    )


def _identifier(profile: Profile) -> str:
    """Return the license that goes with the state, else the NPI."""
    return profile.licenses[0].number if profile.licenses else profile.npi


def _lacks(profile: Profile, scope: str) -> Iterator[str]:
    if not (profile.given_name and profile.family_name):
        yield "given and family name"
    if not profile.birthday:
        yield "birthday"
    own = _identifier(profile) if scope == STATES else profile.board_ids.get(scope, "")
    if not own:
        yield "license or NPI" if scope == STATES else "board ID"
    texts = (profile.given_name, profile.family_name, own)
    if any(harmless(one) != one for one in texts):
        yield "a text that a spreadsheet would not take for a formula"
