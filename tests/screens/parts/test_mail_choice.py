from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from workflows.messages.choice import TOPICS, choices

if TYPE_CHECKING:
    import pytest

    from tests.reading import Drawn
    from workflows.service import Service


def test_a_switch_is_kept_at_once(screen: Drawn, sqlite_service: Service) -> None:
    """On the profile, for the person alone; again brings it back."""
    ada = signed_in(sqlite_service, "ada")
    at = screen("ada", "profile")
    first = {one.name: one.at_first for one in TOPICS}
    assert [one.value for one in at.toggle] == list(first.values())
    at.toggle[1].set_value(False).run()
    assert choices(ada) == first | {"follow-up": False}
    shown = [one.value for one in screen("ada", "profile").toggle]
    assert shown == list((first | {"follow-up": False}).values())
    at.toggle[1].set_value(True).run()
    assert choices(ada) == first


def test_what_is_no_switch_counts_as_off(
    screen: Drawn, sqlite_service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client of somebody's own sends anything; Streamlit hands on None for it."""
    monkeypatch.setattr("screens.parts.mail_choice.st.toggle", lambda *_, **__: None)
    assert not screen("ada", "profile").exception
    assert not any(choices(signed_in(sqlite_service, "ada")).values())
