"""A client of one's own at the websocket: mutated messages, and old ones sent again."""

from __future__ import annotations

import random
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from storage.connect import reading
from storage.tables import attempt as attempts
from tests.amending import ISSUER, account
from tests.contents import rows
from tests.editions import publish
from tests.evidence import seen, times
from tests.hostile.messages import fuzzed, widgets_in
from tests.learning import OPINION, completed
from tests.people import signed_in
from tests.server import Server, running
from tests.taking import start_at
from tests.wire import frames, page, pressed, socket
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.credit import claim, evaluate
from workflows.people import enrol, session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

    from tests.databases import Files
    from workflows.act import Actor

COMMAND = "make evidence ONLY=protocol"
BURST = 4  # messages at once: Streamlit merges what waits
SWEEP = ("", "activities", "activity", "attempt", "result", "evaluate", "claim", "records",
         "profile", "request", "desk", "people", "person", "roster", "publish",
         "forget")  # fmt: skip
TRACES = (b"Traceback (most recent call last)", b'File "/', b"site-packages")


@pytest.fixture(scope="module")
def server(files: Files, memory: Path) -> Iterator[Server]:
    """A server with nothing in it but the named people."""
    with running(Server(memory / "protocol.sqlite"), files.template) as made:
        yield made


class Client:
    """Somebody's own client: it opens its socket anew when the server closes it."""

    def __init__(self, server: Server, token: str) -> None:
        self._server, self._token = server, token
        self._open = ExitStack()
        self.came: list[bytes] = []
        self.closed = 0
        self.shut = False
        self._socket = self._connect()

    def _connect(self) -> ClientConnection:
        return self._open.enter_context(socket(self._server, self._token))

    def ask(self, *messages: bytes) -> list[bytes]:
        """Send messages and one that asks for a page; return the frames until it stands."""
        came: list[bytes] = []
        try:
            for one in messages:
                self._socket.send(one)
            came = frames(self._socket, page("profile"))
        except ConnectionClosed:
            self.closed += 1
            with suppress(ConnectionClosed):
                self._open.close()
            try:
                self._socket = self._connect()
            except InvalidStatus:
                self.shut = True
        self.came += came
        return came

    def leave(self) -> None:
        """Close the socket."""
        self._open.close()


def sweep(server: Server, who: str, query: str) -> list[str]:
    """Return the ids of all widgets that somebody is shown."""
    with socket(server, server.token(who)) as opened:
        drawn = [widgets_in(frames(opened, page(name, query))) for name in SWEEP]
    return [one for every in drawn for one in every]


def shown_faults(came: list[bytes]) -> list[str]:
    """Return every exception that a page showed, and every trace of one."""
    found = [repr(trace) for trace in TRACES for one in came if trace in one]
    for one in came:
        message = ForwardMsg.FromString(one)
        if message.WhichOneof("type") == "delta":
            drawn = message.delta.new_element
            if drawn.WhichOneof("type") == "exception" and list(drawn.exception.stack_trace):
                found += drawn.exception.stack_trace
    return found


def traces(server: Server) -> list[str]:
    """Return each trace that the server's log holds: its last lines."""
    _before, *every = server.log.read_text("utf-8", "replace").split("Traceback")
    return [one[:3_000] for one in every]


def state(server: Server, *left_out: str) -> dict[str, list[dict[str, Any]]]:
    """Return all that is written, without some tables and the notes of the server's own worker."""
    found = {table.name: every for table, every in rows(server.engine).items()}
    return {name: every for name, every in found.items() if name not in {"job", *left_out}}


