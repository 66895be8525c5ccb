"""Every type of question from the page over the answer to the result and its review."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from quizzes.digest import frozen
from quizzes.kinds.stimulus import Stimulus
from storage import attempts, things
from storage.connect import reading
from tests.editions import an_item
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of
from tests.taking import begin, form
from workflows.attempts.marks import read_result
from workflows.attempts.question import question
from workflows.attempts.result import result
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.service import Service


def kept(text: str, more: str = "") -> AnyItem:
    """Return a frozen item of a text."""
    return frozen(item_of(f"{text}objectives: [OBJ-1]\n{more}"), {})


def begin_with(actor: Actor, text: str, more: str = "", **rules: Any) -> str:
    """Start an attempt at one question."""
    return begin(actor, items=(kept(text, more),), **rules)


def stored(service: Service, attempt: str) -> str:
    """Return the text of the answer in force."""
    with reading(service.engine) as connection:
        row = things.find(connection, "attempt", attempt, None)
        assert row is not None
        found = attempts.answer_at(connection, row.id, 1)
    assert found is not None
    return str(found.value)


def test_a_matching_answer_is_kept_in_one_form(service: Service, ada: Actor) -> None:
    """The same choices are the same text, in whichever order they were made."""
    attempt = begin_with(ada, MATCHING)
    first = save(ada, attempt, position=1, seen=0, value={"s2": "c", "s1": "a"})

    assert stored(service, attempt) == '{"s1": "a", "s2": "c"}'
    assert save(ada, attempt, position=1, seen=0, value={"s1": "a", "s2": "c"}) == first
    assert question(ada, attempt).value == {"s1": "a", "s2": "c"}


def test_an_order_is_kept_as_it_was_given(service: Service, ada: Actor) -> None:
    """Sorting it would lose the answer."""
    attempt = begin_with(ada, ORDERED)
    save(ada, attempt, position=1, seen=0, value=["d", "a", "c", "b"])

    assert stored(service, attempt) == '["d", "a", "c", "b"]'


def test_a_number_that_cannot_be_read_costs_nothing(ada: Actor) -> None:
    """It is asked for again, also where an answer is final."""
    attempt = begin_with(ada, NUMERIC, feedback="after_each_item")
    with pytest.raises(Faulty, match="two ways"):
        save(ada, attempt, position=1, seen=0, value="1,5")
    assert question(ada, attempt).value is None

    save(ada, attempt, position=1, seen=0, value="180 mg")
    page = question(ada, attempt, 1)
    assert page.feedback is not None
    assert page.feedback.right


@pytest.mark.parametrize("text", [MATCHING, CLUSTER])
def test_some_lines_may_be_answered_later(ada: Actor, text: str) -> None:
    """Where answers can be changed, a part of them is saved; open lines give nothing."""
    attempt = begin_with(ada, text)
    first = "a" if text == MATCHING else "true"
    save(ada, attempt, position=1, seen=0, value={"s1": first})
    submit(ada, attempt)

    page = result(ada, attempt)
    assert page.score.points == Fraction(1, 2)
    assert page.items[0].outcome == "Partly correct"
    assert [one.given is None for one in page.items[0].parts] == [False, True]


@pytest.mark.parametrize("text", [MATCHING, CLUSTER])
def test_a_final_answer_has_all_lines(ada: Actor, text: str) -> None:
    """Where the key follows at once, nothing is left open by mistake."""
    attempt = begin_with(ada, text, feedback="after_each_item")
    first = "a" if text == MATCHING else "true"
    with pytest.raises(Faulty, match="1 of 2 are open"):
        save(ada, attempt, position=1, seen=0, value={"s1": first})


def test_the_result_keeps_the_mark_of_each_line(service: Service, ada: Actor) -> None:
    """Statistics and corrections need them."""
    attempt = begin_with(ada, MATCHING, 'scoring: {points: "4"}\n')
    save(ada, attempt, position=1, seen=0, value={"s1": "a", "s2": "b"})
    submit(ada, attempt)

    with reading(service.engine) as connection:
        row = things.find(connection, "attempt", attempt, None)
        assert row is not None
        kept_result = attempts.result_of(connection, row.id)
    assert kept_result is not None
    score, body = read_result(kept_result)
    assert (score.points, score.max_points) == (Fraction(2), Fraction(4))
    assert body.positions[0].by_part == {"s1": "1", "s2": "0"}


def test_the_review_of_matching(ada: Actor) -> None:
    """Each stem with what was chosen, what fits, and why; the letters are those on screen."""
    attempt = begin_with(ada, MATCHING)
    save(ada, attempt, position=1, seen=0, value={"s1": "a", "s2": "b"})
    submit(ada, attempt)

    (page,) = result(ada, attempt).items
    assert (page.type, page.theme) == ("extended_matching", "Acid-base disturbances")
    assert [(one.given, one.right, one.mark) for one in page.parts] == [
        ("A. Metabolic acidosis", "A. Metabolic acidosis", Fraction(1)),
        ("B. Metabolic alkalosis", "C. Respiratory acidosis", Fraction(0)),
    ]
    assert page.parts[1].rationale == "Low pH and high PaCO2."
    assert (page.options, page.number) == ((), None)


def test_the_review_of_an_order(ada: Actor) -> None:
    """The steps in their right order, each with the place it was given."""
    attempt = begin_with(ada, ORDERED)
    save(ada, attempt, position=1, seen=0, value=["b", "a", "c", "d"])
    submit(ada, attempt)

    (page,) = result(ada, attempt).items
    assert [(one.id, one.given, one.right) for one in page.parts] == [
        ("a", "2", "1"), ("b", "1", "2"), ("c", "3", "3"), ("d", "4", "4"),
    ]  # fmt: skip
    assert page.outcome == "Not correct"


@pytest.mark.parametrize(
    ("value", "given", "note"),
    [
        ("0.18 g", "0.18 g", None),
        (".144g", "0.144 g", "2 mg/kg were taken instead."),
        ("180 mL", "180 mL", "mL does not convert into mg, in which the answer is."),
        (None, None, None),
    ],
)
def test_the_review_of_a_number(
    ada: Actor, value: str | None, given: str | None, note: str | None
) -> None:
    """As it was read, with the key, what is accepted, and what went wrong."""
    attempt = begin(ada, items=(kept(NUMERIC), an_item(1)))
    positions = [form(ada.service, attempt).items[at].item_id for at in (0, 1)]
    at = positions.index("three") + 1
    save(ada, attempt, position=3 - at, seen=0, value="a")
    if value is not None:
        save(ada, attempt, position=at, seen=0, value=value)
    submit(ada, attempt)

    number = next(one.number for one in result(ada, attempt).items if one.number)
    assert (number.given, number.key, number.accepted) == (given, "180 mg", "from 179 to 181 mg")
    assert number.note == note


def test_the_review_of_a_cluster(ada: Actor) -> None:
    """Each statement with what was said of it and what is so."""
    attempt = begin_with(ada, CLUSTER)
    save(ada, attempt, position=1, seen=0, value={"s1": "false", "s2": "false"})
    submit(ada, attempt)

    (page,) = result(ada, attempt).items
    assert [(one.given, one.right) for one in page.parts] == [
        ("False", "True"), ("False", "False"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [MATCHING, ORDERED, NUMERIC, CLUSTER])
def test_nothing_of_the_key_is_on_the_page(ada: Actor, text: str) -> None:
    """Neither reasons nor keys are there before the answer, whatever the type."""
    attempt = begin_with(ada, text, "explanation: CANARY\n")
    page = question(ada, attempt)

    assert "CANARY" not in repr(page)
    assert "rationale" not in page.item.model_dump_json()
    assert page.feedback is None


def test_items_of_a_stimulus_stay_together(service: Service, ada: Actor) -> None:
    """They follow each other in their order, each with the shared vignette, whatever the seed."""
    case = Stimulus(id="case", stem="A shared vignette.")
    together = [
        frozen(
            an_item(number).model_copy(update={"stimulus": "case", "part": 4 - number}),
            {}, {}, {"case": case},
        )
        for number in (1, 2, 3)
    ]  # fmt: skip
    alone = [an_item(number) for number in range(4, 10)]
    attempt = begin(ada, items=(*together, *alone))

    ids = [one.item_id for one in form(service, attempt).items]
    first = ids.index("item-3")
    assert ids[first : first + 3] == ["item-3", "item-2", "item-1"]
    page = question(ada, attempt, first + 2)
    assert page.item.stem == "A shared vignette.\n\nVignette 2."
    assert page.item.stimulus == "case"


TWO = """\
id: three
type: multiple_response
lead_in: Which two apply?
select: 2
options:
  - {id: a, text: One, correct: true}
  - {id: b, text: Two, correct: true}
  - {id: c, text: Three}
