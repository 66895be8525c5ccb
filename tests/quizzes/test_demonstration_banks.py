"""What an attempt at each of the demonstration banks is sure to hold."""

from __future__ import annotations

import pytest

from quizzes.drawing import draw, groups_of, pools_of
from quizzes.models import METHODS
from quizzes.reading import BANKS, read_bank

SLUGS = ("hospital-medicine-essentials", "pediatric-foundations", "perioperative-safety")
SEEDS = tuple(str(one) for one in range(100))


def draws(slug: str) -> list[list[str]]:
    """Return what a hundred attempts at a bank draw."""
    bank, _ = read_bank(BANKS / slug)
    assert bank is not None
    groups = groups_of(bank.items.values())
    shares = pools_of(bank.activity, bank.items)
    return [list(draw(shares, seed, (), groups)) for seed in SEEDS]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_attempt_asks_about_every_objective(slug: str) -> None:
    """No draw leaves an objective out, so that the result by objective is whole."""
    bank, _ = read_bank(BANKS / slug)
    assert bank is not None
    wanted = {one.id for one in bank.activity.objectives}
    for ids in draws(slug):
        assert {each for one in ids for each in bank.items[one].objectives} == wanted


@pytest.mark.parametrize("slug", SLUGS)
def test_every_attempt_holds_a_case_with_two_questions(slug: str) -> None:
    """The questions that share a stimulus are drawn, and stand one after the other."""
    bank, _ = read_bank(BANKS / slug)
    assert bank is not None
    (group,) = groups_of(bank.items.values())
    for ids in draws(slug):
        assert ids[ids.index(group[0]) :][: len(group)] == list(group)


@pytest.mark.parametrize("slug", ["pediatric-foundations", "perioperative-safety"])
def test_every_attempt_holds_all_six_types(slug: str) -> None:
    """Two of the banks show each type of question in every attempt."""
    bank, _ = read_bank(BANKS / slug)
    assert bank is not None
    for ids in draws(slug):
        assert {bank.items[one].type for one in ids} == set(METHODS)


def test_internal_medicine_always_asks_for_a_number() -> None:
    """Its matching question stands among those with several answers and is drawn now and then."""
    bank, _ = read_bank(BANKS / "hospital-medicine-essentials")
    assert bank is not None
    types = [{bank.items[one].type for one in ids} for ids in draws("hospital-medicine-essentials")]
    assert all("numeric" in one for one in types)
    assert any("extended_matching" in one for one in types)
