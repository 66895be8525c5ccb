"""Pictures of foreign questions: found by their address, listed once, told of when missing."""

from __future__ import annotations

import base64

import pytest

from quizzes.formats.markup import Picture
from quizzes.formats.pictures import Pictures

PNG = b"\x89PNG picture"
DATA = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("@@PLUGINFILE@@/a%20b.png", "a b.png"),
        ("@@PLUGINFILE@@/x/a%20b.png?time=1", "a b.png"),
        ("pictures\\a b.png", "a b.png"),
        (DATA, "picture.png"),
    ],
)
def test_a_picture_is_found_by_its_address(source: str, file: str) -> None:
    """Moodle's addresses, paths of any kind, and pictures inside the text."""
    pictures = Pictures()
    assert pictures.take([Picture(source, "An ECG")], {"x/a b.png": PNG}) == []
    assert pictures.fields == {"media": ({"id": "figure-1", "file": file, "alt": "An ECG"},)}
    assert pictures.images == {file: PNG}


def test_pictures_are_listed_once_and_never_exchanged() -> None:
    """The same picture again is one figure; another of the same name is a second one."""
    pictures = Pictures()
    pictures.put("a.png", PNG)
    pictures.put("b.png", PNG)
    pictures.put("a.png", b"other")
    assert pictures.images == {"a.png": PNG, "2-a.png": b"other"}


@pytest.mark.parametrize(
    "source", ["gone.png", "https://example.org/a.png", "data:image/png;base64,%%%"]
)
def test_what_is_not_in_the_file_is_told(source: str) -> None:
    """Nothing is fetched, and nothing made up."""
    pictures = Pictures()
    (said,) = pictures.take([Picture(source, "")], {})
    assert "not in the file" in said
    assert pictures.fields == {}
