"""Disclosures: asked by link, given, decided, and what publication makes of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from storage import content, things
from storage.connect import reading
from tests.examined import findings
from tests.people import signed_in
from tests.taking import count, lines
from workflows.content import frozen
from workflows.content.disclose import (
    EndedLater,
    NoCompany,
    NothingListed,
    NothingToRenew,
    asked,
    give,
    renew,
)
from workflows.content.disclosed import EXCEPTIONS, Decision
from workflows.content.disclosures import (
    NoAddress,
    NothingDisclosed,
    NotMitigated,
    Undecided,
    everybody,
    invite,
    rule,
)
from workflows.content.publish import NotPublished, Published, publish
from workflows.content.writing.opening import open_form
from workflows.content.writing.terms import look_over
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from quizzes.editing.opened import Fields
    from quizzes.edition import FrontMatter
    from quizzes.problem import Place
    from tests.clock import Clock
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.content.disclosed import Stands
    from workflows.service import Service

BEGINS = date(2026, 12, 10)
CONSULTANT = ("Fernleaf Devices, Inc.", "Consultant or advisor", "")
OWNER = ("Fernleaf Devices, Inc.", "Owner or partner", "")
MITIGATED = "All their questions were reviewed by a physician without relationships."


@pytest.fixture
def bank(reviewed_bank: BankFolder) -> BankFolder:
    """The small bank, ready to be published."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    return reviewed_bank


@pytest.fixture
def token(staff: Actor, bank: BankFolder) -> str:
    """The link that the reviewer was sent."""
    assert bank.path.exists()
    return linked(staff)


def linked(staff: Actor) -> str:
    """Make the reviewer's link and return its token."""
    link = invite(staff, "small-bank", "fac-ben", BEGINS).link
    assert link.startswith("http://127.0.0.1:8501/disclose/")
    return link.rpartition("/")[2]


def person(staff: Actor, faculty_id: str = "fac-ben") -> Stands:
    """Return where somebody stands."""
    (bank,) = everybody(staff)
    return next(one for one in bank.people if one.faculty_id == faculty_id)


def decision(given: tuple[str, str, str], *, relevant: bool, how: str = "") -> Decision:
    """Return a decision about what was given."""
    return Decision(
        company=given[0],
        nature=given[1],
        relevant=relevant,
        mitigation=how,
        mitigated_on=date(2026, 12, 1) if how else None,
    )


def rules(done: Published | NotPublished) -> list[str]:
    """Return which rules keep a bank from being published."""
    return [one.rule for one in done.problems] if isinstance(done, NotPublished) else []


def front(service: Service, done: Published | NotPublished) -> FrontMatter:
    """Return what physicians read before question 1."""
    assert isinstance(done, Published), done
    with reading(service.engine) as connection:
        row = things.find(connection, "activity", done.key, None)
        assert row is not None
        edition = content.newest_edition(connection, row.id)
        return frozen.manifest(connection, edition.id).front


def test_nothing_to_disclose_is_given_by_link(
    desk_service: Service, staff: Actor, token: str
) -> None:
    """It needs no account; the 24 months before the role are named, and the row is sealed."""
    found = asked(desk_service, token)
    assert found is not None
    assert (found.name, found.since, found.last) == ("Ben Reviewer, MD", date(2024, 12, 10), None)
    give(desk_service, token, has=False, relationships=())
    one = person(staff)
    assert (one.source, one.given_on, one.good_until) == (
        "link",
        date(2026, 12, 1),
        date(2027, 12, 1),
    )
    assert one.needs == ()
    for verb in ("disclosure.ask", "disclosure.give"):
        (line,) = lines(desk_service, verb)
        assert "example.edu" not in f"{line.on} {line.data}"
    assert findings(desk_service) == []


def test_what_was_given_by_link_goes_over_the_file(
    desk_service: Service, staff: Actor, bank: BankFolder, token: str
) -> None:
    """Publication waits for the decision; then learners read the relevant part, mitigated."""
    other = ("Lab Coats Ltd.", "Speaker", "2026-03-31")
    give(desk_service, token, has=True, relationships=[CONSULTANT, other])
    assert rules(publish(staff, bank.path)) == ["disclosure-undecided"]
    ended = Decision(company=other[0], nature=other[1], ended=date(2026, 3, 31), relevant=False)
    relevant = decision(CONSULTANT, relevant=True, how=MITIGATED)
    rule(staff, "small-bank", "fac-ben", (relevant, ended), seen=0)
    told = front(desk_service, publish(staff, bank.path))
    (shown,) = [one for one in told.faculty if one.name == "Ben Reviewer, MD"]
    assert [one.company for one in shown.relationships] == ["Fernleaf Devices, Inc."]
    assert shown.mitigation == MITIGATED
    assert "mitigat" in told.disclosure


