"""What surrounds every screen: who is there, the navigation, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens import door
from workflows.refusals import NotAllowed, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor

NAME = "Self-Assessment"
DEMONSTRATION = "Demonstration, not for credit"
STYLE = """
.who { display: flex; flex-wrap: wrap; gap: .1rem 1rem; justify-content: space-between;
  font-size: .88rem; opacity: .8; }
.who a { color: inherit; }
[data-testid="stMainBlockContainer"] { padding-top: 4.2rem; }
"""
# Without navigation the bar at the top is empty: the question begins where it stood.
ALONE = """
[data-testid="stMainBlockContainer"] { padding-top: 1.4rem; }
[data-testid="stHeader"] { background: transparent; }
"""


@dataclass(frozen=True)
class Screen:
    """One screen: its address, its name, and whom it is for."""

    path: str
    title: str
    show: Callable[[], None]
    roles: frozenset[str]
    listed: bool = True  # in the navigation of those it is for
    alone: bool = False  # without the navigation: a question leaves its room to nothing else


def draw(screens: Sequence[Screen]) -> None:
    """Draw the page that the browser asked for."""
    st.set_page_config(page_title=NAME, layout="centered")
    door.offer({one.path: one.show for one in screens})
    try:
        _draw(screens, door.enter())
    except Refused as refused:
        door.refuse(refused)


def _draw(screens: Sequence[Screen], actor: Actor) -> None:
    pages = {_page(one, actor): one for one in screens if one.path or actor.has(*one.roles)}
    first = next(one for one in screens if one.listed and actor.has(*one.roles))
    if first.path:
        pages[_start(first)] = first
    chosen = st.navigation(list(pages), position="hidden")
    screen = pages[chosen]
    if not screen.alone:
        st.navigation(list(pages), position="top")
    _who(actor, screen)
    if not actor.has(*screen.roles):
        raise NotAllowed(screen.title)
    chosen.run()


def _page(one: Screen, actor: Actor) -> st.Page:
    return st.Page(
        one.show,
        title=one.title,
        url_path=one.path,
        default=not one.path,
        visibility="visible" if one.listed and actor.has(*one.roles) else "hidden",
    )


def _start(first: Screen) -> st.Page:
    """Return what the bare address shows a person who has no screen of their own there."""
    return st.Page(
        first.show, title=first.title, url_path="start", default=True, visibility="hidden"
    )


def _who(actor: Actor, screen: Screen) -> None:
    """Say on every page who is signed in, and whether anything here counts."""
    notice = DEMONSTRATION if door.service().settings.demo else ""
    links = ['<a href="/">Home</a>'] if screen.alone else []
    parts = (escape(door.name_of(actor)), *links, '<a href="/sign-out">Sign out</a>')
    st.html(f'{STYLE}<div class="who"><span>{notice}</span><span>{" · ".join(parts)}</span></div>')


def explain() -> bool:
    """Say calmly that a page failed; what failed stands in the server's journal."""
    st.error(
        "Something went wrong on our side, and it was noted. Nothing that was saved is lost."
        " Reload the page; if it happens again, tell the office what you were doing."
    )
    return True
