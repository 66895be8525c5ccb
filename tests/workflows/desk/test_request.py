"""A request for MOC points, from the question to the letter."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from settings import ROOT
from storage import tasks
from storage.connect import writing
from tests.amending import account, merged
from tests.documents.papers import text
from tests.learning import unsealed
from tests.taking import count, lines
from tests.together import together
from workflows.content.provider import NoProvider
from workflows.desk.answer import (
    ChecklistOpen,
    OwnRequest,
    UnknownLine,
    Verdicts,
    WithdrawnRequest,
    answer,
    open_request,
    question,
    queue,
    tick,
)
from workflows.desk.ask import (
    NotOpen,
    RequestRefused,
    TooManyRequests,
    ask,
    filled,
    own,
    reply,
    withdraw,
)
from workflows.desk.letter import NoLetter, letter
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.desk.request import Asked
    from workflows.service import Service

REQUIRED = ("objectives", "disclosures", "assessment", "reporting")
SAID = {"ABIM": ("eligible", "It is assessed."), "ABP": ("needs change", "No standard is set.")}
YES_AND_NO = Verdicts(SAID)  # type: ignore[arg-type]  # of two texts


def course(**changes: Any) -> Asked:
    """Return what is asked about a course, without a passing standard."""
    fields: dict[str, Any] = {
        "title": "Spring course", "kind": "course", "begins": date(2027, 4, 1),
        "ends": date(2027, 4, 2), "credits": "2.00", "boards": ("ABIM", "ABP"),
        "assessment": True, "passing_standard": "", "feedback": True,
        "contact": "ada@example.edu", "note": "",
    }  # fmt: skip
    return filled(**fields | changes)


def ticked(cora: Actor, request: str) -> int:
    """Tick every required line, and return the seq in force."""
    seq = open_request(cora, request).request.seq
    for line in REQUIRED:
        tick(cora, request, line, seq, ticked=True)
        seq += 1
    return seq


def test_a_request_is_asked_and_stands_in_the_queue(
    service: Service, ada: Actor, cora: Actor, system: Actor, clock: Clock
) -> None:
    """With its age in days; whoever asked sees it, too, and the log knows ids and boards only."""
    made = ask(ada, course())
    clock.move(days=3)
    (waiting,) = queue(cora)
    assert (waiting.id, waiting.state, waiting.age) == (made, "asked", 3)
    assert waiting.by == "Ada Whitfield, MD"
    assert own(ada)[0].asked == course()
    (line,) = lines(service, "request.ask")
    assert line.on == f"task:{made}"
    assert line.data["boards"] == ["ABIM", "ABP"]
    assert "Spring" not in str(line.data)
    assert unsealed(system, ("task", "task_note")) == []


def test_the_rules_suggest_and_name_their_source(ada: Actor, cora: Actor) -> None:
    """ABIM asks for a standard, too; the person of staff is free to know better."""
    made = ask(ada, course(passing_standard="75 percent"))
    abim, abp = open_request(cora, made).suggestions
    assert (abim.verdict, abp.verdict) == ("eligible", "eligible")
    assert "accme.org" in abim.source
    other = ask(ada, course(title="Autumn course"))
    assert {one.verdict for one in open_request(cora, other).suggestions} == {"needs change"}


def test_question_reply_and_answer_are_told_in_order(ada: Actor, cora: Actor) -> None:
    """Each says whose turn it is; the answer has reasons for each board, and the rule's day."""
    made = ask(ada, course())
    question(cora, made, "Is there a test?", 1)
    assert own(ada)[0].state == "question"
    reply(ada, made, "Yes, ten questions.", 2)
    seq = ticked(cora, made)
    answer(cora, made, YES_AND_NO, seq)
    (held,) = own(ada)
    assert held.state == "answered"
    assert held.answer is not None
    abim, abp = held.answer.boards
    assert (abim.verdict, abim.suggested, abp.verdict) == (
        "eligible",
        "needs change",
        "needs change",
    )
    assert abim.rule_from == date(2024, 1, 1)
    assert not held.open


def test_the_letter_says_what_was_decided(service: Service, ada: Actor, cora: Actor) -> None:
    """For both sides, marked while texts are placeholders; prints are logged."""
    made = ask(ada, course())
    with pytest.raises(NoLetter):
        letter(ada, made)
    answer(cora, made, YES_AND_NO, ticked(cora, made))
    said = text(letter(ada, made).content)
    assert "American Board of Internal Medicine (ABIM): eligible for points" in said
    assert "No standard is set." in said
    assert "Placeholder" in said
    assert "Demonstration" in said
    assert letter(cora, made).name == "moc-answer-2026-12-01-spring-course.pdf"
    assert len(lines(service, "letter.print")) == 2


