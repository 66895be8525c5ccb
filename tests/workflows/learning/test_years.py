"""One's own history, year by year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.history import Year
from tests.editions import publish, some_items
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, take_items
from workflows.learning.years import years

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

FIRST = {"item-1": RIGHT, "item-2": RIGHT, "item-3": WRONG, "item-4": WRONG}


def test_the_periods_of_a_bank_stand_in_one_history(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Each objective by the office's year; a question asked again is counted apart."""
    take_items(ada, publish(service, title="Before"), FIRST)
    clock.move(minutes=60 * 24 * 200)
    ada = signed_in(service, "ada")
    later = publish(service, title="After", items=(*some_items(6)[2:],))
    take_items(ada, later, {"item-3": RIGHT, "item-5": RIGHT, "item-6": WRONG})
    (bank,) = years(ada)
    assert (bank.slug, bank.title) == ("small", "After")
    (even, odd) = bank.objectives
    assert (even.text, odd.text) == ("Do OBJ-1.", "Do OBJ-2.")
    assert even.years == (Year(2027, 1, Fraction(0)), Year(2026, 2, Fraction(1)))
    assert odd.years == (
        Year(2027, 1, Fraction(1), 1, Fraction(1)), Year(2026, 2, Fraction(1)),
    )  # fmt: skip
    assert (odd.comparable, odd.change) == (True, None)


def test_who_took_nothing_has_no_history(sqlite_service: Service) -> None:
    """And nobody else's."""
    ada = signed_in(sqlite_service, "ada")
    assert years(ada) == ()
