"""What staff see of messages, and take as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from settings import MailServer
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.taking import lines
from tests.together import together
from tests.workflows.messages.posts import Kept, Refusing
from tests.workflows.messages.sending import events, put, send, states, unclaimed
from workflows.credit.claim import make
from workflows.messages.choice import set_choice
from workflows.messages.desk import NothingWaiting, export, file, messages, retry
from workflows.messages.post import NotTaken
from workflows.operations.work import work_once
from workflows.people.profile import see, write
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from settings import Settings
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

GONE = NotTaken("The mail server said: 550 nobody", for_good=True)


def table(content: bytes) -> list[dict[str, str]]:
    """Read a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_what_waits_was_sent_and_failed_is_counted(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """By kind; kinds without any message are left out."""
    key = publish(service)
    unclaimed(ada, key)
    send(service, Kept())
    unclaimed(dan, key)
    send(service, Refusing(GONE))
    put(service, ada, "attempt:1", "follow-up")
    seen = messages(cora)
    assert [(one.kind, one.waiting, one.sent, one.failed) for one in seen.counts] == [
        ("unclaimed-7", 0, 1, 1),
        ("follow-up", 1, 0, 0),
    ]
    (failed,) = seen.failed
    assert (failed.name, failed.reason) == ("Dan Reyes, PA", "The mail server said: 550 nobody")
    assert failed.person == dan.public_id
    assert seen.delayed == ()


def test_what_was_delayed_says_until_when(service: Service, ada: Actor, cora: Actor) -> None:
    """With its reason."""
    put(service, ada, "attempt:1", "follow-up")
    send(service, Refusing(NotTaken("busy")))
    (delayed,) = messages(cora).delayed
    assert delayed.reason == "busy"
    assert delayed.again_at is not None
    assert (delayed.again_at - delayed.at).total_seconds() == 300


def test_a_file_holds_what_waits_and_what_failed(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Name, address and every fact; nothing of it is sent any more."""
    key = publish(service)
    unclaimed(ada, key)
    send(service, Refusing(GONE))
    completion = unclaimed(dan, key)
    batch = export(cora, "unclaimed-7")
    rows = {row["E-mail"]: row for row in table(file(cora, batch))}
    assert set(rows) == {"ada@example.edu", "dan@example.com"}
    his = rows["dan@example.com"]
    assert his["Name"] == "Dan Reyes, PA"
    assert his["Activity"] == "A small self-assessment"
    assert (his["Completed on"], his["Until"]) == ("2026-12-01", "2027-12-31")
    assert his["Link"] == f"http://127.0.0.1:8501/claim?completion={completion}"
    assert his["Message"].startswith("Dear Dan Reyes, PA,")
    assert send(service, Kept()) == 0
    assert events(service, 2) == [("exported", batch)]
    assert [(one.batch, one.number) for one in messages(cora).files] == [(batch, 2)]
    (line,) = lines(service, "messages.export")
    assert line.data == {"kind": "unclaimed-7", "file": batch, "messages": 2}


def test_a_file_can_be_had_again_and_each_time_is_logged(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """A download that broke off loses nothing; who claimed since is no longer in it."""
    key = publish(service)
    completion = unclaimed(ada, key)
    batch = export(cora, "unclaimed-7")
    assert file(cora, batch) == file(cora, batch)
    make(ada, completion, quarters=4, boards={}, attested=True)
    assert table(file(cora, batch)) == []
    assert [one.data["messages"] for one in lines(service, "messages.print")] == [1, 1, 0]


def test_a_name_that_is_a_formula_is_harmless(service: Service, ada: Actor, cora: Actor) -> None:
    """In whatever spreadsheet the file is opened."""
    held = see(ada)
    write(ada, held.seq, held.profile.model_copy(update={"legal_name": "=cmd|' /C calc'!A"}))
    unclaimed(ada, publish(service))
    (row,) = table(file(cora, export(cora, "unclaimed-7")))
    assert row["Name"].startswith("'=cmd")


def test_all_of_a_person_at_the_years_end_is_one_row(
    service: Service, clock: Clock, ada: Actor, cora: Actor
) -> None:
    """The activities stand in one cell."""
    for slug in ("small", "second"):
        completed(ada, publish(service, slug=slug))
    put(service, ada, f"person:{ada.public_id}:2026-12-10", "year-end")
    clock.move(minutes=1)
    (row,) = table(file(cora, export(cora, "year-end")))
    assert row["Activity"] == "A small self-assessment; A small self-assessment"
    assert row["Completed on"] == "2026-12-01; 2026-12-01"


def test_what_is_settled_is_not_taken(service: Service, ada: Actor, cora: Actor) -> None:
    """It ends unsent, with the reason."""
    put(service, ada, "attempt:1", "follow-up")
    put(service, ada, "attempt:2", "appeal-answer")
    set_choice(ada, "follow-up", wanted=False)
    export(cora, "follow-up")
    assert states(service, 1) == ["skipped"]
    assert states(service, 2) == []


def test_nothing_is_taken_twice(service: Service, ada: Actor, cora: Actor) -> None:
    """Two of staff at the same moment: one file."""
    put(service, ada, "attempt:1", "follow-up")
    done = together(*[lambda: export(cora, "follow-up")] * 2)
    assert sorted(isinstance(one, NothingWaiting) for one in done) == [False, True]
    assert states(service) == ["exported"]


def test_a_message_is_sent_or_taken_and_never_both(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """A worker and staff at the same moment."""
    for number in range(8):
        put(service, ada, f"attempt:{number}", "follow-up")
    post = Kept()
    together(lambda: send(service, post), lambda: export(cora, "follow-up"))
    send(service, post)
    ends = [states(service, number)[-1] for number in range(1, 9)]
    assert ends.count("sent") == len(post.taken)
    assert ends.count("sent") + ends.count("exported") == 8


@pytest.mark.parametrize("batch", ["0" * 32, "", "é"])
def test_there_is_no_such_file(service: Service, cora: Actor, batch: str) -> None:
    """And nothing is logged of it."""
    with pytest.raises(NotFound):
        file(cora, batch)
    assert lines(service, "messages.print") == []


def test_what_failed_is_tried_again(service: Service, ada: Actor, cora: Actor) -> None:
    """After the address was corrected; it has all its tries again."""
    put(service, ada, "attempt:1", "follow-up")
    send(service, Refusing(GONE))
    assert retry(cora) == 1
    assert retry(cora) == 0
    assert send(service, Kept()) == 1
    assert states(service) == ["sending", "failed", "waiting", "sending", "sent"]
    assert [one.data for one in lines(service, "messages.retry")] == [{"messages": 1}]


def test_staff_see_whether_anybody_sends(sqlite_service: Service, clock: Clock) -> None:
    """The demonstration does, production with a mail server does; and the worker must be there."""
    cora = signed_in(sqlite_service, "cora")
    assert messages(cora).sends
    real = replace(sqlite_service.settings, mode="production")
    assert not messages(_with(cora, real)).sends
    server = MailServer("mail.example.edu", 587, implicit_tls=False, sender="cme@example.edu")
    assert messages(_with(cora, replace(real, mail_server=server))).sends
    work_once(sqlite_service)
    assert {one.name: one.late for one in messages(cora).jobs} == {
        "correct": False, "follow-up": False, "initiatives": False, "letters": False,
        "remind": False, "send": False, "settle": False, "weekly": False,
    }  # fmt: skip
    clock.move(minutes=90)
    assert {one.name for one in messages(cora).jobs if one.late} == {
        "correct", "letters", "send", "settle",
    }  # fmt: skip


def _with(actor: Actor, settings: Settings) -> Actor:
    return replace(actor, service=replace(actor.service, settings=settings))
