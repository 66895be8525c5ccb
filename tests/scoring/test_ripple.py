"""What a correction changes: all rows at once exactly as one by one, and back again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizzes.correction import fault_of, keyings
from scoring.marking import Marker, mark
from scoring.packed import Sheet
from scoring.parts import best_of_each, share_right
from scoring.ripple import Ripple, Standings, ripple
from tests.correcting import a_correction
from tests.scoring.test_packed import ITEMS, answers_to, attempts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.answer import Answer
    from quizzes.correction import Correction
    from quizzes.models import AnyItem

STANDARD = "50"
SOME = settings(max_examples=50)  # of the same cases each of four tests
Attempt = dict[str, "Answer | None"]


@st.composite
def cases(pick: st.DrawFn) -> tuple[AnyItem, Correction, list[Attempt]]:
    """Return an item, a correction that fits it, and attempts at some of all items."""
    item = pick(st.sampled_from(ITEMS))
    kind = pick(st.sampled_from(("rekey", "also", "drop")))
    if kind == "drop":
        return item, a_correction("drop"), pick(attempts())
    key = pick(answers_to(item).filter(bool))
    new = a_correction(kind, key="200" if item.type == "numeric" else key)
    return item, new, pick(attempts())


def rippled(
    item: AnyItem,
    before: Sequence[Correction],
    after: Sequence[Correction],
    rows: list[Attempt],
    passed: Sequence[bool],
    *,
    lower: bool = False,
) -> Ripple:
    """Mark rows before and after, for people who stand as `passed` says."""
    sheet = Sheet(ITEMS, corrections={item.id: tuple(before)})
    packed = [sheet.row(one) for one in rows]
    standing = Standings(
        passed=np.array(passed, dtype=np.bool_),
        counted=np.ones(len(rows), dtype=np.bool_),
        lower=np.full(len(rows), lower),
        standard=STANDARD,
    )
    return ripple(sheet, packed, item.id, {item.id: tuple(after)}, standing)


def one_by_one(item: AnyItem, told: Sequence[Correction], answers: Attempt) -> Fraction:
    """Return an attempt's share, marked item by item under each key that counts."""
    got = most = Fraction()
    for one in ITEMS:
        if one.id not in answers:
            continue
        marker = Marker(one, told if one.id == item.id else ())
        got += marker.mark(answers[one.id]).score * marker.points
        most += marker.points
    return got / most if most else Fraction()


def reached(share: Fraction) -> bool:
    """Whether a share reaches the standard; nothing never does."""
    return share >= Fraction(STANDARD) / 100


@SOME
@given(cases())
def test_all_at_once_is_as_one_by_one(case: tuple[AnyItem, Correction, list[Attempt]]) -> None:
    """Scores, who rises and who falls, whom it touches."""
    item, new, rows = case
    assume(fault_of(item, [], new) is None)
    before = [one_by_one(item, (), one) for one in rows]
    after = [one_by_one(item, (new,), one) for one in rows]
    found = rippled(item, (), (new,), rows, [False] * len(rows))
    assert [found.share(at) for at in range(len(rows))] == after
    assert found.up.tolist() == [now > was for was, now in zip(before, after, strict=True)]
    assert found.down.tolist() == [now < was for was, now in zip(before, after, strict=True)]
    assert found.drawn.tolist() == [item.id in one for one in rows]


@SOME
@given(cases())
def test_an_undo_restores_every_score(case: tuple[AnyItem, Correction, list[Attempt]]) -> None:
    """The totals are those from before, exactly, and so is every pass that was not given away."""
    item, new, rows = case
    assume(fault_of(item, [], new) is None)
    passed = [reached(one_by_one(item, (), one)) for one in rows]
    there = rippled(item, (), (new,), rows, passed, lower=True)
    back = rippled(item, (new,), (), rows, there.passed.tolist(), lower=True)
    for at, one in enumerate(rows):
        assert back.share(at) == one_by_one(item, (), one)
    assert back.passed.tolist() == passed


@SOME
@given(cases())
def test_nobody_loses_a_pass_unless_it_was_said(
    case: tuple[AnyItem, Correction, list[Attempt]],
) -> None:
    """Whatever the correction, whoever passed passes."""
    item, new, rows = case
    assume(fault_of(item, [], new) is None)
    passed = [reached(one_by_one(item, (), one)) for one in rows]
    found = rippled(item, (), (new,), rows, passed)
    assert all(now for was, now in zip(passed, found.passed, strict=True) if was)
    lowered = rippled(item, (), (new,), rows, passed, lower=True)
    after = [reached(one_by_one(item, (new,), one)) for one in rows]
    assert lowered.passed.tolist() == after
    assert lowered.loses.tolist() == found.loses.tolist()


@SOME
@given(cases())
def test_the_best_of_several_keys_counts(case: tuple[AnyItem, Correction, list[Attempt]]) -> None:
    """For each part on its own where an item has parts."""
    item, new, rows = case
    assume(new.kind != "drop" and fault_of(item, [], new) is None)
    marker = Marker(item, (new,))
    for one in rows:
        answer = one.get(item.id)
        marks = [mark(each, answer, marker.method) for each in keyings(item, (new,))]
        best = max(each.score for each in marks)
        if marks[0].by_part:
            best = share_right(best_of_each(each.by_part for each in marks))
        assert marker.mark(answer).score == best


def test_what_was_not_in_time_never_passes() -> None:
    """Its score changes all the same."""
    item = ITEMS[0]
    sheet = Sheet(ITEMS)
    standing = Standings(
        passed=np.array([False]), counted=np.array([False]), lower=np.array([False]),
        standard=STANDARD,
    )  # fmt: skip
    told = {item.id: (a_correction("rekey", key="c"),)}
    found = ripple(sheet, [sheet.row({item.id: "c"})], item.id, told, standing)
    assert found.share(0) == 1
    assert not found.passed[0]
