"""The draw of an attempt: by a seed, the same on every machine."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.drawing import PoolTooSmallError, Share, draw, option_order, pools_of

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

TEN = tuple(f"q-{number:02}" for number in range(10))


@st.composite
def shares(pick: st.DrawFn) -> list[Share]:
    """Pools without common items, each large enough for its draw."""
    sizes = pick(st.lists(st.integers(1, 8), min_size=1, max_size=4))
    return [
        (f"p{pool}", pick(st.integers(1, size)), tuple(f"{pool}-{one}" for one in range(size)))
        for pool, size in enumerate(sizes)
    ]


def test_same_seed_same_draw() -> None:
    """A seed means the same draw for ever: these are stored with attempts."""
    assert draw([("all", 4, TEN)], "seed") == ("q-04", "q-05", "q-00", "q-01")
    assert draw([("all", 4, TEN)], "other") != draw([("all", 4, TEN)], "seed")


@given(pools=shares(), seed=st.text(), seen=st.sets(st.sampled_from(TEN)))
def test_draw(pools: list[Share], seed: str, seen: set[str]) -> None:
    """Each pool gives its number of its own items, in pool order, and none twice."""
    drawn = list(draw(pools, seed, seen))

    assert len(set(drawn)) == len(drawn) == sum(number for _, number, _ in pools)
    for _, number, ids in pools:
        assert set(drawn[:number]) <= set(ids)
        del drawn[:number]


@given(seed=st.text(), seen=st.sets(st.sampled_from(TEN)), number=st.integers(1, 10))
def test_unseen_first(seed: str, seen: set[str], number: int) -> None:
    """Items seen before come only when no others are left."""
    drawn = set(draw([("all", number, TEN)], seed, seen))

    assert len(drawn - seen) == min(number, len(set(TEN) - seen))


@given(seed=st.text(), shuffled=st.permutations(TEN))
def test_order_of_files_does_not_matter(seed: str, shuffled: list[str]) -> None:
    """The draw depends on ids and seed alone."""
    assert draw([("all", 5, tuple(shuffled))], seed) == draw([("all", 5, TEN)], seed)


def test_every_item_has_its_turn() -> None:
    """Over many seeds each item is drawn about equally often."""
    count = Counter(one for n in range(2_000) for one in draw([("all", 3, TEN)], str(n)))

    assert set(count) == set(TEN)
    assert all(500 < times < 700 for times in count.values())


def test_shared_items_are_drawn_once() -> None:
    """An item that two pools hold is drawn once; too few left is an error of the program."""
    assert sorted(draw([("a", 1, ("x",)), ("b", 1, ("x", "y"))], "seed")) == ["x", "y"]

    with pytest.raises(PoolTooSmallError, match="pool b has 0 questions left, of which 1"):
        draw([("a", 1, ("x",)), ("b", 1, ("x",))], "seed")


def test_pools_of(folder: BankFolder) -> None:
    """A pool holds its approved items, by topic or by id."""
    bank = folder.bank()
    assert pools_of(bank.activity, bank.items) == (("all", 2, ("one", "two")),)

    folder.change("items/two.yaml", "status: approved", "status: retired")
    folder.change("activity.yaml", "{topics: [airway, nausea]}", "{items: [one, two]}")
    bank = folder.bank()
    assert pools_of(bank.activity, bank.items) == (("all", 2, ("one",)),)


def test_option_order(folder: BankFolder) -> None:
    """Options are shuffled by the seed, or stay as written where their order means something."""
    item = folder.bank().items["two"]
    orders = Counter(option_order(item, str(seed)) for seed in range(600))

    assert len(orders) == 6
    assert min(orders.values()) > 60
    fixed = item.model_copy(update={"shuffle": False})
    assert {option_order(fixed, str(seed)) for seed in range(20)} == {("a", "b", "c")}
