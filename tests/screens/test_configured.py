"""Streamlit's configuration as production needs it."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit import config

from screens.configured import NEEDED, require, settle
from settings import SettingsRefused

OTHER = {
    "client.showErrorDetails": "full",
    "server.trustedUserHeaders": {"X-Other": "session"},
    "server.enableXsrfProtection": False,
    "server.enableCORS": False,
    "server.corsAllowedOrigins": ["https://other.example"],
    "server.enableAgentApi": True,
    "server.enableStaticServing": True,
    "server.baseUrlPath": "cme",
    "server.maxUploadSize": 200,
    "server.maxMessageSize": 0,
    "server.maxWidgetStateSize": 25,
    "server.fileWatcherType": "auto",
    "runner.fastReruns": True,
    "global.developmentMode": True,
    "browser.gatherUsageStats": True,
}


def test_what_config_toml_says_is_what_is_needed() -> None:
    """The file that the service comes with starts it."""
    require(st.get_option)


@pytest.mark.parametrize("option", [one.option for one in NEEDED])
def test_an_option_that_differs_is_refused_by_its_name(option: str) -> None:
    """One sentence says what it has to be and why; options that are right are not named."""
    with pytest.raises(SettingsRefused) as refused:
        require(lambda name: OTHER[name] if name == option else st.get_option(name))
    said = str(refused.value)
    assert said.startswith(f"{option} has to be ")
    assert said.count("has to be") == 1


def test_every_option_that_differs_is_named_at_once() -> None:
    """Nobody starts it fifteen times."""
    with pytest.raises(SettingsRefused) as refused:
        require(OTHER.__getitem__)
    assert str(refused.value).count("has to be") == len(OTHER)


def test_each_section_of_the_options_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Streamlit is told of its theme with every click is what it found at the first."""
    read = config.get_options_for_section
    sections: list[str] = []

    def counted(section: str) -> dict[str, object]:
        sections.append(section)
        return read(section)

    monkeypatch.setattr(config, "get_options_for_section", counted)
    settle()
    for _click in range(3):
        assert config.get_options_for_section("theme") == read("theme")
        assert config.get_options_for_section("server") == read("server")
    assert sections == ["theme", "server"]
