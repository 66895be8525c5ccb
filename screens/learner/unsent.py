"""What is given on the page of commitments and not sent yet: the browser's tab keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts import draft
from screens.parts.commitments import SHOWN, tick_key
from workflows.commitments.meant import BARRIERS, SAID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.commitments.meant import Commitment
    from workflows.commitments.page import Page

Given = str | bool | list[str]


def give_back(page: Page) -> None:
    """Fill in, after a reload, what the browser kept; what fits no field is left out."""
    found = draft.kept(_form(page))
    for name, held in _fields(page):
        given = found.get(name)
        if _fits(name, given, held):
            st.session_state[f"{page.completion}-{name}"] = given


def keep(page: Page) -> None:
    """Let the browser keep what differs from what the service has."""
    given = {name: st.session_state.get(f"{page.completion}-{name}") for name, _ in _fields(page)}
    held = dict(_fields(page))
    unsent = {name: one for name, one in given.items() if one and one != held[name]}
    draft.keep(_form(page), unsent, {}, fields=f"{page.completion}-")


def _form(page: Page) -> str:
    """Name the form by what it was drawn from: once that changed, nothing comes back."""
    seen = (f"{one.number}.{one.seq}.{_answered(one)}" for one in page.held)
    return "-".join((page.completion, page.stage, str(page.next_number), *seen))


def _answered(one: Commitment) -> int:
    return one.answer.seq if one.answer else 0


def _fields(page: Page) -> Iterator[tuple[str, Given]]:
    """Yield what the key of each field ends with, and what the service has there."""
    for one in page.held:
        if page.stage == "open":
            yield f"{one.number}-{one.seq}-text", one.text
        else:
            yield from _of_answer(one)
    if page.may_add:
        new = f"{page.next_number}-new"
        yield new, ""
        yield from ((tick_key(new, at), False) for at in range(len(page.offered[:SHOWN])))


def _of_answer(one: Commitment) -> Iterator[tuple[str, Given]]:
    key, held = f"{one.number}-{_answered(one)}", one.answer
    yield f"{key}-state", SAID[held.state] if held else ""
    yield f"{key}-barriers", [BARRIERS[name] for name in held.barriers] if held else []
    yield f"{key}-obstacle", held.obstacle if held else ""
    yield f"{key}-effect", held.effect if held else ""


def _fits(name: str, given: object, held: Given) -> bool:
    """Say whether a field can hold what the browser gives back."""
    if isinstance(held, list):
        return isinstance(given, list) and all(one in BARRIERS.values() for one in given)
    if name.endswith("-state"):
        return given in SAID.values()
    return type(given) is type(held)
