"""What teaches stays away until its time: a bank in which every such text is a canary."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from quizzes import digest as digests
from storage.connect import writing
from storage.content import keep_media
from tests.editions import an_item, publish
from tests.people import signed_in
from tests.server import Server, running
from tests.taking import saved, start_at
from tests.wire import button_in, card_in, frames, page, pressed, socket, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

    from quizzes.models import AnyItem
    from tests.databases import Files

ITEMS = range(1, 17)
# What may be seen once the item is answered; nothing else of a canary's may ever be seen.
SHOWN = {"rationale-a", "rationale-b", "rationale-c", "rationale-d", "explanation", "point",
         "cite", "url"}  # fmt: skip
CANARY = re.compile(rb"CANARY-(\d+)-([a-z]+(?:-[a-d])?)")


@pytest.fixture(scope="module")
def server(files: Files, memory: Path) -> Iterator[Server]:
    """A server with nothing in it but the named people."""
    with running(Server(memory / "keys.sqlite"), files.template) as made:
        yield made


def picture(number: int) -> bytes:
    """Return what stands for the figure of an item: a route hands out bytes as they are."""
    return f"figure of {number}".encode()


def digest_of(number: int) -> str:
    """Return the digest of the figure of an item."""
    return hashlib.sha256(picture(number)).hexdigest()


def item(number: int, turn: int = 0) -> AnyItem:
    """Return item N of the bank; its key is another letter with each turn, and nothing else is.

    Every fourth is a multiple response with two keys.
    """
    several = number % 4 == 0
    keys = [(number + turn + step) % 4 for step in range(2 if several else 1)]
    options = [
        {"id": one, "text": f"Text {one} of {number}", "correct": index in keys,
         "rationale": f"CANARY-{number}-rationale-{one}"}
        for index, one in enumerate("abcd")
    ]  # fmt: skip
    file = f"media/CANARY-{number}-file.png"
    figure = {"id": "one", "file": file, "alt": f"Findings of {number}",
              "source": f"CANARY-{number}-source",
              "permission": f"CANARY-{number}-permission"}  # fmt: skip
    reference = {"id": f"ref-{number}", "cite": f"CANARY-{number}-cite",
                 "url": f"https://example.org/CANARY-{number}-url"}  # fmt: skip
    return an_item(
        number,
        {file: digest_of(number)},
        type="multiple_response" if several else "single_best_answer",
        options=options,
        media=[figure],
        explanation=f"CANARY-{number}-explanation",
        key_point=f"CANARY-{number}-point",
        references=[reference],
    )


def begun(server: Server, slug: str, turn: int = 0, **rules: Any) -> str:
    """Publish the bank and start an attempt of Ada's; every attempt has the same seed."""
    with writing(server.engine) as connection:
        for number in ITEMS:
            keep_media(connection, digest_of(number), "image/png", picture(number))
    ada = signed_in(replace(server.service, seed=lambda: "5eed" * 8), "ada")
    held = tuple(item(number, turn) for number in ITEMS)
    return start_at(ada, publish(server.service, slug=slug, items=held, **rules))


class Ear:
    """Ada's browser: it asks by websocket and by HTTP, and keeps every byte that comes."""

    def __init__(self, server: Server, opened: ClientConnection, attempt: str, token: str) -> None:
        self.attempt = attempt
        self._opened = opened
        headers = {"Cookie": f"session={token}", "Origin": server.address}
        self._http = httpx.Client(base_url=server.address, headers=headers)
        self._came: list[bytes] = []

    def ask(self, message: Any) -> list[bytes]:
        """Send a message by websocket and return the frames that came."""
        came = frames(self._opened, message)
        self._came += came
        return came

    def see(self, place: object) -> list[bytes]:
        """Open a question, or the end."""
        return self.ask(page("attempt", f"attempt={self.attempt}&q={place}"))

    def send(self, path: str, **body: Any) -> int:
        """Post what the card posts and return the status."""
        return self._kept(self._http.post(path, json={"attempt": self.attempt, **body}))

    def fetch(self, path: str) -> int:
        """Get something and return the status."""
        return self._kept(self._http.get(path))

    def _kept(self, reply: httpx.Response) -> int:
        self._came += [repr(reply.headers.multi_items()).encode(), reply.content]
        return reply.status_code

    @property
    def heard(self) -> dict[int, set[str]]:
        """The canaries heard so far, by item."""
        found: dict[int, set[str]] = defaultdict(set)
        # Joined by nothing that a canary could hide across; each frame is a whole message.
        for number, what in CANARY.findall(b"\0".join(self._came)):
            found[int(number)].add(what.decode())
        return dict(found)

    def close(self) -> None:
        """Close the connections for HTTP."""
        self._http.close()


