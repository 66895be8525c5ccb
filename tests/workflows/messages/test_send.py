"""Sending: nothing is lost and nothing doubled, whatever crashes in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from settings import MailServer
from storage import people
from storage.connect import writing
from tests.editions import publish
from tests.people import signed_in
from tests.taking import lines
from tests.together import together
from tests.workflows.messages.posts import Crash, CrashingAround, Kept, Refusing, mail_server
from tests.workflows.messages.sending import (
    also_signs_in_as,
    events,
    put,
    send,
    states,
    unclaimed,
)
from workflows.credit.claim import make
from workflows.messages import send as sending
from workflows.messages.choice import set_choice
from workflows.messages.post import Mailbox, NotTaken, Smtp
from workflows.messages.send import BACK_OFF, message_id
from workflows.messages.told import letter

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Row

    from documents.mail import Letter
    from tests.clock import Clock
    from workflows.act import Act, Actor
    from workflows.messages.told import Ended
    from workflows.service import Service


def smtp(port: int) -> Smtp:
    """Return the way to a mail server on this machine."""
    return Smtp(MailServer("127.0.0.1", port, implicit_tls=False, sender="cme@example.edu"))


@pytest.fixture
def key(service: Service) -> str:
    """An activity."""
    return publish(service)


def test_a_message_that_is_due_is_sent_once(service: Service, ada: Actor, key: str) -> None:
    """To the address of the person, and the log says so without it."""
    completion, post = unclaimed(ada, key), Kept()
    assert send(service, post) == 1
    assert send(service, post) == 0
    (made,) = post.taken
    assert made["To"] == "ada@example.edu"
    assert made["Message-ID"] == message_id(
        service.settings, f"completion:{completion}", "unclaimed-7"
    )
    assert f"/claim?completion={completion}" in made.get_content()
    assert states(service) == ["sending", "sent"]
    (line,) = lines(service, "message.send")
    assert line.data == {
        "kind": "unclaimed-7", "about": f"completion:{completion}", "state": "sent",
    }  # fmt: skip


def test_two_workers_at_once_send_nothing_twice(service: Service, ada: Actor) -> None:
    """Twelve messages, each in one worker's hands."""
    for number in range(12):
        put(service, ada, f"attempt:{number}", "follow-up")
    posts = (Kept(), Kept())
    together(*(lambda post=one: send(service, post) for one in posts))
    ids = [made["Message-ID"] for post in posts for made in post.taken]
    assert len(ids) == len(set(ids)) == 12


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_around_the_mailbox_leaves_one_file(
    service: Service, clock: Clock, ada: Actor, key: str, tmp_path: Path, after: bool
) -> None:
    """Exactly once: the file's name is the Message-ID."""
    unclaimed(ada, key)
    post = CrashingAround(Mailbox(tmp_path / "mail"), after)
    with pytest.raises(Crash):
        send(service, post)
    assert send(service, post) == 0  # it is still somebody's
    clock.move(minutes=10)
    assert send(service, post) == 1
    assert [one.suffix for one in (tmp_path / "mail").iterdir()] == [".eml"]
    assert states(service) == ["sending", "sending", "sent"]


def test_a_crash_before_the_mail_server_loses_nothing(
    service: Service, clock: Clock, ada: Actor, key: str
) -> None:
    """The message is taken again, and arrives once."""
    unclaimed(ada, key)
    with mail_server() as server:
        post = CrashingAround(smtp(server.port), after=False)
        with pytest.raises(Crash):
            send(service, post)
        clock.move(minutes=10)
        assert send(service, post) == 1
    assert len(server.taken) == 1


def test_a_crash_after_the_mail_servers_yes_sends_the_same_message_again(
    service: Service, clock: Clock, ada: Actor, key: str
) -> None:
    """The one window in which a server hears of it twice: by the same Message-ID it can tell."""
    unclaimed(ada, key)
    with mail_server() as server:
        post = CrashingAround(smtp(server.port), after=True)
        with pytest.raises(Crash):
            send(service, post)
        clock.move(minutes=10)
        assert send(service, post) == 1
    assert len(server.taken) == 2
    assert len({made["Message-ID"] for made in server.taken}) == 1


