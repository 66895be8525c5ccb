"""Streamlit's websocket as a browser of one's own speaks it: every byte that comes is kept."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

    from tests.server import Server

PATIENCE = 30  # seconds for one message on a busy machine
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # where Streamlit hears of a component's events


@contextmanager
def socket(
    server: Server, token: str | None, *, resume: str = "", origin: str = "", **headers: str
) -> Iterator[ClientConnection]:
    """Open a socket as a browser does; `resume` names the session it says it had."""
    cookie = {"Cookie": f"session={token}"} if token else {}
    with connect(
        f"{server.address.replace('http', 'ws')}/_stcore/stream",
        subprotocols=[Subprotocol(one) for one in ("streamlit", "token", resume) if one],
        origin=Origin(origin or server.address),
        additional_headers={**cookie, **{key.replace("_", "-"): headers[key] for key in headers}},
        max_size=None,
    ) as opened:
        yield opened


def frames(opened: ClientConnection, ask: BackMsg) -> list[bytes]:
    """Send a message; return every frame that came until the page stood."""
    opened.send(ask.SerializeToString())
    came: list[bytes] = []
    while True:
        came.append(opened.recv(timeout=PATIENCE, decode=False))
        message = ForwardMsg.FromString(came[-1])
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and message.script_finished != early:
            return came


def asked(opened: ClientConnection, ask: BackMsg) -> tuple[str, bytes]:
    """Send a message; return the session's id and every byte that came until the page stood."""
    came = frames(opened, ask)
    told = [ForwardMsg.FromString(one) for one in came]
    ids = [
        one.new_session.initialize.session_id
        for one in told
        if one.WhichOneof("type") == "new_session"
    ]
    return ids[-1] if ids else "", b"".join(came)


def elements(came: list[bytes]) -> Iterator[Any]:
    """Give every element that frames draw."""
    for one in came:
        message = ForwardMsg.FromString(one)
        if (
            message.WhichOneof("type") == "delta"
            and message.delta.WhichOneof("type") == "new_element"
        ):
            yield message.delta.new_element


def card_in(came: list[bytes]) -> tuple[str, dict[str, Any]]:
    """Return the answer card's widget id and all that it was given."""
    for one in elements(came):
        if one.WhichOneof("type") == "bidi_component":
            return one.bidi_component.id, json.loads(one.bidi_component.json)[0]
    message = "the page shows no answer card"
    raise AssertionError(message)


def button_in(came: list[bytes], label: str) -> str:
    """Return a button's widget id."""
    for one in elements(came):
        if one.WhichOneof("type") == "button" and one.button.label == label:
            return str(one.button.id)
    message = f"the page shows no button {label}"
    raise AssertionError(message)


def page(name: str, query: str = "") -> BackMsg:
    """Return the message by which a browser asks for a page."""
    ask = BackMsg()
    ask.rerun_script.page_name = name
    ask.rerun_script.query_string = query
    return ask


def pressed(ask: BackMsg, button: str) -> BackMsg:
    """Return the message with a button pressed."""
    widget = ask.rerun_script.widget_states.widgets.add()
    widget.id, widget.trigger_value = button, True
    return ask


def told(ask: BackMsg, card: str, click: dict[str, Any]) -> BackMsg:
    """Return the message with what the answer card asks for."""
    widget = ask.rerun_script.widget_states.widgets.add()
    widget.id = EVENTS.format(card)
    widget.json_trigger_value = json.dumps([{"event": "go", "value": click}])
    return ask
