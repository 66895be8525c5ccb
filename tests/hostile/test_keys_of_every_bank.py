"""What the questions of every bank teach, looked for in all that a learner's browser gets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from quizzes.reading import BANKS, read_bank
from screens.table import SCREENS
from storage import things
from storage.connect import reading
from storage.migrate import migrate
from tests.amending import ISSUER, account
from tests.editions import front_digest
from tests.evidence import FULL, seen
from tests.server import Server
from tests.wire import frames, page, socket
from workflows.attempts.answers import form_of
from workflows.attempts.start import start
from workflows.operations import demonstration
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.models import AnyItem

COMMAND = "make evidence ONLY=keys_of_every_bank"
SLUGS = tuple(sorted(one.parent.name for one in BANKS.glob("*/activity.yaml")))
TEACHES = ("rationale", "explanation", "key_point", "correct", "references", "source", "permission",
           "cite", "answer", "keys", "tolerance", "history", "reviews", "authors")  # fmt: skip
LENGTH = 36  # letters in a row that no two texts share by chance
LEARNERS = 5  # of each bank: together they are asked nearly all of its questions


@cache
def items(slug: str) -> dict[str, AnyItem]:
    """Return the questions of a bank."""
    bank, _ = read_bank(BANKS / slug)
    assert bank is not None
    return dict(bank.items)


def letters(text: str) -> str:
    """Return a text without all that packing and quoting change."""
    unquoted = re.sub(r"\\u[0-9a-fA-F]{4}", "", text)
    return re.sub(r"[^A-Za-z0-9]", "", unquoted).lower()


def order_of(item: AnyItem) -> tuple[str, ...]:
    """Return the ids of a question's options, in the order of its file."""
    return tuple(one.id for one in getattr(item, "options", ()) or ())


def texts(value: Any, *, teaching: bool = False) -> Iterator[tuple[str, bool]]:
    """Give every text of a question with whether it belongs to what teaches."""
    if isinstance(value, str):
        yield value, teaching
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts(one, teaching=teaching or name in TEACHES)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one, teaching=teaching)


@cache
def secrets(slug: str) -> dict[str, str]:
    """Return the beginnings of all that teaches and is shown nowhere, with its question."""
    everything = [(name, *one) for name, item in items(slug).items()
                  for one in texts(item.model_dump(mode="json"))]  # fmt: skip
    open_text = "|".join(letters(text) for _, text, teaching in everything if not teaching)
    front = letters((BANKS / slug / "activity.yaml").read_text("utf-8"))
    found = {}
    for name, text, teaching in everything:
        begins = letters(text)[:LENGTH]
        if teaching and len(begins) == LENGTH and begins not in open_text and begins not in front:
            found[begins] = name
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_has_texts_that_teach(slug: str) -> None:
    """Otherwise nothing would be looked for."""
    assert set(secrets(slug).values()) == set(items(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_asked_holds_nothing_that_teaches(slug: str) -> None:
    """For every question of every bank, in the value that all learners' screens are drawn from."""
    for name, item in items(slug).items():
        asked = letters(item.public(order_of(item)).model_dump_json())
        assert [one for one in secrets(slug) if one in asked] == [], name


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with every bank published."""
    folder: Path = tmp_path_factory.mktemp("banks")
    made = Server(folder / "service.sqlite")
    migrate(made.engine)
    list(demonstration._publish_all(demonstration.office(made.service)))
    made.start()
    yield made
    made.stop()
    made.engine.dispose()


class Ear:
    """Everything that one person's browser gets, as letters."""

    def __init__(self, server: Server, token: str) -> None:
        self._server, self._token, self.bytes = server, token, 0
        self.heard: list[str] = []

    def pages(self, *asked: tuple[str, str]) -> None:
        """Open pages by websocket, each with its query."""
        with socket(self._server, self._token) as opened:
            for name, query in asked:
                self._keep(b"\n".join(frames(opened, page(name, query))))

    def fetch(self, *paths: str) -> None:
        """Get addresses by HTTP."""
        headers = {"Cookie": f"session={self._token}", "Origin": self._server.address}
        with httpx.Client(base_url=self._server.address, headers=headers) as client:
            for path in paths:
                self._keep(client.get(path).content)

    def _keep(self, content: bytes) -> None:
        self.bytes += len(content)
        self.heard.append(letters(content.decode("utf-8", "ignore")))

    def told(self) -> list[str]:
        """Return the questions of which it heard what teaches."""
        every = "|".join(self.heard)
        return [name for slug in SLUGS for begins, name in secrets(slug).items() if begins in every]


def begun(server: Server, email: str, slug: str) -> tuple[str, int, set[str]]:
    """Let a learner begin a bank; return the attempt, its length and the questions it asks."""
    learner = account(server.service, email, "Learner Lee")
    attempt = start(learner, slug, front_digest(server.service, slug))
    with reading(server.engine) as connection:
        found = things.find(connection, "attempt", attempt, None)
        assert found is not None
        form = form_of(found)
    return attempt, len(form.items), {one.digest for one in form.items}


@pytest.mark.evidence
@pytest.mark.skipif(not FULL, reason="every bank is taken by several people under make evidence")
def test_no_learner_hears_what_teaches_before_its_time(server: Server) -> None:
    """Every question that is drawn, on every page, in figures, exports and answers of routes."""
    asked, heard, told = 0, 0, []
    for slug in SLUGS:
        drawn: set[str] = set()
        for number in range(LEARNERS):
            email = f"learner{number}@example.edu"
            attempt, length, digests = begun(server, email, f"{slug}.1")
            drawn |= digests
            ear = Ear(server, session.sign_in(server.service, ISSUER, email))
            own = f"attempt={attempt}&id={slug}.1"
            ear.pages(
                *(("attempt", f"{own}&q={place}") for place in (*range(1, length + 1), "end"))
            )
            ear.pages(*((one.path, own) for one in SCREENS))
            ear.fetch("/transcript.csv", "/deadlines.ics", f"/activity?id={slug}.1", "/moc")
            ear.fetch(*(f"/export/{one}?activity={slug}.1" for one in ("roster", "statistics")))
            heard += ear.bytes
            told += ear.told()
        asked += len(drawn)
    for who in ("olga", "dan"):  # an operator, and who is no physician
        ear = Ear(server, server.token(who))
        ear.pages(*((one.path, f"id={slug}.1") for one in SCREENS for slug in SLUGS))
        told += ear.told()
    assert told == []
    every = sum(len(items(slug)) for slug in SLUGS)
    seen("Hostile", "keys_of_every_bank", "No text that teaches is sent before its time.",
         COMMAND, banks=len(SLUGS), questions=every, drawn_and_asked=asked, bytes_heard=heard,
         texts_looked_for=sum(len(secrets(slug)) for slug in SLUGS), heard=0)  # fmt: skip
