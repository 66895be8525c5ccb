"""An initiative in a browser: from asking somebody to the owner who sees that they are done."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.walking import PATIENCE
from tests.editions import publish
from tests.leading import wished
from tests.learning import completed
from tests.people import signed_in
from workflows.initiatives.write import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser


def test_from_invitation_to_dashboard(tab: Callable[..., Page], server: Server) -> None:
    """The owner asks by address; it stands on Home, and on the list once it is done."""
    service, name = server.service, f"Initiative {secrets.token_hex(4)}"
    who = f"{secrets.token_hex(4)}@example.org"
    key = publish(service, slug=f"led-{secrets.token_hex(4)}", title=name)
    made = make(signed_in(service, "cora"), wished(key, owner="ben@example.edu", title=name))
    asked = tab(who, 390)
    owner = tab("ben")
    owner.goto(f"{server.address}/initiative?id={made}")
    owner.get_by_label("Paste addresses").fill(who)
    owner.get_by_label("Paste addresses").blur()
    owner.get_by_role("button", name="Ask them").click()
    expect(owner.get_by_text("1 person asked.")).to_be_visible(timeout=PATIENCE)
    asked.goto(server.address)
    expect(asked.get_by_text("You are asked to take part")).to_be_visible(timeout=PATIENCE)
    asked.get_by_role("button", name=f"Open {name}").click()
    asked.wait_for_url(f"**/activity?id={key}")
    completed(signed_in(service, who), key)
    owner.reload()
    expect(owner.get_by_text("1 of 1 are done")).to_be_visible(timeout=PATIENCE)
    expect(owner.get_by_role("cell", name=re.compile("^Done on "))).to_be_visible()
