"""Marking anew what was marked before a correction."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from storage import corrections
from storage.connect import reading
from tests import reporting
from tests.amending import account, colleague, in_force
from tests.correcting import ALSO, DROP, ITEM, REASON, REKEY, put_right, undo
from tests.editions import publish, some_items
from tests.learning import OPINION, completed, unsealed
from tests.taking import answer, chain_faults, count, form, lines, result_row, row_of, start_at
from workflows.attempts.marks import ResultBody
from workflows.attempts.settle import submit
from workflows.corrections.apply import NotInForce, apply, apply_all
from workflows.corrections.correct import confirm, propose
from workflows.corrections.preview import preview
from workflows.credit.claim import BoardClaim, make
from workflows.credit.evaluate import give
from workflows.credit.refusals import NotPassed
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

MK = "ABIM:Medical Knowledge"


def take(actor: Actor, key: str, wrong: tuple[str, ...] = (), to: str = "b") -> str:
    """Answer all questions by their id: right, or at some of them otherwise."""
    attempt = start_at(actor, key)
    asked = enumerate(form(actor.service, attempt).items, start=1)
    answer(actor, attempt, {at: to if one.item_id in wrong else "a" for at, one in asked})
    submit(actor, attempt)
    return attempt


def standing(service: Service, attempt: str) -> tuple[int, str, bool, bool]:
    """Return seq, score, pass and whether it is kept of a result in force."""
    row = result_row(service, attempt)
    assert row is not None
    body = ResultBody.model_validate_json(row.body)
    return row.seq, str(Fraction(row.num, row.den)), row.passed, body.kept


def scores(service: Service, attempt: str) -> list[tuple[int, int, bool]]:
    """Return every result of an attempt, oldest first."""
    with reading(service.engine) as connection:
        rows = corrections.results_of(connection, row_of(service, attempt).id)
    return [(row.num, row.den, row.passed) for row in rows]


def test_a_new_key_marks_everybody_anew(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Who chose it rises and passes; who was right falls and keeps the pass."""
    key = publish(service, passing_percent="80", attempts_max=9)
    chose, right = take(ada, key, ("item-1",)), take(dan, key)
    marked = put_right(cora, REKEY)
    assert standing(service, chose) == (2, "1", True, False)
    assert standing(service, right) == (2, "3/4", True, True)
    assert (marked.looked_at, marked.changed, marked.gained, marked.kept) == (2, 2, 1, 1)
    assert (marked.lost, marked.told) == (0, 2)