@pytest.fixture
def ear(server: Server, request: pytest.FixtureRequest) -> Iterator[Ear]:
    """Ada's browser in an attempt at the bank, with the feedback that the test names."""
    feedback = request.param
    attempt = begun(server, feedback.replace("_", "-"), feedback=feedback)
    token = server.token("ada")
    with socket(server, token) as opened:
        made = Ear(server, opened, attempt, token)
        yield made
        made.close()


def worked_on(ear: Ear, position: int) -> tuple[int, dict[str, Any], Any]:
    """Do all there is to do with a question short of answering it.

    Returns the item's number, the card, and an answer to give.
    """
    came = ear.see(position)
    _widget, card = card_in(came)
    number = int(re.findall(r"\d+", card["leadIn"])[0])
    value = card["options"][0]["id"]
    at = {"position": position}
    assert ear.fetch(f"/figure/{digest_of(number)}") == 200
    assert ear.send("/aside", flag=True, struck=["a"], note="A note.", **at) == 200
    assert ear.send("/comment", text="A comment.", **at) == 200
    assert ear.send("/answer", seen=0, value="z", **at) >= 400
    assert ear.send("/answer", seen=7, value=value, **at) >= 400
    return number, card, [value] if card["control"] == "multiple" else value


def everything(numbers: Any) -> dict[int, set[str]]:
    """Return all that may be heard of some items."""
    return dict.fromkeys(numbers, SHOWN)


@pytest.mark.parametrize("ear", ["after_each_item"], indirect=True)
def test_with_feedback_after_each_item_nothing_comes_before_its_answer(ear: Ear) -> None:
    """Of each of 16 items, answered by turns over either way: all with its answer, none before."""
    answered: list[int] = []
    for position in ITEMS:
        number, card, value = worked_on(ear, position)
        assert ear.heard == everything(answered)
        given = {"seen": 0, "value": value, "seconds": 5}
        if position % 2:
            assert ear.send("/answer", position=position, **given) == 200
            assert ear.heard == everything(answered)
            ear.see(position)
        else:
            save = {**given, "confidence": None}
            widget = card_in(ear.see(position))[0]
            click = {"from": position, "to": position, "save": save}
            ear.ask(told(page("attempt", f"attempt={ear.attempt}&q={position}"), widget, click))
        answered.append(number)
        assert ear.heard == everything(answered)
        assert card["final"] is False
    assert sorted(answered) == list(ITEMS)


@pytest.mark.parametrize("ear", ["after_submission"], indirect=True)
def test_with_feedback_after_submission_nothing_comes_before_it(server: Server, ear: Ear) -> None:
    """Sixteen items answered, changed, looked at again: none; submitted: all of every item."""
    for position in ITEMS:
        _number, _card, value = worked_on(ear, position)
        assert ear.send("/answer", position=position, seen=0, value=value, seconds=5) == 200
        assert ear.send("/answer", position=position, seen=1, value=None, seconds=6) == 200
        assert ear.send("/answer", position=position, seen=2, value=value, seconds=7) == 200
        ear.see(position)
    ear.ask(page("result", f"attempt={ear.attempt}"))
    end = ear.see("end")
    assert len(saved(server.service, ear.attempt)) == len(ITEMS)
    assert ear.heard == {}
    place = page("attempt", f"attempt={ear.attempt}&q=end")
    ear.ask(pressed(place, button_in(end, "Submit for marking")))
    ear.ask(page("result", f"attempt={ear.attempt}"))
    assert ear.heard == everything(ITEMS)


@pytest.mark.parametrize("feedback", ["after_each_item", "after_submission"])
def test_no_byte_of_a_question_depends_on_its_key(server: Server, feedback: str) -> None:
    """Two banks that differ in nothing but the key, drawn by one seed, are the same to the eye."""
    token = server.token("ada")
    seen: list[dict[str, Any]] = []
    for turn in (0, 1):
        slug = f"turn-{turn}-{feedback.replace('_', '-')}"
        attempt = begun(server, slug, turn, feedback=feedback)
        with socket(server, token) as opened:
            query = f"attempt={attempt}&q="
            came = [frames(opened, page("attempt", f"{query}{position}")) for position in ITEMS]
        seen.append({card["leadIn"]: card for card in map(plain_card, came)})
    assert len(seen[0]) == len(ITEMS)
    assert seen[0] == seen[1]
    assert digests.digest(item(1, 0)) != digests.digest(item(1, 1))


def plain_card(came: list[bytes]) -> dict[str, Any]:
    """Return all that a card was given but where it stands in which attempt."""
    _widget, card = card_in(came)
    assert [set(one) for one in card["options"]] == [{"id", "text"}] * 4
    return {name: card[name] for name in card if name not in {"attempt", "position", "lastLabel"}}
