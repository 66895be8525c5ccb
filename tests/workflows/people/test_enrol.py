from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import log, people
from storage.connect import reading
from tests.taking import chain_faults, count, lines
from tests.together import overtaken, together
from workflows.people.demo import ISSUER, enrol_all
from workflows.people.enrol import UnknownRole, enrol, grant_role
from workflows.people.profile import Profile, ProfileRefused
from workflows.people.session import digest_of, enter, is_live, sign_in
from workflows.refusals import NotAllowed, NotFound, SignedOut

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

EVE = Profile(legal_name="Eve Adebayo", degree="DO")


def test_an_enrolled_person_can_sign_in(service: Service, system: Actor) -> None:
    """The session holds the roles that were given."""
    enrolled = enrol(system, ISSUER, "eve@example.edu", EVE, ["learner", "reviewer"])
    actor = enter(service, digest_of(sign_in(service, ISSUER, "eve@example.edu")))
    assert actor.public_id == enrolled
    assert actor.roles == {"learner", "reviewer"}


def test_enrolling_again_changes_nothing(service: Service, system: Actor) -> None:
    """The start-up may enrol the same people each time."""
    enrol_all(system)
    with reading(service.engine) as connection:
        head = log.head(connection)
    enrol_all(system)
    with reading(service.engine) as connection:
        assert log.head(connection) == head


def test_two_who_enrol_at_one_moment_enrol_one_person(service: Service, system: Actor) -> None:
    """Both get the same receipt, and the log tells of it once."""

    def enrolling() -> str:
        return enrol(system, ISSUER, "eve@example.edu", EVE, ["learner"])

    first, second = together(enrolling, enrolling)
    assert first == second == enrolling()
    assert (count(service, "person"), len(lines(service, "person.enrol"))) == (1, 1)
    assert chain_faults(service) == ()


def test_whoever_is_overtaken_returns_the_first_receipt(service: Service, system: Actor) -> None:
    """The second comes when the first knows already that nobody is enrolled."""

    def enrolling() -> str:
        return enrol(system, ISSUER, "eve@example.edu", EVE, ["learner"])

    first, second = overtaken(enrolling, enrolling, before=(people, "add_person"))
    assert first == second == enrolling()
    assert (count(service, "person"), len(lines(service, "person.enrol"))) == (1, 1)
    assert chain_faults(service) == ()


def test_an_unknown_role_is_refused(service: Service, system: Actor) -> None:
    """Nothing of the person is written."""
    with pytest.raises(UnknownRole, match='no role "dean"'):
        enrol(system, ISSUER, "eve@example.edu", EVE, ["learner", "dean"])
    with pytest.raises(NotFound):
        sign_in(service, ISSUER, "eve@example.edu")


def test_an_unprintable_name_is_refused(system: Actor) -> None:
    """The same rule as in the profile."""
    with pytest.raises(ProfileRefused):
        enrol(system, ISSUER, "x@example.edu", EVE.model_copy(update={"legal_name": "陳"}), [])


def test_a_learner_cannot_enrol(ada: Actor) -> None:
    """Only the service itself enrols."""
    with pytest.raises(NotAllowed):
        enrol(ada, ISSUER, "eve@example.edu", EVE, ["staff"])


def test_an_operator_grants_a_role_and_the_person_signs_in_anew(
    service: Service, olga: Actor, dan: Actor
) -> None:
    """A session from before the change ends with it."""
    grant_role(olga, dan.public_id, "reviewer", reason="Asked.")
    assert dan.session is not None
    assert not is_live(service, dan.session)
    again = enter(service, digest_of(sign_in(service, ISSUER, "dan@example.com")))
    assert again.roles == {"learner", "reviewer"}


def test_a_coordinator_is_one_of_an_institution(service: Service, olga: Actor, dan: Actor) -> None:
    """Of each that was granted, until it is taken away."""
    for scope in ("Example Clinic", "Another Clinic"):
        grant_role(olga, dan.public_id, "coordinator", scope=scope, reason="Asked.")
    one = {"scope": "Example Clinic", "reason": "Left."}
    grant_role(olga, dan.public_id, "coordinator", granted=False, **one)
    with reading(service.engine) as connection:
        assert people.scopes_of(connection, dan.person_id or 0, "coordinator") == {"Another Clinic"}


def test_a_role_is_taken_away(service: Service, olga: Actor, dan: Actor) -> None:
    """The person may sign in and has the rest of their roles."""
    grant_role(olga, dan.public_id, "learner", granted=False, reason="Asked.")
    assert enter(service, digest_of(sign_in(service, ISSUER, "dan@example.com"))).roles == set()


def test_granting_what_is_held_leaves_the_sessions_alone(
    service: Service, olga: Actor, dan: Actor
) -> None:
    """A repeat is no change."""
    grant_role(olga, dan.public_id, "learner", reason="Asked.")
    assert dan.session is not None
    assert is_live(service, dan.session)


def test_nobody_grants_themselves_a_role_without_being_an_operator(ada: Actor, cora: Actor) -> None:
    """Neither learners nor staff can."""
    for actor in (ada, cora):
        with pytest.raises(NotAllowed):
            grant_role(actor, actor.public_id, "operator", reason="Asked.")


def test_a_role_for_nobody_is_refused(olga: Actor) -> None:
    """An unknown id is not found."""
    with pytest.raises(NotFound):
        grant_role(olga, "0" * 32, "staff", reason="Asked.")


def test_a_role_taken_while_the_page_was_open_ends_its_acts(olga: Actor, ben: Actor) -> None:
    """Acts read the session again: what the page was drawn with does not count."""
    grant_role(olga, ben.public_id, "operator", reason="Asked.")
    with pytest.raises(SignedOut):
        grant_role(ben, ben.public_id, "staff", reason="Asked.")
