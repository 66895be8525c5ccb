from __future__ import annotations

import pytest

from documents.address import is_address


@pytest.mark.parametrize(
    "text", ["ada@example.edu", "a.b+c@med.umich.edu", "o'neil@x-y.org", "1@2.co"]
)
def test_a_plain_address(text: str) -> None:
    """As mail servers take them."""
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "ada", "ada@", "@example.edu", "ada@localhost", "a b@example.edu", "ada@exa mple.edu",
        ".ada@example.edu", "a..b@example.edu", "ada@-x.edu", "ada@x..edu", "ada@example.edu\n",
        "Ada <ada@example.edu>", '"ada"@example.edu', "ada@[10.0.0.1]", "ä@example.edu",
        f"{'a' * 243}@example.edu", "a@b@example.edu", "ada@example.edu,ben@example.edu",
    ],
)  # fmt: skip
def test_no_plain_address(text: str) -> None:
    """Nothing with names, quotes, several, line ends, or without a domain."""
    assert not is_address(text)
