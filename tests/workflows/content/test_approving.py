"""Approving a self-assessment as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from quizzes.bank import ACTIVITY
from tests.examined import findings
from tests.people import signed_in
from tests.taking import count, lines
from tests.workflows.content.test_signing import agreed, for_credit, rules, signed
from workflows.content.approving import (
    NotDirector,
    NotWhole,
    OwnActivity,
    StillDraft,
    WholeChanged,
    approve,
    stands,
    to_approve,
    whole,
)
from workflows.content.gate import gate
from workflows.content.publish import Published, publish
from workflows.content.writing import terms
from workflows.content.writing.opening import open_form
from workflows.content.writing.renew import Days, renew
from workflows.people.enrol import grant_role
from workflows.people.session import system
from workflows.refusals import NotAllowed, NotFound
from workflows.today.today import today

if TYPE_CHECKING:
    from quizzes.editing.opened import Fields
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"


@pytest.fixture
def bank(reviewed_bank: BankFolder) -> BankFolder:
    """The small bank for credit, in review as a whole; Thandiwe directs the course."""
    for_credit(reviewed_bank)
    reviewed_bank.change(ACTIVITY, "status: approved", "status: in_review")
    reviewed_bank.change(ACTIVITY, "roles: [reviewer]", "roles: [reviewer, course_director]")
    return reviewed_bank


@pytest.fixture
def director(desk_service: Service, bank: BankFolder) -> Actor:
    """Thandiwe, who directs the course."""
    assert bank.path.exists()
    return signed_in(desk_service, "thandiwe")


def saved(actor: Actor, **changes: str) -> None:
    """Save its form with some fields changed."""
    form = open_form(actor, BANK, ACTIVITY).form
    fields: Fields = {**form.fields, **changes}
    done = terms.write_activity(actor, BANK, replace(form, fields=fields))
    assert isinstance(done, terms.Agreed)


def test_the_course_director_approves_what_waits(
    desk_service: Service, director: Actor, bank: BankFolder
) -> None:
    """The row is bound to the digest, the log says so, and the file gets its copy."""
    (waiting,) = to_approve(director)
    assert (waiting.slug, waiting.mine) == (BANK, True)
    assert any(one.to == "approve" for one in today(director))
    page = whole(director, BANK)
    assert (page.state, page.why_not, page.approvals) == ("in review", "", ())
    assert agreed(director).copied is True
    (line,) = lines(desk_service, "activity.approve")
    assert line.on == f"bank:{BANK}"
    assert line.data == {"sha256": page.digest}
    assert "status: approved" in bank.files()[ACTIVITY].decode()
    after = whole(director, BANK)
    assert (after.state, after.digest) == ("approved", page.digest)
    assert [(one.by, one.present) for one in after.approvals] == [
        ("Thandiwe Castellanos, MD", True)
    ]
    assert to_approve(director) == ()
    assert findings(desk_service) == []


def test_nothing_but_the_status_of_the_file_changes(director: Actor, bank: BankFolder) -> None:
    """Comments and order stay."""
    bank.change(ACTIVITY, "summary:", "# Agreed by phone.\nsummary:")
    before = bank.files()[ACTIVITY].decode().splitlines()
    agreed(director)
    after = bank.files()[ACTIVITY].decode().splitlines()
    assert [one for one in before if one not in after] == ["status: in_review"]
    assert len(after) == len(before)


def test_publication_asks_for_the_approval_of_what_stands_now(
    director: Actor, staff: Actor, bank: BankFolder
) -> None:
    """What the file says of its status opens nothing; changed terms have to be approved anew."""
    signed(director)
    signed(director, "two")
    bank.change(ACTIVITY, "status: in_review", "status: approved")
    assert stands(staff, BANK) == "in review"
    assert rules(publish(staff, bank.path)) == ["activity-sign-off"]
    tick = next(one for one in gate(staff, BANK).ticks if one.name == "Course director")
    assert (tick.state, tick.who, tick.place) == ("stops", "The course director", "approve")
    agreed(director)
    assert isinstance(publish(staff, bank.path), Published)
    bank.change(ACTIVITY, "summary: Two questions.", "summary: Two questions on the airway.")
    assert rules(publish(staff, bank.path)) == ["activity-sign-off"]
    assert whole(director, BANK).changes == "Summary Two questions. → Two questions on the airway."
    agreed(director)
    tick = next(one for one in gate(staff, BANK).ticks if one.name == "Course director")
    assert tick.said.startswith(
        "Thandiwe Castellanos, MD approved the self-assessment as a whole on"
    )


def test_a_demonstration_may_rest_on_its_file(staff: Actor, reviewed_bank: BankFolder) -> None:
    """As it may for its questions."""
    assert reviewed_bank.path.exists()
    assert stands(staff, BANK) == "approved"


def test_a_disclosure_changes_nothing_that_was_approved(director: Actor, bank: BankFolder) -> None:
    """It is renewed while an activity runs, and decided on by itself."""
    agreed(director)
    bank.change(
        ACTIVITY,
        "collected_on: 2026-09-01}\n  - id: fac-ben",
        "collected_on: 2026-10-01}\n  - id: fac-ben",
    )
    assert stands(director, BANK) == "approved"


def test_nobody_approves_what_they_wrote(
    desk_service: Service, author: Actor, staff: Actor, director: Actor, bank: BankFolder
) -> None:
    """Neither staff nor the course director, until somebody else has approved it."""
    assert bank.path.exists()
    saved(staff, summary="Two questions, one figure.")
    assert "nobody approves their own" in whole(staff, BANK).why_not
    with pytest.raises(OwnActivity):
        agreed(staff)
    agreed(director)
    grant_role(system(desk_service), director.public_id, "author")
    director = signed_in(desk_service, "thandiwe")
    saved(director, summary="Two questions with one figure.")
    assert stands(staff, BANK) == "in review"
    with pytest.raises(OwnActivity):
        agreed(director)
    agreed(staff)  # hers was approved meanwhile; this text is the director's
    saved(author, summary="Two questions.")
    assert [one.mine for one in to_approve(staff)] == [True]


def test_sending_it_to_review_is_no_writing(
    desk_service: Service, staff: Actor, bank: BankFolder
) -> None:
    """Who changed the status alone may approve."""
    bank.change(ACTIVITY, "status: in_review", "status: draft")
    saved(staff, status="in_review")
    assert count(desk_service, "approval") == 0
    assert agreed(staff).copied


def test_a_changed_form_goes_back_to_review(
    author: Actor, director: Actor, bank: BankFolder
) -> None:
    """Its file says so, too."""
    agreed(director)
    saved(author, summary="Two questions for today.")
    assert "status: in_review" in bank.files()[ACTIVITY].decode()
    assert stands(author, BANK) == "in review"


def test_a_new_period_is_approved_anew(
    author: Actor, director: Actor, staff: Actor, bank: BankFolder
) -> None:
    """Its days are terms."""
    signed(director)
    signed(director, "two")
    agreed(director)
    assert isinstance(publish(staff, bank.path), Published)
    days = Days(date(2029, 11, 1), date(2032, 10, 31), date(2032, 12, 31), date(2029, 10, 1))
    seen = open_form(author, BANK, ACTIVITY).form.seen or ""
    renew(author, BANK, days, seen=seen, looked_through=True)
    assert stands(director, BANK) == "in review"
    assert agreed(director).copied


def test_a_second_click_is_the_first(desk_service: Service, director: Actor) -> None:
    """One row, one line."""
    first = agreed(director)
    assert agreed(director).at == first.at
    assert count(desk_service, "approval") == len(lines(desk_service, "activity.approve")) == 1


def test_a_file_that_cannot_be_written_costs_its_copy_alone(
    director: Actor, bank: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Approving once more writes it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert agreed(director).copied is False
    monkeypatch.undo()
    assert "status: in_review" in bank.files()[ACTIVITY].decode()
    assert agreed(director).copied is True
    assert stands(director, BANK) == "approved"


def test_a_draft_is_not_approved(director: Actor, bank: BankFolder) -> None:
    """Its authors send it first."""
    bank.change(ACTIVITY, "status: in_review", "status: draft")
    with pytest.raises(StillDraft):
        agreed(director)


def test_what_lacks_a_term_is_not_approved(director: Actor, bank: BankFolder) -> None:
    """Entering it later would need another approval."""
    bank.change(ACTIVITY, "  designated_on: 2026-10-01\n", "")
    assert [one.rule for one in whole(director, BANK).lacks] == ["designated-on"]
    with pytest.raises(NotWhole, match="is not designated for credit"):
        agreed(director)


def test_pools_and_disclosures_are_no_hindrance(director: Actor, bank: BankFolder) -> None:
    """Questions and disclosures may come later; publication looks at them."""
    bank.change(ACTIVITY, "draw: 2", "draw: 3")
    bank.change(
        ACTIVITY,
        "course_director]\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}",
        "course_director]",
    )
    assert whole(director, BANK).lacks == ()
    assert agreed(director).copied


def test_what_changed_meanwhile_is_not_approved(director: Actor, bank: BankFolder) -> None:
    """The digest on the page is that of what was read."""
    digest = whole(director, BANK).digest
    bank.change(ACTIVITY, "summary: Two questions.", "summary: Two.")
    with pytest.raises(WholeChanged):
        approve(director, BANK, digest=digest)


def test_an_author_who_directs_nothing_is_refused(author: Actor, bank: BankFolder) -> None:
    """Ben writes, and is no course director."""
    assert bank.path.exists()
    with pytest.raises(NotDirector):
        agreed(author)
    assert [one.mine for one in to_approve(author)] == [False]


def test_the_form_approves_nothing(author: Actor, bank: BankFolder) -> None:
    """Whatever it is sent."""
    assert bank.path.exists()
    form = open_form(author, BANK, ACTIVITY).form
    changed = replace(form, fields={**form.fields, "status": "approved"})
    with pytest.raises(NotAllowed):
        terms.write_activity(author, BANK, changed)


def test_an_unknown_bank_is_not_found(staff: Actor) -> None:
    """As everywhere."""
    with pytest.raises(NotFound):
        whole(staff, "no-bank")
