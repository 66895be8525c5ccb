"""The answer card: its data is built from a public item only, so it cannot hold a key."""

from __future__ import annotations

import json
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st
from pydantic import Field, JsonValue, ValidationError

from quizzes.text import Closed
from screens import door

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.attempts.question import Question

HERE = Path(__file__).parent
# The script with its style, under a name that changes with it: a browser loads it once, where
# Streamlit would send it again with every question.
SCRIPT = (
    f"const STYLE = {json.dumps((HERE / 'card.css').read_text(encoding='utf-8'))};\n"
    f"{(HERE / 'controls.js').read_text(encoding='utf-8')}\n"
    f"{(HERE / 'card.js').read_text(encoding='utf-8')}"
).encode()
ADDRESS = f"static/card.{sha256(SCRIPT).hexdigest()[:16]}.js"
_mount = st.components.v2.component(
    "answer_card",
    js=f"const {{ default: card }} = await import(`${{location.origin}}/{ADDRESS}`);\n"
    "export default card;\n",
)
MOST = 10_000  # positions, corrections: more is no question
CONTROLS = {
    "single_best_answer": "single",
    "multiple_response": "multiple",
    "extended_matching": "matching",
    "ordered": "ordering",
    "numeric": "number",
    "true_false_cluster": "truth",
}


def key_of(attempt: str) -> str:
    """Return the card's widget key: it starts with an id of the person's own."""
    return f"{attempt}-card"


class Answer(Closed):
    """An answer that one run is to save and to show the feedback of."""

    value: JsonValue
    confidence: str | None
    seen: int = Field(ge=0, le=MOST)
    seconds: int = Field(ge=0)


class Click(Closed):
    """What the card asks for: to leave one position for another, and before that to save."""

    at: int = Field(alias="from", ge=1, le=MOST)
    to: int | Literal["end"]
    save: Answer | None = None


def waiting_click(attempt: str) -> Click | None:
    """Return the click that started this run, before the card is drawn again."""
    state = st.session_state.get(key_of(attempt))
    return _read(state.get("go")) if state else None


def card(
    actor: Actor, page: Question, message: str = "", refused: str = "", *, tried: str = ""
) -> Click | None:
    """Draw the card and return the click it holds.

    `refused` says why the answer that is on the card was not saved; what is only `tried` is saved
    nowhere, and its last button says so much.
    After a restart of the server only the mounted card knows of the click that woke the page.
    """
    # In a list: the values of a dict would each be looked at as a possible data frame.
    more = {"person": door.name_of(actor), "message": refused or message, "refused": bool(refused)}
    more |= {"tried": True, "lastLabel": tried} if tried else {}
    data = [_data(page) | _lines(page) | more]
    return _read(_mount(key=key_of(page.attempt), data=data, on_go_change=_ignore).go)


def _read(click: object) -> Click | None:
    """Read a click; what no card sends is nothing."""
    try:
        return None if click is None else Click.model_validate(click)
    except ValidationError:
        return None


def _ignore() -> None:
    """A trigger must be registered to be read; nothing is ever done in it."""


def _verdict(page: Question) -> str:
    one = page.feedback
    if one is None:
        return ""
    if one.options or one.number:
        return f"{one.outcome}: the key is {one.key.rstrip('.')}."
    judged = [each.mark == 1 for each in one.parts if each.mark is not None]
    if not judged:
        return f"{one.outcome}: the right order is above."
    return f"{one.outcome}: {sum(judged)} of {len(judged)} lines are right."


def _lines(page: Question) -> dict[str, Any]:
    """Return what only some types have: of the others it would be sent with every question."""
    item = page.item
    if not (item.parts or item.units):
        return {}
    return {
        "theme": item.theme,
        "parts": [{"id": one.id, "text": one.text} for one in item.parts],
        "unit": item.unit,
        "units": list(item.units),
    }


def _data(page: Question) -> dict[str, Any]:
    stands = page.standing
    remaining = None
    if stands.due is not None:
        # Rounded up: the card must not ask for the end before the server is at it.
        remaining = max(0, ceil((stands.due - stands.now).total_seconds()))
    return {
        "attempt": page.attempt,
        "position": page.position,
        "total": page.total,
        "done": page.done,
        "mode": page.rules.feedback,
        "control": CONTROLS[page.item.type],
        "limit": page.item.limit,
        "leadIn": page.item.lead_in,
        "instruction": page.item.instruction,
        "marking": page.marking,
        "options": [{"id": one.id, "text": one.text} for one in page.item.options],
        "value": page.value,
        "confidence": page.confidence,
        "confidenceRule": page.rules.confidence,
        "seq": page.seq,
        "seconds": page.seconds,
        "savedAt": page.saved_at.isoformat() if page.saved_at else None,
        "flag": page.margin.flag,
        "struck": list(page.margin.struck),
        "note": page.margin.note,
        "strikeOut": page.rules.strike_out,
        "final": page.feedback is not None,
        "verdict": _verdict(page),
        "closed": not stands.answerable,
        "places": [
            ("a" if one.answered else "") + ("f" if one.flagged else "") for one in page.places
        ],
        "remaining": remaining,
        "lastLabel": "See result" if page.ends_at_once else "Review and submit",
    }
