"""Attesting one's part by the personal link: what it needs, and when it can be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.amending import account
from tests.learning import unsealed
from tests.people import newcomer, signed_in
from tests.projects import ALONE, GIVEN, ON_SQLITE, approved, attested, under_way, verified
from tests.taking import lines
from tests.together import together
from workflows.part4.attest import AttestationRefused, SentAlready, TextChanged, attest, page
from workflows.part4.batch import make
from workflows.part4.decide import close
from workflows.part4.opened import opened
from workflows.part4.own import own
from workflows.part4.project import NotNow
from workflows.part4.propose import invite
from workflows.people import session
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

TABLES = ("attestation", "reflection")


@ON_SQLITE
def test_a_participant_attests(service: Service, ada: Actor, system: Actor) -> None:
    """Who they were is kept with it, the text by its digest; nothing of it is in the log."""
    link = approved(service, "ben", "ada").links["ada"]
    shown = page(ada, link)
    assert (shown.person, shown.numbers) == ("Ada Whitfield, MD", {"ABIM": "123456"})
    attest(ada, link, 0, GIVEN, shown.digest)
    held = page(ada, link)
    assert held.standing.attested is not None
    assert (held.standing.state, held.standing.attested.role) == ("attested", "participant")
    assert (held.effort, held.impact) == (GIVEN.effort, GIVEN.impact)
    assert held.standing.text_digest == shown.digest
    assert unsealed(system, TABLES) == []
    said = str(lines(service, "attestation.give"))
    assert not any(one in said for one in ("charts", "123456", "Whitfield"))


MISSING: tuple[tuple[dict[str, Any], str], ...] = (
    ({"activities": ("design", "data")}, "at least 3 of the 4"),
    ({"own_patients": False}, "own patients"),
    ({"completed_on": None}, "which day"),
    ({"completed_on": date(2026, 12, 2)}, "between 5 Jan 2026"),
    ({"completed_on": date(2026, 1, 4)}, "between 5 Jan 2026"),
    ({"impact": "  "}, "effort and its impact"),
    ({"effort": "x" * 4_001}, "4,000"),
    ({"boards": {"ABIM": "12AB"}}, "ABIM"),
    ({"boards": {"NCCPA": "1"}}, "for your profession"),
    ({"boards": {"ABA": ""}}, "number at the ABA"),
)


@ON_SQLITE
def test_what_is_missing_is_said(service: Service, ada: Actor) -> None:
    """Each by its sentence, all of them at once, and nothing is kept."""
    link = approved(service, "ben", "ada").links["ada"]
    for changed, said in MISSING:
        with pytest.raises(AttestationRefused, match=said):
            attested(ada, link, replace(GIVEN, **changed))
    bare = replace(GIVEN, activities=(), own_patients=False, effort="")
    with pytest.raises(AttestationRefused) as refused:
        attested(ada, link, bare)
    assert len(refused.value.faults) == 3
    assert page(ada, link).standing.seq == 0


@ON_SQLITE
def test_it_is_attested_after_the_report_and_before_the_end(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Not while the project is under way, and not once it is closed."""
    project = under_way(service)
    link = opened(ada, project).people[0].participation
    with pytest.raises(NotNow):
        attested(ada, link)
    other = approved(service, "ada")
    close(cora, other.id, 3, "All are in.")
    with pytest.raises(NotNow):
        attested(ada, other.links["ada"])


@ON_SQLITE
def test_a_double_click_attests_once(service: Service, ada: Actor) -> None:
    """The second one returns the first."""
    link = approved(service, "ben", "ada").links["ada"]
    digest = page(ada, link).digest
    together(*[lambda: attest(ada, link, 0, GIVEN, digest)] * 2)
    assert page(ada, link).standing.seq == 1


@ON_SQLITE
def test_a_changed_text_is_read_again(service: Service, ada: Actor) -> None:
    """Nobody attests what they did not see, nor from a page that is too old."""
    link = approved(service, "ben", "ada").links["ada"]
    with pytest.raises(TextChanged):
        attest(ada, link, 0, GIVEN, "0" * 64)
    attested(ada, link)
    with pytest.raises(Stale):
        attest(ada, link, 0, ALONE, page(ada, link).digest)


@ON_SQLITE
def test_it_is_amended_until_it_was_sent(
    service: Service, ada: Actor, ben: Actor, cora: Actor
) -> None:
    """What was verified waits for verification again; what is with the program stays."""
    link = approved(service, "ben", "ada").links["ada"]
    verified(ada, link, ben, ALONE)
    assert attested(ada, link) == 3
    assert page(ada, link).standing.state == "attested"
    verified(ada, link, ben, replace(GIVEN, effort="More."))
    make(cora)
    with pytest.raises(SentAlready):
        attested(ada, link)


@ON_SQLITE
def test_only_its_owner_opens_a_link(service: Service, ben: Actor, dan: Actor) -> None:
    """Other participants find nothing there; the lead and the office look at it."""
    found = approved(service, "ben", "ada", "dan")
    for who in (dan, signed_in(service, "thandiwe")):
        with pytest.raises(NotFound):
            page(who, found.links["ada"])
    for who in (ben, signed_in(service, "cora")):
        assert not page(who, found.links["ada"]).own
        with pytest.raises((NotFound, NotAllowed)):
            attested(who, found.links["ada"])


@ON_SQLITE
def test_without_a_profile_nobody_attests(service: Service, ben: Actor) -> None:
    """The name and the degree are a part of it."""
    found = approved(service, "ben")
    token = newcomer(service, "new@example.edu")
    invite(ben, found.id, ["new@example.edu"])
    new = session.enter(service, session.digest_of(token))
    link = own(new).parts[0].participation
    assert not page(new, link).complete
    with pytest.raises(AttestationRefused, match="profile"):
        attested(new, link, ALONE)


@ON_SQLITE
def test_other_professions_take_part_without_a_board(service: Service, ben: Actor) -> None:
    """A nurse's part is recorded, and no board hears of it."""
    found = approved(service, "ben")
    nurse = account(service, "nurse@example.edu", "Nia Nurse", degree="RN")
    invite(ben, found.id, ["nurse@example.edu"])
    link = own(nurse).parts[0].participation
    assert page(nurse, link).boards == ()
    verified(nurse, link, ben, ALONE)
    assert own(nurse).parts[0].boards == ()