def test_a_later_answer_replaces_the_letter(ada: Actor, cora: Actor) -> None:
    """Both stay on record; the paper is that of the one in force."""
    made = ask(ada, course())
    seq = ticked(cora, made)
    answer(cora, made, YES_AND_NO, seq)
    no = Verdicts(dict.fromkeys(SAID, ("not eligible", "The course was cancelled.")))
    answer(cora, made, no, seq + 1)
    assert "The course was cancelled." in text(letter(ada, made).content)
    assert sum(one.state == "answered" for one in own(ada)[0].notes) == 2


def test_open_lines_keep_eligible_from_being_given(ada: Actor, cora: Actor) -> None:
    """Unless a reason is written; who ticked is told, and optional lines do not count."""
    made = ask(ada, course())
    tick(cora, made, "objectives", 1, ticked=True)
    with pytest.raises(ChecklistOpen) as refused:
        answer(cora, made, YES_AND_NO, 2)
    assert len(refused.value.lines) == 3
    held = open_request(cora, made).request
    assert held.ticks["objectives"].by == "Cora Lindqvist"
    answer(cora, made, replace(YES_AND_NO, in_spite="The dean has seen to it."), 2)
    again = own(ada)[0].answer
    assert again is not None
    assert again.in_spite == "The dean has seen to it."
    assert again.letter.open_lines


def test_a_refusal_needs_no_ticks(ada: Actor, cora: Actor) -> None:
    """Nothing has to be seen to before a no."""
    made = ask(ada, course(boards=("ABA",)))
    answer(cora, made, Verdicts({"ABA": ("not eligible", "It is not accredited.")}), 1)
    assert own(ada)[0].state == "answered"


def test_a_tick_can_be_taken_away(ada: Actor, cora: Actor) -> None:
    """It is a note of its own; a line that the checklist lacks is refused."""
    made = ask(ada, course())
    tick(cora, made, "objectives", 1, ticked=True)
    tick(cora, made, "objectives", 2, ticked=False)
    assert open_request(cora, made).request.ticks == {}
    with pytest.raises(UnknownLine):
        tick(cora, made, "moon-phase", 3, ticked=True)


def test_every_board_gets_reasons(service: Service, ada: Actor, cora: Actor) -> None:
    """An answer for some of them, without a reason, or for others is none."""
    made = ask(ada, course())
    before = count(service, "task_note")
    for boards in (
        {"ABIM": ("eligible", "Yes.")},
        {"ABIM": ("eligible", "Yes."), "ABP": ("eligible", " ")},
        SAID | {"ABA": ("eligible", "Yes.")},
    ):
        with pytest.raises(RequestRefused):
            answer(cora, made, Verdicts(boards), 1)  # type: ignore[arg-type]  # of two texts
    assert count(service, "task_note") == before


def test_nobody_answers_their_own_request(cora: Actor) -> None:
    """Staff may ask like everybody; a colleague answers."""
    made = ask(cora, course(boards=("ABA",)))
    with pytest.raises(OwnRequest):
        answer(cora, made, Verdicts({"ABA": ("eligible", "Mine.")}, in_spite="Mine."), 1)


def test_the_same_request_again_is_the_first(service: Service, ada: Actor) -> None:
    """A double click asks once; after a withdrawal it may be asked anew."""
    first = ask(ada, course())
    assert ask(ada, course()) == first
    withdraw(ada, first, 1)
    assert ask(ada, course()) != first
    assert count(service, "task") == 2


def test_what_is_withdrawn_or_answered_stays_so(ada: Actor, cora: Actor) -> None:
    """Neither side goes on with it, and nothing is written."""
    made = ask(ada, course())
    withdraw(ada, made, 1)
    with pytest.raises(NotOpen):
        reply(ada, made, "Hello?", 2)
    with pytest.raises(NotOpen):
        withdraw(ada, made, 2)
    with pytest.raises(NotOpen):
        question(cora, made, "Hello?", 2)
    with pytest.raises(NotOpen):
        tick(cora, made, "objectives", 2, ticked=True)
    with pytest.raises(WithdrawnRequest):
        answer(cora, made, YES_AND_NO, 2)