def test_the_dry_run_says_what_the_commit_does(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """The same counts and scores, and nothing is written by it."""
    key = publish(service, passing_percent="80")
    chose, right = take(ada, key, ("item-1",)), take(dan, key)
    said = preview(cora, ITEM, REKEY, seen=0).editions[0]
    assert count(service, "correction") == 0
    assert (said.attempts, said.touched, said.up, said.down) == (2, 2, 1, 1)
    assert (said.gains, said.loses, said.to_complete, said.quarters) == (1, 1, 1, 4)
    marked = put_right(cora, REKEY)
    assert (said.gains, said.loses) == (marked.gained, marked.kept)
    for one, attempt in ((said.gaining[0], chose), (said.losing[0], right)):
        assert one.attempt == attempt
        assert str(one.after) == standing(service, attempt)[1]


def test_a_second_key_lowers_nobody(service: Service, ada: Actor, dan: Actor, cora: Actor) -> None:
    """Both answers count, for those before and after."""
    key = publish(service, passing_percent="80")
    chose, right = take(ada, key, ("item-1",)), take(dan, key)
    put_right(cora, ALSO)
    assert standing(service, chose)[1:3] == ("1", True)
    assert standing(service, right)[1:3] == ("1", True)


def test_a_dropped_question_is_in_no_denominator(service: Service, ada: Actor, cora: Actor) -> None:
    """Three of three, where three of four were right; of one question alone nothing is left."""
    attempt = take(ada, publish(service, passing_percent="80"), ("item-1",))
    alone = take(ada, publish(service, slug="alone", items=some_items(1)))
    put_right(cora, DROP)
    assert standing(service, attempt) == (2, "1", True, False)
    assert standing(service, alone) == (2, "0", True, True)


def test_who_did_not_draw_the_question_is_left_alone(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """One of two is drawn: its attempt has one result, the other two."""
    key = publish(service, items=some_items(2), draw=1, attempts_max=9)
    attempt = take(ada, key)
    drawn = form(service, attempt).items[0].item_id
    other = "item-2.1" if drawn == "item-1" else "item-1.1"
    put_right(cora, REKEY, item=other)
    assert standing(service, attempt)[0] == 1
    put_right(cora, REKEY, item=f"{drawn}.1")
    assert standing(service, attempt)[0] == 2


def test_an_open_attempt_is_marked_with_what_is_in_force(
    service: Service, ada: Actor, cora: Actor, system: Actor
) -> None:
    """Answered before the correction, submitted after it: one result, and the log agrees."""
    attempt = start_at(ada, publish(service, passing_percent="80"))
    asked = enumerate(form(service, attempt).items, start=1)
    answer(ada, attempt, {at: "b" if one.item_id == "item-1" else "a" for at, one in asked})
    assert put_right(cora, REKEY).looked_at == 0
    submit(ada, attempt)
    assert standing(service, attempt) == (1, "1", True, False)
    row = result_row(service, attempt)
    assert row is not None
    assert ResultBody.model_validate_json(row.body).corrections == ("item-1.1:1",)
    assert unsealed(system, ("result", "attempt")) == []


def test_an_undo_restores_every_score(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """As the first results are; a pass that the correction gave is kept."""
    key = publish(service, passing_percent="80")
    both = take(ada, key, ("item-1",)), take(dan, key)
    put_right(cora, REKEY)
    put_right(cora, undo(1), seen=1)
    for attempt in both:
        first, _second, third = scores(service, attempt)
        assert third[:2] == first[:2]
    assert standing(service, both[0])[2:] == (True, True)
    assert standing(service, both[1])[2:] == (True, False)


def claimed(actor: Actor, key: str) -> str:
    """Complete an activity and claim credit and points for it."""
    completion = completed(actor, key)
    boards = {MK: BoardClaim("123456", consent=True)}
    make(actor, completion, quarters=4, boards=boards, attested=True)
    return completion


def passing(service: Service, completion: str) -> str:
    """Return the attempt by which somebody completed."""
    return next(
        str(line.data.get("attempt") or line.on.partition(":")[2])
        for line in lines(service, "evaluation.give")
        if line.data["completion"] == completion
    )


def test_credit_is_kept_unless_staff_chose(service: Service, ada: Actor, cora: Actor) -> None:
    """The score falls below the standard; claims, certificate and reports stay."""
    completion = claimed(ada, publish(service, passing_percent="80"))
    said = preview(cora, ITEM, REKEY, seen=0).editions[0]
    assert (said.credited, said.certificates, said.cancels, said.deletes) == (1, 1, 2, 0)
    put_right(cora, REKEY)
    assert in_force(service, completion) == {"cme": (1, 4), MK: (1, 3)}
    assert count(service, "certificate") == 1


def test_who_was_chosen_is_lowered_and_an_undo_puts_it_back(
    service: Service, ada: Actor, cora: Actor, system: Actor
) -> None:
    """By the amendment's own ways: claims to nothing, PARS told; then the same claims again."""
    completion = claimed(ada, publish(service, passing_percent="80"))
    attempt = passing(service, completion)
    marked = put_right(cora, REKEY, lower=[attempt])
    assert (marked.lost, marked.lowered) == (1, 1)
    assert standing(service, attempt) == (2, "3/4", False, False)
    assert in_force(service, completion) == {"cme": (2, 0), MK: (2, 0)}
    marked = put_right(cora, undo(1), seen=1)
    assert (marked.restored, marked.unrestored) == (1, 0)
    assert in_force(service, completion) == {"cme": (3, 4), MK: (3, 3)}
    assert unsealed(system, ("result", "claim", "certificate", "correction", "task_note")) == []


def test_what_pars_holds_is_deleted_there(service: Service, ada: Actor, cora: Actor) -> None:
    """A record that was sent is taken back by a row of its own, one that was not is cancelled."""
    completion = claimed(ada, publish(service, passing_percent="80"))
    reporting.put(service, completion, "ABIM", "accepted")
    said = preview(cora, ITEM, REKEY, seen=0).editions[0]
    assert (said.deletes, said.cancels, said.adds) == (1, 1, 0)
    assert (said.losing[0].deletes, said.losing[0].cancels) == (1, 1)
    put_right(cora, REKEY, lower=[passing(service, completion)])
    assert reporting.records(service, completion) == [
        ("ABIM", 1, "add", "accepted"),
        ("ABIM", 2, "delete", "ready"),
        ("cme", 1, "add", "cancelled"),
    ]


def test_somebody_with_another_pass_is_not_lowered(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """One attempt loses its pass, and the claim stands on the other, which comes to pass."""
    key = publish(service, passing_percent="80", attempts_max=9)
    completion = claimed(ada, key)
    other, attempt = take(ada, key, ("item-1",)), passing(service, completion)
    said = preview(cora, ITEM, REKEY, seen=0).editions[0]
    assert (said.losing[0].other_pass, said.credited, said.to_complete) == (True, 0, 0)
    marked = put_right(cora, REKEY, lower=[attempt])
    assert standing(service, attempt) == (2, "3/4", False, False)
    assert standing(service, other) == (2, "1", True, False)
    assert (marked.lost, marked.lowered) == (1, 0)
    assert in_force(service, completion)["cme"] == (1, 4)


def test_what_cannot_be_put_back_is_counted(service: Service, ada: Actor, cora: Actor) -> None:
    """The consent to reports was withdrawn meanwhile: nobody agrees for them."""
    completion = claimed(ada, publish(service, passing_percent="80"))
    put_right(cora, REKEY, lower=[passing(service, completion)])
    reporting.consent(ada, "ABIM", given=False)
    marked = put_right(cora, undo(1), seen=1)
    assert (marked.restored, marked.unrestored) == (0, 1)
    assert in_force(service, completion)["cme"] == (2, 0)


def test_who_passes_by_it_goes_on_to_the_claim(service: Service, ada: Actor, cora: Actor) -> None:
    """Evaluation and claim, as after any pass."""
    attempt = take(ada, publish(service, passing_percent="80"), ("item-1",))
    with pytest.raises(NotPassed):
        give(ada, attempt, OPINION)
    put_right(cora, REKEY)
    make(ada, give(ada, attempt, OPINION), quarters=4, boards={}, attested=True)
    assert count(service, "certificate") == 1


def test_who_was_lowered_before_the_claim_cannot_claim(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """The completion stays on record; the pass behind it is gone."""
    completion = completed(ada, publish(service, passing_percent="80"))
    put_right(cora, REKEY, lower=[passing(service, completion)])
    with pytest.raises(NotPassed):
        make(ada, completion, quarters=4, boards={}, attested=True)


def test_a_crash_between_two_batches_is_gone_on_from(
    service: Service, ada: Actor, dan: Actor, cora: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes next does the rest, and nothing twice."""
    monkeypatch.setattr("workflows.corrections.apply.BATCH", 1)
    key = publish(service)
    attempts = take(ada, key), take(dan, key)
    made = propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    confirm(colleague(service), ITEM, made)
    assert not apply(cora, made, batches=1).done
    assert [standing(service, one)[0] for one in attempts] == [2, 1]
    assert apply_all(system(service)) == 1
    assert [standing(service, one)[0] for one in attempts] == [2, 2]
    assert apply(cora, made).marked.changed == 2
    assert count(service, "result") == 4
    assert apply_all(system(service)) == 0
    assert not chain_faults(service)


def test_nothing_is_applied_before_it_is_confirmed(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """A proposal is no correction."""
    take(ada, publish(service))
    made = propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    with pytest.raises(NotInForce):
        apply(cora, made)


def test_several_editions_are_marked_each_by_its_standard(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """The same question in two activities."""
    easy, hard = publish(service, slug="easy"), publish(service, slug="hard", passing_percent="80")
    both = take(ada, easy, ("item-1",)), take(ada, hard, ("item-1",))
    said = preview(cora, ITEM, REKEY, seen=0)
    assert [one.gains for one in said.editions] == [0, 1]
    assert said.total("touched") == 2
    put_right(cora, REKEY)
    assert [standing(service, one)[1:3] for one in both] == [("1", True), ("1", True)]


def test_somebody_else_is_untouched(service: Service, cora: Actor) -> None:
    """An account that never took it has nothing."""
    publish(service)
    account(service, "new@example.edu", "New Person")
    marked = put_right(cora, REKEY)
    assert (marked.looked_at, marked.told) == (0, 0)
