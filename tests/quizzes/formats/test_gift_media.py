"""GIFT with media: a text and its pictures in one archive."""

from __future__ import annotations

import io
import zipfile

import pytest

from quizzes.formats.foreign import Taken, UnreadableError
from quizzes.formats.gift_media import read, recognises

PNG = b"\x89PNG\r\n\x1a\n picture"


def archive(**files: bytes) -> bytes:
    """Return an archive; a name's two low lines are a slash, its one a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


TEXT = rb'What is it? <img src\="@@PLUGINFILE@@/pictures/ecg.png" alt\="An ECG">{=AF ~Flutter}'


def test_pictures_come_from_beside_the_text() -> None:
    """The picture that the text names is the one at its path."""
    (found,) = read(archive(quiz_txt=TEXT, pictures__ecg_png=PNG, ecg_png=b"other"), "a.zip")
    assert isinstance(found, Taken)
    assert found.images == {"ecg.png": PNG}
    assert found.fields["media"] == ({"id": "figure-1", "file": "ecg.png", "alt": "An ECG"},)


def test_a_picture_that_is_not_there_is_told() -> None:
    """The question comes without it."""
    (found,) = read(archive(quiz_txt=TEXT), "a.zip")
    assert isinstance(found, Taken)
    assert "ecg.png is not in the file" in found.warnings[0]


def test_only_such_archives_are_recognised() -> None:
    """Packages, office files and archives with several texts are none."""
    assert recognises(archive(quiz_txt=TEXT), "a.zip")
    assert not recognises(archive(quiz_txt=TEXT, imsmanifest_xml=b""), "a.zip")
    assert not recognises(archive(a_txt=TEXT, b_txt=TEXT), "a.zip")
    assert not recognises(b"PK\x03\x04 broken", "a.zip")
    assert not recognises(TEXT, "a.txt")


@pytest.mark.parametrize("content", [archive(a_png=PNG), b"PK\x03\x04 broken"])
def test_other_archives_are_refused(content: bytes) -> None:
    """No text, or no archive: a named error."""
    with pytest.raises(UnreadableError, match=r"a\.zip"):
        read(content, "a.zip")