"""


def test_one_of_two_to_select_is_an_answer_in_part(ada: Actor) -> None:
    """It is saved, and stands among those that are not whole."""
    attempt = begin_with(ada, TWO)
    save(ada, attempt, position=1, seen=0, value=["a"])
    (place,) = question(ada, attempt, 1).places
    assert (place.answered, place.partial) == (True, True)
    save(ada, attempt, position=1, seen=1, value=["a", "c"])
    assert not question(ada, attempt, 1).places[0].partial


def test_a_final_answer_selects_as_many_as_are_asked_for(ada: Actor) -> None:
    """With feedback after each answer, one of two is asked again."""
    attempt = begin_with(ada, TWO, feedback="after_each_item")
    with pytest.raises(Faulty, match="Select 2: choose 1 more"):
        save(ada, attempt, position=1, seen=0, value=["a"])


def test_a_question_says_how_it_is_marked_and_what_it_is_worth(ada: Actor) -> None:
    """What is plain is not said."""
    told = question(ada, begin_with(ada, MATCHING), 1).marking
    assert told == "Each vignette counts alike; one without an answer gives no points."
    heavy = begin_with(ada, NUMERIC, 'scoring: {points: "2"}\n')
    assert question(ada, heavy, 1).marking.endswith("Worth 2 points.")
    single = begin(ada)
    assert question(ada, single, 1).marking == ""
