"""How a screen reaches the service and knows who is there; where people go from one to another."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from credit.calendar import local_day
from workflows.duties import TESTER
from workflows.people import profile, session
from workflows.refusals import Elsewhere, Idle, Refused, SignedOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from workflows.act import Actor
    from workflows.service import Service

_here: ContextVar[Actor | None] = ContextVar("_here", default=None)
_opened: list[Service] = []
_screens: dict[str, Callable[[], None]] = {}


class NoRole(Refused):
    """Somebody whose roles were taken, as before they connect an account that had duties."""

    status = 403

    def __init__(self) -> None:
        """Say who can change it."""
        super().__init__(
            "Your account has no role at the moment, so there is nothing for you to open. Ask the"
            " office for one, then sign in again."
        )

    @property
    def title(self) -> str:
        """Above the sentence."""
        return "No role yet"


class NotOpened(RuntimeError):
    """A screen was drawn before the door was opened with a service."""


def open_with(service: Service) -> None:
    """Let every screen of this process stand on `service`."""
    _opened[:] = [service]


def service() -> Service:
    """Return the running service."""
    if not _opened:
        raise NotOpened
    return _opened[0]


def local(instant: datetime) -> date:
    """Return the provider's day on which an instant falls, as every screen shows it."""
    return local_day(instant, service().settings.zone)


@contextmanager
def entered() -> Iterator[Actor]:
    """Let everything that this run draws know its person, whose session is read once.

    Raises:
        SignedOut: the session ended since the page was opened.
    """
    actor = _read()
    token = _here.set(actor)
    try:
        yield actor
    finally:
        _here.reset(token)


def enter() -> Actor:
    """Return the person whose browser this is."""
    return _here.get() or _read()


def _read() -> Actor:
    """Read the session: the gate wrote its digest."""
    digest = st.user.get("session")
    if not isinstance(digest, str):
        raise SignedOut
    return session.enter(service(), digest)


def name_of(actor: Actor) -> str:
    """Return the person's name and degree, read once a browser tab; a tester has no profile."""
    if actor.has(TESTER):
        return "Tester"
    key = f"{actor.public_id}-shown"
    known = st.session_state.get(key)
    if known is None:
        known = st.session_state[key] = profile.see(actor).profile.shown
    return str(known)


def forget_name(actor: Actor) -> None:
    """Read the name again: the profile was changed."""
    st.session_state.pop(f"{actor.public_id}-shown", None)


def offer(screens: Mapping[str, Callable[[], None]]) -> None:
    """Say which screens `go` and `place` may lead to."""
    _screens.update(screens)


def place(path: str) -> st.Page:
    """Return the page at `path`, for st.page_link and st.switch_page."""
    return st.Page(_screens[path], url_path=path, default=not path)


def go(path: str, **query: str) -> NoReturn:
    """Leave for another screen, with what its address says."""
    st.switch_page(place(path), query_params=query)


def refuse(refused: Refused) -> None:
    """Show on a page of its own why something was not done, calmly, with the way on."""
    st.title(refused.title, anchor=False)
    st.warning(str(refused))
    if isinstance(refused, SignedOut):
        st.html(_way_back(refused))
    if isinstance(refused, NoRole):
        st.html('<a href="/sign-out">Sign out</a>')
    if isinstance(refused, Elsewhere):
        way = f'<a href="{escape(refused.desk + _address())}">Open this page there</a>'
        st.html(f'<div class="again">{way}</div>')


def _address() -> str:
    """Return where the person is, with what the address says."""
    query = urlencode({one: st.query_params.get_all(one) for one in st.query_params}, doseq=True)
    path = urlsplit(st.context.url or "/").path  # Streamlit tells it without the query
    return f"{path}?{query}" if query else path


def _way_back(refused: SignedOut) -> str:
    """Return the link that leads to where the person was, after signing in where that is needed."""
    back = _address()
    if isinstance(refused, Idle):  # this session is known still: asked for again, it says the same
        return f'<a href="/sign-in?next={quote(back, safe="")}">Sign in again</a>'
    # The gate asks for a sign-in, unless the browser holds the session of another tab by now.
    return (
        "Did you sign in again in another tab? This page still belongs to the session before."
        f' <a href="{escape(back)}">Go on where you were</a>'
    )
