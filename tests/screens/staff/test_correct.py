"""Put right, as the office meets it: comments, the form with its dry run, the second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.amending import colleague
from tests.correcting import ITEM, REASON, REKEY, put_right
from tests.editions import publish, some_items
from tests.people import signed_in
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of
from tests.reading import html, labels, press, words
from tests.taking import RIGHT, count, take
from workflows.attempts.margin import comment
from workflows.corrections import appeals, desk
from workflows.corrections.correct import confirm, propose

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.act import Actor
    from workflows.service import Service

ALL = dict.fromkeys(range(1, 5), RIGHT)


@pytest.fixture
def ada(sqlite_service: Service) -> Actor:
    """A learner."""
    return signed_in(sqlite_service, "ada")


@pytest.fixture
def cora(sqlite_service: Service) -> Actor:
    """One of the office."""
    return signed_in(sqlite_service, "cora")


@pytest.fixture
def taken(ada: Actor) -> str:
    """Ada's attempt, passed with everything right."""
    return take(ada, publish(ada.service, passing_percent="80"), ALL)


def filled(at: AppTest, item: str, right: str | None) -> AppTest:
    """Fill the form in and ask for the dry run."""
    if right is not None:
        at.selectbox(key=f"{item}-key").set_value(right)
    at.text_area(key=f"{item}-now").set_value("Option b is right.")
    at.text_input(key=f"{item}-source").set_value("Guideline 2026.").run()
    return press(at, "Show what would change")


def test_nothing_is_published(screen: Drawn) -> None:
    """The page says so in its three parts."""
    said = words(screen("cora", "correct"))
    assert "Nothing is published yet." in said
    assert "No comment waits" in said
    assert "Nothing was corrected yet." in said


def test_a_question_is_chosen_from_its_activity(screen: Drawn, cora: Actor) -> None:
    """By its number and words; nothing opens before."""
    publish(cora.service)
    at = screen("cora", "correct")
    assert at.selectbox[1].options[0] == "item-1 · Vignette 1. What is best in 1?"
    assert next(one for one in at.button if one.label == "Open").disabled
    at.selectbox[1].set_value(ITEM).run()
    assert not next(one for one in at.button if one.label == "Open").disabled


@pytest.mark.usefixtures("taken")
def test_a_correction_is_looked_at_and_proposed(screen: Drawn, cora: Actor) -> None:
    """What would change stands there first, with who would be concerned."""
    at = screen("cora", "correct", item=ITEM)
    assert "Key now: **Text a of 1**" in words(at)
    assert "Propose" not in labels(at)
    at = filled(at, ITEM, "b")
    assert "Ada Whitfield, MD" in html(at)
    assert "Keeps the pass and whatever is claimed" in html(at)
    assert count(cora.service, "task") == 0
    at.text_input(key=f"{ITEM}-reason").set_value(REASON)
    press(at, "Propose")
    assert "Proposed" in at.success[0].value
    (one,) = desk.waiting(cora)
    assert (one.correction.key, one.lower, one.reason) == ("b", (), REASON)


def test_somebody_is_lowered_only_by_name(screen: Drawn, cora: Actor, taken: str) -> None:
    """Nobody is chosen beforehand; the table says what becomes of whom."""
    at = filled(screen("cora", "correct", item=ITEM), ITEM, "b")
    chosen = at.multiselect(key=f"{ITEM}-lower")
    assert chosen.value == []
    at = chosen.set_value([taken]).run()
    assert "Is lowered" in html(at)
    at.text_input(key=f"{ITEM}-reason").set_value(REASON)
    press(at, "Propose")
    assert desk.waiting(cora)[0].lower == (taken,)


@pytest.mark.usefixtures("taken")
def test_what_is_changed_after_the_dry_run_is_looked_at_again(screen: Drawn) -> None:
    """Nothing is proposed that nobody saw."""
    at = filled(screen("cora", "correct", item=ITEM), ITEM, "b")
    at.selectbox(key=f"{ITEM}-key").set_value("c").run()
    assert "Propose" not in labels(at)


@pytest.mark.parametrize("right", ["a", None])
def test_what_does_not_fit_says_why(screen: Drawn, cora: Actor, right: str | None) -> None:
    """The key in force, or none at all."""
    publish(cora.service)
    at = filled(screen("cora", "correct", item=ITEM), ITEM, right)
    assert "right already" in words(at) or "Say which answer" in words(at)


def test_without_a_reason_nothing_is_proposed(screen: Drawn, cora: Actor) -> None:
    """It is asked for."""
    publish(cora.service)
    at = filled(screen("cora", "correct", item=ITEM), ITEM, "b")
    press(at, "Propose")
    assert "Write the reason" in words(at)
    assert count(cora.service, "task") == 0


