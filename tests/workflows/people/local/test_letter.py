"""Asking for a link: the same for everybody; the mail says what it is for, and only it has it."""

from __future__ import annotations

import asyncio
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from settings import MailServer
from storage import people, tables
from storage.connect import reading, writing
from tests.amending import account
from tests.by_password import ADDRESS, PLACE, mailed, mails, registered, token_in
from tests.people import signed_in
from tests.server import free_port
from tests.sign_on import written
from tests.workflows.messages.posts import Kept, Refusing
from workflows.messages.post import NotTaken, Smtp
from workflows.operations.work import JOBS
from workflows.people.enrol import grant_role
from workflows.people.local.letter import NoAddress, NoLonger, Opened, ask, digest_of, opened
from workflows.people.local.send import BACK_OFF, send_letters
from workflows.people.session import system

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

    from tests.clock import Clock
    from workflows.people.local import letter
    from workflows.service import Service


def letters(service: Service) -> int:
    """Count the letters that are kept."""
    with reading(service.engine) as connection:
        return len(connection.execute(select(tables.letter)).all())


def test_a_stranger_is_mailed_a_link(anywhere: Service) -> None:
    """It leads to making an account; asking and opening alone write nothing of a person."""
    before = written(anywhere)
    token = mailed(anywhere, "register", " Nora@Example.org ")
    assert opened(anywhere, token) == Opened("new", ADDRESS)
    assert opened(anywhere, token) == Opened("new", ADDRESS)
    assert written(anywhere) == before


def test_the_token_stands_in_the_mail_alone(service: Service) -> None:
    """The database has its digest, the log nothing; 256 random bits each time."""
    token = mailed(service, "register")
    with reading(service.engine) as connection:
        rows = str([connection.execute(select(one)).all() for one in tables.metadata.sorted_tables])
    assert token not in rows
    assert digest_of(token) in rows
    assert len(token) == 43


def test_a_known_address_is_told_so_by_mail_alone(service: Service) -> None:
    """With a link to another password, which counts one hour as such links do."""
    registered(service)
    for one in (ADDRESS, "x@y.org"):
        assert ask(service, "register", one, PLACE) == one
    known, stranger = mails(service)
    assert "You have an account already" in known["Subject"]
    assert "for one hour" in known.get_content()
    assert opened(service, token_in(known)).does == "exists"
    assert opened(service, token_in(stranger)).does == "new"


def test_an_account_without_a_password_can_be_connected(service: Service) -> None:
    """Its name is shown masked, as at the first sign-in of an institution."""
    account(service, "eve@example.edu", "Eve Ng")
    found = opened(service, mailed(service, "register", "eve@example.edu"))
    assert found == Opened("connect", "eve@example.edu", "E••• N•••")


def test_whoever_signs_in_at_an_institution_is_given_no_link(service: Service) -> None:
    """Their mailbox may have become somebody else's."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    with writing(service.engine) as connection:
        people.add_identity(
            connection, eve.person_id or 0, "https://login.example.edu", "77", service.now()
        )
    ask(service, "register", "eve@example.edu", PLACE)
    mail = mails(service)[0]
    assert "signs in elsewhere" in mail["Subject"]
    assert "#" not in mail.get_content()


def test_whoever_has_duties_is_given_no_link(service: Service) -> None:
    """A mailbox opens no duties."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    grant_role(system(service), eve.public_id, "reviewer")
    ask(service, "register", "eve@example.edu", PLACE)
    mail = mails(service)[0]
    assert "signs in elsewhere" in mail["Subject"]
    assert "#" not in mail.get_content()