def test_two_windows_do_not_overwrite_each_other(ada: Actor, cora: Actor) -> None:
    """Whoever has not read the reply does not answer it."""
    made = ask(ada, course())
    question(cora, made, "Is there a test?", 1)
    reply(ada, made, "Yes.", 2)
    with pytest.raises(Stale):
        question(cora, made, "Is there a test?", 1)
    with pytest.raises(Stale):
        answer(cora, made, YES_AND_NO, 2)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "title"),
        ({"contact": ""}, "whom to ask"),
        ({"ends": date(2027, 3, 31)}, "before the first"),
        ({"begins": None}, "first and the last day"),
        ({"credits": "0.3"}, "not a whole number of quarter-hours"),
        ({"credits": "0"}, "0 cannot"),
        ({"credits": ""}, "Give the credits"),
        ({"boards": ()}, "Choose the boards"),
        ({"boards": ("ABX",)}, "Choose the boards"),
        ({"note": "x" * 4001}, "Shorten"),
    ],
)
def test_a_request_says_what_it_lacks(changes: dict[str, Any], says: str) -> None:
    """All at once, in words for the form."""
    with pytest.raises(RequestRefused, match=says):
        course(**changes)


def test_nobody_floods_the_office(ada: Actor) -> None:
    """Twenty open requests are more than anybody has courses."""
    for number in range(20):
        ask(ada, course(title=f"Course {number}"))
    with pytest.raises(TooManyRequests):
        ask(ada, course(title="One more"))


def test_a_request_clicked_four_times_at_once_is_one(service: Service, ada: Actor) -> None:
    """Whoever is second finds the first."""
    assert len(set(together(*[lambda: ask(ada, course())] * 4))) == 1
    assert count(service, "task") == 1


def test_the_last_open_place_is_given_once(ada: Actor) -> None:
    """Several windows at one moment do not ask past the limit."""
    for number in range(19):
        ask(ada, course(title=f"Course {number}"))
    told = together(*(lambda one=one: ask(ada, course(title=one)) for one in "abcd"))
    assert sum(isinstance(one, TooManyRequests) for one in told) == 3
    assert len(own(ada)) == 20


def test_another_kind_of_task_is_no_request(service: Service, ada: Actor, cora: Actor) -> None:
    """Its id is answered as an unknown one."""
    with writing(service.engine) as connection:
        other = tasks.add(
            connection, kind="merge", about="person:x", body="{}", now=service.now(),
            person_id=ada.person_id,
        ).public_id  # fmt: skip
    for asked in (
        lambda: reply(ada, other, "Hello.", 0),
        lambda: open_request(cora, other),
        lambda: letter(ada, other),
    ):
        with pytest.raises(NotFound):
            asked()
    assert queue(cora) == ()


def test_without_the_provider_s_texts_nothing_is_answered(
    service: Service, ada: Actor, cora: Actor, tmp_path: Path
) -> None:
    """The desk runs where the bank folder is; with it, an approved opening is no placeholder."""
    made = ask(ada, course(boards=("ABA",)))
    no = Verdicts({"ABA": ("not eligible", "It is not accredited.")})

    def at(banks: Path) -> Actor:
        settings = replace(service.settings, banks=banks, mode="production")
        return replace(cora, service=replace(service, settings=settings))

    with pytest.raises(NoProvider):
        answer(at(tmp_path), made, no, 1)
    source = ROOT / "quizzes" / "banks" / "provider.yaml"
    shutil.copy(source, tmp_path)
    whole = source.read_text(encoding="utf-8")
    head, letter_text = whole.split("request_letter:")
    approved = f"{head}request_letter:{letter_text.replace('approved: false', 'approved: true')}"
    (tmp_path / "provider.yaml").write_text(approved, encoding="utf-8")
    answer(at(tmp_path), made, no, 1)
    said = text(letter(ada, made).content)
    assert "Placeholder: the wording" not in said
    assert "Demonstration" not in said


def test_a_merge_loses_no_request(service: Service, cora: Actor) -> None:
    """The account that is kept sees it, goes on with it, and it is not asked twice."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    made = ask(old, course())
    kept = merged(cora, old, kept)
    assert [one.id for one in own(kept)] == [made]
    assert ask(kept, course()) == made
    reply(kept, made, "It is in spring.", 1)
    assert own(kept)[0].notes[-1].own


def test_nobody_answers_what_they_asked_by_another_account(service: Service, cora: Actor) -> None:
    """Whichever account is kept."""
    old, kept = (account(service, f"{one}@x.org", "Mal Ng", "staff") for one in ("old", "kept"))
    made = ask(old, course())
    kept = merged(cora, old, kept)
    with pytest.raises(OwnRequest):
        answer(kept, made, YES_AND_NO, 1)
