"""How the tests are shared out among the workers of pytest-xdist."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest

BROWSER = "tests/browser"


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Whole files, so that what a file's tests share is made once.

    All browser tests count as one file: two browsers at once would take the processor from each
    other, and all else goes on beside the one that waits for its pages.
    """

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def share(nodeid: str) -> str:
    """Return the name of the tests that one worker runs together."""
    file = nodeid.partition("::")[0]
    return BROWSER if file.startswith(f"{BROWSER}/") else file


def longest_first(items: list[pytest.Item]) -> None:
    """Put the browser first, which takes longest of all, and then the files with most tests.

    What is short comes last, so that no worker waits long for the other.
    """
    sizes = Counter(share(one.nodeid) for one in items)
    items.sort(key=lambda one: _place(share(one.nodeid), sizes))


def _place(name: str, sizes: Counter[str]) -> tuple[bool, int, str]:
    return name != BROWSER, -sizes[name], name