@pytest.mark.usefixtures("taken")
def test_the_second_person_sees_the_same_and_confirms(screen: Drawn, cora: Actor) -> None:
    """One press puts it into force and marks anew."""
    propose(colleague(cora.service), ITEM, REKEY, seen=0, reason=REASON)
    at = screen("cora", "correct")
    assert "Proposed by Second Person" in words(at)
    assert "Score falls" in html(at)
    press(at, "Confirm")
    assert "In force. 1 attempt marked anew." in at.success[0].value
    assert count(cora.service, "result") == 2
    assert "1 attempt marked anew of 1 looked at" in words(at.run())


def test_ones_own_proposal_is_taken_back(screen: Drawn, cora: Actor) -> None:
    """There is nothing to confirm it with."""
    publish(cora.service)
    propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    at = screen("cora", "correct")
    assert "Confirm" not in labels(at)
    at.text_input[0].set_value("A slip.")
    press(at, "Take it back")
    assert "stays as it is" in at.success[0].value
    assert desk.waiting(cora) == ()


def test_a_waiting_proposal_closes_the_form(screen: Drawn, cora: Actor) -> None:
    """Two at once would be looked at on other grounds."""
    publish(cora.service)
    propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    at = screen("cora", "correct", item=ITEM)
    assert "waits for a second person" in words(at)
    assert "Show what would change" not in labels(at)


@pytest.mark.usefixtures("taken")
def test_marking_is_gone_on_with_by_a_press(screen: Drawn, cora: Actor) -> None:
    """Where the background work has not come yet."""
    made = propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    confirm(colleague(cora.service), ITEM, made)
    at = screen("cora", "correct")
    assert "Not everything is marked yet" in words(at)
    at = press(at, "Go on now")
    assert "Not everything is marked yet" not in words(at)


@pytest.mark.usefixtures("taken")
def test_an_undo_begins_from_what_it_undoes(screen: Drawn, cora: Actor) -> None:
    """The form knows which one."""
    put_right(cora, REKEY)
    at = screen("cora", "correct", item=ITEM, undo="1")
    assert at.radio[0].value == "undo"
    at.text_area(key=f"{ITEM}-now").set_value("Option a is right after all.")
    at.text_input(key=f"{ITEM}-source").set_value("Guideline 2026, erratum.").run()
    at = press(at, "Show what would change")
    at.text_input(key=f"{ITEM}-reason").set_value("The guideline was withdrawn.")
    press(at, "Propose")
    assert desk.waiting(cora)[0].correction.of == 1


def test_a_rationale_begins_with_what_it_says(screen: Drawn, cora: Actor) -> None:
    """So that only what is wrong is changed."""
    publish(cora.service)
    at = screen("cora", "correct", item=ITEM)
    at.radio[0].set_value("rationale").run()
    assert at.text_area[0].value == "CANARY-explanation-1"
    at.selectbox(key=f"{ITEM}-place").set_value("b").run()
    assert at.text_area[0].value == "CANARY-rationale-1-b"


@pytest.mark.parametrize("text", [MATCHING, ORDERED, NUMERIC, CLUSTER])
def test_each_type_has_its_own_field(screen: Drawn, cora: Actor, text: str) -> None:
    """Its page opens, and asks for what is right in its own way."""
    publish(cora.service, items=(item_of(text), *some_items(1)))
    at = screen("cora", "correct", item="three.1")
    assert "Key now:" in words(at)
    at.text_area(key="three.1-now").set_value("It is otherwise.")
    at.text_input(key="three.1-source").set_value("Guideline 2026.").run()
    assert "Say which answer is right" in words(press(at, "Show what would change"))


def test_a_comment_is_answered(screen: Drawn, ada: Actor, cora: Actor, taken: str) -> None:
    """From the list with its clock to the answer that goes back."""
    comment(ada, taken, position=1, text="The key is wrong.")
    at = screen("cora", "correct")
    assert "The key is wrong." in words(at)
    assert "due 15 Dec 2026, in 14 days" in words(at)
    (held,) = appeals.waiting(cora)
    at = screen("cora", "correct", appeal=held.id)
    press(at, "Send the answer")
    assert "Write the answer" in words(at)
    at.text_area[0].set_value("It stands.")
    press(at, "Send the answer")
    assert "Sent" in at.success[0].value
    assert appeals.of_attempt(ada, taken)[0].answer == "It stands."


def test_an_unknown_question_says_so(screen: Drawn, cora: Actor) -> None:
    """An address of nothing is answered calmly."""
    publish(cora.service)
    assert screen("cora", "correct", item="nothing.1").warning
