"""Whatever order things happen in, the last answer that was acknowledged is what is marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.editions import publish
from tests.people import signed_in
from tests.taking import result_row, saved, start_at
from workflows.act import Actor
from workflows.attempts.marks import read_result
from workflows.attempts.question import question
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.refusals import Stale

if TYPE_CHECKING:
    from workflows.service import Service

QUESTIONS = 4
WINDOWS = st.sampled_from(("phone", "desk"))
POSITIONS = st.integers(1, QUESTIONS)
CHOICES = st.sampled_from(("a", "b", "c", None))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("choose"), WINDOWS, POSITIONS, CHOICES),
        st.tuples(st.just("lose the receipt"), WINDOWS, POSITIONS, CHOICES),
        st.tuples(st.just("reload"), WINDOWS, st.none(), st.none()),
    ),
    max_size=25,
)


@dataclass
class Window:
    """What one browser window believes: the seq each question was drawn from."""

    actor: Actor
    attempt: str
    seen: dict[int, int] = field(default_factory=dict)

    def reload(self) -> None:
        """Draw every question anew."""
        self.seen = {
            position: question(self.actor, self.attempt, position).seq
            for position in range(1, QUESTIONS + 1)
        }

    def choose(self, position: int, value: str | None) -> bool:
        """Send a choice; say whether it was acknowledged."""
        seen = self.seen[position]
        try:
            receipt = save(self.actor, self.attempt, position=position, seen=seen, value=value)
        except Stale as told:
            self.seen[position] = told.seq
            return False
        self.seen[position] = receipt.seq
        return True


def windows_on(actor: Actor, attempt: str) -> dict[str, Window]:
    """Open the attempt in two windows."""
    opened = {name: Window(actor, attempt) for name in ("phone", "desk")}
    for one in opened.values():
        one.reload()
    return opened


def walk(windows: dict[str, Window], steps: list[tuple[Any, ...]]) -> dict[int, str]:
    """Take the steps and return the answers that were acknowledged last."""
    acknowledged: dict[int, str | None] = {}
    for what, name, position, value in steps:
        window = windows[name]
        if what == "reload":
            window.reload()
            continue
        seen = window.seen[position]
        if window.choose(position, value):
            acknowledged[position] = value
        if what == "lose the receipt":  # the card sends the same again
            window.seen[position] = seen
            window.choose(position, value)
    return {position: value for position, value in acknowledged.items() if value is not None}


@settings(
    max_examples=40,
    deadline=None,
    # Every example begins an attempt of its own, so one database serves them all.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_the_last_acknowledged_answer_is_marked(
    sqlite_service: Service, steps: list[tuple[Any, ...]]
) -> None:
    """Two windows, reloads and lost receipts: what was acknowledged last is kept and marked."""
    service = sqlite_service
    ada = signed_in(service, "ada")
    attempt = start_at(ada, publish(service))
    expected = walk(windows_on(ada, attempt), steps)
    submit(ada, attempt)
    kept = {at: value for at, value in saved(service, attempt).items() if value is not None}
    assert kept == expected
    row = result_row(service, attempt)
    assert row is not None
    marks = {one.position: one.mark for one in read_result(row)[1].positions}
    assert marks == {at: "1" if expected.get(at) == "a" else "0" for at in range(1, QUESTIONS + 1)}
