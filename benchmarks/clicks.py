"""Simulated people: one who clicks through the floor page, one who answers questions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.stream import Stream, chosen, pressed, triggered

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from benchmarks.ground import Physician


# The server ends a connection that rested for five seconds, which is also what httpx keeps one: a
# request in that instant finds it ended. Browsers and the card send such a request again.
LIMITS = httpx.Limits(keepalive_expiry=4)


async def click_floor(tab: Stream) -> None:
    """Choose an option on the floor page and submit it."""
    radio, submit = tab.element("radio"), tab.element("button")
    await tab.run(chosen(radio.id, radio.options[0]), pressed(submit.id))


class Answering:
    """A physician in an attempt: the browser's tab and its plain requests."""

    def __init__(self, url: str, who: Physician, policy: str) -> None:
        attempt = who.attempts[policy]
        self._tab = Stream(url, "attempt", f"attempt={attempt}", who.cookie)
        headers = {"Cookie": who.cookie, "Origin": url}
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=60, limits=LIMITS)

    async def __aenter__(self) -> Self:
        """Open the attempt where it goes on."""
        await self._tab.__aenter__()
        await self._tab.run()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the browser."""
        await self._http.aclose()
        await self._tab.__aexit__(kind, error, trace)

    @property
    def card(self) -> dict[str, Any]:
        """What the card on screen was given."""
        found: dict[str, Any] = json.loads(self._tab.element("bidi_component").json)[0]
        return found

    async def save(self, pick: int, seen: int | None = None) -> int:
        """Choose an option of the question on screen, and return the receipt's number."""
        card = self.card
        options = card["options"]
        answer = {
            "attempt": card["attempt"],
            "position": card["position"],
            "seen": card["seq"] if seen is None else seen,
            "value": options[pick % len(options)]["id"],
            "confidence": None,
            "seconds": 5,
        }
        reply = await self._http.post("/answer", json=answer)
        reply.raise_for_status()
        return int(reply.json()["seq"])

    async def go(self, position: int, **more: object) -> None:
        """Press what leads to a position, and wait until it is drawn."""
        at, card = self.card["position"], self._tab.element("bidi_component").id
        await self._tab.run(triggered(card, "go", {"from": at, "to": position, **more}))
        assert self.card["position"] == position, "the page did not follow the click"

    async def settle(self, pick: int) -> None:
        """Submit an answer for good, and wait until its feedback is drawn."""
        card = self.card
        value = card["options"][pick % len(card["options"])]["id"]
        answer = {"value": value, "confidence": None, "seen": card["seq"], "seconds": 5}
        await self.go(int(card["position"]), save=answer)
        assert self.card["final"], "the answer was not saved"

    async def answer(self, pick: int = 0) -> None:
        """Answer the question on screen and go to the next one, after the last to the first."""
        card = self.card
        # What is chosen differs from what is saved: each answer is a new one.
        await self.save(pick + int(card["seq"]))
        await self.go(int(card["position"]) % int(card["total"]) + 1)
