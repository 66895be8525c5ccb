"""A storm of clicks: two tabs of one person, five clicks each, without waiting for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.amending import ISSUER, account
from tests.editions import publish
from tests.evidence import seen, times
from tests.faults.proof import left
from tests.learning import completed
from tests.server import Server, running
from tests.taking import chain_faults
from tests.wire import PATIENCE, button_in, elements, frames, page, pressed, socket
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.sync.client import ClientConnection

    from tests.databases import Files

pytestmark = pytest.mark.evidence
ROUNDS = times(2, 200)
CLICKS = 5
COMMAND = "make evidence ONLY=clicks"


@pytest.fixture
def server(files: Files, memory: Path) -> Iterator[Server]:
    """A server with the named people and nothing else."""
    with running(Server(memory / "clicks.sqlite"), files.template) as made:
        yield made


def test_a_storm_of_clicks_starts_once_and_claims_once(server: Server) -> None:
    """Both tabs end on the same attempt and on the same receipt."""
    service = server.service
    to_start = publish(service, slug="to-start", year=2026)
    to_claim = publish(service, slug="to-claim", year=2026)
    for number in range(ROUNDS):
        address = f"clicker-{number}@example.org"
        person = account(service, address, f"Clicker {number}")
        token = session.sign_in(service, ISSUER, address)
        storm(server, token, page("activity", f"id={to_start}"), "I have read this. Start")
        completion = completed(person, to_claim)
        asked = page("claim", f"completion={completion}")
        storm(server, token, asked, "I attest and claim", amount="1.00")
    there = left(service)
    assert len(there.rows["claim"]) == len(there.rows["certificate"]) == ROUNDS
    assert len(there.rows["attempt"]) == 2 * ROUNDS
    assert there.doubled() == []
    assert chain_faults(service) == ()
    seen(
        "Faults",
        "clicks",
        "Two tabs, five fast clicks each over the real websocket: one row each",
        COMMAND,
        rounds=ROUNDS,
        clicks=ROUNDS * 2 * 2 * CLICKS,
        attempts=ROUNDS,
        claims=ROUNDS,
        certificates=ROUNDS,
        faults_on_a_page=0,
    )


def storm(server: Server, token: str, asked: BackMsg, label: str, amount: str = "") -> None:
    """Open a page in two tabs, and press its button ten times before any answer is read."""
    with socket(server, token) as one, socket(server, token) as other:
        tabs = [(tab, ready(tab, asked, label, amount)) for tab in (one, other)]
        for _click in range(CLICKS):
            for tab, click in tabs:
                tab.send(click.SerializeToString())
        for tab, _click in tabs:
            calm(tab)


def ready(tab: ClientConnection, asked: BackMsg, label: str, amount: str) -> BackMsg:
    """Draw the page and return the message of a click on its button."""
    came = frames(tab, asked)
    click = type(asked).FromString(asked.SerializeToString())
    if amount:
        group = next(one for one in elements(came) if one.WhichOneof("type") == "button_group")
        widget = click.rerun_script.widget_states.widgets.add()
        widget.id = group.button_group.id
        widget.string_array_value.data.append(amount)
    return pressed(click, button_in(came, label))


def calm(tab: ClientConnection) -> None:
    """Hear of what the clicks did, and go to another page until it stands: none met a fault.

    Asked for sooner, the other page would be drawn in place of what was clicked; and a run that
    ends in another one of its own page draws that in place of it, so it is asked for again.
    """
    came = shown = until_finished(tab)
    while b"Specialty (optional)" not in shown:
        tab.send(page("profile").SerializeToString())
        shown = until_finished(tab)
        came += shown
    assert b"Something went wrong" not in came
    assert b"Traceback" not in came


def until_finished(tab: ClientConnection) -> bytes:
    """Return what comes until a run of the script was not cut short by the next one."""
    came = b""
    while True:
        came += (one := tab.recv(timeout=PATIENCE, decode=False))
        message = ForwardMsg.FromString(one)
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and message.script_finished != early:
            return came
