"""Publishing a bank."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from quizzes.edition import FrontMatter
from settings import ROOT
from storage import content, things
from storage.connect import reading
from tests.committing import ON_SQLITE
from tests.people import signed_in
from tests.quizzes.folder import PNG, BankFolder
from tests.taking import count, lines
from workflows.content import frozen
from workflows.content.publish import (
    NothingToRenew,
    NotPublished,
    Published,
    TermsChanged,
    publish,
)
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Row

    from quizzes.edition import Manifest
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A small valid bank of two questions, one with a figure."""
    return BankFolder(tmp_path / "small-bank")


def published(actor: Actor, folder: BankFolder, *, renew: bool = False) -> Published:
    """Publish a bank that has no fault."""
    done = publish(actor, folder.path, renew=renew)
    assert isinstance(done, Published), done
    return done


def newest(service: Service, key: str) -> Manifest:
    """Return the manifest of the newest edition of an activity."""
    with reading(service.engine) as connection:
        row = things.find(connection, "activity", key, None)
        assert row is not None
        return frozen.manifest(connection, content.newest_edition(connection, row.id).id)


@ON_SQLITE
def test_a_variant_is_named_in_the_edition(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """By item; without one the manifest says nothing of variants, as before there were any."""
    key = published(cora, folder).key
    before = newest(service, key)
    assert "variants" not in before.model_dump_json()
    folder.change("items/two.yaml", "status: approved\n", "status: approved\nvariant_of: one\n")
    published(cora, folder)
    after = newest(service, key)
    assert after.variants == {"two": "one"}
    assert after.pools == before.pools  # it is no part of an item


def test_a_bank_becomes_an_edition(service: Service, cora: Actor, folder: BankFolder) -> None:
    """The first publication opens period 1 with edition 1, and one line in the log says so."""
    done = published(cora, folder)
    assert (done.key, done.period, done.number, done.created) == ("small-bank.1", 1, 1, True)
    (line,) = lines(service, "edition.publish")
    assert line.on == "activity:small-bank.1"
    assert line.data == {"items": 2, "number": 1, "sha256": done.sha256}


def test_two_who_publish_at_once_publish_once(
    service: Service, cora: Actor, folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who looked before the other had written finds what is there."""
    first = published(cora, folder)
    real, looks = content.periods, itertools.count()

    def periods(connection: Connection, slug: str) -> Sequence[Row[Any]]:
        return real(connection, slug) if next(looks) else []  # nothing at the first look

    monkeypatch.setattr(content, "periods", periods)
    again = published(cora, folder)
    assert (again.key, again.sha256, again.created) == (first.key, first.sha256, False)
    assert len(lines(service, "edition.publish")) == 1


def test_items_are_frozen_with_their_figures(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """What is kept is complete without the files."""
    manifest = newest(service, published(cora, folder).key)
    with reading(service.engine) as connection:
        held = frozen.items(connection, manifest.pools[0].items).values()
        one, two = sorted(held, key=lambda item: item.id)
        (figure,) = one.figures()
        kept = things.find(connection, "figure", figure.digest, None)
    assert kept is not None
    assert (kept.type, kept.bytes) == ("image/png", PNG)
    assert two.keyed_answer == ["a", "b"]


def test_the_front_matter_is_whole(service: Service, cora: Actor, folder: BankFolder) -> None:
    """Every statement is resolved; only the board of the consent is left open."""
    front = newest(service, published(cora, folder).key).front
    assert "75% of all points" in front.how_to_complete
    assert "0.50" in front.designation
    assert len(front.recognition) == 1
    assert "{board}" in front.report_consent
    others = front.model_dump_json(exclude={"report_consent"})
    assert "{provider}" not in others


def test_a_text_without_a_consent_for_states_keeps_its_digest(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """Who acknowledged it before there was one, acknowledged what is stored under that digest."""
    front = newest(service, published(cora, folder).key).front
    before = front.model_copy(update={"state_consent": ""})
    assert "state medical boards" in front.state_consent
    assert '"state_consent":' in front.model_dump_json()
    assert '"state_consent":' not in before.model_dump_json()
    assert FrontMatter.model_validate_json(before.model_dump_json()).digest == before.digest


def test_publishing_again_returns_what_exists(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """The same content is the same edition: nothing is written and nothing is logged."""
    first = published(cora, folder)
    again = published(cora, folder)
    assert (again.number, again.sha256, again.created) == (1, first.sha256, False)
    assert count(service, "edition") == len(lines(service, "edition.publish")) == 1


def test_another_wording_is_the_next_edition(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """Within unchanged terms content may change, and the edition before stays."""
    published(cora, folder)
    folder.change("items/one.yaml", "revision: 1\nstatus", "revision: 2\nstatus")
    folder.change(
        "items/one.yaml", "{version: 1, revision: 1, date", "{version: 1, revision: 2, date"
    )
    folder.change("items/one.yaml", "What is done first?", "What should be done first?")
    done = published(cora, folder)
    assert (done.period, done.number) == (1, 2)
    assert count(service, "edition") == 2
    assert count(service, "item") == 3


def test_a_draft_item_is_left_out(service: Service, cora: Actor, folder: BankFolder) -> None:
    """Only approved items are frozen."""
    folder.change("items/two.yaml", "status: approved", "status: in_review")
    folder.change("activity.yaml", "draw: 2", "draw: 1")
    assert published(cora, folder).items == 1
    assert count(service, "item") == 1


def test_who_is_in_control_is_kept(service: Service, cora: Actor, folder: BankFolder) -> None:
    """The addresses of the faculty travel in the manifest, and not in the front matter."""
    folder.change(
        "activity.yaml", "name: Ada Author, MD", "name: Ada Author, MD\n    email: a@example.edu"
    )
    manifest = newest(service, published(cora, folder).key)
    assert manifest.in_control == ("a@example.edu",)
    assert "a@example.edu" not in manifest.front.model_dump_json()


def test_real_credit_needs_approved_texts(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """Without the mark of a demonstration no statement may be a placeholder."""
    folder.change("activity.yaml", "demonstration: true\n", "")
    done = publish(cora, folder.path)
    assert isinstance(done, NotPublished)
    problem = done.problems[0]
    assert (problem.rule, problem.severity) == ("text-not-approved", "error")
    assert "accreditation, designation" in problem.message
    assert "approved: true" in problem.fix
    assert count(service, "edition") == 0


def test_under_approved_texts_only_sign_offs_are_missing(
    cora: Actor, folder: BankFolder, tmp_path: Path
) -> None:
    """With the owners' wording in force each question, and the whole, waits for a sign-off."""
    text = (ROOT / "quizzes" / "banks" / "provider.yaml").read_text(encoding="utf-8")
    (tmp_path / "provider.yaml").write_text(text.replace("approved: false", "approved: true"))
    folder.change("activity.yaml", "demonstration: true\n", "")
    folder.change(
        "activity.yaml",
        'boards:\n  - {board: ABA, credit_type: Lifelong Learning, points: "0.50"}\n',
        "",
    )
    chosen = replace(cora.service.settings, banks=tmp_path)
    there = replace(cora, service=replace(cora.service, settings=chosen))
    done = publish(there, folder.path)
    assert isinstance(done, NotPublished)
    assert [one.rule for one in done.problems] == [
        "sign-off-missing", "sign-off-missing", "activity-sign-off",
    ]  # fmt: skip


def test_what_ran_out_may_still_be_corrected(
    service: Service, cora: Actor, folder: BankFolder, clock: Clock
) -> None:
    """Its records last for years; only a new activity must be one that can be started."""
    published(cora, folder)
    clock.move(days=1200)
    later = signed_in(service, "cora")
    assert not published(later, folder).created
    folder.change("activity.yaml", 'passing_percent: "75"', 'passing_percent: "50"')
    done = publish(later, folder.path, renew=True)
    assert isinstance(done, NotPublished)
    assert [one.rule for one in done.problems] == ["expired"]
    assert count(service, "activity") == 1


@pytest.mark.parametrize(
    ("old", "new", "rule", "repair"),
    [
        ("credit_type: Lifelong Learning", "credit_type: Part 2", "board-credit-type", "Lifelong"),
        ("release_date: 2026-11-01", "release_date: 2001-11-01", "board-rule", "Leave the board"),
    ],
)
def test_points_that_a_board_would_not_record(
    cora: Actor, folder: BankFolder, old: str, new: str, rule: str, repair: str
) -> None:
    """They are found before anybody can pass the activity and claim them in vain."""
    folder.change("activity.yaml", old, new)
    for name, day in (("designated_on: 2026", "2000"), ("expiration_date: 2029", "2002")):
        if rule == "board-rule":
            folder.change("activity.yaml", name, f"{name[:-4]}{day}")
    done = publish(cora, folder.path)
    assert isinstance(done, NotPublished)
    (problem,) = done.problems
    assert (problem.rule, problem.field) == (rule, "boards[1].credit_type")
    assert repair in problem.fix


def test_points_beyond_the_credit_are_refused(cora: Actor, folder: BankFolder) -> None:
    """Two types of one board share the credit: 0.75 points for 0.50 credits are too many."""
    plan = '  - {board: ABA, credit_type: Lifelong Learning, points: "0.50"}\n'
    safety = plan.replace("Lifelong Learning", "Patient Safety").replace("0.50", "0.25")
    folder.change("activity.yaml", plan, plan + safety)
    done = publish(cora, folder.path)
    assert isinstance(done, NotPublished)
    (problem,) = done.problems
    assert (problem.rule, problem.field) == ("board-points", "boards[1].points")
    assert "0.75 points are planned for 0.50 credits" in problem.message


def test_a_fault_keeps_it_from_being_published(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """The result says where, and nothing is written."""
    folder.change("items/one.yaml", "correct: true", "correct: false")
    done = publish(cora, folder.path)
    assert isinstance(done, NotPublished)
    assert any(one.item == "one" and one.severity == "error" for one in done.problems)
    assert count(service, "activity") == count(service, "item") == 0


def test_an_activity_that_is_not_approved_is_refused(cora: Actor, folder: BankFolder) -> None:
    """Its status is the course director's word."""
    folder.change("activity.yaml", "status: approved", "status: in_review")
    done = publish(cora, folder.path)
    assert isinstance(done, NotPublished)
    assert [one.rule for one in done.problems] == ["activity-approved"]


@pytest.mark.parametrize("designated", ["designated_on: 2026-11-02", "designated_on: null"])
def test_release_before_designation_is_refused(
    service: Service, cora: Actor, folder: BankFolder, designated: str
) -> None:
    """There is no credit in hindsight."""
    folder.change("activity.yaml", "designated_on: 2026-10-01", designated)
    assert isinstance(publish(cora, folder.path), NotPublished)
    assert count(service, "activity") == 0


def test_a_changed_key_needs_a_new_version(
    service: Service, cora: Actor, folder: BankFolder
) -> None:
    """A published item keeps its meaning under its version."""
    published(cora, folder)
    folder.change("items/two.yaml", "Ondansetron, correct: true", "Ondansetron, correct: false")
    folder.change("items/two.yaml", "Nitrous oxide,", "Nitrous oxide, correct: true,")
    done = publish(cora, folder.path)
    assert isinstance(done, NotPublished)
    assert [one.rule for one in done.problems] == ["version-not-raised"]
    assert count(service, "edition") == len(lines(service, "edition.publish")) == 1


def test_changed_terms_are_refused(service: Service, cora: Actor, folder: BankFolder) -> None:
    """What was designated stays, and the sentence names what changed (pitfall 5)."""
    published(cora, folder)
    folder.change("activity.yaml", 'passing_percent: "75"', 'passing_percent: "50"')
    with pytest.raises(TermsChanged, match="passing_percent"):
        publish(cora, folder.path)
    assert count(service, "activity") == 1


def test_changed_terms_open_a_new_period_by_name(cora: Actor, folder: BankFolder) -> None:
    """With renew the bank's next accreditation period begins, with its own edition 1.

    This is pitfall 11.
    """
    published(cora, folder)
    folder.change("activity.yaml", "expiration_date: 2029-10-31", "expiration_date: 2029-09-30")
    done = published(cora, folder, renew=True)
    assert (done.key, done.period, done.number) == ("small-bank.2", 2, 1)


def test_unchanged_terms_are_not_renewed(cora: Actor, folder: BankFolder) -> None:
    """A second period with the same dates would be the same activity twice."""
    published(cora, folder)
    with pytest.raises(NothingToRenew):
        publish(cora, folder.path, renew=True)


def test_only_the_office_publishes(ben: Actor, folder: BankFolder) -> None:
    """An author does not publish their own bank."""
    with pytest.raises(NotAllowed):
        publish(ben, folder.path)
