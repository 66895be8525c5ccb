from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.badge_key import BadgeKeyRefused, opened
from tests.documents.keys import badge_key_in, key_in

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_has_a_name_and_a_public_part(tmp_path: Path) -> None:
    """The same each time; what is printed of it is no secret."""
    file = badge_key_in(tmp_path)
    key = opened(file)
    assert key.public.keys() == {"kty", "n", "e"}
    assert len(key.name) == 43
    assert opened(file) is key
    assert "made" not in repr(key)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(BadgeKeyRefused, match="cannot be read"):
        opened(tmp_path / "none.pem")


def test_what_is_no_private_key_is_refused(tmp_path: Path) -> None:
    """Nonsense, a public key, another kind of key."""
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_bytes(b"\x00 nothing")
    key_in(tmp_path)
    for file in (nonsense, tmp_path / "certificate.pem", badge_key_in(tmp_path, public=True)):
        with pytest.raises(BadgeKeyRefused, match="is no RSA private key"):
            opened(file)


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    """Below what the standard allows."""
    with pytest.raises(BadgeKeyRefused, match="1024 bits"):
        opened(badge_key_in(tmp_path, bits=1024))
