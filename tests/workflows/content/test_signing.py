"""Signing a question off."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from quizzes.editing.lock import locked
from quizzes.reading import read_item
from tests.examined import findings
from tests.people import signed_in
from tests.taking import count, lines
from workflows.content.approving import approve, whole
from workflows.content.publish import NotPublished, Published, publish
from workflows.content.reviewers import NotListed, NotTheOffice, OwnItem
from workflows.content.reviewing import item, waiting
from workflows.content.signing import (
    NoSuchVerdict,
    NotComplete,
    NothingSaid,
    Signed,
    TextChanged,
    sign,
)
from workflows.people.enrol import grant_role
from workflows.people.session import system
from workflows.refusals import NotAllowed, NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.content.approving import Agreed
    from workflows.service import Service


def signed(actor: Actor, item_id: str = "one", **changes: Any) -> Signed:
    """Approve an item as it is now, unless something else is said."""
    page = item(actor, "small-bank", item_id)
    given: dict[str, Any] = {
        "digest": page.digest,
        "kind": "clinical",
        "verdict": "approved",
        "seen": page.seen.get("clinical", 0),
        **changes,
    }
    return sign(actor, "small-bank", item_id, **given)


def for_credit(folder: BankFolder) -> None:
    """Make the bank one that gives credit, under texts that their owners approved; no points."""
    folder.change("activity.yaml", "demonstration: true", "demonstration: false")
    folder.change(
        "activity.yaml",
        'boards:\n  - {board: ABA, credit_type: Lifelong Learning, points: "0.50"}',
        "boards: []",
    )
    provider = folder.path.parent / "provider.yaml"
    text = provider.read_text(encoding="utf-8").replace("approved: false", "approved: true")
    provider.write_text(text, encoding="utf-8")


def agreed(actor: Actor) -> Agreed:
    """Approve the small bank as a whole, as it is now."""
    return approve(actor, "small-bank", digest=whole(actor, "small-bank").digest)


def rules(done: Published | NotPublished) -> list[str]:
    """Return which rules keep a bank from being published."""
    return [one.rule for one in done.problems] if isinstance(done, NotPublished) else []


def test_a_reviewer_approves_what_waits(
    desk_service: Service, reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """The row is bound to the digest, the log says so, and the file gets its copy."""
    (mine,) = [one for one in waiting(reviewer) if one.mine]
    assert (mine.item_id, mine.state) == ("one", "in review")
    digest = item(reviewer, "small-bank", "one").digest
    done = signed(reviewer, note="Compared with the guideline.")
    assert (done.seq, done.copied) == (1, True)
    (line,) = lines(desk_service, "item.review")
    assert line.on == "item:small-bank/one"
    assert line.data == {"digest": digest, "kind": "clinical", "verdict": "approved", "seq": 1}
    written, problems = read_item(reviewed_bank.path / "items" / "one.yaml")
    assert written is not None
    assert problems == ()
    assert written.status == "approved"
    assert (written.reviews[-1].by, written.reviews[-1].note) == (
        "fac-ben",
        "Compared with the guideline.",
    )
    page = item(reviewer, "small-bank", "one")
    assert (page.digest, page.state) == (digest, "approved")
    assert findings(desk_service) == []


def test_the_rest_of_the_file_stays_as_it_was(reviewer: Actor, reviewed_bank: BankFolder) -> None:
    """The copy adds a line and changes the status, and nothing else."""
    reviewed_bank.change("items/one.yaml", "stem: |", "# Seen in 2024.\nstem: |")
    before = reviewed_bank.files()["items/one.yaml"].decode().splitlines()
    signed(reviewer)
    after = reviewed_bank.files()["items/one.yaml"].decode().splitlines()
    assert [one for one in before if one not in after] == ["status: in_review"]
    assert len(after) == len(before) + 1


def test_a_file_that_cannot_be_written_costs_its_copy_alone(
    reviewer: Actor, reviewed_bank: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sign-off holds; approving once more writes the copy."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert signed(reviewer).copied is False
    monkeypatch.undo()
    assert "status: in_review" in reviewed_bank.files()["items/one.yaml"].decode()
    assert signed(reviewer).copied is True
    assert item(reviewer, "small-bank", "one").state == "approved"
    assert all(".signing" not in one for one in reviewed_bank.files())


def test_a_file_that_says_something_else_since_gets_no_copy(
    desk_service: Service,
    reviewer: Actor,
    reviewed_bank: BankFolder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Saved between the sign-off and its copy: nothing of it is lost, nor approved by the copy."""

    @contextmanager
    def saved_before(path: Path) -> Iterator[bytes]:
        reviewed_bank.change("items/one.yaml", "What is done first?", "What comes first?")
        with locked(path) as data:
            yield data

    monkeypatch.setattr("workflows.content.signing.locked", saved_before)
    assert signed(reviewer).copied is False
    text = reviewed_bank.files()["items/one.yaml"].decode()
    assert "What comes first?" in text
    assert "status: in_review" in text
    assert item(reviewer, "small-bank", "one").state == "in review"
    assert count(desk_service, "signoff") == 1


