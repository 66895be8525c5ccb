"""People who sign in by a password: their mail, and the links in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.workflows.messages.posts import Kept
from workflows.people import session
from workflows.people.local import enter, letter, settle
from workflows.people.local.send import send_letters

if TYPE_CHECKING:
    from email.message import EmailMessage

    from workflows.act import Actor
    from workflows.service import Service

ADDRESS, NAME = "nora@example.org", "Nora Okafor"
PASSWORD, OTHER = "violet kayak ledger", "copper lantern orbit"
PLACE = "192.0.2.7"
LINK = re.compile(r"/link#([\w-]{43})\s")


def with_passwords(service: Service) -> Service:
    """Return the service where people may have passwords."""
    return replace(service, settings=replace(service.settings, local_accounts=True))


def mails(service: Service) -> list[EmailMessage]:
    """Send what is due and return it."""
    post = Kept()
    send_letters(service, post)
    return post.taken


def token_in(mail: EmailMessage) -> str:
    """Return the token of the link in a mail."""
    found = LINK.search(mail.get_content())
    assert found is not None
    return found[1]


def mailed(service: Service, kind: letter.ASKED, address: str = ADDRESS) -> str:
    """Ask for a link and return the token that was mailed."""
    letter.ask(service, kind, address, PLACE)
    return token_in(mails(service)[-1])


def registered(service: Service, address: str = ADDRESS, name: str = NAME) -> Actor:
    """Let somebody make an account, and return them signed in."""
    settle.settle(service, mailed(service, "register", address), PASSWORD, name)
    return by_password(service, address)


def by_password(service: Service, address: str = ADDRESS, password: str = PASSWORD) -> Actor:
    """Sign somebody in by a password."""
    token = enter.enter(service, address, password, PLACE)
    return session.enter(service, session.digest_of(token))
