"""Elements with more attributes than any question has, found before a parser meets them."""

from __future__ import annotations

import pytest

from quizzes.attributes import MOST, too_many


def crowded(count: int) -> str:
    """Return an element with so many attributes."""
    every = " ".join(f'x{number}="1"' for number in range(count))
    return f"<a><b {every}/></a>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_crowded_element_is_found(encoding: str) -> None:
    """One more than the most, in any encoding a parser would read."""
    assert too_many(crowded(MOST + 1).encode(encoding))
    assert not too_many(crowded(MOST).encode(encoding))


def test_many_elements_with_a_few_are_no_crowd() -> None:
    """A drawing may have thousands of lines."""
    assert not too_many(b"<svg>" + b"<path d=\"M0 0\" class='x'/>" * 20_000 + b"</svg>")


def test_a_long_attribute_is_no_crowd() -> None:
    """A picture that is written into the file."""
    assert not too_many(b'<img src="data:image/png;base64,' + b"QUJD" * 90_000 + b'=="/>')
