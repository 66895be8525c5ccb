"""What waits for an author and for a reviewer, and what they are not told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.workflows.matrix import REQUEST
from workflows.content.disclose import give
from workflows.content.disclosures import invite
from workflows.content.remarks import remark
from workflows.content.reviewing import item
from workflows.content.signing import sign
from workflows.content.writing.begin import begin
from workflows.content.writing.new import begin_plan
from workflows.content.writing.retag import Tags, retag
from workflows.desk.ask import ask
from workflows.refusals import NotAllowed
from workflows.today.today import today

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

TITLE = "“Small bank: a self-assessment”"


@pytest.fixture
def author(desk_service: Service) -> Actor:
    """Ben, who wrote both questions."""
    return signed_in(desk_service, "ben")


@pytest.fixture
def reviewer(desk_service: Service) -> Actor:
    """Thandiwe, who reviews them."""
    return signed_in(desk_service, "thandiwe")


def test_a_reviewer_reads_what_waits_for_their_judgement(reviewer: Actor) -> None:
    """The one question is one click away."""
    (one,) = today(reviewer)
    assert (one.level, one.said) == ("now", f"1 question waits for your review, in {TITLE}.")
    assert (one.to, one.query) == ("review", {"bank": "small-bank", "item": "one"})


def test_an_author_reads_what_was_sent_back(author: Actor, reviewer: Actor) -> None:
    """It leads into the form; the reviewer has done their part."""
    assert today(author) == ()
    page = item(reviewer, "small-bank", "one")
    sign(
        reviewer, "small-bank", "one", digest=page.digest, kind="clinical", verdict="changes",
        note="Say the dose.", seen=0,
    )  # fmt: skip
    (one,) = today(author)
    assert one.said == f"1 question of yours was sent back with changes asked for, in {TITLE}."
    assert (one.to, one.query) == ("write", {"bank": "small-bank", "item": "one"})
    assert today(reviewer) == ()


def test_an_author_reads_of_open_comments(author: Actor, reviewer: Actor) -> None:
    """On their questions, until they are settled."""
    remark(reviewer, "small-bank", "two", "Key", "Why not b?")
    (one,) = today(author)
    assert one.said == f"1 comment of a reviewer is open on questions of yours, in {TITLE}."
    assert one.query == {"bank": "small-bank", "item": "two"}


def test_a_person_reads_of_their_own_disclosure(
    desk_service: Service, bank: BankFolder, clock: Clock
) -> None:
    """Before it ends and after it, on the page with its form; nobody else's is named to them."""
    bank.change("items/one.yaml", "status: in_review", "status: approved")
    staff = signed_in(desk_service, "cora")
    token = invite(staff, "small-bank", "fac-ben", date(2026, 12, 10)).link.rpartition("/")[2]
    give(desk_service, token, has=False, relationships=())
    clock.move(days=300)
    (one,) = today(signed_in(desk_service, "thandiwe"))
    assert one.level == "soon"
    assert one.said.startswith(f"Your disclosure for {TITLE} ends on 1 Dec 2027")
    assert one.to == "review"
    clock.move(days=70)
    (late,) = today(signed_in(desk_service, "thandiwe"))
    assert (late.level, late.day) == ("late", date(2027, 12, 1))
    assert today(signed_in(desk_service, "ben")) == ()


def test_who_is_asked_for_a_review_reads_of_it(author: Actor, reviewer: Actor) -> None:
    """With its day; the author who asked is not told of it as theirs."""
    retag(author, "small-bank", ["one"], Tags(reviewer="fac-ben"))
    (one,) = today(reviewer)
    assert one.said == f"You were asked to review “one” by 15 Dec 2026, in {TITLE}."
    assert (one.level, one.to, one.query) == (
        "now",
        "review",
        {"bank": "small-bank", "item": "one"},
    )
    assert today(author) == ()


def test_many_questions_to_review_are_one_line(author: Actor, reviewer: Actor) -> None:
    """Asked for at once, they are counted, and lead to the bank's list."""
    retag(author, "small-bank", ["one", "two"], Tags(reviewer="fac-ben"))
    (one,) = today(reviewer)
    assert one.said == f"You were asked to review 2 questions by 15 Dec 2026, in {TITLE}."
    assert one.query == {"bank": "small-bank"}


def test_an_author_finds_what_they_left_unsaved(author: Actor, reviewer: Actor) -> None:
    """One draft is one click away, several are where their bank is; nobody else reads of them."""
    begin(author, "small-bank", "single_best_answer")
    (one,) = today(author)
    assert (one.level, one.said) == ("later", f"1 draft of yours is not saved into {TITLE} yet.")
    assert one.to == "write"
    assert set(one.query) == {"bank", "item"}
    begin(author, "small-bank", "numeric")
    begin_plan(author)
    planned, both = today(author)
    assert planned.query == {"new": "1"}
    assert both.said == f"2 drafts of yours are not saved into {TITLE} yet."
    assert both.query == {"bank": "small-bank"}
    assert all(one.to != "write" for one in today(reviewer))


def test_what_waits_for_the_office_is_not_told_to_others(author: Actor, ada: Actor) -> None:
    """An author reads of nobody's request."""
    ask(ada, REQUEST)
    assert today(author) == ()


def test_a_learner_and_an_operator_have_no_today(ada: Actor, olga: Actor) -> None:
    """Theirs are Home and the operator's pages."""
    for who in (ada, olga):
        with pytest.raises(NotAllowed):
            today(who)
