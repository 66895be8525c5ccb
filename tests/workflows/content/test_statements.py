"""What the start of production says of statements that their owners have not approved."""

from __future__ import annotations

from dataclasses import replace

from settings import NOWHERE, Settings
from workflows.content.statements import unapproved


def test_production_says_at_its_start_what_waits() -> None:
    """The demonstration does not, nor a replica without the bank folder."""
    real = Settings(mode="production")
    (said,) = unapproved(real)
    assert "not approved: nothing is published for credit" in said
    assert unapproved(Settings()) == ()
    assert unapproved(replace(real, banks=NOWHERE)) == ()
