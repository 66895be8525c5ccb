"""Which version of the service this is, as its project file says."""

from __future__ import annotations

import tomllib
from functools import cache

from settings import ROOT


@cache
def version() -> str:
    """Return it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
