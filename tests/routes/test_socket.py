"""Streamlit's websocket behind the gate, spoken to on the real server."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.editions import publish
from tests.people import signed_in
from tests.server import Server, running
from tests.taking import saved, start_at
from tests.wire import asked, page, socket
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

    from tests.databases import Files


@pytest.fixture(scope="module")
def server(files: Files, memory: Path) -> Iterator[Server]:
    """A server with nothing in it but the named people."""
    with running(Server(memory / "socket.sqlite"), files.template) as made:
        yield made


def profile_page(opened: ClientConnection) -> tuple[str, bytes]:
    """Ask for the profile."""
    return asked(opened, page("profile"))


def begun(server: Server, feedback: str) -> str:
    """Start an attempt of Ada's in which nothing is answered."""
    ada = signed_in(server.service, "ada")
    key = publish(server.service, slug=feedback.replace("_", "-"), feedback=feedback)
    return start_at(ada, key)


def test_a_person_sees_their_own_page(server: Server) -> None:
    """The cookie alone says who it is."""
    with socket(server, server.token("ada")) as ada:
        assert b"Ada Whitfield" in profile_page(ada)[1]


def test_naming_another_persons_session_gives_nothing(server: Server) -> None:
    """A session id stands in addresses and logs; whoever learns it gets a session of their own."""
    with socket(server, server.token("ada")) as ada:
        stolen, _came = profile_page(ada)
        with socket(server, server.token("dan"), resume=stolen) as dan:
            got, came = profile_page(dan)
        assert stolen
        assert got != stolen
        assert b"Dan Reyes" in came
        assert b"Whitfield" not in came
        assert b"Ada Whitfield" in profile_page(ada)[1]


def test_a_dropped_session_is_not_picked_up_by_another_person(server: Server) -> None:
    """Neither while it waits for its owner to come back."""
    with socket(server, server.token("ada")) as ada:
        stolen, _came = profile_page(ada)
    with socket(server, server.token("dan"), resume=stolen) as dan:
        got, came = profile_page(dan)
    assert got != stolen
    assert b"Whitfield" not in came


def test_a_header_of_ones_own_changes_nobody(server: Server) -> None:
    """The gate takes it off before it writes the true one."""
    digest = session.digest_of(server.token("ada"))
    with socket(server, server.token("dan"), X_Session=digest) as dan:
        came = profile_page(dan)[1]
    assert b"Dan Reyes" in came
    assert b"Whitfield" not in came


@pytest.mark.parametrize("case", ["no cookie", "made-up cookie", "header only", "foreign origin"])
def test_a_socket_without_a_session_of_its_own_is_refused(server: Server, case: str) -> None:
    """403 before anything of Streamlit is reached."""
    token = server.token("ada")
    opening = {
        "no cookie": socket(server, None),
        "made-up cookie": socket(server, "made-up"),
        "header only": socket(server, None, X_Session=session.digest_of(token)),
        "foreign origin": socket(server, token, origin="http://evil.example"),
    }[case]
    with pytest.raises(InvalidStatus) as refused, opening:
        pass
    assert refused.value.response.status_code == 403


def test_a_session_that_ended_is_told_so_in_the_open_page(server: Server) -> None:
    """A socket opened before signing out shows nothing of the person any more."""
    token = server.token("ada")
    with socket(server, token) as ada:
        profile_page(ada)
        session.sign_out(session.enter(server.service, session.digest_of(token)))
        came = profile_page(ada)[1]
    assert b"You are signed out" in came
    assert b"Whitfield" not in came


def test_signing_out_in_one_tab_ends_every_other(server: Server) -> None:
    """The next click in a second tab shows nothing, a third does not open; another's goes on."""
    token = server.token("ada")
    with socket(server, token) as second, socket(server, server.token("dan")) as another:
        profile_page(second)
        profile_page(another)
        left = httpx.post(
            f"{server.address}/sign-out",
            headers={"Cookie": f"session={token}", "Origin": server.address},
        )
        came = profile_page(second)[1]
        assert b"Dan Reyes" in profile_page(another)[1]
    assert left.status_code == 303
    assert b"You are signed out" in came
    assert b"Whitfield" not in came
    with pytest.raises(InvalidStatus), socket(server, token):
        pass


@pytest.mark.parametrize("feedback", ["after_each_item", "after_submission"])
def test_no_address_and_no_click_shows_a_key_before_its_time(server: Server, feedback: str) -> None:
    """Whatever a browser of one's own asks for, an unanswered item keeps what it teaches."""
    attempt = begun(server, feedback)
    own = f"attempt={attempt}"
    pages = [
        *(page("attempt", f"{own}&q={q}") for q in ("", "1", "0", "-1", "99999", "end", "%00")),
        *(page(name, own) for name in ("result", "evaluate", "activity", "home", "nowhere")),
        *(page(name, f"id={attempt}") for name in ("desk", "roster", "person", "publish")),
    ]
    with socket(server, server.token("ada")) as ada:
        first = asked(ada, page("attempt", own))[1]
        card = re.search(rb"\$\$ID-[0-9a-f]+-[0-9a-f]+-card", first)
        assert card is not None
        for click in ("x", 1, [1], None, {}, {"to": True}, {"to": 99999}, {"to": "end"}):
            ask = page("attempt", own)
            widget = ask.rerun_script.widget_states.widgets.add()
            widget.id, widget.json_value = card[0].decode(), json.dumps({"go": click})
            pages.append(ask)
        came = [asked(ada, ask)[1] for ask in pages]
    heard = first + b"".join(came)
    assert b"What is best in" in heard
    assert b"CANARY" not in heard
    assert b"Traceback" not in heard
    assert saved(server.service, attempt) == {}
