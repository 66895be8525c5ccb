"""Files that mean harm, or are broken: a sentence with file and place, limits that hold."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from quizzes.formats import archive, excel, word
from quizzes.formats.all import recognised
from quizzes.formats.foreign import MAX_BYTES, MAX_ITEMS, UnreadableError
from quizzes.importing.preview import preview
from tests.quizzes.formats.documents import Draft
from tests.quizzes.formats.workbooks import saved, workbook
from tests.quizzes.importing.files import content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.quizzes.folder import BankFolder

SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT = "word/document.xml"


def changed(whole: bytes, name: str, data: bytes | None = None, new: str | None = None) -> bytes:
    """Return an archive with another content, or another name, of one of its entries."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for one in old.infolist():
            hit = one.filename == name
            made.writestr(
                new if hit and new else one.filename,
                data if hit and data is not None else old.read(one),
            )
    return out.getvalue()


def book() -> bytes:
    """Return a small workbook."""
    return saved(workbook((None, None, "What?", "x", "y", None, "A")))


def paper() -> bytes:
    """Return a small document."""
    return Draft().lines("1. What?\nA. x\nB. y\nAnswer: A").file()


BOMB = b"<a>" + b" " * 30_000_000
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("read", "file", "said"),
    [
        (excel.read, changed(book(), SHEET, BOMB), "more than 250 times its size"),
        (word.read, changed(paper(), DOCUMENT, BOMB), "more than 250 times its size"),
        (excel.read, changed(book(), SHEET, new="../../evil.xml"), "points outside the archive"),
        (word.read, changed(paper(), DOCUMENT, new="/etc/passwd"), "points outside the archive"),
        (word.read, changed(paper(), DOCUMENT, new="..\\evil.xml"), "points outside the archive"),
        (word.read, changed(paper(), DOCUMENT, new="a/" * 30 + "x"), "more than 20 folders deep"),
        (excel.read, changed(book(), SHEET, DOCTYPE), "declares entities"),
        (word.read, changed(paper(), DOCUMENT, DOCTYPE), "declares entities"),
        (excel.read, changed(book(), SHEET, b"<worksheet><broken"), "damaged"),
        (word.read, changed(paper(), DOCUMENT, b"<w:document"), "damaged"),
        (word.read, changed(paper(), DOCUMENT, b"<other/>"), "damaged"),
        (word.read, b"PK\x03\x04 and no more", "damaged"),
    ],
)  # fmt: skip
def test_a_hostile_office_file_is_refused(
    read: Callable[[bytes, str], object], file: bytes, said: str
) -> None:
    """Before anything of it is unpacked, with the entry."""
    with pytest.raises(UnreadableError, match=said) as refused:
        read(file, "evil.zip")
    assert str(refused.value).startswith("evil.zip")


def test_the_limits_of_archives_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries and size of all together."""
    assert (archive.MAX_ENTRIES, archive.MAX_UNPACKED) == (5_000, 200_000_000)
    assert (archive.MAX_RATIO, archive.MAX_DEPTH) == (250, 20)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    with pytest.raises(UnreadableError, match="entries; 2 is the most"):
        archive.opened(book(), "x.xlsx")
    monkeypatch.setattr(archive, "MAX_ENTRIES", 100)
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        archive.opened(book(), "x.xlsx")


def test_a_password_is_named() -> None:
    """An archive that nobody can read without it."""
    whole = bytearray(book())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        whole[at + offset] |= 1
    with pytest.raises(UnreadableError, match="protected by a password"):
        archive.opened(bytes(whole), "x.xlsx")


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    """The index says 10 bytes, the entry holds 30 million."""
    whole = bytearray(changed(paper(), DOCUMENT, BOMB))
    with zipfile.ZipFile(io.BytesIO(whole)) as read:
        size = read.getinfo(DOCUMENT).file_size.to_bytes(4, "little")
    while (at := whole.find(size)) >= 0:
        whole[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="damaged"):
        word.read(bytes(whole), "x.docx")


def test_a_file_that_is_too_large_or_empty_is_refused() -> None:
    """Limits of every foreign file."""
    assert (MAX_BYTES, MAX_ITEMS) == (50_000_000, 10_000)
    with pytest.raises(UnreadableError, match=r"x\.txt: The file is larger than 50 MB"):
        recognised(b"x" * (MAX_BYTES + 1), "x.txt")
    with pytest.raises(UnreadableError, match=r"x\.txt: The file is empty"):
        recognised(b" \n", "x.txt")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"1. What?\nA. x\n\x00\x01\nB. y\nAnswer: A", "line 3: There is a NUL character"),
        (
            b"1. What?\nA. x\nB. \x81\x8d\x90\nAnswer: A",
            "line 3: The characters are in an encoding",
        ),
        (b"\xff\xfe1\x00.\x00\x00", "encoding that is not known"),
    ],
)
def test_a_wrong_encoding_is_refused_with_its_line(tmp_path: Path, file: bytes, said: str) -> None:
    """And what to do."""
    with pytest.raises(UnreadableError, match=said):
        preview(file, "x.txt", tmp_path, "text")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("x.xlsx", changed(book(), SHEET, BOMB)),
        ("x.docx", changed(paper(), DOCUMENT, DOCTYPE)),
        ("x.bin", bytes(range(256)) * 40),
        ("x.csv", b'Stem,A,B,Correct\n"open' + b"x" * 200_000),
        ("x.jsonl", b""),
        ("x.xml", b"<quiz><question"),
    ],
)
def test_a_refused_file_leaves_the_bank_untouched(
    folder: BankFolder, name: str, file: bytes
) -> None:
    """Byte for byte."""
    before = content(folder.path)
    with pytest.raises(UnreadableError):
        preview(file, name, folder.path)
    assert content(folder.path) == before
