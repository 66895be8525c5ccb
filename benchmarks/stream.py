"""A browser's side of Streamlit's websocket: it keeps the page's elements and sends clicks."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

if TYPE_CHECKING:
    from ssl import SSLContext
    from types import TracebackType
    from typing import Self

PATIENCE = 60.0  # seconds
# Streamlit hears a component's events under an id of its own making.
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"


class PageFailed(RuntimeError):
    """The page showed an exception, or lacks the element that was looked for."""


class Stream:
    """One browser tab: an open websocket and what the page shows."""

    def __init__(
        self,
        url: str,
        page: str = "",
        query: str = "",
        cookie: str = "",
        trusts: SSLContext | None = None,
    ) -> None:
        self._socket_url = f"{'wss' if trusts else 'ws'}://{urlsplit(url).netloc}/_stcore/stream"
        self._trusts = trusts
        self._origin = url
        self._cookie = cookie
        self._page, self._hash, self.query = page, "", query
        self._known: dict[str, ForwardMsg] = {}
        self._elements: dict[tuple[int, ...], Any] = {}  # by their place on the page
        self._drawn: set[tuple[int, ...]] = set()

    async def __aenter__(self) -> Self:
        """Connect as a browser does."""
        self._socket = await websockets.connect(
            self._socket_url,
            subprotocols=[websockets.Subprotocol("streamlit")],
            ssl=self._trusts,
            origin=websockets.Origin(self._origin),
            additional_headers={"Cookie": self._cookie} if self._cookie else {},
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the tab."""
        await self._socket.close()

    def element(self, kind: str) -> Any:  # noqa: ANN401  (protobuf's own types)
        """Return the first element of a kind."""
        for place in sorted(self._elements):
            element = self._elements[place]
            if element.WhichOneof("type") == kind:
                return getattr(element, kind)
        message = f"The page shows no {kind}: {list(self._elements.values())}"
        raise PageFailed(message)

    async def run(self, *states: WidgetState) -> None:
        """Ask for one run of the script with these widgets, and take in what it draws."""
        await self._socket.send(self._request(states).SerializeToString())
        self._drawn = set()
        while True:
            received = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
            if self._take(ForwardMsg.FromString(bytes(received))):
                break
        self._elements = {
            place: self._elements[place] for place in self._elements if place in self._drawn
        }

    def _request(self, states: tuple[WidgetState, ...]) -> BackMsg:
        request = BackMsg()
        run = request.rerun_script
        run.query_string, run.page_script_hash = self.query, self._hash
        if not self._hash:
            run.page_name = self._page
        run.cached_message_hashes.extend(self._known)
        run.context_info.timezone, run.context_info.locale = "America/Detroit", "en-US"
        run.context_info.url = f"{self._origin}/{self._page}"
        run.widget_states.widgets.extend(states)
        return request

    def _take(self, message: ForwardMsg) -> bool:
        """Take in one message; say whether the run is over."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            place = message.metadata
            message = _copied(self._known[message.ref_hash])
            message.metadata.CopyFrom(place)
            kind = message.WhichOneof("type")
        elif message.metadata.cacheable and message.hash:
            self._known[message.hash] = message
        if kind == "delta":
            self._draw(message)
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash or self._hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return kind == "script_finished" and message.script_finished != early

    def _draw(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        place, element = tuple(message.metadata.delta_path), message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise PageFailed(element.exception.message)
        self._elements[place] = element
        self._drawn.add(place)


def _copied(message: ForwardMsg) -> ForwardMsg:
    copy = ForwardMsg()
    copy.CopyFrom(message)
    return copy


def chosen(widget: str, option: str) -> WidgetState:
    """Return a radio group with its option chosen."""
    return WidgetState(id=widget, string_value=option)


def pressed(widget: str) -> WidgetState:
    """Return a button that was pressed."""
    return WidgetState(id=widget, trigger_value=True)


def triggered(component: str, event: str, value: object) -> WidgetState:
    """Return a component that told of an event."""
    told = json.dumps([{"event": event, "value": value}])
    return WidgetState(id=EVENTS.format(component), json_trigger_value=told)
