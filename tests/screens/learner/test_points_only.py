"""The claim of points where the credit is that of an activity held elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import HeldElsewhere
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import press, words
from workflows.credit.admission import admit

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def key(sqlite_service: Service) -> str:
    """Points for Grand Rounds 2026."""
    return publish(sqlite_service, held=HeldElsewhere(title="Grand Rounds 2026"))


def on_roster(service: Service, key: str) -> None:
    """Ada claimed half a credit in Grand Rounds 2026."""
    admit(signed_in(service, "cora"), key, b"email,credits\nada@example.edu,0.50\n")


def test_points_are_claimed_by_one_tap(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """The amount is that of the roster: there is none to choose, and no credit is named."""
    on_roster(sqlite_service, key)
    done = completed(signed_in(sqlite_service, "ada"), key)
    at = screen("ada", "claim", completion=done)
    assert "You claimed **0.50**" in words(at)
    assert not at.pills
    next(one for one in at.checkbox if "ABIM" in one.label).check()
    at = press(at, "I attest and claim")
    assert "0.50 ABIM Medical Knowledge points" in at.success[0].value.replace("\\", "")
    assert "AMA PRA" not in at.success[0].value
    assert "Credits claimed: 0.50." in words(at)


def test_who_is_not_on_the_roster_reads_why(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """Before question 1 and where others claim; there is no button."""
    done = completed(signed_in(sqlite_service, "ada"), key)
    for at in (screen("ada", "activity", id=key), screen("ada", "claim", completion=done)):
        assert "is on the roster of" in words(at)
        assert "I attest and claim" not in [one.label for one in at.button]


def test_the_front_matter_names_no_credit(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """It says where the credit is claimed, in place of an amount."""
    on_roster(sqlite_service, key)
    said = words(screen("ada", "activity", id=key))
    assert "None here: claimed in" in said
    assert "Claim points by" in said
    assert "Credit, at most" not in said
    assert "roster of" not in said


@pytest.mark.usefixtures("key")
def test_the_catalogue_says_points_only(screen: Drawn) -> None:
    """Nobody starts it for credit."""
    said = words(screen("ada", "activities"))
    assert "Points only, for" in said
    assert "AMA PRA" not in said
