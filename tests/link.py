"""The way between a browser and a server: a wire of the test's own, which it can cut."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread


class Wire:
    """One connection through the link: both of its ends, and what it carries."""

    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self._ends = (near, far)
        self._carries = True
        self.is_socket = False
        for source, sink in (self._ends, self._ends[::-1]):
            Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        """Hand over what comes, until either end closes."""
        with suppress(OSError):
            while came := source.recv(65536):
                self.is_socket = self.is_socket or b"/_stcore/stream" in came
                if self._carries:
                    sink.sendall(came)
        if self._carries:
            self.close()

    def close(self) -> None:
        """Hang up: both ends are told."""
        for one in self._ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def forget(self) -> None:
        """Carry nothing any more, and tell nobody: what a router does with a phone that rests."""
        self._carries = False


class Link:
    """A port of its own in front of a server's, with every connection through it at hand."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wires: list[Wire] = []
        self._carries = True
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                self._wires.append(Wire(near, far))
                if not self._carries:
                    self._wires[-1].forget()

    def cut(self) -> None:
        """Close every connection there is; new ones are let through."""
        self._carries = True
        for one in self._wires:
            one.close()

    def forget(self) -> None:
        """Let every connection run dry without a word, new ones as well, until they are cut."""
        self._carries = False
        for one in self._wires:
            one.forget()

    def forget_sockets(self) -> None:
        """Let the websockets run dry and close the rest, as a pool does with what rested long."""
        for one in self._wires:
            if one.is_socket:
                one.forget()
            else:
                one.close()

    def close(self) -> None:
        """Take the port away, and everything that goes through it."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.cut()
