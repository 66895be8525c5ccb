"""Physicians who go on answering through the proxy, whatever becomes of the node they were on."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import httpx
from websockets.exceptions import WebSocketException

from benchmarks.stream import Stream
from tests.people import newcomer
from tests.taking import start_at
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.fleet import Fleet

QUESTIONS = 4
THINKS = 0.5  # seconds between two answers
PATIENCE = 5  # seconds that the card waits for a receipt
AGAIN = 2  # seconds after which it tries again
GIVES_UP = 120  # seconds after which nobody believes any more that it will be saved


class NotSavedError(AssertionError):
    """An answer that could not be saved at all."""


@dataclass
class Physician:
    """One browser tab: what it sent and was told is saved, and what it had to do for it."""

    address: str
    trusts: Any
    cookie: str
    attempt: str
    saved: dict[tuple[int, int], str] = field(default_factory=dict)  # by position and number
    again: int = 0  # how often an answer was sent again
    reconnects: int = 0
    longest: float = 0.0  # seconds from the first try of an answer to its receipt

    async def work(self, stop: asyncio.Event) -> None:
        """Answer one question after the other until it is enough."""
        headers = {"Cookie": self.cookie, "Origin": self.address}
        seen = dict.fromkeys(range(1, QUESTIONS + 1), 0)
        async with httpx.AsyncClient(
            base_url=self.address, headers=headers, verify=self.trusts, timeout=PATIENCE
        ) as client:
            position = 1
            while not stop.is_set():
                await self._see(position, seen[position], stop)
                seen[position] = await self._answer(client, position, seen[position])
                position = position % QUESTIONS + 1
                await asyncio.sleep(THINKS)
        await self._leave()

    async def _see(self, position: int, seen: int, stop: asyncio.Event) -> None:
        """Have the question drawn, on a new connection where the one before broke."""
        while not stop.is_set():
            try:
                tab = await self._tab(position)
                await tab.run()
            except (TimeoutError, OSError, WebSocketException):
                self.reconnects += 1
                await self._leave()
                await asyncio.sleep(AGAIN)
            else:
                card = json.loads(tab.element("bidi_component").json)[0]
                assert (card["position"], card["seq"]) == (position, seen), "the page is behind"
                return

    async def _tab(self, position: int) -> Stream:
        query = f"attempt={self.attempt}&q={position}"
        if self._stream is None:
            made = Stream(self.address, "attempt", query, self.cookie, self.trusts)
            self._stream = await made.__aenter__()
        self._stream.query = query
        return self._stream

    _stream: Stream | None = None

    async def _leave(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.__aexit__(None, None, None)

    async def _answer(self, client: httpx.AsyncClient, position: int, seen: int) -> int:
        """Send an answer as the card does, until there is a receipt; return its number."""
        value = "abcd"[(position + seen) % QUESTIONS]
        sent = {"attempt": self.attempt, "position": position, "seen": seen, "value": value}
        began = time.monotonic()
        while True:
            try:
                reply = await client.post("/answer", json=sent)
            except httpx.TransportError:
                reply = httpx.Response(HTTPStatus.BAD_GATEWAY)
            if reply.status_code == HTTPStatus.OK:
                break
            assert reply.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR, reply.text
            waited = time.monotonic() - began
            if waited > GIVES_UP:
                raise NotSavedError(reply.text)
            self.again += 1
            await asyncio.sleep(AGAIN)
        self.longest = max(self.longest, time.monotonic() - began)
        number = int(reply.json()["seq"])
        self.saved[position, number] = value
        return number


def physicians(fleet: Fleet, count: int) -> list[Physician]:
    """Let in so many, each with an attempt begun; the first of them came by way of the desk."""
    key = fleet.activity()
    made = []
    for number in range(count):
        token = newcomer(fleet.service, f"physician-{number}@example.org")
        actor = session.enter(fleet.service, session.digest_of(token))
        node = token_hex(16) if number else "desk"
        cookie = f"__Host-session={token}; replica={node}"
        attempt = start_at(actor, key)
        made.append(Physician(fleet.proxy.address, fleet.proxy.trusts, cookie, attempt))
    return made


def under_load(those: Sequence[Physician], fault: Callable[[], None]) -> None:
    """Let physicians answer while something happens to the service."""

    async def run() -> None:
        stop = asyncio.Event()
        tasks = [asyncio.create_task(one.work(stop)) for one in those]
        try:
            await asyncio.to_thread(fault)
        finally:
            stop.set()
            await asyncio.gather(*tasks)

    asyncio.run(run())


def wait_for_answers(those: Sequence[Physician], more: int) -> None:
    """Wait until each physician has saved so many answers more."""
    goal = [len(one.saved) + more for one in those]
    deadline = time.monotonic() + GIVES_UP
    while any(len(one.saved) < most for one, most in zip(those, goal, strict=True)):
        assert time.monotonic() < deadline, "somebody does not get on"
        time.sleep(AGAIN)
