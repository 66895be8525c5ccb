"""Two authors saved the same question: both versions side by side, and a choice for each field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.differences import label
from quizzes.editing.merging import merged, parts
from quizzes.editing.trimmed import trimmed
from screens.parts.words import plain, prose
from screens.staff.writing.words import named
from workflows.content.writing.form import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.editing.merging import Part
    from quizzes.editing.opened import Fields, Opened
    from quizzes.notation import Value

SIDES = {"theirs": "What is saved now", "mine": "What you wrote"}


def clash(form: Form, theirs: Opened, key: str) -> Form | None:
    """Draw both versions of each field that differs; return the form that was put together."""
    mine, base = trimmed(form.fields), trimmed(form.base or {})
    now = trimmed(theirs.fields)
    st.title("Somebody saved this question while you were writing", anchor=False)
    st.markdown(
        "Nothing is lost. Choose for each part which version is to stay; what only one of you"
        " changed is chosen already."
    )
    found = parts(base, now, mine)
    chosen = {one.key: _choose(one, key) for one in found}
    still = [one.label for one in found if chosen[one.key] is None]
    if still:
        st.caption(f"Still to choose: {', '.join(still)}.")
    if not st.button(
        "Save what is chosen", type="primary", disabled=bool(still), key=f"{key}-both"
    ):
        return None
    taken = [one for one in found if chosen[one.key] == "theirs"]
    return Form(merged(now, mine, taken), theirs.digest, theirs.fields)


def _choose(one: Part, key: str) -> str | None:
    """Draw a part and return whose version is to stay, None as long as that is open."""
    with st.container(border=True):
        st.markdown(f"**{one.label[:1].upper()}{one.label[1:]}**")
        versions = (one.theirs, one.mine)
        for place, title, value in zip(st.columns(2), SIDES.values(), versions, strict=True):
            place.caption(title)
            place.markdown(_entry(value) if one.entry else shown(value))
        return st.radio(
            f"Which {one.label} stays",
            list(SIDES),
            index=list(SIDES).index(one.suggested) if one.suggested else None,
            format_func=named(SIDES),
            horizontal=True,
            label_visibility="collapsed",
            key=f"{key}-side-{one.key}",
        )


def shown(value: Value) -> str:
    """Return a field's value as people read it."""
    if value is None or value in ("", (), {}):
        return ":gray[nothing]"
    if isinstance(value, dict):
        return _group(value)
    if isinstance(value, tuple):
        return "\n".join(f"- {_entry(one)}" for one in value)
    return prose(value) if isinstance(value, str) else plain(_word(value))


def _entry(value: Value) -> str:
    if not isinstance(value, dict):
        return plain(_word(value))
    lines = [plain(str(value.get("text") or value.get("cite") or value.get("alt") or ""))]
    if value.get("correct") is True:
        lines.append(":green-badge[key]")
    rest = {
        name: one
        for name, one in value.items()
        if name not in {"id", "text", "cite", "alt"} and one is not True
    }
    return "  \n  ".join(one for one in (" ".join(lines), _group(rest)) if one)


def _group(value: Mapping[str, Value]) -> str:
    return "  \n  ".join(f"{label(name)}: {plain(_word(one))}" for name, one in value.items())


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_word, value))
    if isinstance(value, dict):
        return ", ".join(f"{label(name)} {_word(one)}" for name, one in value.items())
    return str(value)


def as_new(fields: Fields, item: str) -> Form:
    """Return a form whose file is gone, or whose id somebody took, as one of a new item."""
    return Form({**fields, "id": item}, None, None)
