"""States of screens that no picture shows: each type with its feedback, refusals, error pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from docs.pictures.walk import Shot, shots
from quizzes import digest
from tests.browser.test_types import MULTIPLE, SINGLE
from tests.editions import front_digest, publish
from tests.people import signed_in
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.credit.evaluate import give

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from workflows.act import Actor
    from workflows.service import Service

    Act = Callable[[Page], None]

KINDS = {
    "single": SINGLE, "multiple": MULTIPLE, "matching": MATCHING, "ordered": ORDERED,
    "numeric": NUMERIC, "cluster": CLUSTER,
}  # fmt: skip


@dataclass(frozen=True)
class State:
    """A screen, and what is done to it once it is shown."""

    shot: Shot
    then: Act | None = None


def every(service: Service) -> Iterator[State]:
    """Give every state there is a picture of, then those there is none of."""
    yield from map(State, shots(service))
    yield from further(service)


def further(service: Service) -> Iterator[State]:
    """Give the states that no picture shows; each is made when its turn comes."""
    dan = signed_in(service, "dan")
    yield from map(State, marked(dan))
    yield from map(State, under_time(dan))
    yield from map(State, elsewhere())
    yield from refused(dan)
    for who, shows in (("cora", "Today"), ("ben", "Your next step")):
        yield State(Shot(f"menu-{who}", "/", who, shows), _menu)


def marked(dan: Actor) -> Iterator[Shot]:
    """Each type of question before its answer, and after it with the feedback."""
    for kind, text in KINDS.items():
        item = digest.frozen(item_of(text), {})
        key = publish(
            dan.service, slug=f"look-{kind}", items=(item,), feedback="after_each_item",
            confidence="required",
        )  # fmt: skip
        attempt = start(dan, key, front_digest(dan.service, key))
        at = f"/attempt?attempt={attempt}&q=1"
        yield Shot(f"before-{kind}", at, "dan", "Private note")
        given = item.keyed_answer
        save(dan, attempt, position=1, seen=0, value=given, confidence="sure", seconds=9)
        yield Shot(f"after-{kind}", at, "dan", "Correct")


def under_time(dan: Actor) -> Iterator[Shot]:
    """A question whose time runs."""
    key = publish(dan.service, slug="look-timed", time_limit_minutes=10)
    attempt = start(dan, key, front_digest(dan.service, key))
    yield Shot("timed", f"/attempt?attempt={attempt}&q=1", "dan", "Time left")


def elsewhere() -> Iterator[Shot]:
    """What is answered where there is nothing, or nothing for this person."""
    yield Shot("nowhere", "/a/b", "ada", "Not found")
    yield Shot("not-yours", "/reporting", "ada", "Not part of your role")
    yield Shot("no-certificate", "/verify/unknown", None, "certificate")
    yield Shot("sign-out", "/sign-out", "ada", "Sign out")
    yield Shot("register", "/register", None, "Send me the link")
    yield Shot("reset", "/reset", None, "Send me the link")
    yield Shot("link", "/link", None, "Self-Assessment")
    yield Shot("account", "/account", "dan", "Self-Assessment")
    yield Shot("back-later", "/sign-in?next=/records", None, "Who are you today?")


def refused(dan: Actor) -> Iterator[State]:
    """Forms that were sent with something missing, and what was done to them."""
    yield State(Shot("profile-refused", "/profile", "ben", "Save profile"), _wrong_birthday)
    yield State(Shot("list-open", "/profile", "ben", "Save profile"), _open_list)
    key = publish(dan.service, slug="look-refused")
    attempt = start(dan, key, front_digest(dan.service, key))
    for position in range(1, 5):
        save(dan, attempt, position=position, seen=0, value="a", seconds=9)
    submit(dan, attempt)
    asked = f"/evaluate?attempt={attempt}"
    send = "Send and go to the claim"
    yield State(Shot("evaluation-refused", asked, "dan", send), partial(_press, name=send))
    claim = f"/claim?completion={give(dan, attempt, {'bias': 'Yes'})}"
    attest = "I attest and claim"
    yield State(Shot("claim-refused", claim, "dan", attest), partial(_press, name=attest))
    number = publish(dan.service, slug="look-number", items=(digest.frozen(item_of(NUMERIC), {}),))
    attempt = start(dan, number, front_digest(dan.service, number))
    yield State(Shot("number-refused", f"/attempt?attempt={attempt}&q=1", "dan", "Private"), _a_lot)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.get_by_role("alert").first.wait_for()


def _wrong_birthday(page: Page) -> None:
    page.get_by_label("Birthday, month and day only").fill("the ninth")
    _press(page, "Save profile")


def _open_list(page: Page) -> None:
    page.get_by_role("combobox", name="Degree").press("ArrowDown")
    page.get_by_role("option").first.wait_for()


def _menu(page: Page) -> None:
    """Open the menu of a phone, or the first of the bar."""
    phone = page.get_by_test_id("stExpandSidebarButton")
    wide = page.get_by_test_id("stTopNavSection")
    (phone if phone.is_visible() else wide.first).click()
    inside = page.get_by_test_id("stSidebarNavItems").or_(page.get_by_test_id("stTopNavPopover"))
    inside.first.wait_for()


def _a_lot(page: Page) -> None:
    page.locator(".card .number input").fill("a lot")
    page.get_by_text("NOT SAVED").wait_for()
