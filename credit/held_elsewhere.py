"""What a self-assessment says that belongs to a CME activity held elsewhere: points, no credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import HeldElsewhere


def named(held: HeldElsewhere) -> str:
    """Return the activity with its provider: "Grand Rounds 2026" (Example Hospital)."""
    return f'"{held.title}"' + (f" ({held.provider})" if held.provider else "")


def in_place_of_designation(held: HeldElsewhere) -> str:
    """Return what stands where other activities are designated for credit."""
    return (
        f"This self-assessment belongs to the activity {named(held)}, and the credit is claimed"
        " there. It gives no credit of its own. Physicians who are on the roster of that activity"
        " can claim points here, never more than the credit that they claimed there."
    )


def in_place_of_participation(held: HeldElsewhere) -> str:
    """Return what is said to everybody who is given no points."""
    return (
        f"Everybody else may take it to learn; a record of participation in {named(held)} comes"
        " from where it was held."
    )


def on_certificate(held: HeldElsewhere) -> str:
    """Return what stands on a certificate of points where others state their designation."""
    return (
        f"This self-assessment belongs to the activity {named(held)}, where its credit is claimed."
        " This certificate is for points alone."
    )