def test_without_anything_relevant_learners_read_that_there_is_nothing(
    desk_service: Service, staff: Actor, bank: BankFolder, token: str
) -> None:
    """The office decides what is relevant, not the person."""
    give(desk_service, token, has=True, relationships=[CONSULTANT])
    rule(staff, "small-bank", "fac-ben", (decision(CONSULTANT, relevant=False),), seen=0)
    told = front(desk_service, publish(staff, bank.path))
    assert all(not one.relationships for one in told.faculty)


def test_the_file_may_lack_what_was_given_by_link(
    desk_service: Service, staff: Actor, bank: BankFolder, token: str
) -> None:
    """No YAML is needed for a disclosure."""
    bank.change(
        "activity.yaml",
        "roles: [reviewer]\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}",
        "roles: [reviewer]",
    )
    assert rules(publish(staff, bank.path)) == ["disclosure-missing"]
    give(desk_service, token, has=False, relationships=())
    assert isinstance(publish(staff, bank.path), Published)


def test_an_owner_is_excluded(
    desk_service: Service, staff: Actor, bank: BankFolder, token: str
) -> None:
    """Unless one of the three exceptions applies, which is recorded."""
    give(desk_service, token, has=True, relationships=[OWNER])
    rule(staff, "small-bank", "fac-ben", (decision(OWNER, relevant=True),), seen=0)
    assert rules(publish(staff, bank.path)) == ["disclosure-excluded"]
    mitigated = decision(OWNER, relevant=True, how=MITIGATED)
    rule(staff, "small-bank", "fac-ben", (mitigated,), exception=EXCEPTIONS[0], seen=1)
    assert isinstance(publish(staff, bank.path), Published)


def test_a_disclosure_grows_old_and_is_renewed_in_one_click(
    desk_service: Service, staff: Actor, bank: BankFolder, token: str, clock: Clock
) -> None:
    """Its shelf life is the office's; a decision outlives a renewal that changes nothing."""
    provider = bank.path.parent / "provider.yaml"
    with provider.open("a", encoding="utf-8") as file:
        file.write("disclosure_months: 2\n")
    give(desk_service, token, has=True, relationships=[CONSULTANT])
    rule(staff, "small-bank", "fac-ben", (decision(CONSULTANT, relevant=False),), seen=0)
    clock.move(minutes=63 * 24 * 60)
    assert rules(publish(again(staff), bank.path)) == ["disclosure-expired"]
    found = asked(desk_service, token)
    assert found is not None
    renew(desk_service, token, found.seq)
    assert isinstance(publish(again(staff), bank.path), Published)


def again(staff: Actor) -> Actor:
    """Sign Cora in again: weeks have passed."""
    return signed_in(staff.service, "cora")


def test_other_relationships_are_decided_anew(
    desk_service: Service, staff: Actor, token: str
) -> None:
    """What was decided was about what was known."""
    give(desk_service, token, has=True, relationships=[CONSULTANT])
    rule(staff, "small-bank", "fac-ben", (decision(CONSULTANT, relevant=False),), seen=0)
    give(desk_service, token, has=True, relationships=[CONSULTANT, OWNER])
    assert [one.rule for one in person(staff).needs] == ["disclosure-undecided"]


def test_a_late_mitigation_is_noted(desk_service: Service, staff: Actor, bank: BankFolder) -> None:
    """It cannot be undone, so it stops nothing; an accreditor would ask about it."""
    assert bank.path.exists()
    token = invite(staff, "small-bank", "fac-ben", date(2026, 11, 1)).link.rpartition("/")[2]
    give(desk_service, token, has=True, relationships=[CONSULTANT])
    made = decision(CONSULTANT, relevant=True, how=MITIGATED)
    assert (
        "after the role began on 1 Nov 2026"
        in rule(staff, "small-bank", "fac-ben", (made,), seen=0).note
    )


