"""What somebody attested about a project, what was said of it, and what boards give for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StringConstraints

from credit.part4.awards import Award, Role
from credit.part4.taking_part import credit_year, year_said
from quizzes.text import Closed
from storage import participations, people, projects

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

    from workflows.act import Act

State = Literal["invited", "attested", "returned", "verified"]
SAID: dict[State, str] = {
    "invited": "not attested yet",
    "attested": "waits for verification",
    "returned": "sent back",
    "verified": "verified",
}
Text = Annotated[str, StringConstraints(max_length=200)]


class Attested(Closed):
    """What a person attested, with who they were that day."""

    schema_version: Literal[1] = 1
    name: Text
    degree: Text
    given_name: Text = ""
    family_name: Text = ""
    role: Role
    activities: tuple[Text, ...]
    own_patients: bool
    boards: dict[str, Text] = Field(default_factory=dict)  # certification number by board
    share: bool  # with the Portfolio Program and the boards


class Returned(Closed):
    """Why an attestation was sent back."""

    schema_version: Literal[1] = 1
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class Verified(Closed):
    """What boards give for it, by their rules of the completion day."""

    schema_version: Literal[1] = 1
    attested: int  # the seq of what was verified
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where one participation stands."""

    seq: int  # of its newest row; 0: nothing is attested
    state: State
    attested: Attested | None = None
    attested_seq: int = 0
    completed_on: date | None = None
    text_digest: str = ""
    reason: str = ""  # why it was sent back
    verified: Verified | None = None
    verified_on: date | None = None

    def year(self, noticed_on: date | None) -> int | None:
        """The credit year; None: not known yet."""
        if self.attested is None or self.completed_on is None:
            return None
        return credit_year(self.attested.degree, self.completed_on, noticed_on)

    def year_said(self, noticed_on: date | None) -> str:
        """The credit year in words."""
        if self.attested is None or self.completed_on is None:
            return ""
        return year_said(self.attested.degree, self.completed_on, noticed_on)


INVITED = Standing(0, "invited")


def standing(a: Act, participation_id: int) -> Standing:
    """Return where one participation stands."""
    return standings(a, [participation_id])[participation_id]


def standings(a: Act, ids: Sequence[int]) -> dict[int, Standing]:
    """Return by participation where each stands."""
    found = participations.attestations(a.connection, ids)
    return {one: _standing(a, found.get(one, ())) for one in ids}


def _standing(a: Act, rows: Sequence[Row[Any]]) -> Standing:
    if not rows:
        return INVITED
    last = rows[-1]
    own = next((row for row in reversed(rows) if row.state == "attested"), None)
    verified = last.state == "verified"
    zone = a.actor.service.settings.zone
    return Standing(
        seq=last.seq,
        state=last.state,
        attested=Attested.model_validate_json(own.body) if own is not None else None,
        attested_seq=own.seq if own is not None else 0,
        completed_on=last.completed_on,
        text_digest=last.text_digest,
        reason=Returned.model_validate_json(last.body).reason if last.state == "returned" else "",
        verified=Verified.model_validate_json(last.body) if verified else None,
        verified_on=last.at.astimezone(zone).date() if verified else None,
    )


def role_in(connection: Connection, project: Row[Any], person_id: int) -> Role:
    """Return somebody's role in a project now, in whichever account they lead it."""
    return "lead" if project.lead_id in people.ids_of(connection, person_id) else "participant"


def projects_of(connection: Connection, rows: Sequence[Row[Any]]) -> Mapping[int, Row[Any]]:
    """Return by inner id the projects in force of some participations."""
    wanted = {row.project_id for row in rows}
    return {one: projects.newest(connection, one) for one in wanted}
