"""What each kind of message says at the moment it is sent."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage.connect import writing
from storage.tables import completion as completions
from storage.tables import pars_event, pars_record
from tests.committing import committed
from tests.editions import publish, publish_again
from tests.learning import completed
from tests.workflows.messages.posts import Kept
from tests.workflows.messages.sending import events, put, send, unclaimed

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

RECORD = "d" * 32


def rejected(service: Service, completion: str, state: str, subject: str = "ABIM") -> None:
    """Write a report of a completion, and the board's answer."""
    with writing(service.engine) as connection:
        row = connection.execute(
            select(completions).where(completions.c.public_id == completion)
        ).one()
        connection.execute(
            insert(pars_record).values(
                id=1, public_id=RECORD, completion_id=row.id, person_id=row.person_id,
                activity_id=row.activity_id, subject=subject, number=1, action="add",
                credit_id="1", completed_on=row.completed_on, body="{}", at=service.now(),
            )
        )  # fmt: skip
        connection.execute(
            insert(pars_event).values(
                record_id=1, seq=1, state=state, reason="ID 123456 is not Whitfield",
                at=service.now(),
            )
        )  # fmt: skip


def sent(service: Service) -> EmailMessage:
    """Send the one message that waits."""
    post = Kept()
    assert send(service, post) == 1
    return post.taken[0]


def test_a_reminder_says_both_days(service: Service, ada: Actor) -> None:
    """By when the boards hear in time, and until when credit can be claimed at all."""
    unclaimed(ada, publish(service))
    said = " ".join(sent(service).get_content().split())
    assert "by 31 Dec 2026, so that your board hears of it in time" in said
    assert "Credit without points can be claimed until 31 Dec 2027." in said


def test_who_is_no_physician_has_one_day(service: Service, dan: Actor) -> None:
    """The last one to claim; there is no board to hear of it."""
    unclaimed(dan, publish(service))
    said = " ".join(sent(service).get_content().split())
    assert "31 Dec 2027" in said
    assert "31 Dec 2026" not in said


def test_a_rejection_names_board_and_page_but_no_reason(service: Service, ada: Actor) -> None:
    """The reason may hold numbers, and mail is read on the way."""
    completion = completed(ada, publish(service))
    rejected(service, completion, "rejected_board")
    body = json.dumps({"until": "2026-12-31", "path": f"/claim?completion={completion}"})
    put(service, ada, f"pars_record:{RECORD}", "pars-rejected", body)
    made = sent(service)
    assert "To correct: ABIM did not accept" in made["Subject"]
    said = " ".join(made.get_content().split())
    assert "completion of “A small self-assessment” on 1 Dec 2026" in said
    assert "what to do about it by 31 Dec 2026" in said
    assert f"http://127.0.0.1:8501/claim?completion={completion}" in said
    assert "123456" not in said


def test_a_part_and_the_state_boards_are_named_in_words(service: Service, ada: Actor) -> None:
    """Nobody knows what "cme" is."""
    rejected(service, completed(ada, publish(service)), "rejected_pars", "cme")
    put(service, ada, f"pars_record:{RECORD}:2", "pars-rejected")
    assert "the state boards did not accept" in sent(service)["Subject"]


def test_a_report_that_was_corrected_is_not_told_of(service: Service, ada: Actor) -> None:
    """Only what is still rejected is to be corrected."""
    rejected(service, completed(ada, publish(service)), "accepted")
    put(service, ada, f"pars_record:{RECORD}", "pars-rejected")
    put(service, ada, f"pars_record:{'e' * 32}", "pars-rejected")
    assert send(service, Kept()) == 0
    for number in (1, 2):
        assert events(service, number)[-1] == ("skipped", "The report is no longer rejected.")


def test_an_answer_leads_where_its_facts_say(service: Service, ada: Actor) -> None:
    """With the activity's title, and how to get no more."""
    body = {"activity": publish(service), "path": "/result?attempt=abc"}
    put(service, ada, "attempt:abc:3", "appeal-answer", json.dumps(body))
    said = sent(service).get_content()
    assert "“A small self-assessment”" in said
    assert "http://127.0.0.1:8501/result?attempt=abc" in said
    assert "http://127.0.0.1:8501/profile" in said
    assert "cme@example.edu" in said


def test_a_path_of_elsewhere_is_not_followed(service: Service, ada: Actor) -> None:
    """A link in a mail of ours leads to us."""
    for number, path in enumerate(("//evil.example", "https://evil.example", "/ä")):
        put(service, ada, f"attempt:{number}", "follow-up", json.dumps({"path": path}))
    post = Kept()
    send(service, post)
    for made in post.taken:
        assert "http://127.0.0.1:8501/\n" in made.get_content().replace("\r\n", "\n")


def test_a_follow_up_about_a_completion(service: Service, ada: Actor, clock: Clock) -> None:
    """Its title comes from the completion, and so does the last day for an answer."""
    completion = committed(ada, publish(service))
    put(service, ada, f"completion:{completion}", "follow-up")
    clock.move(days=60)
    said = " ".join(sent(service).get_content().split())
    assert "Please tell us by 31 Mar 2027" in said
    assert "You completed “A small self-assessment” on 1 Dec 2026" in said


def test_the_real_service_says_nothing_of_a_demonstration(service: Service, ada: Actor) -> None:
    """And the demonstration says it of everything."""
    unclaimed(ada, publish(service))
    real = replace(
        service, settings=replace(service.settings, mode="production", public_url="https://l.edu")
    )
    assert "emonstration" not in str(sent(real))
    put(service, ada, "attempt:1", "follow-up")
    assert sent(service)["Subject"].startswith("[Demonstration, not for credit] ")


def test_whoever_earns_no_credit_is_not_reminded(service: Service, ada: Actor) -> None:
    """An author who was listed after the completion."""
    key = publish(service)
    unclaimed(ada, key)
    publish_again(service, key, in_control=("ada@example.edu",))
    assert send(service, Kept()) == 0
