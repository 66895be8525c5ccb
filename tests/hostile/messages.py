"""Messages of Streamlit's protocol that no browser of ours would send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.wire import EVENTS, elements, page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from streamlit.proto.WidgetStates_pb2 import WidgetState

TEXTS = ("", "x", "a" * 20_000, "\u0000", "\u202e", "'; DROP TABLE person;--", "=1+1", "NaN",
         "<script>alert(1)</script>", "[1](javascript:alert(1))", "-1", "9" * 400)  # fmt: skip
NUMBERS = (0.0, -1.0, 1e308, -1e308, float("nan"), float("inf"), 0.3333, 2**53 + 1.0)
WHOLES = (0, 1, -1, 2**62, -(2**62), 99_999)
BODIES = ("", "{", "null", "[]", "0", '"x"', "[[[[]]]]", "[" * 4_000, '[{"event": "go"}]',
          '[{"event": "go", "value": null}]', '[{"event": "save", "value": {"to": -1}}]',
          '[{"event": "go", "value": {"to": 99999, "answer": "a", "position": 1}}]',
          '{"go": {"to": "end"}}', '[{"event": "__proto__", "value": NaN}]')  # fmt: skip
NAMES = ("", "home", "attempt", "result", "evaluate", "claim", "profile", "records", "desk",
         "publish", "roster", "person", "people", "reporting", "write", "review", "forget",
         "statistics", "../desk", "x" * 3_000, "\u0000", "DESK", "try", "pilot")  # fmt: skip


def widgets_in(came: list[bytes]) -> list[str]:
    """Return the ids of all widgets that frames draw."""
    found = []
    for one in elements(came):
        kind = one.WhichOneof("type")
        drawn = getattr(one, kind, None) if kind else None
        if name := getattr(drawn, "id", ""):
            found.append(str(name))
            if kind == "bidi_component":
                found.append(EVENTS.format(name))
    return found


def _flagged(widget: WidgetState, _chance: Random) -> None:
    widget.trigger_value = True


def _ticked(widget: WidgetState, chance: Random) -> None:
    widget.bool_value = chance.random() < 0.5


def _numbered(widget: WidgetState, chance: Random) -> None:
    widget.double_value = chance.choice(NUMBERS)


def _counted(widget: WidgetState, chance: Random) -> None:
    widget.int_value = chance.choice(WHOLES)


def _written(widget: WidgetState, chance: Random) -> None:
    widget.string_value = chance.choice(TEXTS)


def _several_numbers(widget: WidgetState, chance: Random) -> None:
    widget.double_array_value.data.extend(chance.choices(NUMBERS, k=chance.randrange(4)))


def _several_wholes(widget: WidgetState, chance: Random) -> None:
    widget.int_array_value.data.extend(chance.choices(WHOLES, k=chance.randrange(4)))


def _several_texts(widget: WidgetState, chance: Random) -> None:
    widget.string_array_value.data.extend(chance.choices(TEXTS, k=chance.randrange(4)))


def _json(widget: WidgetState, chance: Random) -> None:
    widget.json_value = chance.choice(BODIES)


def _json_trigger(widget: WidgetState, chance: Random) -> None:
    widget.json_trigger_value = chance.choice(BODIES)


def _bytes(widget: WidgetState, chance: Random) -> None:
    widget.bytes_value = chance.randbytes(chance.randrange(200))


def _table(widget: WidgetState, chance: Random) -> None:
    widget.arrow_value.data = chance.randbytes(60)


def _files(widget: WidgetState, chance: Random) -> None:
    one = widget.file_uploader_state_value.uploaded_file_info.add()
    one.file_id, one.name, one.size = chance.choice(TEXTS)[:90], chance.choice(TEXTS)[:90], 2**63


def _text_trigger(widget: WidgetState, chance: Random) -> None:
    widget.string_trigger_value.data = chance.choice(TEXTS)


def _chat(widget: WidgetState, chance: Random) -> None:
    widget.chat_input_value.data = chance.choice(TEXTS)


VALUES: tuple[Callable[[WidgetState, Random], None], ...] = (
    _flagged, _flagged, _flagged, _ticked, _numbered, _counted, _written, _written,
    _several_numbers, _several_wholes, _several_texts, _json, _json_trigger, _bytes, _table,
    _files, _text_trigger, _chat,
)  # fmt: skip


def rerun(chance: Random, ids: Sequence[str], queries: Sequence[str]) -> bytes:
    """Return a message that asks for a page, with widgets that hold what they never do."""
    ask = page(chance.choice(NAMES), chance.choice(queries))
    for name in chance.choices(ids, k=chance.randrange(5)):
        widget = ask.rerun_script.widget_states.widgets.add()
        widget.id = name
        chance.choice(VALUES)(widget, chance)
    if chance.random() < 0.2:
        ask.rerun_script.page_script_hash = chance.choice(["", "0" * 32, "x", "\u0000"])
    if chance.random() < 0.1:
        ask.rerun_script.fragment_id = chance.choice(["", "nowhere", "0" * 64])
    if chance.random() < 0.1:
        ask.rerun_script.cached_message_hashes.extend(["", "x" * 99])
    return bytes(ask.SerializeToString())


def other(chance: Random) -> bytes:
    """Return a message of another kind; those that Streamlit means for its own tests, too."""
    ask = BackMsg()
    kind = chance.choice(["stop_script", "load_git_info", "app_heartbeat", "clear_cache",
                          "set_run_on_save", "file_urls_request", "debug_shutdown_runtime",
                          "backend_operation_request"])  # fmt: skip
    if kind == "file_urls_request":
        ask.file_urls_request.request_id = chance.choice(TEXTS)
        ask.file_urls_request.file_names.extend(chance.choices(TEXTS, k=3))
    elif kind == "backend_operation_request":
        ask.backend_operation_request.SetInParent()
    else:
        setattr(ask, kind, True)
    return bytes(ask.SerializeToString())


def broken(chance: Random, ids: Sequence[str], queries: Sequence[str]) -> bytes:
    """Return bytes that were a message, or never were."""
    if chance.random() < 0.5:
        return chance.randbytes(chance.randrange(1, 300))
    whole = bytearray(rerun(chance, ids, queries))
    for _ in range(chance.randrange(1, 4)):
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    return bytes(whole)


def fuzzed(chance: Random, ids: Sequence[str], queries: Sequence[str]) -> bytes:
    """Return any of them, most of them well formed and wrong."""
    kind = chance.random()
    if kind < 0.85:
        return rerun(chance, ids, queries)
    return other(chance) if kind < 0.93 else broken(chance, ids, queries)