def test_an_answer_that_is_not_heard_is_waited_for(
    service: Service, clock: Clock, ada: Actor, key: str
) -> None:
    """The server took it and hung up: the same message is handed in again."""
    unclaimed(ada, key)
    with mail_server() as server:
        server.silent_after_data = True
        assert send(service, smtp(server.port)) == 0
        server.silent_after_data = server.hangs_up = False
        clock.move(minutes=5)
        assert send(service, smtp(server.port)) == 1
    assert states(service) == ["sending", "delayed", "sending", "sent"]
    assert len({made["Message-ID"] for made in server.taken}) == 1


def test_a_worker_that_lost_its_lease_says_nothing(
    service: Service, clock: Clock, ada: Actor, key: str
) -> None:
    """What it would tell is told by the one that has the message now."""

    class Slow(Kept):
        def hand_in(self, made: object) -> None:
            del made
            clock.move(minutes=10)
            send(service, Kept(), "two")

    unclaimed(ada, key)
    assert send(service, Slow(), "one") == 1
    assert events(service) == [("sending", "one"), ("sending", "two"), ("sent", None)]


def test_a_refusal_for_now_is_tried_again_with_growing_pauses(
    service: Service, clock: Clock, ada: Actor, key: str
) -> None:
    """At last staff are told, with the reason."""
    unclaimed(ada, key)
    post = Refusing(NotTaken("The mail server said: 451 later"))
    for pause in BACK_OFF:
        send(service, post)
        clock.at += pause
        assert states(service)[-1] == "delayed"
    send(service, post)
    assert events(service)[-1] == ("failed", "The mail server said: 451 later")
    assert post.asked == len(BACK_OFF) + 1
    clock.move(days=30)
    send(service, post)
    assert post.asked == len(BACK_OFF) + 1


def test_a_refusal_for_good_is_told_at_once(service: Service, ada: Actor, key: str) -> None:
    """There is nobody of that name; the address stays out of what is kept."""
    unclaimed(ada, key)
    with mail_server(rcpt="550 5.1.1 <ada@example.edu> unknown") as server:
        assert send(service, smtp(server.port)) == 0
    reason = "The mail server said: 550 5.1.1 the address unknown"
    assert events(service)[-1] == ("failed", reason)


def test_a_server_that_is_down_fails_no_message(service: Service, clock: Clock, ada: Actor) -> None:
    """It is asked once a run, and each message waits for it as long as it takes."""
    for number in range(3):
        put(service, ada, f"attempt:{number}", "follow-up")
    down = Refusing(NotTaken("The mail server does not answer", for_all=True))
    send(service, down)
    assert down.asked == 1
    for _ in range(100):
        clock.move(hours=1)
        send(service, down)
    post = Kept()
    clock.move(hours=1)
    assert send(service, post) == 3


def test_nobody_listens_is_a_reason(service: Service, ada: Actor, key: str) -> None:
    """A closed port is told in words."""
    unclaimed(ada, key)
    with mail_server() as server:
        port = server.port
    send(service, smtp(port))
    state, reason = events(service)[-1]
    assert state == "delayed"
    assert str(reason).startswith("The mail server does not answer (")


@pytest.mark.parametrize(
    ("replies", "state"),
    [
        ({"_": "554 not you"}, "delayed"),
        ({"mail": "550 sender not known here"}, "delayed"),
        ({"rcpt": "450 greylisted"}, "delayed"),
        ({"data": "552 too much"}, "failed"),
        ({"data": "451 busy"}, "delayed"),
        ({"quit": "500 no goodbye"}, "sent"),
    ],
    ids=["greeting", "sender", "recipient", "content", "busy", "goodbye"],
)
def test_what_a_mail_server_may_say(
    sqlite_service: Service, replies: dict[str, str], state: str
) -> None:
    """Only what is about this message ends it, and a bad goodbye undoes nothing."""
    ada = signed_in(sqlite_service, "ada")
    unclaimed(ada, publish(sqlite_service))
    with mail_server(**replies) as server:
        send(sqlite_service, smtp(server.port))
    assert states(sqlite_service)[-1] == state


