from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading import labels, press, words
from workflows.content.disclose import give

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def bank(folder: BankFolder) -> BankFolder:
    """The small bank, whose reviewer has an address."""
    said = "name: Ben Reviewer, MD"
    folder.change("activity.yaml", said, f"{said}\n    email: thandiwe@example.edu")
    return folder


def linked(at: AppTest) -> str:
    """Make the link of the one who can be asked and return its token."""
    at = press(at, "Make the link")
    assert "It is shown only now" in at.success[0].value
    return str(at.code[0].value).rpartition("/")[2]


def test_everybody_is_listed_with_what_is_known(desk: Drawn, bank: BankFolder) -> None:
    """What stands in the file counts; only whoever has an address can be asked."""
    assert bank.path.exists()
    at = desk("cora", "disclosures", bank="small-bank")
    said = words(at)
    assert said.count("Given 1 Sep 2026, entered in the file") == 2
    assert ":green-badge[complete]" in said
    assert labels(at) == ["Make the link"]


def test_what_came_by_link_is_decided(
    desk: Drawn, bank: BankFolder, sqlite_service: Service
) -> None:
    """Relevant without a word on mitigation is refused, with it all is complete."""
    assert bank.path.exists()
    token = linked(desk("cora", "disclosures"))
    company = ("Fernleaf Devices, Inc.", "Speaker", "")
    give(sqlite_service, token, has=True, relationships=[company])
    at = desk("cora", "disclosures")
    assert "Nobody has decided which relationships" in words(at)
    at = press(at, "Save the decision")
    assert "Say how the relationship with Fernleaf Devices" in at.error[0].value
    at.radio[0].set_value("Relevant")
    at.text_input[0].set_value("Wrote nothing on monitoring; all was reviewed.")
    said = words(press(at, "Save the decision"))
    assert ":green-badge[complete]" in said
    assert "**Fernleaf Devices, Inc.**: Speaker · relevant" in said


def test_a_banks_people_are_chosen_by_the_address(desk: Drawn, bank: BankFolder) -> None:
    """An unknown bank shows the first one."""
    assert bank.path.exists()
    assert "Ada Author" in words(desk("cora", "disclosures", bank="nothing"))
