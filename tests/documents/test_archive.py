"""Archives that leave while they are made, and end with what is in them."""

from __future__ import annotations

import csv
import hashlib
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from documents.archive import Entry, archive
from documents.tables import csv_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def opened(*entries: Entry) -> ZipFile:
    """Return an archive as whoever downloads it opens it."""
    return ZipFile(BytesIO(b"".join(archive(entries, MADE))))


def test_each_file_stands_in_the_manifest_with_its_digest() -> None:
    """What it is, how long it is and its SHA-256, whatever the parts it came in."""
    found = opened(Entry("a.txt", "A letter", [b"one ", b"two"]), Entry("b.bin", "Nothing", []))
    assert found.read("a.txt") == b"one two"
    rows = list(csv.reader(StringIO(found.read("manifest.csv").decode())))
    assert rows == [
        ["file", "what it is", "bytes", "sha256"],
        ["a.txt", "A letter", "7", hashlib.sha256(b"one two").hexdigest()],
        ["b.bin", "Nothing", "0", hashlib.sha256(b"").hexdigest()],
    ]


def test_it_leaves_before_it_is_whole() -> None:
    """Of a file a hundred times as large never more than a little is held."""
    block = bytes(range(256)) * 256
    given = 0

    def parts() -> Iterator[bytes]:
        nonlocal given
        for number in range(100):
            given += len(block)
            yield hashlib.sha256(number.to_bytes(2)).digest() * (len(block) // 32)

    sent = [len(part) for part in archive([Entry("large", "Large", parts())], MADE)]
    assert given == 100 * len(block)
    assert len(sent) >= 100
    assert max(sent) < 4 * len(block)


def test_no_cell_of_a_table_is_run() -> None:
    """A formula gets an apostrophe; the headings are ours."""
    rows = (("1", "=1+1"), ("2", "plain"))
    text = b"".join(csv_parts(("number", "text"), rows)).decode()
    assert text == "number,text\r\n1,'=1+1\r\n2,plain\r\n"
