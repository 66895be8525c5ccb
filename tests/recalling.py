"""Short ways for tests to questions that return, and to the week in which they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.connect import reading
from storage.tables import recall
from tests.learning import OPINION
from tests.taking import answer as give_answers
from tests.taking import form, start_at
from workflows.attempts.save import Given
from workflows.attempts.settle import submit
from workflows.credit.evaluate import give
from workflows.recall.answer import answer
from workflows.recall.choose import choose
from workflows.recall.deal import deal
from workflows.recall.week import week

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from workflows.act import Actor
    from workflows.recall.week import Week
    from workflows.service import Service

RIGHT, WRONG = "a", "b"


def missed(who: Actor, key: str, *wrong: str, guessed: str = "", rated: bool = False) -> str:
    """Complete an activity with these items wrong, one guessed right; return the completion."""
    attempt = start_at(who, key)
    for at, one in enumerate(form(who.service, attempt).items, start=1):
        how = {"confidence": "guess" if one.item_id == guessed else "sure"} if rated else {}
        give_answers(who, attempt, {at: WRONG if one.item_id in wrong else RIGHT}, **how)
    submit(who, attempt)
    return give(who, attempt, OPINION)


def wished(who: Actor, key: str, *wrong: str, **more: Any) -> str:
    """Complete an activity so, and wish that what was missed returns."""
    completion = missed(who, key, *wrong, **more)
    choose(who, completion, "on")
    return completion


def dealt(who: Actor) -> Week:
    """Open the page as a person does, and return their week."""
    deal(who, who.public_id)
    return week(who)


def answered(who: Actor, at: int = 1, value: str = RIGHT, confidence: str = "sure") -> date | None:
    """Answer the question at a place of the week; return when it comes again."""
    one = week(who).asked[at - 1]
    given = Given(at, one.seq, value, confidence, 30)
    return answer(who, one.completion, one.item_id, seen=one.seq, given=given)


def rows(service: Service) -> list[Row[Any]]:
    """Return all that became of questions, in the order of the key."""
    with reading(service.engine) as connection:
        return list(connection.execute(recall.select().order_by(*recall.primary_key)))