def test_an_account_that_gets_duties_meanwhile_is_closed(service: Service) -> None:
    """What the link does is looked at when it is opened."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    token = mailed(service, "register", "eve@example.edu")
    grant_role(system(service), eve.public_id, "reviewer")
    with pytest.raises(NoLonger):
        opened(service, token)


def test_no_mail_goes_to_whoever_has_no_password_to_reset(anywhere: Service) -> None:
    """Nobody is told anything, and nothing is kept."""
    account(anywhere, "eve@example.edu", "Eve Ng")
    for one in ("eve@example.edu", "nobody@example.org"):
        ask(anywhere, "reset", one, PLACE)
    assert mails(anywhere) == []
    assert letters(anywhere) == 0


def test_the_newest_link_counts(service: Service) -> None:
    """Asking again invalidates the one before."""
    first = mailed(service, "register")
    second = mailed(service, "register")
    with pytest.raises(NoLonger):
        opened(service, first)
    assert opened(service, second).does == "new"


@pytest.mark.parametrize(("kind", "hours"), [("register", 24), ("reset", 1)])
def test_a_link_runs_out(service: Service, clock: Clock, kind: letter.ASKED, hours: int) -> None:
    """To the second; what ran out is forgotten with the address."""
    if kind == "reset":
        registered(service)
    token = mailed(service, kind)
    clock.move(hours=hours, seconds=-1)
    opened(service, token)
    clock.move(seconds=1)
    with pytest.raises(NoLonger):
        opened(service, token)
    clock.move(days=4)
    mails(service)
    assert letters(service) == 0


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 43, "a" * 100_000])
def test_any_other_token_is_answered_alike(service: Service, token: str) -> None:
    """Like one that was used."""
    with pytest.raises(NoLonger):
        opened(service, token)


@pytest.mark.parametrize("text", ["", "nora", "a b@c.org", "x@y.org\r\nBcc: z@y.org", "é@y.org"])
def test_mail_goes_to_addresses_alone(service: Service, text: str) -> None:
    """Nobody adds a line to a message."""
    with pytest.raises(NoAddress):
        ask(service, "register", text, PLACE)


def test_nobody_is_pestered(service: Service, clock: Clock) -> None:
    """Three an hour to an address, whoever asks; who asks is told the same each time."""
    sent = 0
    for number in range(8):
        assert ask(service, "register", ADDRESS, f"192.0.2.{number}") == ADDRESS
        sent += len(mails(service))
    assert sent == 3
    clock.move(hours=1, seconds=1)
    assert len(mailed(service, "register")) == 43


def test_from_one_place_not_everybody_is_written_to(service: Service) -> None:
    """Thirty an hour."""
    for number in range(35):
        ask(service, "register", f"{number}@example.org", PLACE)
    assert len(mails(service)) == 30


def test_each_copy_has_a_token_of_its_own(anywhere: Service, clock: Clock) -> None:
    """When we did not hear whether the first was taken, the second one counts."""

    class Deaf(Kept):
        def hand_in(self, made: object) -> None:
            super().hand_in(made)  # type: ignore[arg-type]
            message = "Nobody answered."
            raise NotTaken(message, for_all=True)

    ask(anywhere, "register", ADDRESS, PLACE)
    deaf = Deaf()
    assert send_letters(anywhere, deaf) == 0
    assert mails(anywhere) == []
    clock.move(minutes=1, seconds=1)
    again = mails(anywhere)[0]
    first = deaf.taken[0]
    assert first["Message-ID"] != again["Message-ID"]
    assert opened(anywhere, token_in(again)).does == "new"
    with pytest.raises(NoLonger):
        opened(anywhere, token_in(first))


def test_a_worker_that_dies_leaves_the_letter_to_another(service: Service, clock: Clock) -> None:
    """When the lease ran out."""

    class Dying:
        def hand_in(self, _made: object) -> None:
            raise KeyboardInterrupt

    ask(service, "register", ADDRESS, PLACE)
    with pytest.raises(KeyboardInterrupt):
        send_letters(service, Dying())
    assert mails(service) == []
    clock.move(minutes=3)
    assert len(mails(service)) == 1


def test_what_a_server_refuses_for_good_is_not_tried_again(service: Service, clock: Clock) -> None:
    """And what it refuses for now, a few times."""
    ask(service, "register", ADDRESS, PLACE)
    for_good = Refusing(NotTaken("No such mailbox.", for_good=True))
    for _ in range(3):
        send_letters(service, for_good)
        clock.move(hours=5)
    assert for_good.asked == 1
    ask(service, "register", ADDRESS, PLACE)
    for_now = Refusing(NotTaken("Try later."))
    for _ in range(10):
        send_letters(service, for_now)
        clock.move(hours=2)
    assert 1 < for_now.asked <= len(BACK_OFF) + 1


def test_the_work_in_the_background_sends_them(service: Service) -> None:
    """Every few seconds; in the demonstration into the folder that its mail goes to."""
    ask(service, "register", ADDRESS, PLACE)
    assert JOBS["letters"].does(service, "worker") == 1
    (made,) = service.settings.mailbox.glob("*.eml")
    assert "/link#" in made.read_text()


def test_a_real_mail_server_takes_it(service: Service) -> None:
    """By SMTP: the link arrives whole at the one address."""
    taken: list[Envelope] = []

    class Inbox:
        async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
            self, _server: SMTP, _session: Session, envelope: Envelope
        ) -> str:
            await asyncio.sleep(0)
            taken.append(envelope)
            return "250 OK"

    ask(service, "register", ADDRESS, PLACE)
    controller = Controller(Inbox(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        sender = "cme@example.edu"
        server = MailServer("127.0.0.1", controller.port, implicit_tls=False, sender=sender)
        post = Smtp(server)
        assert send_letters(service, post) == 1
    finally:
        controller.stop()
    assert taken[0].rcpt_tos == [ADDRESS]
    content = taken[0].content
    assert isinstance(content, bytes)
    mail = message_from_bytes(content, EmailMessage, policy=default)
    assert opened(service, token_in(mail)).does == "new"


def test_named_people_are_no_exception(service: Service) -> None:
    """A demonstration's physician is asked, its staff are not."""
    signed_in(service, "ada")
    assert opened(service, mailed(service, "register", "ada@example.edu")).does == "connect"
    ask(service, "register", "cora@example.edu", PLACE)
    assert "#" not in mails(service)[0].get_content()


def test_no_mail_is_taken_for_one_of_before(anywhere: Service, clock: Clock) -> None:
    """Letters are forgotten, and their numbers given again; mail systems drop what they know."""
    seen = []
    for _ in range(2):
        ask(anywhere, "register", ADDRESS, PLACE)
        seen += [one["Message-ID"] for one in mails(anywhere)]
        clock.move(hours=25)
        assert mails(anywhere) == []  # it ran out, and was forgotten
    assert len(set(seen)) == 2


def test_whoever_asks_again_while_a_letter_is_handed_in_gets_another(anywhere: Service) -> None:
    """It may have the number of the one that it replaces, whose link counts no more."""

    class Slow(Kept):
        def hand_in(self, made: EmailMessage) -> None:
            super().hand_in(made)
            ask(anywhere, "register", ADDRESS, PLACE)

    ask(anywhere, "register", ADDRESS, PLACE)
    slow = Slow()
    send_letters(anywhere, slow)
    with pytest.raises(NoLonger):
        opened(anywhere, token_in(slow.taken[0]))
    assert opened(anywhere, token_in(mails(anywhere)[0])).does == "new"
