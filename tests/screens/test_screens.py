"""Each screen's good path and its guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import front_digest, publish
from tests.learning import attempted, completed
from tests.people import signed_in
from workflows.attempts.start import start
from workflows.credit.claim import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from workflows.service import Service


def words(at: AppTest) -> str:
    """Return everything a screen says."""
    assert not at.exception
    kinds = (
        at.title,
        at.subheader,
        at.markdown,
        at.caption,
        at.warning,
        at.info,
        at.error,
        at.success,
    )
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def test_home_leads_to_the_open_attempt(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """What is open comes first."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service)
    start(ada, key, front_digest(sqlite_service, key))
    at = screen("ada", "")
    assert any("Continue: question 1 of 4" in one.label for one in at.button)


def test_the_catalogue_lists_activities(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Title and credit are there."""
    publish(sqlite_service)
    assert "A small self-assessment" in words(screen("ada", "activities"))


def test_the_front_matter_starts_an_attempt(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Acknowledging is the start."""
    publish(sqlite_service)
    at = screen("ada", "activity", id="small")
    assert any(one.label == "I have read this. Start" for one in at.button)


def test_an_unknown_activity_is_said_calmly(screen: Callable[..., AppTest]) -> None:
    """A sentence, no trace."""
    assert "There is no such activity" in words(screen("ada", "activity", id="nowhere"))


def test_the_result_leads_to_credit(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """A passed attempt offers the evaluation."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "result", attempt=attempt)
    assert "4 of 4 points" in words(at)
    assert any(one.label == "Evaluate and claim credit" for one in at.button)


def test_someone_elses_result_is_unknown(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Dan sees a sentence and nothing of Ada's."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    said = words(screen("dan", "result", attempt=attempt))
    assert "There is no such attempt" in said
    assert "CANARY" not in said


def test_the_evaluation_completes(screen: Callable[..., AppTest], sqlite_service: Service) -> None:
    """Without the required answer the screen names the question."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    at.button[0].click().run()
    assert "free of bias" in at.error[0].value


def test_the_claim_has_nothing_chosen(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Pressing the button without an amount claims nothing and says so."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.button(key=f"{completion}-claim").click().run()
    assert "Choose the amount first" in at.error[0].value


def test_records_show_what_was_claimed(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """One completion, one certificate."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=4, boards={}, attested=True)
    assert "A small self-assessment" in words(screen("ada", "records"))


@pytest.mark.parametrize("show", ["today", "desk", "halt", "problems", "publish", "roster"])
def test_staff_screens_are_for_staff(
    screen: Callable[..., AppTest], sqlite_service: Service, show: str
) -> None:
    """Cora works there; Ada is told that her role does not include it."""
    key = publish(sqlite_service)
    completed(signed_in(sqlite_service, "ada"), key)
    assert not screen("cora", show, id=key).exception
    assert "role does not include" in words(screen("ada", show, id=key))


def test_staff_see_one_person(screen: Callable[..., AppTest], sqlite_service: Service) -> None:
    """Attempts and grants of Ada, for Cora only."""
    ada = signed_in(sqlite_service, "ada")
    completed(ada, publish(sqlite_service))
    assert "Attempt 1" in words(screen("cora", "person", id=ada.public_id))
    assert "role does not include" in words(screen("ada", "person", id=ada.public_id))
