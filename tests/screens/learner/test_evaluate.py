"""The evaluation as a physician meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.connect import reading
from storage.tables import evaluation
from tests.editions import publish
from tests.learning import OPINION, attempted
from tests.people import signed_in
from tests.reading import words
from tests.taking import count
from workflows.credit.evaluate import form_for, give

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.service import Service

SEND = "Send and go to the claim"


def send(at: AppTest) -> AppTest:
    """Send the form."""
    return next(one for one in at.button if one.label == SEND).click().run()


def test_one_tap_and_send_completes(screen: Drawn, sqlite_service: Service) -> None:
    """The optional text stays empty and the claim follows."""
    ada = signed_in(sqlite_service, "ada")
    attempt = attempted(ada, publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    at.button_group[0].set_value("Yes")
    send(at)
    assert form_for(ada, attempt).completion is not None


def test_nothing_is_chosen_beforehand(screen: Drawn, sqlite_service: Service) -> None:
    """A rating nobody gave is never sent; the screen names what is missing."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    assert [one.value for one in at.button_group] == [None]
    send(at)
    assert "Was it free of bias?" in at.error[0].value
    assert count(sqlite_service, "completion") == 0


def test_what_was_typed_stays_after_a_refusal(screen: Drawn, sqlite_service: Service) -> None:
    """Nobody writes a comment twice."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    at.text_area[0].set_value("Too many capnograms.")
    send(at)
    assert "Was it free of bias?" in at.error[0].value
    assert at.text_area[0].value == "Too many capnograms."


def test_a_follow_up_is_asked_after_its_answer(screen: Drawn, sqlite_service: Service) -> None:
    """Nobody reads a question that does not concern them."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    comment, follow_up = "Anything else? (optional)", "What was biased? (optional)"
    assert [one.label for one in at.text_area] == [comment]
    at.button_group[0].set_value("No").run()
    assert [one.label for one in at.text_area] == [follow_up, comment]
    at.button_group[0].set_value("Yes").run()
    assert [one.label for one in at.text_area] == [comment]


def test_what_was_typed_survives_a_change_of_mind(screen: Drawn, sqlite_service: Service) -> None:
    """A follow-up that is hidden and asked again still holds its words; hidden, it is not sent."""
    ada = signed_in(sqlite_service, "ada")
    attempt = attempted(ada, publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    at.button_group[0].set_value("No").run()
    at.text_area[0].set_value("The pump.").run()
    at.button_group[0].set_value("Yes").run()
    at.run()
    at.button_group[0].set_value("No").run()
    assert at.text_area[0].value == "The pump."
    at.button_group[0].set_value("Yes").run()
    send(at)
    assert form_for(ada, attempt).completion is not None
    with reading(sqlite_service.engine) as connection:
        body = connection.execute(select(evaluation.c.body)).scalar_one()
    assert "The pump." not in str(body)


def test_what_the_browser_gives_back_is_checked(screen: Drawn, sqlite_service: Service) -> None:
    """Whatever stands in a tab's storage, only what the form takes is filled in."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "evaluate", attempt=attempt)
    for kept, choice, words_ in [
        ({"bias": "Perhaps", "comment": 7, "other": "x"}, None, ""),
        ({"bias": "Yes", "comment": "Fine."}, "Yes", "Fine."),
    ]:
        at.session_state[f"{attempt}-draft"] = {"kept": kept}
        at.run()
        assert (at.button_group[0].value, at.text_area[0].value) == (choice, words_)


def test_it_is_given_once(screen: Drawn, sqlite_service: Service) -> None:
    """The address leads on to the claim when the evaluation is there."""
    ada = signed_in(sqlite_service, "ada")
    attempt = attempted(ada, publish(sqlite_service))
    give(ada, attempt, OPINION)
    at = screen("ada", "evaluate", attempt=attempt)
    assert not at.button_group


def test_before_passing_it_is_not_asked(screen: Drawn, sqlite_service: Service) -> None:
    """A sentence says what comes first."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service), right=1)
    at = screen("ada", "evaluate", attempt=attempt)
    assert "did not reach the passing standard" in words(at)
    assert not at.button_group


def test_an_author_is_told_why_not(screen: Drawn, sqlite_service: Service) -> None:
    """Ben wrote it: he may learn from it, and earns no credit."""
    attempt = attempted(signed_in(sqlite_service, "ben"), publish(sqlite_service))
    assert "earns no credit in it" in words(screen("ben", "evaluate", attempt=attempt))


def test_someone_elses_attempt_is_unknown(screen: Drawn, sqlite_service: Service) -> None:
    """Dan reads the sentence for an unknown id."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    assert "There is no such attempt" in words(screen("dan", "evaluate", attempt=attempt))
