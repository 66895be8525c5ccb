"""What is written in the margin of a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import tables
from storage.connect import reading
from tests.taking import begin, chain_faults, count, lines
from tests.together import together
from workflows.attempts.margin import LONGEST, comment, margin
from workflows.attempts.question import question
from workflows.attempts.refusals import NoSuchQuestion
from workflows.attempts.settle import submit
from workflows.refusals import Faulty, NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def comments(service: Service) -> list[str]:
    """Return all comments, oldest first."""
    with reading(service.engine) as connection:
        rows = connection.execute(select(tables.comment).order_by(tables.comment.c.seq)).all()
    return [row.body for row in rows]


def test_the_last_margin_is_in_force(ada: Actor) -> None:
    """Flag, struck options and note are written together; the last ones are shown."""
    attempt = begin(ada)
    margin(ada, attempt, position=2, flag=True, struck=["b", "c"], note="First thought.")
    margin(ada, attempt, position=2, flag=False, struck=["c"], note="Second thought.")
    shown = question(ada, attempt, 2).margin
    assert (shown.flag, shown.struck, shown.note) == (False, ("c",), "Second thought.")


def test_a_margin_is_no_act_for_the_log(service: Service, ada: Actor) -> None:
    """What somebody jots down for themselves is nobody else's business."""
    attempt = begin(ada)
    before = lines(service)
    margin(ada, attempt, position=1, flag=True, struck=[], note="Private.")
    assert lines(service) == before


def test_struck_options_are_options(ada: Actor) -> None:
    """What is no option of the question is left out, and each stands once."""
    attempt = begin(ada)
    margin(ada, attempt, position=1, flag=False, struck=["c", "z", "c", ""], note="")
    assert question(ada, attempt, 1).margin.struck == ("c",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("nul\x00 here", "nul here"), ("half \ud83d smile", "half  smile"), ("ß ≥ 😀", "ß ≥ 😀")],
)
def test_a_note_is_kept_as_far_as_it_is_text(ada: Actor, written: str, kept: str) -> None:
    """What no database can hold is left out without losing the rest."""
    attempt = begin(ada)
    margin(ada, attempt, position=1, flag=False, struck=[], note=written)
    assert question(ada, attempt, 1).margin.note == kept


def test_a_note_has_a_longest(ada: Actor) -> None:
    """The refusal says how long it is and how long it may be; the last note stays."""
    attempt = begin(ada)
    margin(ada, attempt, position=1, flag=False, struck=[], note="x" * LONGEST)
    with pytest.raises(Faulty, match="4001 characters; shorten it to 4000"):
        margin(ada, attempt, position=1, flag=False, struck=[], note="x" * (LONGEST + 1))
    assert len(question(ada, attempt, 1).margin.note) == LONGEST


def test_windows_write_one_after_the_other(service: Service, ada: Actor) -> None:
    """Four margins at once are four rows, and none is lost."""
    attempt = begin(ada)
    told = together(
        *[
            partial(margin, ada, attempt, position=1, flag=False, struck=[], note=note)
            for note in ("one", "two", "three", "four")
        ]
    )
    assert not [one for one in told if isinstance(one, Exception)]
    assert count(service, "aside") == 4


def test_a_note_may_be_written_while_looking_back(ada: Actor) -> None:
    """Submission ends the answers, not the learning."""
    attempt = begin(ada)
    submit(ada, attempt)
    margin(ada, attempt, position=1, flag=False, struck=[], note="Read again in May.")
    assert question(ada, attempt, 1).margin.note == "Read again in May."


def test_a_comment_reaches_the_authors(service: Service, ada: Actor) -> None:
    """Each is kept, and the log names the item without the words."""
    attempt = begin(ada)
    comment(ada, attempt, position=1, text=" The dose is outdated. ")
    comment(ada, attempt, position=1, text="And so is the reference.")
    assert comments(service) == ["The dose is outdated.", "And so is the reference."]
    line = lines(service, "comment.send")[-1]
    assert line.data.keys() == {"item", "position", "task"}
    assert line.data["item"].startswith("item-")
    assert chain_faults(service) == ()


def test_the_same_comment_again_is_one_comment(service: Service, ada: Actor, clock: Clock) -> None:
    """A double click, or a receipt that was lost, sends nothing twice; elsewhere it is another."""
    attempt = begin(ada)
    first = comment(ada, attempt, position=1, text="The dose is outdated.")
    clock.move(minutes=1)
    assert comment(ada, attempt, position=1, text=" The dose is outdated. ") == first
    comment(ada, attempt, position=2, text="The dose is outdated.")
    assert count(service, "comment") == len(lines(service, "comment.send")) == 2


def test_comments_of_one_attempt_have_an_end(
    service: Service, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No script fills the disk; what was sent before can still be sent again."""
    monkeypatch.setattr("workflows.attempts.margin.MOST_COMMENTS", 2)
    attempt = begin(ada)
    for text in ("One.", "Two.", "One."):
        comment(ada, attempt, position=1, text=text)
    with pytest.raises(Faulty, match="2 comments already"):
        comment(ada, attempt, position=2, text="Three.")
    assert count(service, "comment") == 2


def test_the_same_margin_again_writes_nothing(service: Service, ada: Actor) -> None:
    """What is in force already needs no further row."""
    attempt = begin(ada)
    for flag in (True, True, False):
        margin(ada, attempt, position=1, flag=flag, struck=[], note="")
    assert count(service, "aside") == 2


def test_margins_of_one_attempt_have_an_end(
    service: Service, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody changes a flag so often; the last one written stays."""
    monkeypatch.setattr("workflows.attempts.margin.MOST_ASIDES", 2)
    attempt = begin(ada)
    for note in ("one", "two"):
        margin(ada, attempt, position=1, flag=False, struck=[], note=note)
    with pytest.raises(Faulty, match="takes no more"):
        margin(ada, attempt, position=1, flag=False, struck=[], note="three")
    assert question(ada, attempt, 1).margin.note == "two"
    assert count(service, "aside") == 2


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_an_empty_comment_is_not_sent(service: Service, ada: Actor, text: str) -> None:
    """There is nothing to look at."""
    attempt = begin(ada)
    with pytest.raises(Faulty, match="a few words"):
        comment(ada, attempt, position=1, text=text)
    assert comments(service) == []


@pytest.mark.parametrize("position", [0, -1, 5, 10**30])
def test_a_position_outside_the_form_is_refused(ada: Actor, position: int) -> None:
    """The form has four questions."""
    attempt = begin(ada)
    with pytest.raises(NoSuchQuestion):
        margin(ada, attempt, position=position, flag=True, struck=[], note="")
    with pytest.raises(NoSuchQuestion):
        comment(ada, attempt, position=position, text="Here?")


def test_someone_elses_attempt_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """Nobody writes into another person's margin."""
    attempt = begin(ada)
    with pytest.raises(NotFound):
        margin(dan, attempt, position=1, flag=True, struck=[], note="")
    with pytest.raises(NotFound):
        comment(dan, attempt, position=1, text="Mine?")
    assert (count(service, "aside"), count(service, "comment")) == (0, 0)
