"""The named people of the demonstration: made up, one for each way the service is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.people.enrol import enrol
from workflows.people.profile import License, Profile

if TYPE_CHECKING:
    from workflows.act import Actor

ISSUER = "demonstration"


@dataclass(frozen=True)
class Named:
    """One demonstration person."""

    key: str
    email: str
    profile: Profile
    roles: tuple[str, ...]
    does: str


PEOPLE = (
    Named(
        key="ada",
        email="ada@example.edu",
        profile=Profile(
            legal_name="Ada Whitfield",
            degree="MD",
            specialty="Internal medicine",
            board_ids={"ABIM": "123456"},
            affiliation="Example Medical School",
            affiliated="own",
            given_name="Ada",
            family_name="Whitfield",
            birthday="09-10",
            npi="1234567893",  # passes the check, and is nobody's: the example of CMS
            licenses=(License(state="MI", number="4301000000"),),
        ),
        roles=("learner",),
        does="Internist: takes self-assessments and claims credit",
    ),
    Named(
        key="ben",
        email="ben@example.edu",
        profile=Profile(
            legal_name="Ben Adeyemi-Larsen",
            degree="MD",
            specialty="Anesthesiology",
            board_ids={"ABA": "1234-5678"},
            affiliation="Example Medical School",
            affiliated="own",
            given_name="Ben",
            family_name="Adeyemi-Larsen",  # without a birthday: he is asked for it
        ),
        roles=("learner", "author"),
        does="Anesthesiologist and faculty: wrote “Perioperative safety”, learns from the others",
    ),
    Named(
        key="cora",
        email="cora@example.edu",
        profile=Profile(
            legal_name="Cora Lindqvist",
            degree="Other",
            affiliation="Office of Continuing Education",
            affiliated="own",
        ),
        roles=("staff",),
        does="Education specialist: publishes, and prints completion records",
    ),
    Named(
        key="emil",
        email="emil@example.edu",
        profile=Profile(
            legal_name="Emil Santos",
            degree="Other",
            affiliation="Office of Continuing Education",
            affiliated="own",
        ),
        roles=("staff",),
        does="Education specialist: the second pair of eyes where one person is not enough",
    ),
    Named(
        key="dan",
        email="dan@example.com",
        profile=Profile(
            legal_name="Dan Reyes",
            degree="PA",
            specialty="Hospital medicine",
            affiliated="outside",
        ),
        roles=("learner",),
        does="Physician assistant at another hospital: learns",
    ),
    Named(
        key="thandiwe",
        email="thandiwe@example.edu",
        profile=Profile(
            legal_name="Thandiwe Castellanos",
            degree="MD",
            specialty="Anesthesiology",
            affiliation="Example Medical School",
        ),
        roles=("learner", "reviewer"),
        does="Anesthesiologist: reviews “Perioperative safety” before it is published",
    ),
    Named(
        key="olga",
        email="olga@example.edu",
        profile=Profile(
            legal_name="Olga Petrenko",
            degree="MD",
            specialty="Pediatrics",
            affiliation="Example Medical School",
        ),
        roles=("operator",),
        does="Pediatrician and operator: looks after the running service",
    ),
)


def by_key(key: str) -> Named | None:
    """Return a demonstration person, if there is one of that key."""
    return next((one for one in PEOPLE if one.key == key), None)


def enrol_all(actor: Actor) -> None:
    """Enrol every demonstration person who is not enrolled yet."""
    for one in PEOPLE:
        enrol(actor, ISSUER, one.email, one.profile, one.roles)
