"""What may be opened as a bank file, and what must be no part of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.figures import Figure, read_figure
from quizzes.files import MAX_BYTES, read_text
from quizzes.problem import Fault
from tests.quizzes.folder import ONE, PNG, BankFolder

if TYPE_CHECKING:
    from pathlib import Path


def test_utf_8(tmp_path: Path) -> None:
    """Text is read as UTF-8; a mark at its beginning is passed over; accents are composed."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: Ame\xcc\x81lie")

    assert read_text(path, tmp_path) == "name: Amélie"


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"a: 1\nb: \xe9t\xe9\n", "not-utf-8", 2),
        ("a: 1\n".encode("utf-16"), "not-utf-8", 1),
        (b"a: 1\nb: \x00\n", "invisible-character", 2),
        ("a: 1\nb: \u202edesrever\n".encode(), "invisible-character", 2),
        (b"x" * (MAX_BYTES + 1), "file-too-large", None),
    ],
)
def test_refused_content(tmp_path: Path, content: bytes, rule: str, line: int | None) -> None:
    """Other encodings, invisible characters and too much of anything are refused."""
    path = tmp_path / "x.yaml"
    path.write_bytes(content)

    found = read_text(path, tmp_path)

    assert isinstance(found, Fault)
    assert (found.rule, found.line) == (rule, line)


def test_link(folder: BankFolder, tmp_path: Path) -> None:
    """A link is not followed, wherever it leads."""
    (tmp_path / "elsewhere.yaml").write_text(ONE)
    (folder.path / "items/three.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    assert folder.rules() == ["error not-a-plain-file"]


def test_folder_named_as_a_file(folder: BankFolder) -> None:
    """A folder is no item."""
    (folder.path / "items/three.yaml").mkdir()

    assert folder.rules() == ["error not-a-plain-file"]


def test_figure(folder: BankFolder) -> None:
    """A figure is known by the digest of its bytes."""
    figure = read_figure(folder.path, "media/one.png")

    assert isinstance(figure, Figure)
    assert (figure.media_type, figure.content) == ("image/png", PNG)


@pytest.mark.parametrize(
    ("file", "content", "rule"),
    [
        ("media/absent.png", None, "file-missing"),
        ("media/x.png", b"<svg>", "media-type"),
        ("media/x.svg", b"<svg>", "svg-unsafe"),
        ("media/x.jpg", PNG, "media-type"),
        ("media/x.png", PNG + b" " * 2_000_000, "file-too-large"),
        ("media/../activity.yaml", None, "media-path"),
        ("../small-bank/media/one.png", None, "media-path"),
        ("/etc/hostname", None, "media-path"),
        ("media\\one.png", None, "media-path"),
        ("items/one.yaml", None, "media-path"),
    ],
)
def test_refused_figure(folder: BankFolder, file: str, content: bytes | None, rule: str) -> None:
    """A figure is a picture of reasonable size inside the folder, and is named as what it is."""
    if content is not None:
        folder.write(file, content)
    (folder.path / "items/one.yaml").write_text(ONE.replace("media/one.png", f"'{file}'"))

    problem = folder.only()

    assert (problem.rule, problem.field) == (rule, "media[capnogram].file")


def test_figure_behind_a_link(folder: BankFolder, tmp_path: Path) -> None:
    """A linked folder does not lead out of the bank either."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/x.png").write_bytes(PNG)
    (folder.path / "media/more").symlink_to(tmp_path / "pictures")

    found = read_figure(folder.path, "media/more/x.png")

    assert isinstance(found, Fault)
    assert found.rule == "not-a-plain-file"
