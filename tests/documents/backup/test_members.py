"""What a backup holds: members in their order, and proof that there are all of them."""

from __future__ import annotations

import hashlib
import io
import tarfile
from typing import TYPE_CHECKING

import pytest

from documents.backup.envelope import BackupRefused, Envelope
from documents.backup.members import ABOUT, MANIFEST, Writer, as_json, opened

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
MEMBERS = {"tables/person/000001": b"[1]\n", "banks/one/activity.yaml": "Überschrift".encode()}


def write(path: Path, secret: bytes | None = None) -> str:
    """Write a small backup."""
    with path.open("wb") as file:
        writer = Writer(file, secret)
        writer.add(ABOUT, as_json({"revision": "0002"}))
        for name, content in MEMBERS.items():
            writer.add(name, content)
        return writer.finish(rows={"person": 1})


@pytest.mark.parametrize("secret", [KEY, None])
def test_members_come_out_as_they_went_in(tmp_path: Path, secret: bytes | None) -> None:
    """With what it says about itself at the beginning, and its list at the end."""
    digest = write(tmp_path / "one", secret)
    with opened(tmp_path / "one", secret) as backup:
        assert backup.digest == digest
        assert backup.about == {"revision": "0002"}
        assert dict(backup.members()) == MEMBERS
        assert backup.manifest["rows"] == {"person": 1}


def test_the_same_content_makes_the_same_file(tmp_path: Path) -> None:
    """So that copies can be compared."""
    assert write(tmp_path / "one") == write(tmp_path / "two")


def test_anybody_can_open_a_plain_one(tmp_path: Path) -> None:
    """After the head and before the digest it is what `tar` reads."""
    write(tmp_path / "one")
    body = (tmp_path / "one").read_bytes()[len(b"self-assessment backup 1\nplain\n") : -32]
    with tarfile.open(fileobj=io.BytesIO(body), mode="r:gz") as tar:
        assert tar.getnames() == [ABOUT, *MEMBERS, MANIFEST]


def test_a_missing_member_is_told_at_the_end(tmp_path: Path) -> None:
    """Whoever packs a backup anew without one of its parts is found by its list."""
    with (tmp_path / "one").open("wb") as file:
        writer = Writer(file, None)
        writer.add(ABOUT, as_json({}))
        writer.digests["tables/claim/000001"] = hashlib.sha256(b"[1]\n").hexdigest()
        writer.finish()
    with (
        pytest.raises(BackupRefused, match="does not hold what it should"),
        opened(tmp_path / "one", None) as backup,
    ):
        list(backup.members())


@pytest.mark.parametrize("body", [b"", b"no archive", b"\x1f\x8b\x08\x00 no archive"])
def test_what_is_no_archive_is_refused(tmp_path: Path, body: bytes) -> None:
    """In an envelope that is sound."""
    with (tmp_path / "one").open("wb") as file:
        envelope = Envelope(file, None)
        envelope.write(body)
        envelope.finish()
    with pytest.raises(BackupRefused), opened(tmp_path / "one", None) as backup:
        list(backup.members())
