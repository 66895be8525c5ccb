"""What a physician means to change, and what became of it, as they meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.connect import reading
from storage.tables import commitment
from tests.committing import CHECK, PLAN, committed, later, rows
from tests.editions import CHANGE, OBJECTIVES, publish
from tests.learning import OPINION, attempted, completed
from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.commitments.commit import commit
from workflows.commitments.page import page
from workflows.credit.evaluate import give

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


def test_it_is_written_with_the_evaluation(screen: Drawn, sqlite_service: Service) -> None:
    """After "Yes" what was missed is offered at a tap; own words stand beside it, line by line."""
    ada = signed_in(sqlite_service, "ada")
    attempt = attempted(ada, publish(sqlite_service, form=CHANGE), right=3)
    at = screen("ada", "evaluate", attempt=attempt)
    assert not at.checkbox
    at.button_group[0].set_value("Yes")
    at.button_group[1].set_value("Yes").run()
    assert "no effect on your credit" in words(at)
    at.checkbox[0].check()
    at.text_area[0].set_value(f"{CHECK}\n\n{PLAN}")
    press(at, "Send and go to the claim")
    with reading(sqlite_service.engine) as connection:
        found = [row.body for row in connection.execute(commitment.select())]
    assert found == [f"Do {OBJECTIVES[0]}.", CHECK, PLAN]


def test_what_the_browser_kept_is_given_back(screen: Drawn, sqlite_service: Service) -> None:
    """Ticks of what is offered, and the words; nothing else that stands there."""
    ada = signed_in(sqlite_service, "ada")
    attempt = attempted(ada, publish(sqlite_service, form=CHANGE), right=3)
    at = screen("ada", "evaluate", attempt=attempt)
    kept = {"change": "Yes", "change-what": CHECK, "change-what-ticked": ["Do OBJ-1.", "Do harm."]}
    at.session_state[f"{attempt}-draft"] = {"kept": kept}
    at.run()
    assert [one.value for one in at.checkbox] == [True]
    assert at.text_area[0].value == CHECK
    at.session_state[f"{attempt}-draft"] = {"kept": {"change-what": 7, "change-what-ticked": 7}}
    at.run()
    assert at.text_area[0].value == CHECK


def test_it_is_changed_taken_back_and_added_to(screen: Drawn, sqlite_service: Service) -> None:
    """Until it is asked; the page says on which day that is."""
    ada = signed_in(sqlite_service, "ada")
    completion = committed(ada, publish(sqlite_service), CHECK)
    at = screen("ada", "commitments", completion=completion)
    assert "30 Jan 2027" in words(at)
    at.text_area[0].set_value(PLAN)
    press(at, "Save the change")
    assert [one.value for one in at.success] == ["Saved."]
    at.text_area[1].set_value("Read more.\nAsk first.")
    press(at, "Write it down")
    assert [one.text for one in page(ada, completion).held] == [PLAN, "Read more.", "Ask first."]
    assert [one.value for one in at.success] == ["Saved.", "Saved."]
    press(at, "Take it back")
    assert at.info[0].value == f"Taken back: {PLAN}"
    assert [one.text for one in page(ada, completion).held] == ["Read more.", "Ask first."]


def test_nothing_written_is_nothing_kept(screen: Drawn, sqlite_service: Service) -> None:
    """A sentence says what is missing, and one link leads on without it."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = press(screen("ada", "commitments", completion=completion), "Write it down")
    assert "Tick or write first" in words(at)
    project = "Start a quality project about a gap (Part IV)"
    assert [one.proto.label for one in at.get("page_link")] == [project, "Back to Home"]


def test_after_sixty_days_home_leads_to_the_question(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """What stood in the way is asked only where something did; answered, Home asks no more."""
    completion = committed(signed_in(sqlite_service, "ada"), publish(sqlite_service), CHECK)
    later(sqlite_service, clock)
    assert "Answer in a minute" in labels(screen("ada", ""))
    at = screen("ada", "commitments", completion=completion)
    at.button_group[0].set_value("Yes, fully").run()
    assert [one.label for one in at.text_area] == ["What changed for your patients? (optional)"]
    at.button_group[0].set_value("Not yet").run()
    at.button_group[1].set_value(["Time"])
    at.text_area[0].set_value("The order set.")
    press(at, "Send")
    (row,) = rows(sqlite_service, "follow_up", completion)
    assert (row.state, row.barriers, row.obstacle) == ("not_yet", " time ", "The order set.")
    assert "Thank you" in at.success[0].value
    assert at.button_group[0].value == "Not yet"
    assert "Answer in a minute" not in labels(screen("ada", ""))


def test_an_answer_not_sent_outlives_a_reload(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """What fits no field is left out; what is hidden for a while is not lost."""
    completion = committed(signed_in(sqlite_service, "ada"), publish(sqlite_service), CHECK)
    later(sqlite_service, clock)
    at = screen("ada", "commitments", completion=completion)
    kept = {"1-0-state": "Partly", "1-0-barriers": ["Time"], "1-0-obstacle": "The order set."}
    at.session_state[f"{completion}-asking-2-1.1.0-draft"] = {"kept": {**kept, "1-0-effect": 7}}
    at.run()
    assert [one.value for one in at.button_group] == ["Partly", ["Time"]]
    assert [one.value for one in at.text_area] == ["The order set.", ""]
    at.button_group[0].set_value("Yes, fully").run()
    at.button_group[0].set_value("Partly").run()
    assert at.text_area[0].value == "The order set."
    at.session_state[f"{completion}-asking-2-1.1.0-draft"] = {
        "kept": {"1-0-state": "Done", "1-0-barriers": ["Weather"]}
    }
    at.run()
    assert [one.value for one in at.button_group] == ["Partly", ["Time"]]


def test_a_plan_not_sent_outlives_a_reload(screen: Drawn, sqlite_service: Service) -> None:
    """Until it is asked: a changed text, ticks and own words."""
    ada = signed_in(sqlite_service, "ada")
    completion = give(ada, attempted(ada, publish(sqlite_service), right=3), OPINION)
    commit(ada, completion, number=1, seen=0, text=CHECK)
    at = screen("ada", "commitments", completion=completion)
    kept = {"1-1-text": PLAN, "2-new-tick-0": True, "2-new": "Read more."}
    at.session_state[f"{completion}-open-2-1.1.0-draft"] = {"kept": kept}
    at.run()
    assert [one.value for one in at.text_area] == [PLAN, "Read more."]
    assert [one.value for one in at.checkbox] == [True]


def test_nothing_chosen_is_told(screen: Drawn, sqlite_service: Service, clock: Clock) -> None:
    """No answer is made up."""
    completion = committed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    later(sqlite_service, clock)
    at = press(screen("ada", "commitments", completion=completion), "Send")
    assert "Choose first whether you did it." in words(at)
    assert rows(sqlite_service, "follow_up", completion) == []


def test_when_it_is_over_it_can_be_read(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Whoever wrote nothing down is told that nothing is asked."""
    completion = committed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    bare = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service, slug="bare"))
    later(sqlite_service, clock, days=121)
    said = words(screen("ada", "commitments", completion=completion))
    assert CHECK in said
    assert "Not answered" in said
    assert "nothing is asked" in words(screen("ada", "commitments", completion=bare))


def test_the_claim_and_the_records_lead_there(screen: Drawn, sqlite_service: Service) -> None:
    """Also whoever skipped it."""
    ada = signed_in(sqlite_service, "ada")
    give(ada, attempted(ada, publish(sqlite_service)), OPINION)
    found = [one.proto.label for one in screen("ada", "records").get("page_link")]
    assert "My commitments to change" in found
