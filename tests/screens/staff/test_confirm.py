"""What waits for a second person of the office, as both of them meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.amending import account, colleague, in_force, proposed
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.taking import count
from workflows.credit.amend import confirm
from workflows.credit.claim import make
from workflows.people import merge

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def cora(sqlite_service: Service) -> Actor:
    """Whom the screen is drawn for."""
    return signed_in(sqlite_service, "cora")


@pytest.fixture
def done(sqlite_service: Service) -> str:
    """Ada's completion with 0.75 claimed."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    make(ada, completion, quarters=3, boards={}, attested=True)
    return completion


def test_nothing_waits(screen: Drawn) -> None:
    """The page says where proposals come from."""
    assert "Nothing waits" in words(screen("cora", "confirm"))


def test_a_colleagues_amendment_is_confirmed(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """It shows what changes, why and who said so, and one press puts it into force."""
    proposed(colleague(sqlite_service), done, {"cme": 2}, "Half of it.")
    at = screen("cora", "confirm")
    said = words(at)
    assert "Credit: 0.75 → 0.50" in said
    assert "Proposed by Second Person, 1 Dec 2026. Reason: Half of it." in said
    assert "Ada Whitfield, MD" in said
    press(at, "Confirm")
    assert "Confirmed and in force" in at.success[0].value
    assert in_force(sqlite_service, done) == {"cme": (2, 2)}
    assert "Nothing waits" in words(at.run())


def test_ones_own_proposal_has_no_confirm(screen: Drawn, cora: Actor, done: str) -> None:
    """It can be taken back, with a reason."""
    proposed(cora, done, {"cme": 2}, "Half of it.")
    at = screen("cora", "confirm")
    assert "Confirm" not in labels(at)
    at.text_input[0].set_value("My mistake.")
    press(at, "Take it back")
    assert "Not done" in at.success[0].value
    assert in_force(cora.service, done) == {"cme": (1, 3)}


def test_a_refusal_needs_its_reason(screen: Drawn, sqlite_service: Service, done: str) -> None:
    """Without one nothing is decided."""
    proposed(colleague(sqlite_service), done, {"cme": 2}, "Half of it.")
    at = screen("cora", "confirm")
    press(at, "Refuse")
    assert "Write the reason" in words(at)
    assert count(sqlite_service, "task_note") == 0


def test_what_a_colleague_confirmed_meanwhile_is_one(
    screen: Drawn, sqlite_service: Service, done: str
) -> None:
    """A press on the page from before returns the same receipt."""
    made = proposed(colleague(sqlite_service), done, {"cme": 2}, "Half of it.")
    at = screen("cora", "confirm")
    confirm(account(sqlite_service, "third@example.edu", "Third", "staff"), done, made)
    press(at, "Confirm")
    assert in_force(sqlite_service, done) == {"cme": (2, 2)}
    assert count(sqlite_service, "task_note") == 1


def test_a_merge_says_which_account_is_kept(screen: Drawn, sqlite_service: Service) -> None:
    """Both addresses, and what was claimed twice comes next."""
    key = publish(sqlite_service)
    old, new = (account(sqlite_service, f"eve@{one}.edu", "Eve Ng") for one in ("old", "new"))
    for actor in (old, new):
        make(actor, completed(actor, key), quarters=4, boards={}, attested=True)
    merge.propose(colleague(sqlite_service), old.public_id, new.public_id, "One person.")
    at = screen("cora", "confirm")
    said = words(at).replace("\u2060", "")
    assert "Merge: the account of eve@old.edu" in said
    assert "Keep: the account of eve@new.edu (Eve Ng, MD)" in said
    press(at, "Confirm")
    assert "was claimed in two accounts" in words(at.run())
