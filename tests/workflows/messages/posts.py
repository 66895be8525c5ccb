"""Places to hand messages in, for tests: what they were given, and how they fail."""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING, Any

from workflows.messages.post import NotTaken, Post

if TYPE_CHECKING:
    from collections.abc import Iterator


class Crash(BaseException):
    """The process ends here, as by a power cut: nothing after it is done."""


@dataclass
class Kept:
    """Takes everything."""

    taken: list[EmailMessage] = field(default_factory=list)

    def hand_in(self, made: EmailMessage) -> None:
        """Keep a message."""
        self.taken.append(made)


@dataclass
class Refusing:
    """Takes nothing, and says why."""

    fault: NotTaken
    asked: int = 0

    def hand_in(self, made: EmailMessage) -> None:
        """Refuse a message."""
        del made
        self.asked += 1
        raise self.fault


@dataclass
class CrashingAround:
    """Hands on to another, and crashes once: before it, or after the other took the message."""

    inner: Post
    after: bool
    crashed: bool = False

    def hand_in(self, made: EmailMessage) -> None:
        """Hand a message on, or crash."""
        if not self.crashed and not self.after:
            self.crashed = True
            raise Crash
        self.inner.hand_in(made)
        if not self.crashed:
            self.crashed = True
            raise Crash


class _Conversation(socketserver.StreamRequestHandler):
    """One client: RFC 5321 as far as handing a message in needs it."""

    server: SmtpDouble

    def handle(self) -> None:
        """Answer each command with the reply that the test set, or the usual one."""
        self._say(self.server.replies.get("", "220 ready"))
        while line := self.rfile.readline():
            verb = line.split(b":")[0].split()[0].decode().upper()
            self.server.heard.append(line.decode().strip())
            if verb == "EHLO":
                self._say("250-double")
                self._say("250 AUTH PLAIN")
            elif verb == "DATA":
                self._data()
            else:
                self._say(self.server.replies.get(verb, "250 fine"))
            if verb == "QUIT" or self.server.hangs_up:
                return

    def _data(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        reply = self.server.replies.get("DATA", "250 queued")
        if reply.startswith("250"):
            self.server.taken.append(message_from_bytes(b"".join(lines), policy=default))
        if self.server.silent_after_data:
            self.server.hangs_up = True
        else:
            self._say(reply)

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


class SmtpDouble(socketserver.ThreadingTCPServer):
    """A mail server on this machine that keeps what it takes."""

    daemon_threads = True

    def __init__(self, **replies: str) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.replies = {name.upper().strip("_"): said for name, said in replies.items()}
        self.taken: list[Any] = []
        self.heard: list[str] = []
        self.silent_after_data = False
        self.hangs_up = False

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


@contextmanager
def mail_server(**replies: str) -> Iterator[SmtpDouble]:
    """Run a mail server whose reply to each verb may be set (`_` is its greeting)."""
    with SmtpDouble(**replies) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