def test_a_second_click_gives_once(desk_service: Service, token: str) -> None:
    """The same words on the same day are one disclosure."""
    for _ in range(2):
        give(desk_service, token, has=True, relationships=[CONSULTANT])
    assert count(desk_service, "disclosure") == len(lines(desk_service, "disclosure.give")) == 1


def test_a_new_link_ends_the_one_before(desk_service: Service, staff: Actor, token: str) -> None:
    """Only the newest one opens anything."""
    newer = linked(staff)
    assert asked(desk_service, token) is None
    assert asked(desk_service, newer) is not None
    with pytest.raises(NotFound):
        give(desk_service, token, has=False, relationships=())


def test_a_link_runs_out(desk_service: Service, token: str, clock: Clock) -> None:
    """After 90 days it is answered as an unknown one."""
    clock.move(minutes=91 * 24 * 60)
    assert asked(desk_service, token) is None
    assert asked(desk_service, "nothing") is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (("", "Speaker", ""), NoCompany),
        (("Fernleaf Devices, Inc.", "Friend", ""), NoCompany),
        (("Fernleaf Devices, Inc.", "Speaker", "2024-12-09"), EndedLater),
        (("Fernleaf Devices, Inc.", "Speaker", "2026-12-02"), EndedLater),
        (("Fernleaf Devices, Inc.", "Speaker", "last year"), EndedLater),
        (("", "", ""), NothingListed),
    ],
)
def test_a_line_is_whole(
    desk_service: Service, token: str, given: tuple[str, str, str], refusal: type[Exception]
) -> None:
    """A company, a kind of relationship, and an end within what is asked for."""
    with pytest.raises(refusal):
        give(desk_service, token, has=True, relationships=[given])
    assert count(desk_service, "disclosure") == 0


def test_only_what_was_given_is_renewed(desk_service: Service, token: str) -> None:
    """And only the disclosure that was read."""
    with pytest.raises(NothingToRenew):
        renew(desk_service, token, 0)
    give(desk_service, token, has=False, relationships=())
    with pytest.raises(Stale):
        renew(desk_service, token, 7)


def test_a_decision_is_about_each_relationship(
    desk_service: Service, staff: Actor, token: str
) -> None:
    """None is left out, and a relevant one is mitigated by a day that is past."""
    with pytest.raises(NothingDisclosed):
        rule(staff, "small-bank", "fac-ben", (), seen=0)
    give(desk_service, token, has=True, relationships=[CONSULTANT])
    with pytest.raises(Undecided):
        rule(staff, "small-bank", "fac-ben", (), seen=0)
    with pytest.raises(NotMitigated):
        rule(staff, "small-bank", "fac-ben", (decision(CONSULTANT, relevant=True),), seen=0)
    rule(staff, "small-bank", "fac-ben", (decision(CONSULTANT, relevant=False),), seen=0)
    with pytest.raises(Stale):
        rule(staff, "small-bank", "fac-ben", (decision(CONSULTANT, relevant=False),), seen=0)


def test_somebody_without_an_address_cannot_be_asked(staff: Actor, bank: BankFolder) -> None:
    """The address is what a disclosure belongs to."""
    bank.change("activity.yaml", "\n    email: thandiwe@example.edu", "")
    with pytest.raises(NoAddress):
        invite(staff, "small-bank", "fac-ben", BEGINS)
    with pytest.raises(NotFound):
        invite(staff, "small-bank", "fac-nobody", BEGINS)


def test_a_form_does_not_miss_what_was_disclosed_by_link(
    desk_service: Service, bank: BankFolder, token: str
) -> None:
    """No form holds it; of everybody else it still says what is missing."""
    author = signed_in(desk_service, "ben")
    held = "    disclosure: {has_relationships: false, collected_on: 2026-09-01}\n"
    text = (bank.path / "activity.yaml").read_text(encoding="utf-8")
    (bank.path / "activity.yaml").write_text(text.replace(held, ""), encoding="utf-8")
    fields = open_form(author, "small-bank", "activity.yaml").form.fields
    assert missing(author, fields) == [("faculty", 0), ("faculty", 1)]
    give(desk_service, token, has=False, relationships=())
    assert missing(author, fields) == [("faculty", 0)]


def missing(author: Actor, fields: Fields) -> list[Place]:
    """Return of whom the form of the small bank's activity misses a disclosure."""
    found = look_over(author, "small-bank", fields).findings
    return [one.place for one in found if one.rule == "disclosure-missing"]
