"""Why an activity gives what it says, before anything is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import HeldElsewhere
from tests.editions import publish
from tests.people import signed_in
from workflows.credit.planned import planned
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.service import Service


def test_each_amount_of_an_activity_is_explained(sqlite_service: Service) -> None:
    """Credit first, then each board's points by the rule of today."""
    found = planned(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    assert [one.what for one in found] == [
        "Up to 1.00 AMA PRA Category 1 Credit™",
        "Up to 1.00 ABA Lifelong Learning points",
        "Up to 0.75 ABIM Medical Knowledge points",
    ]
    assert "So 0.75 Medical Knowledge points." in [one.sentence for one in found[2].reasons]


def test_after_the_last_day_its_rule_is_that_of_that_day(
    sqlite_service: Service, clock: Clock
) -> None:
    """Nobody completes it later: the day named is the last on which anybody could."""
    key = publish(sqlite_service)
    clock.move(days=800)
    found = planned(signed_in(sqlite_service, "ada"), key)
    assert "here 31 Oct 2027" in found[1].reasons[-1].sentence


def test_points_without_credit_name_no_credit(sqlite_service: Service) -> None:
    """The credit is that of the activity held elsewhere."""
    key = publish(sqlite_service, held=HeldElsewhere(title="Grand Rounds 2026"))
    found = planned(signed_in(sqlite_service, "ada"), key)
    assert found
    assert not [one.what for one in found if "AMA PRA" in one.what]


def test_a_board_that_left_is_said(sqlite_service: Service) -> None:
    """Where no rule decides, the reason is that, and not a number."""
    key = publish(sqlite_service, plans=(("ABTS", "Self-Assessment", "0.75"),), year=2028)
    reasons = planned(signed_in(sqlite_service, "ada"), key)[1].reasons
    assert [one.sentence for one in reasons] == ["ABTS takes completions until 31 Dec 2027 only."]


def test_who_is_no_physician_is_not_shown_points(sqlite_service: Service) -> None:
    """A physician assistant sees none, so there is nothing to explain."""
    assert planned(signed_in(sqlite_service, "dan"), publish(sqlite_service)) == ()


def test_an_unknown_activity_is_not_found(sqlite_service: Service) -> None:
    """As everywhere."""
    with pytest.raises(NotFound):
        planned(signed_in(sqlite_service, "ada"), "nowhere")