def test_a_second_click_is_the_first(desk_service: Service, reviewer: Actor) -> None:
    """The same verdict of the same person is written once."""
    first = signed(reviewer)
    again = signed(reviewer, seen=0)
    assert (again.seq, again.at) == (first.seq, first.at)
    assert count(desk_service, "signoff") == len(lines(desk_service, "item.review")) == 1


def test_nobody_approves_their_own_item(
    desk_service: Service, author: Actor, reviewed_bank: BankFolder
) -> None:
    """Neither an author nor whoever changed it last, whatever their role."""
    grant_role(system(desk_service), author.public_id, "reviewer")
    own = signed_in(desk_service, "ben")
    with pytest.raises(OwnItem):
        signed(own)
    reviewed_bank.change("items/one.yaml", "authors: [fac-ada]", "authors: [fac-ben]")
    with pytest.raises(OwnItem):
        signed(own)  # the history still says that fac-ada changed it last
    assert count(desk_service, "signoff") == 0


def test_a_reviewer_is_on_the_list(reviewer: Actor, reviewed_bank: BankFolder) -> None:
    """Whoever reviews is in control of content and has disclosed."""
    reviewed_bank.change("activity.yaml", "\n    email: thandiwe@example.edu", "")
    assert "not on this activity's list" in item(reviewer, "small-bank", "one").why_not["clinical"]
    with pytest.raises(NotListed):
        signed(reviewer)
    assert not any(one.mine for one in waiting(reviewer))


def test_the_office_reviews_without_being_on_the_list(staff: Actor, reviewer: Actor) -> None:
    """Its own review looks at form and rules; it approves nothing clinical."""
    assert signed(staff, kind="cme").seq == 1
    page = item(staff, "small-bank", "one")
    assert page.state == "in review"
    with pytest.raises(NotTheOffice):
        signed(reviewer, kind="cme")
    with pytest.raises(NotListed):
        signed(staff)


