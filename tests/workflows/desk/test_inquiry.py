"""A question or an idea to the office, from the form to the answer, and the year of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.amending import account
from tests.documents.papers import text
from tests.learning import unsealed
from tests.people import signed_in
from tests.taking import lines
from tests.workflows.messages.posts import Kept
from tests.workflows.messages.sending import send, waiting
from workflows.desk.ideas import days_text, export, year_of
from workflows.desk.inquire import (
    MOST_A_DAY,
    MOST_ADDED,
    MOST_OPEN,
    EnoughSaid,
    TooManyWaiting,
    Withdrawn,
    WordsRefused,
    add,
    inquire,
    own,
    withdraw,
)
from workflows.desk.respond import OwnInquiry, open_inquiry, queue, respond
from workflows.people.forget import forget
from workflows.refusals import Faulty, NotFound, Stale
from workflows.today.today import today

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ASKED = "May I have one for both?"
ANSWER = "Yes: the transcript lists both."


def test_it_is_answered_where_it_was_asked(
    service: Service, ada: Actor, cora: Actor, system: Actor
) -> None:
    """The mail says that there is an answer, and neither what was asked nor what is said."""
    made = inquire(ada, "office-question", " Two\n certificates ", ASKED)
    assert open_inquiry(cora, made).due == date(2026, 12, 15)
    respond(cora, made, ANSWER, "answered", 1)
    (held,) = own(ada)
    assert (held.written.subject, held.became) == ("Two certificates", "Answered")
    assert held.answer is not None
    assert held.answer.text == ANSWER
    send(service, post := Kept())
    (mail,) = post.taken
    assert "/office" in mail.get_content()
    assert "certificate" not in f"{mail['Subject']} {mail.get_content()}"
    assert unsealed(system, ("task", "task_note")) == []


def test_sending_twice_is_sending_once(sqlite_service: Service) -> None:
    """The same words while they wait are the same question."""
    ada = signed_in(sqlite_service, "ada")
    first = inquire(ada, "idea", "More cases", "Of rare diseases.")
    assert inquire(ada, "idea", "More cases", "Of rare diseases.") == first
    assert inquire(ada, "office-question", "More cases", "Of rare diseases.") != first
    assert len(lines(sqlite_service, "inquiry.ask")) == 2


def test_asking_further_begins_the_clock_anew(sqlite_service: Service, clock: Clock) -> None:
    """It waits for the office again; a plan that is carried out is told as a second answer."""
    made = inquire(signed_in(sqlite_service, "ada"), "idea", "More cases", "Of rare diseases.")
    clock.move(days=3)
    respond(signed_in(sqlite_service, "cora"), made, "In spring.", "planned", 1)
    add(signed_in(sqlite_service, "ada"), made, "Which ones?", 2)
    held = open_inquiry(signed_in(sqlite_service, "cora"), made)
    assert (held.became, held.due) == ("Waits for an answer", date(2026, 12, 18))
    respond(signed_in(sqlite_service, "cora"), made, "They are out.", "done", 3)
    assert own(signed_in(sqlite_service, "ada"))[0].became == "Done"
    assert [kind for kind, _ in waiting(sqlite_service)] == ["office-answer"] * 2


def test_what_was_withdrawn_is_answered_no_more(sqlite_service: Service) -> None:
    """It stays to be read; nothing is added by anybody."""
    ada, cora = signed_in(sqlite_service, "ada"), signed_in(sqlite_service, "cora")
    made = inquire(ada, "office-question", "Parking", "Where?")
    withdraw(ada, made, 1)
    with pytest.raises(Withdrawn):
        add(ada, made, "Well?", 2)
    with pytest.raises(Withdrawn):
        respond(cora, made, "In the yard.", "answered", 2)
    assert own(ada)[0].became == "Withdrawn"


def test_an_answer_is_of_what_was_shown(sqlite_service: Service) -> None:
    """Who adds something meanwhile is read first; an outcome has to be one of its kind."""
    ada, cora = signed_in(sqlite_service, "ada"), signed_in(sqlite_service, "cora")
    made = inquire(ada, "idea", "More cases", "Of rare diseases.")
    add(ada, made, "Of common ones, too.", 1)
    with pytest.raises(Stale):
        respond(cora, made, "In spring.", "planned", 1)
    with pytest.raises(Faulty, match="Planned"):
        respond(cora, made, "In spring.", "answered", 2)
    assert own(ada)[0].answer is None


def test_nobody_answers_their_own(sqlite_service: Service) -> None:
    """Whoever of the office asks is answered by somebody else of it."""
    cora = signed_in(sqlite_service, "cora")
    made = inquire(cora, "idea", "Coffee", "A machine.")
    with pytest.raises(OwnInquiry):
        respond(cora, made, "Yes.", "planned", 1)
    respond(signed_in(sqlite_service, "emil"), made, "Yes.", "planned", 1)


def test_words_are_needed_and_not_too_many(sqlite_service: Service) -> None:
    """Neither nothing nor a book; and no more than ten at a time."""
    ada = signed_in(sqlite_service, "ada")
    for subject, said in (("", "x"), ("x", " "), ("x" * 501, "x"), ("x", "x" * 4_001)):
        with pytest.raises(WordsRefused):
            inquire(ada, "idea", subject, said)
    for number in range(MOST_OPEN):
        inquire(ada, "idea", f"Idea {number}", "Please.")
    with pytest.raises(TooManyWaiting):
        inquire(ada, "idea", "One more", "Please.")


def test_nobody_fills_the_list_of_the_office(sqlite_service: Service, clock: Clock) -> None:
    """Neither by withdrawing and asking anew, nor by adding and adding; the next day is a new one.

    An answer makes room to ask further.
    """
    ada = signed_in(sqlite_service, "ada")
    for number in range(MOST_A_DAY - 1):
        withdraw(ada, inquire(ada, "idea", f"Idea {number}", "Please."), 1)
    made = inquire(ada, "idea", "More cases", "Please.")
    with pytest.raises(EnoughSaid):
        inquire(ada, "idea", "One more", "Please.")
    for seen in range(1, MOST_ADDED + 1):
        add(ada, made, "And more.", seen)
    with pytest.raises(EnoughSaid):
        add(ada, made, "And more.", MOST_ADDED + 1)
    respond(signed_in(sqlite_service, "cora"), made, "In spring.", "planned", MOST_ADDED + 1)
    add(ada, made, "Which ones?", MOST_ADDED + 2)
    clock.move(days=1)
    inquire(signed_in(sqlite_service, "ada"), "idea", "One more", "Please.")


def test_another_task_is_no_question(sqlite_service: Service) -> None:
    """Neither is one of somebody else."""
    ada, dan = signed_in(sqlite_service, "ada"), signed_in(sqlite_service, "dan")
    made = inquire(ada, "idea", "More cases", "Of rare diseases.")
    with pytest.raises(NotFound):
        add(dan, made, "Mine.", 1)
    with pytest.raises(NotFound):
        open_inquiry(signed_in(sqlite_service, "cora"), "0" * 32)


def test_the_queue_and_today_begin_with_the_longest_due(
    sqlite_service: Service, clock: Clock, tmp_path: Path
) -> None:
    """What is answered comes after what waits; what is late is said so."""
    ada = signed_in(sqlite_service, "ada")
    first = inquire(ada, "idea", "First", "Please.")
    clock.move(days=1)
    second = inquire(signed_in(sqlite_service, "ada"), "office-question", "Second", "Please.")
    done = inquire(signed_in(sqlite_service, "dan"), "office-question", "Third", "Please.")
    respond(signed_in(sqlite_service, "cora"), done, "Yes.", "answered", 1)
    clock.move(days=14)
    cora = signed_in(sqlite_service, "cora")
    assert [one.id for one in queue(cora)] == [first, second, done]
    settings = replace(cora.service.settings, banks=tmp_path)  # none that would be read first
    cora = replace(cora, service=replace(cora.service, settings=settings))
    (line,) = [one for one in today(cora) if one.to == "requests"]
    assert line.level == "late"
    assert line.said == "2 questions or ideas wait for an answer; the first was due on 15 Dec 2026."


def test_who_is_forgotten_leaves_no_words(sqlite_service: Service) -> None:
    """What somebody asked goes with the answer, whatever credit stays."""
    olga, cora = signed_in(sqlite_service, "olga"), signed_in(sqlite_service, "cora")
    eve = account(sqlite_service, "eve@example.edu", "Eve Ng")
    made = inquire(eve, "idea", "I am Eve", "Please.")
    respond(cora, made, "Dear Eve.", "planned", 1)
    forget(olga, eve.public_id, "Asked.")
    assert queue(cora) == ()


def test_the_year_counts_by_kind(sqlite_service: Service, clock: Clock) -> None:
    """Of the office's calendar; the median is the middle, or half-way between two."""
    answered = [
        inquire(signed_in(sqlite_service, "ada"), "idea", f"Idea {at}", "=1+1") for at in range(3)
    ]
    inquire(signed_in(sqlite_service, "dan"), "office-question", "Parking", "Where?")
    for made, days in zip(answered[:2], (3, 12), strict=True):
        clock.move(days=days)
        respond(signed_in(sqlite_service, "cora"), made, "Yes.", "planned", 1)
    cora = signed_in(sqlite_service, "cora")
    question, idea = year_of(cora, 2026).counts
    assert (question.asked, question.answered, question.waiting) == (1, 0, 1)
    assert (idea.asked, idea.answered, idea.in_time, idea.waiting) == (3, 2, 1, 1)
    assert idea.median == 9
    assert year_of(cora, 2025).every == ()


def test_the_year_is_taken_away_without_names(sqlite_service: Service) -> None:
    """As a book and as a table, in which nothing is run as a formula; both are logged."""
    made = inquire(signed_in(sqlite_service, "ada"), "idea", "More cases", "=1+1")
    cora = signed_in(sqlite_service, "cora")
    respond(cora, made, "In spring.", "planned", 1)
    table = b"".join(export(cora, 2026, "csv").parts).decode("utf-8-sig")
    row = "Idea,2026-12-01,More cases,'=1+1,Planned,2026-12-01,0,In spring."
    assert table.splitlines()[1] == row
    paper = text(b"".join(export(cora, 2026, "pdf").parts))
    for said in ("Questions and ideas of 2026", "More cases", "Planned. In spring."):
        assert said in paper
    assert "Whitfield" not in table + paper
    assert len(lines(sqlite_service, "ideas.print")) == 2


@pytest.mark.parametrize(
    ("days", "said"), [(None, "–"), (Fraction(3), "3"), (Fraction(5, 2), "2.5")]
)
def test_days_are_read_as_people_write_them(days: Fraction | None, said: str) -> None:
    """Half a day comes only from two in the middle."""
    assert days_text(days) == said
