"""What the service needs of Streamlit's configuration: read back, then taken as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from streamlit import config

from settings import SettingsRefused

MOST = 50  # megabytes: a package of questions with its pictures


@dataclass(frozen=True)
class Needed:
    """One option with the values it may have, and what another one would do."""

    option: str
    holds: Callable[[object], bool]
    value: str  # as an operator writes it
    otherwise: str


def _is(value: object) -> Callable[[object], bool]:
    return lambda found: found == value


def _yes(found: object) -> bool:
    return found is True


def _no(found: object) -> bool:
    return found is False


def _at_most(limit: int) -> Callable[[object], bool]:
    return lambda found: isinstance(found, int) and 0 < found <= limit


NEEDED = (
    Needed("client.showErrorDetails", _is("none"), '"none"', "visitors would read the program"),
    Needed(
        "server.trustedUserHeaders",
        _is({"X-Session": "session"}),
        '{ "X-Session" = "session" }',
        "nobody, or anybody, would be signed in",
    ),
    Needed("server.enableXsrfProtection", _yes, "true", "other sites could send files in"),
    Needed("server.enableCORS", _yes, "true", "other sites could open pages in a person's name"),
    Needed("server.corsAllowedOrigins", _is([]), "[]", "other sites could open pages, too"),
    Needed("server.enableAgentApi", _no, "false", "programs could drive pages"),
    Needed("server.enableStaticServing", _no, "false", "files would be served to anyone"),
    Needed("server.baseUrlPath", _is(""), '""', "the gate would not know its addresses"),
    Needed("server.maxUploadSize", _at_most(MOST), f"{MOST} or less", "uploads could fill memory"),
    Needed(
        "server.maxMessageSize", _at_most(MOST), f"{MOST} or less", "messages could fill memory"
    ),
    Needed("server.maxWidgetStateSize", _at_most(1), "1", "messages could fill memory"),
    Needed("server.fileWatcherType", _is("none"), '"none"', "a changed file would end sessions"),
    Needed("runner.fastReruns", _no, "false", "quick changes would save another answer"),
    Needed("global.developmentMode", _no, "false", "it is for Streamlit's own authors"),
    Needed("browser.gatherUsageStats", _no, "false", "visits would be told to others"),
)


def require(option: Callable[[str], object]) -> None:
    """Refuse to serve people under a configuration that is not the one of config.toml.

    Raises:
        SettingsRefused: it names every option that differs.
    """
    wrong = [one for one in NEEDED if not one.holds(option(one.option))]
    if wrong:
        said = " ".join(
            f"{one.option} has to be {one.value}, else {one.otherwise}." for one in wrong
        )
        message = f"{said} Leave .streamlit/config.toml as it is, and give no such option."
        raise SettingsRefused(message)


def settle() -> None:
    """Let Streamlit read each section of its options once, when nothing changes them any more.

    It goes through all of them six times with every click, which is a tenth of its time.
    """
    config.get_options_for_section = cache(config.get_options_for_section)
