"""What somebody missed, across all that they took."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.amending import account
from tests.correcting import DROP, put_right
from tests.editions import publish, some_items
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, answer, begin, form, start_at, take, take_items
from tests.workflows.people.test_merge import merge
from workflows.attempts.settle import submit
from workflows.learning.missed import PAGE, missed

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.learning.missed import Missed
    from workflows.service import Service

RIGHTS = {f"item-{number}": RIGHT for number in range(1, 5)}


def cases(page: Missed) -> list[str]:
    """Return the questions of a page by their vignettes."""
    return [one.case for one in page.lines]


def test_what_was_missed_last_comes_first(service: Service, ada: Actor, clock: Clock) -> None:
    """Across activities, each with how sure it was answered; what was right is not there."""
    one = publish(service, title="One", confidence="optional")
    attempt = start_at(ada, one)
    places = {each.item_id: at for at, each in enumerate(form(service, attempt).items, start=1)}
    answer(ada, attempt, {places["item-1"]: WRONG}, confidence="sure")
    answer(ada, attempt, {places["item-2"]: RIGHT, places["item-3"]: RIGHT})
    submit(ada, attempt)
    clock.move(minutes=1)
    two = publish(service, slug="two", title="Two", items=some_items(6)[4:])
    later = take_items(ada, two, {"item-5": RIGHT, "item-6": WRONG})
    page = missed(ada)
    assert [(line.title, line.attempt) for line in page.lines] == [
        ("Two", later), ("One", attempt), ("One", attempt),
    ]  # fmt: skip
    by_case = {line.case: line for line in page.lines}
    sure, open_ = by_case["Vignette 1."], by_case["Vignette 4."]
    assert (sure.answered, sure.confidence, sure.last) == (True, "sure", Fraction(0))
    assert (open_.answered, open_.confidence) == (False, None)
    assert (page.found, page.page, page.pages) == (3, 1, 1)


def test_what_was_put_right_since_is_apart(service: Service, ada: Actor) -> None:
    """A retake decides, also by what it carries; the other list tells what was missed at first."""
    key = publish(service, retake="missed_items")
    take_items(ada, key, RIGHTS | {"item-1": WRONG, "item-2": WRONG})
    attempt = start_at(ada, key)
    places = {each.item_id: at for at, each in enumerate(form(service, attempt).items, start=1)}
    answer(ada, attempt, {places["item-1"]: RIGHT})
    assert sorted(cases(missed(ada))) == ["Vignette 1.", "Vignette 2."]  # it is still open
    submit(ada, attempt)
    (left,), (mended,) = missed(ada).lines, missed(ada, mended=True).lines
    assert (left.case, left.times, left.answered) == ("Vignette 2.", 2, False)
    assert (mended.case, mended.first, mended.last) == ("Vignette 1.", Fraction(0), Fraction(1))


def test_what_teaches_no_key_tells_nothing(sqlite_service: Service) -> None:
    """Neither an open attempt, nor one without an answer, which is free."""
    ada = signed_in(sqlite_service, "ada")
    answer(ada, begin(ada, feedback="after_each_item"), {1: WRONG})
    take(ada, publish(sqlite_service, slug="free"), {})
    page = missed(ada)
    assert (page.lines, page.found, page.choices) == ((), 0, ())


def test_it_is_narrowed_to_an_objective(service: Service, ada: Actor) -> None:
    """Of one self-assessment, in all its periods; what is unknown has nothing."""
    for slug in ("small", "other"):
        take_items(ada, publish(service, slug=slug), {"item-1": WRONG})
    page = missed(ada, "small", "OBJ-1")
    assert [one.slug for one in page.choices] == ["small", "other"]
    assert page.choices[0].objectives == {"OBJ-1": "Do OBJ-1.", "OBJ-2": "Do OBJ-2."}
    assert page.found == 0  # both took the same questions, which were asked last in the other
    assert sorted(cases(missed(ada, "other", "OBJ-1"))) == ["Vignette 2.", "Vignette 4."]
    assert sorted(cases(missed(ada, "other", "OBJ-2"))) == ["Vignette 1.", "Vignette 3."]
    assert missed(ada, "other", "OBJ-%").found == 0
    assert missed(ada, "unknown").found == 0


def test_it_comes_in_pages(sqlite_service: Service) -> None:
    """A page beyond the last is the first."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service, items=some_items(PAGE + 3))
    take_items(ada, key, {"item-1": WRONG})
    first, second, beyond = (missed(ada, page=at) for at in (1, 2, 99))
    assert (len(first.lines), len(second.lines), first.found, first.pages) == (20, 3, 23, 2)
    assert not {one.position for one in first.lines} & {one.position for one in second.lines}
    assert (second.page, beyond.page, beyond.lines) == (2, 1, first.lines)


def test_it_is_nobody_elses(sqlite_service: Service) -> None:
    """Each sees what they missed themselves."""
    ada = signed_in(sqlite_service, "ada")
    dan = signed_in(sqlite_service, "dan")
    take(ada, publish(sqlite_service), {1: WRONG})
    assert missed(dan).choices == ()


def test_what_is_not_marked_any_more_is_not_missed(sqlite_service: Service) -> None:
    """A question that the office took out."""
    ada = signed_in(sqlite_service, "ada")
    cora = signed_in(sqlite_service, "cora")
    take_items(ada, publish(sqlite_service), RIGHTS | {"item-1": WRONG})
    assert cases(missed(ada)) == ["Vignette 1."]
    put_right(cora, DROP)
    assert missed(ada).lines == ()


def test_two_accounts_are_one_person(sqlite_service: Service) -> None:
    """What was missed in the one stands in the other once they are merged."""
    old, new = (account(sqlite_service, f"{one}@example.edu", "Eve Ng") for one in ("old", "new"))
    take_items(old, publish(sqlite_service), RIGHTS | {"item-1": WRONG})
    merge(signed_in(sqlite_service, "cora"), old, new)
    again = account(sqlite_service, "new@example.edu", "Eve Ng")
    assert cases(missed(again)) == ["Vignette 1."]
