"""A form's draft: what is given and not sent yet, kept by the browser over a reload.

The draft never stands in the database: a text that somebody takes back would stay there for good.
It is the tab's own, and gone with the tab, with the claim that follows, or with signing out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.credit.evaluate import Answer

_mount = st.components.v2.component(
    "form_draft", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def kept(form: str) -> Mapping[str, object]:
    """Return what the browser gives back in this run: the answers by question, not checked yet."""
    state = st.session_state.get(_key(form))
    found = state.get("kept") if state else None
    return found if isinstance(found, dict) else {}


def keep(
    form: str, answers: Mapping[str, Answer], texts: Mapping[str, str], *, fields: str = ""
) -> None:
    """Let the browser keep the answers; `texts` are its text questions, their ids by label.

    What is being typed is heard of only with the next tap, so the browser looks at these itself.
    Of a form with `fields` it looks at all whose key begins so; the rest of the key is the id.
    """
    data = [{"form": form, "answers": dict(answers), "texts": dict(texts), "fields": fields}]
    _mount(key=_key(form), data=data, on_kept_change=_ignore)


def forget(form: str) -> None:
    """Let the browser keep nothing: what there was is sent."""
    nothing: dict[str, object] = {"form": None, "answers": {}, "texts": {}, "fields": ""}
    _mount(key=_key(form), data=[nothing], on_kept_change=_ignore)


def _key(form: str) -> str:
    return f"{form}-draft"


def _ignore() -> None:
    """A trigger must be registered to be read; nothing is ever done in it."""