def test_a_password_is_not_told_in_the_clear() -> None:
    """A server elsewhere without encryption hears neither name nor password."""
    with mail_server() as server:
        elsewhere = MailServer("0.0.0.0", server.port, False, "cme@example.edu", "me", "secret")  # noqa: S104, FBT003
        with pytest.raises(NotTaken, match="no encryption"):
            Smtp(elsewhere).hand_in(None)  # type: ignore[arg-type]  # it does not get there
    assert not [one for one in server.heard if one.startswith("AUTH")]


def test_what_is_settled_by_now_is_not_sent(service: Service, ada: Actor, key: str) -> None:
    """Claimed between the reminder and its sending."""
    completion, post = unclaimed(ada, key), Kept()
    make(ada, completion, quarters=4, boards={}, attested=True)
    assert send(service, post) == 0
    assert events(service)[-1] == ("skipped", "It is claimed by now, or can no longer be claimed.")


def test_what_somebody_does_not_want_is_not_sent(service: Service, ada: Actor) -> None:
    """Not even when it was put before they chose."""
    put(service, ada, "attempt:a", "follow-up")
    set_choice(ada, "follow-up", wanted=False)
    assert send(service, Kept()) == 0
    assert events(service)[-1] == ("skipped", "The person chose not to get these.")


def test_credit_matters_are_sent_in_any_case(service: Service, ada: Actor, key: str) -> None:
    """There is no choice about them."""
    for topic in ("answers", "follow-up"):
        set_choice(ada, topic, wanted=False)
    unclaimed(ada, key)
    assert send(service, Kept()) == 1


def test_nobody_without_an_address_is_written_to(service: Service, ada: Actor) -> None:
    """Staff see it; another identity of the person that is an address will do."""
    for number, subject in enumerate(("no address", "two@addresses@example.edu"), start=1):
        with_none = replace(ada, person_id=_new_person(service, subject))
        put(service, with_none, f"attempt:{number}", "follow-up")
        send(service, Kept())
        assert states(service, number) == ["sending", "failed"]
    also_signs_in_as(with_none, "new@example.edu")
    put(service, with_none, "attempt:3", "follow-up")
    assert send(service, Kept()) == 1


def _new_person(service: Service, subject: str) -> int:
    with writing(service.engine) as connection:
        return people.add_person(connection, "test", subject, service.now())


def test_a_message_without_a_text_is_told_of(service: Service, ada: Actor) -> None:
    """A kind that nobody wrote a text for, and a body that cannot be read, hold up no others."""
    put(service, ada, "attempt:a", "birthday")
    put(service, ada, "attempt:b", "follow-up", body="no JSON")
    put(service, ada, "attempt:c", "follow-up")
    assert send(service, Kept()) == 1
    assert states(service, 1) == states(service, 2) == ["sending", "failed"]


def test_a_message_that_makes_the_service_stumble_holds_up_no_other(
    service: Service, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again like one that was refused, and staff see it."""
    put(service, ada, "attempt:bad", "follow-up")
    put(service, ada, "attempt:good", "follow-up")

    def stumbling(a: Act, row: Row[Any]) -> Letter | Ended:
        if row.subject == "attempt:bad":
            raise KeyError(row.subject)
        return letter(a, row)

    monkeypatch.setattr(sending, "letter", stumbling)
    assert send(service, Kept()) == 1
    state, reason = events(service, 1)[-1]
    assert state == "delayed"
    assert str(reason).startswith("The service stumbled over it (KeyError)")
    assert states(service, 2) == ["sending", "sent"]
