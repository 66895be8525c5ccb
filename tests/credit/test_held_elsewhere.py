"""What is said of a self-assessment whose credit is that of an activity held elsewhere."""

from __future__ import annotations

from credit.held_elsewhere import in_place_of_designation, in_place_of_participation, named
from quizzes.models import HeldElsewhere

HELD = HeldElsewhere(title="Grand Rounds 2026", provider="Example Hospital")


def test_it_names_the_activity_and_its_provider() -> None:
    """A physician must find the certificate of the other activity by what is said."""
    assert named(HELD) == '"Grand Rounds 2026" (Example Hospital)'
    assert named(HeldElsewhere(title="Grand Rounds 2026")) == '"Grand Rounds 2026"'


def test_nothing_sounds_like_credit_given_here() -> None:
    """Neither the AMA's phrase nor the verb of a designation stands in it."""
    for text in (in_place_of_designation(HELD), in_place_of_participation(HELD)):
        assert "AMA PRA" not in text
        assert "designates" not in text
        assert "Grand Rounds 2026" in text
