"""Handing a message in: to a mail server, or in the demonstration to a folder."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Protocol

from settings import MailServer
from storage.connect import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from settings import Settings

PATIENCE = 30  # seconds that a mail server may keep us waiting
FOR_GOOD = 500  # from this reply code on, trying again is no use (RFC 5321, 4.2.1)
LOOPBACK = frozenset({"localhost", "127.0.0.1"})
_AN_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")


class NotTaken(Exception):
    """A message was not taken, or we did not hear that it was.

    `for_good`: trying again is no use. `for_all`: it would be the same with every other message.
    """

    def __init__(self, reason: str, *, for_good: bool = False, for_all: bool = False) -> None:
        # Servers repeat the address, which belongs to somebody who may be forgotten one day.
        super().__init__(_AN_ADDRESS.sub("the address", reason))
        self.for_good = for_good
        self.for_all = for_all


class Post(Protocol):
    """Somewhere to hand messages in."""

    def hand_in(self, made: EmailMessage) -> None:
        """Hand a message in; it is on its way when this returns.

        Raises:
            NotTaken: it is not, or we do not know.
        """


def post_of(settings: Settings) -> Post | None:
    """Return where messages go; the demonstration writes to nobody. None: nowhere is set."""
    if settings.demo:
        return Mailbox(settings.mailbox)
    return Smtp(settings.mail_server) if settings.mail_server else None


@dataclass(frozen=True)
class Mailbox:
    """A folder with one file for each Message-ID, so that each message is there exactly once."""

    folder: Path

    def hand_in(self, made: EmailMessage) -> None:
        """Write the message whole under its name, unless it is there."""
        path = self.folder / f"{made['Message-ID'].strip('<>').partition('@')[0]}.eml"
        if path.exists():
            return
        make_folder(self.folder)
        with NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as file:
            file.write(made.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)


@dataclass(frozen=True)
class Smtp:
    """A mail server. When it said 250 the message is its own; when we did not hear it, perhaps."""

    server: MailServer

    def hand_in(self, made: EmailMessage) -> None:
        """Hand the message in for its one recipient."""
        with _told(), self._opened() as connection:
            connection.sendmail(
                self.server.sender, [made["To"].addresses[0].addr_spec], made.as_bytes()
            )

    @contextmanager
    def _opened(self) -> Iterator[smtplib.SMTP]:
        connection = self._connect()
        try:
            self._greet(connection)
            yield connection
        finally:
            # The answer to QUIT says nothing about the message: it must not undo what was taken.
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()

    def _connect(self) -> smtplib.SMTP:
        if self.server.implicit_tls:
            return smtplib.SMTP_SSL(
                self.server.host,
                self.server.port,
                timeout=PATIENCE,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(self.server.host, self.server.port, timeout=PATIENCE)

    def _greet(self, connection: smtplib.SMTP) -> None:
        connection.ehlo_or_helo_if_needed()
        encrypted = self.server.implicit_tls
        if not encrypted and connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            encrypted = True
        if self.server.user is None or self.server.password is None:
            return
        if not encrypted and self.server.host not in LOOPBACK:
            message = "The mail server offers no encryption, so it is not told the password."
            raise NotTaken(message, for_all=True)
        connection.login(self.server.user, self.server.password)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what mail servers and networks do into one kind of fault."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise NotTaken(_said(code, said), for_good=code >= FOR_GOOD) from None
    except smtplib.SMTPDataError as error:
        for_good = error.smtp_code >= FOR_GOOD
        raise NotTaken(_said(error.smtp_code, error.smtp_error), for_good=for_good) from None
    except smtplib.SMTPResponseException as error:  # the greeting, the password, the sender
        raise NotTaken(_said(error.smtp_code, error.smtp_error), for_all=True) from None
    except (smtplib.SMTPException, OSError) as error:
        message = f"The mail server does not answer ({str(error) or type(error).__name__})."
        raise NotTaken(message, for_all=True) from None


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    return f"The mail server said: {code} {' '.join(text.split())}"
