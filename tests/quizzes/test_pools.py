"""What the checker asks of pools and blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

POOLS = """\
  - id: all
    select: {topics: [airway, nausea]}
blueprint:
  - {pool: all, draw: 2}
"""


@pytest.mark.parametrize(
    ("pools", "rule", "field"),
    [
        (POOLS.replace("pool: all", "pool: al"), "pool-unknown", "blueprint[1]"),
        (POOLS + "  - {pool: all, draw: 1}\n", "pool-drawn-twice", "blueprint[2]"),
        (POOLS.replace("nausea", "nausea, pain"), "topic-unknown", "pools[all].select.topics[3]"),
        (POOLS.replace("]", "], items: [x]"), "item-unknown", "pools[all].select.items[1]"),
        (POOLS.replace("topics: [airway, nausea]", ""), "pool-empty", "pools[all].select"),
        (POOLS.replace("draw: 2", "draw: 3"), "pool-too-small", "blueprint[1].draw"),
        (
            "  - {id: x, select: {items: [one]}}\n" + POOLS + "  - {pool: x, draw: 1}\n",
            "item-in-two-pools",
            "blueprint[2].pool",
        ),
    ],
)
def test_refused(folder: BankFolder, pools: str, rule: str, field: str) -> None:
    """An attempt that could not be drawn, or would show an item twice, is an error."""
    folder.change("activity.yaml", POOLS, pools)

    assert ("error", rule, field) in {(one.severity, one.rule, one.field) for one in folder.check()}


@pytest.mark.parametrize(
    ("pools", "rule"),
    [
        ("  - {id: x, select: {items: [one]}}\n" + POOLS, "pool-unused"),
        (POOLS.replace("airway, ", "").replace("draw: 2", "draw: 1"), "item-undrawn"),
    ],
)
def test_warned(folder: BankFolder, pools: str, rule: str) -> None:
    """A pool, or an approved item, that is never drawn is pointed out."""
    folder.change("activity.yaml", POOLS, pools)

    assert folder.rules() == [f"warning {rule}"]


def test_items_in_review_are_not_drawn(folder: BankFolder) -> None:
    """Only approved items count for a pool."""
    folder.change("items/two.yaml", "status: approved", "status: in_review")

    problem = next(one for one in folder.check() if one.severity == "error")

    assert problem.rule == "pool-too-small"
    assert "1 approved question (2 with those not approved)" in problem.message


def test_an_unreadable_item_is_missing_nowhere(folder: BankFolder) -> None:
    """Its own fault is the only one: the pool is not too small, and its topic is not unknown."""
    folder.change(
        "items/one.yaml", "version: 1\nrevision: 1\nstatus", "version: 0\nrevision: 1\nstatus"
    )
    assert folder.rules() == ["error schema"]