def test_what_was_changed_meanwhile_is_not_signed(
    reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """A verdict is about the text that was read."""
    digest = item(reviewer, "small-bank", "one").digest
    reviewed_bank.change("items/one.yaml", "What is done first?", "What is done next?")
    with pytest.raises(TextChanged):
        signed(reviewer, digest=digest)


def test_an_unfinished_question_is_not_approved(reviewer: Actor, reviewed_bank: BankFolder) -> None:
    """What is missing is named with its repair; changes can be asked for all the same."""
    reviewed_bank.change("items/one.yaml", "    alt_reviewed: true\n", "")
    with pytest.raises(NotComplete, match="alt text"):
        signed(reviewer)
    assert signed(reviewer, verdict="changes", note="Describe the figure.").seq == 1


def test_changes_are_said(reviewer: Actor) -> None:
    """Asking for changes without a word helps nobody."""
    with pytest.raises(NothingSaid):
        signed(reviewer, verdict="changes")


def test_a_kind_nobody_knows_is_refused(reviewer: Actor) -> None:
    """There are two reviews."""
    with pytest.raises(NoSuchVerdict):
        signed(reviewer, kind="moral")


def test_a_stale_page_signs_nothing(reviewer: Actor) -> None:
    """Somebody else's verdict came in between."""
    signed(reviewer, verdict="changes", note="Shorter.")
    with pytest.raises(Stale):
        signed(reviewer, seen=0)


def test_two_verdicts_in_one_moment_are_one(
    desk_service: Service, reviewer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who looked before the other had written is told to look again."""
    signed(reviewer, verdict="changes", note="Shorter.")
    monkeypatch.setattr("storage.review.verdicts", lambda *_: {})
    digest = item(reviewer, "small-bank", "one").digest
    with pytest.raises(Stale):
        signed(reviewer, digest=digest, seen=0)
    assert count(desk_service, "signoff") == len(lines(desk_service, "item.review")) == 1


def test_authors_and_learners_sign_nothing(author: Actor, reviewer: Actor) -> None:
    """It is the duty of reviewers and of the office."""
    digest = item(reviewer, "small-bank", "one").digest
    with pytest.raises(NotAllowed):
        signed(author, digest=digest)


def test_an_unknown_question_is_not_found(reviewer: Actor) -> None:
    """So is an unknown bank."""
    with pytest.raises(NotFound):
        sign(reviewer, "no-bank", "one", digest="", kind="clinical", verdict="approved")


def test_a_changed_question_needs_a_new_sign_off(
    reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """The page says what changed since, in words."""
    signed(reviewer)
    reviewed_bank.change("items/one.yaml", "text: Remove the tube", "text: Take the tube out")
    page = item(reviewer, "small-bank", "one")
    assert page.since == "version 1.1, which was approved before"
    (changed,) = page.differences
    assert (changed.what, changed.how) == ("Option A", "changed")
    assert (changed.before, changed.after) == ("Remove the tube", "Take the tube out")
    assert page.seen == {}


def test_what_was_sent_back_comes_again_with_what_changed(
    reviewer: Actor, reviewed_bank: BankFolder
) -> None:
    """Where nothing was approved yet, the text that was read before is what it is held against."""
    signed(reviewer, verdict="changes", note="Say it shorter.")
    reviewed_bank.change("items/one.yaml", "text: Remove the tube", "text: Take the tube out")
    page = item(reviewer, "small-bank", "one")
    assert page.since == "version 1.1, of which changes were asked for"
    assert [one.what for one in page.differences] == ["Option A"]


def test_credit_needs_a_sign_off_in_the_database(
    reviewer: Actor, staff: Actor, reviewed_bank: BankFolder
) -> None:
    """A review that only stands in a file counts for demonstrations alone."""
    for_credit(reviewed_bank)
    agreed(staff)
    signed(reviewer)
    assert rules(publish(staff, reviewed_bank.path)) == ["sign-off-missing"]
    signed(reviewer, "two")
    assert isinstance(publish(staff, reviewed_bank.path), Published)


def test_a_demonstration_rests_on_its_files(staff: Actor, reviewed_bank: BankFolder) -> None:
    """Nothing has to be signed for what gives no credit."""
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    assert isinstance(publish(staff, reviewed_bank.path), Published)


def test_whoever_asks_for_changes_stops_publication(
    reviewer: Actor, staff: Actor, reviewed_bank: BankFolder
) -> None:
    """Also in a demonstration: the item is back in review, and out of its pool."""
    signed(reviewer, "two", verdict="changes", note="Name the dose.")
    written, _ = read_item(reviewed_bank.path / "items" / "two.yaml")
    assert written is not None
    assert written.status == "in_review"
    # An author who writes approved over it gets no further.
    reviewed_bank.change("items/two.yaml", "status: in_review", "status: approved")
    reviewed_bank.change("items/one.yaml", "status: in_review", "status: approved")
    assert "changes-requested" in rules(publish(staff, reviewed_bank.path))


def test_a_sign_off_ends_where_its_giver_leaves_the_list(
    reviewer: Actor, staff: Actor, reviewed_bank: BankFolder
) -> None:
    """People are no part of the digest, so they are looked at again at publication."""
    for_credit(reviewed_bank)
    agreed(staff)
    signed(reviewer)
    signed(reviewer, "two")
    reviewed_bank.change("activity.yaml", "\n    email: thandiwe@example.edu", "")
    agreed(staff)
    assert rules(publish(staff, reviewed_bank.path)) == ["sign-off-own", "sign-off-own"]
