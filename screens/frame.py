"""What surrounds every screen: who is there, the navigation, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import streamlit as st

from screens import door
from screens.parts.who import who
from workflows import reference
from workflows.act import require_desk
from workflows.journaled import turning_away
from workflows.refusals import NotAllowed, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workflows.act import Actor

MOST_IN_A_BAR = 7  # words beside each other that a laptop shows


@dataclass(frozen=True)
class Screen:
    """One screen: its address, its name, and whom it is for."""

    path: str
    title: str
    show: Callable[[], None]
    roles: frozenset[str]
    listed: bool = True  # in the navigation of those it is for
    group: str = ""  # the menu it stands in, where a person has more screens than a bar holds
    alone: bool = False  # without the navigation: a question leaves its room to nothing else
    at_desk: bool = False  # needs the bank folder; in the navigation only where that is


class Page(st.Page):
    """A page as Streamlit knows it, whose hash it is asked for three times with every click."""

    @cached_property
    def _script_hash(self) -> str:
        """What Streamlit makes of its address, once."""
        return super()._script_hash


def draw(screens: Sequence[Screen]) -> None:
    """Draw the page that the browser asked for."""
    reference.begin()
    door.offer({one.path: one.show for one in screens})
    try:
        with door.entered() as actor:
            if not actor.roles:
                raise door.NoRole
            _draw(screens, actor)
    except Refused as refused:
        door.refuse(refused)


def _draw(screens: Sequence[Screen], actor: Actor) -> None:
    key = f"{actor.public_id}-{'-'.join(sorted(actor.roles))}-pages"
    kept: dict[st.Page, Screen] | None = st.session_state.get(key)
    pages = kept or _pages(screens, actor)
    chosen = st.navigation(list(pages), position="hidden")
    screen = pages[chosen]
    if kept is None:
        st.session_state[key] = _kept(pages, chosen, actor)
    if screen.alone:
        return _alone(chosen, screen, actor)
    st.navigation(_menus(pages), position="top")
    st.html(who(actor))
    _require(screen, actor)
    return chosen.run()


def _menus(pages: Mapping[st.Page, Screen]) -> dict[str, list[st.Page]]:
    """Return the pages by menu; those without one stand in the bar themselves, before all menus."""
    listed = sum(one.visibility == "visible" for one in pages)
    menus: dict[str, list[st.Page]] = {"": []}
    for page, screen in pages.items():
        menus.setdefault(screen.group if listed > MOST_IN_A_BAR else "", []).append(page)
    return menus


def _alone(chosen: st.Page, screen: Screen, actor: Actor) -> None:
    """Leave the whole page to the screen: its own head holds who is signed in."""
    try:
        _require(screen, actor)
        chosen.run()
    except Refused:
        st.html(who(actor, alone=True))
        raise


def _require(screen: Screen, actor: Actor) -> None:
    with turning_away(f"/{screen.path}", lambda: actor.public_id, "page"):
        if not actor.has(*screen.roles):
            raise NotAllowed(screen.title)
    if screen.at_desk:
        require_desk(actor.service.settings)


def _pages(screens: Sequence[Screen], actor: Actor) -> dict[st.Page, Screen]:
    """Return the pages that a person's addresses lead to, those that refuse them included."""
    known = {_page(one, actor): one for one in screens if one.path or actor.has(*one.roles)}
    own = [one for one in screens if actor.has(*one.roles)]
    first = next(
        (one for one in own if one.listed), own[0]
    )  # a tester has one, and it is in no bar
    if first.path:
        known[_start(first)] = first
    return known


def _kept(pages: Mapping[st.Page, Screen], chosen: st.Page, actor: Actor) -> dict[st.Page, Screen]:
    """Return the pages that a tab can come to after its first, which its address chose.

    Every run tells Streamlit all of them, at a cost each: those for others are left out.
    """
    return {
        page: screen for page, screen in pages.items() if page is chosen or actor.has(*screen.roles)
    }


def _page(one: Screen, actor: Actor) -> st.Page:
    return Page(
        one.show,
        title=one.title,
        url_path=one.path,
        default=not one.path,
        visibility="visible" if is_listed(one, actor) else "hidden",
    )


def is_listed(one: Screen, actor: Actor) -> bool:
    """Whether a screen stands in a person's navigation, on this replica."""
    here = not (one.at_desk and actor.service.settings.desk)
    return one.listed and here and actor.has(*one.roles)


def _start(first: Screen) -> st.Page:
    """Return what the bare address leads to for a person who has no screen of their own there.

    It leads there, rather than showing the same, so that the navigation says where one is.
    """
    return Page(
        partial(door.go, first.path),
        title=first.title,
        url_path="start",
        default=True,
        visibility="hidden",
    )


def explain(number: str) -> bool:
    """Say calmly that a page failed; what failed stands in the server's journal by its number."""
    st.error(
        f"Something went wrong on our side, and it was noted as {number}. Nothing that was saved"
        " is lost. Reload the page; if it happens again, tell the office that number and what you"
        " were doing."
    )
    return True