def written(server: Server, before: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every row that is new or was changed since."""
    now = state(server)
    return [
        (name, row)
        for name, every in now.items()
        for row in every
        if row not in before.get(name, ())
    ]


def foreign(server: Server, who: str, new: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Return the rows that are not the own ones of whoever wrote them."""
    actor = signed_in(server.service, who)
    with reading(server.engine) as connection:
        held = connection.execute(
            attempts.select().where(attempts.c.person_id == actor.person_id)
        ).all()
    own: dict[str, set[Any]] = {
        "person_id": {actor.person_id}, "actor": {actor.public_id, "system"},
        "attempt_id": {one.id for one in held}, "by": {actor.person_id},
    }  # fmt: skip
    return [
        (name, row)
        for name, row in new
        if not any(row[column] in own[column] for column in own if column in row)
    ]


@pytest.mark.evidence
def test_messages_that_no_browser_sends(server: Server) -> None:
    """A learner's and an office's client send thousands: nothing is written beyond their own.

    They name widgets of others, pages that are not theirs, things of other people, values of every
    wrong kind; the pages say no trace of the code, and the server goes on within its memory.
    """
    key = publish(server.service, slug="fuzzed", attempts_max=9)
    ada = signed_in(server.service, "ada")
    passed, running = completed(ada, key), start_at(ada, key)
    own = start_at(signed_in(server.service, "dan"), key)
    foreign_query = f"attempt={running}&completion={passed}&id={running}&q=1"
    queries = [
        f"attempt={own}&q=1", f"attempt={own}&q=end", foreign_query, f"id={key}", "",
        f"id={ada.public_id}", f"attempt={running}", "q=%00&attempt=%ff", "a=1&" * 200,
    ]  # fmt: skip
    ids = [name for who in ("ada", "cora", "dan") for query in (foreign_query, queries[0])
           for name in sweep(server, who, query)]  # fmt: skip
    messages, closed, began = times(500, 10_000), 0, server.megabytes
    told: list[str] = []
    for who in ("dan", "cora"):
        chance = random.Random(who)  # noqa: S311  (the same messages each time)
        client, before = Client(server, server.token(who)), state(server)
        for _ in range(messages // 2 // BURST):
            came = client.ask(*(fuzzed(chance, ids, queries) for _ in range(BURST)))
            told += shown_faults(came)
        client.leave()
        assert foreign(server, who, written(server, before)) == []
        closed += client.closed
    grown = server.megabytes - began
    with socket(server, server.token("ada")) as opened:
        assert b"Ada Whitfield" in b"".join(frames(opened, page("profile")))
    assert told == []
    assert grown < 300
    assert traces(server) == []
    seen("Hostile", "protocol", "No made-up message writes beyond one's own, or shows a trace.",
         COMMAND, messages=messages, widgets_named=len(set(ids)), sockets_closed=closed,
         foreign_writes=0, traces=0, megabytes_grown=grown)  # fmt: skip


def presses(opened: ClientConnection, ask: BackMsg) -> list[BackMsg]:
    """Return a message for each widget of a page that presses it."""
    found = []
    for name in widgets_in(frames(opened, ask)):
        again = BackMsg()
        again.CopyFrom(ask)
        found.append(pressed(again, name))
    return found


def life(server: Server, eve: Actor, token: str) -> list[BackMsg]:
    """Let Eve take, evaluate and claim; return every press that her pages offered on the way."""
    run = start_at(eve, publish(server.service, slug="replayed", attempts_max=1))
    found: list[BackMsg] = []
    with socket(server, token) as opened:
        for place in ("1", "2", "end"):
            found += presses(opened, page("attempt", f"attempt={run}&q={place}"))
        for position in range(1, 5):
            save(eve, run, position=position, seen=0, value="a", seconds=9)
        found += presses(opened, page("attempt", f"attempt={run}&q=end"))
        submit(eve, run)
        found += presses(opened, page("result", f"attempt={run}"))
        found += presses(opened, page("evaluate", f"attempt={run}"))
        completion = evaluate.give(eve, run, OPINION)
        found += presses(opened, page("claim", f"completion={completion}"))
        claim.make(eve, completion, quarters=1, boards={}, attested=True)
        found += presses(opened, page("records"))
    return found


@pytest.mark.evidence
def test_old_messages_do_nothing(server: Server) -> None:
    """Every click of an attempt's life again: after the claim, a role lost, and the way out."""
    eve = account(server.service, "eve@example.edu", "Eve Ng")
    made = server.service
    token = session.sign_in(made, ISSUER, "eve@example.edu")
    recorded = life(server, eve, token)
    assert len(recorded) > 12
    ends: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: enrol.grant_role(session.system(made), eve.public_id, "learner", granted=False),
        lambda: None,  # signed in anew, and a learner no more
        lambda: session.sign_out(session.enter(made, session.digest_of(token))),
    )
    for number, end in enumerate(ends):
        client = Client(server, token)
        end()
        before = state(server, "log", "session")
        for one in recorded:
            assert shown_faults(client.ask(one.SerializeToString())) == []
        client.leave()
        assert state(server, "log", "session") == before
        if number == 1:
            token = session.sign_in(made, ISSUER, "eve@example.edu")
    seen("Hostile", "protocol_replay", "An old message does nothing when its time is over.",
         COMMAND, messages_recorded=len(recorded), times_again=len(ends), writes=0)  # fmt: skip
