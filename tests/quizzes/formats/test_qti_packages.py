"""QTI packages: what is found in them, what is refused, and a bank that a bad one leaves alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from quizzes.formats import archive
from quizzes.formats.all import recognised
from quizzes.formats.foreign import Rejected, Taken, UnreadableError
from quizzes.formats.qti import read
from quizzes.importing.preview import preview
from tests.quizzes.formats.test_qti_1_2 import choice as old_choice
from tests.quizzes.formats.test_qti_1_2 import equal, file, rule
from tests.quizzes.formats.test_qti_1_2 import item as old_item
from tests.quizzes.formats.test_qti_2 import SINGLE, choice, in_3, item, response
from tests.quizzes.importing.files import content

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

PNG = b"\x89PNG\r\n\x1a\n picture"


def package(**files: bytes) -> bytes:
    """Return a package; in a name, "__" is a slash and the rest of it stays."""
    return packed({name.replace("__", "/"): data for name, data in files.items()})


def packed(files: dict[str, bytes]) -> bytes:
    """Return a package of files by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


MANIFEST = b'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources/></manifest>'
QUESTION = old_item("multiple_choice_question", old_choice(), rule(equal("a")))


@pytest.mark.parametrize(
    ("inside", "name"),
    [(SINGLE, "qti-2"), (in_3(SINGLE), "qti-3"), (file(QUESTION), "qti-1.2")],
)
def test_a_package_is_known_by_what_it_holds(inside: bytes, name: str) -> None:
    """And so is the same file alone."""
    whole = packed({"imsmanifest.xml": MANIFEST, "items/q.xml": inside})
    assert recognised(whole, "export.zip").name == name
    assert recognised(inside, "q.xml").name == name
    (found,) = read(whole, "export.zip")
    assert isinstance(found, Taken)
    assert found.place.startswith("items/q.xml")


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("images/ecg%201.png", "items/images/ecg 1.png"),
        ("../images/ecg.png?x=1", "images/ecg.png"),
        ("$IMS-CC-FILEBASE$/Uploaded%20Media/ecg.png", "web_resources/Uploaded Media/ecg.png"),
        ("org0/images/ecg.png", "exam1/org0/images/ecg.png"),
        ("images\\ecg.png", "items/images/ecg.png"),
    ],
)
def test_pictures_come_along(source: str, path: str) -> None:
    """From beside the item, from the top, or from where Canvas keeps them."""
    body = f'<p>Look.</p><p><img src="{source}" alt="An ECG"/></p>{choice()}'
    (found,) = read(packed({"items/q.xml": item(body, declared=response("A")), path: PNG}), "x.zip")
    assert isinstance(found, Taken)
    assert list(found.images.values()) == [PNG]
    assert found.fields["media"][0]["alt"] == "An ECG"  # type: ignore[index]
    assert found.warnings == ()


def test_pictures_of_1_2_come_along() -> None:
    """From HTML inside its texts."""
    shown = QUESTION.replace("<b>seen</b>", '<img src="%24IMS-CC-FILEBASE%24/a/e.png" alt="ECG">')
    (found,) = read(packed({"x/q.xml": file(shown), "web_resources/a/e.png": PNG}), "x.imscc")
    assert isinstance(found, Taken)
    assert list(found.images.values()) == [PNG]


def test_a_shared_text_is_copied_into_each_item() -> None:
    """And a warning says so."""
    ref = "<assessmentStimulusRef identifier='S' href='../s.xml'/>"
    text = b"<assessmentStimulus><stimulusBody><p>A man.</p></stimulusBody></assessmentStimulus>"
    inside = item(choice(), declared=response("A") + ref)
    (found,) = read(packed({"items/q.xml": inside, "s.xml": text}), "x.zip")
    assert isinstance(found, Taken)
    assert found.fields["stem"] == "A man."
    assert found.warnings == ("It shares a text with other items; each now has a copy of its own.",)


def test_a_broken_part_is_one_rejected_question() -> None:
    """With its file and line; the rest of the package carries on."""
    broken, found = read(packed({"a.xml": SINGLE[:-20], "b.xml": SINGLE}), "x.zip")
    assert isinstance(broken, Rejected)
    assert broken.place == "a.xml"
    assert broken.reason.startswith("a.xml, line 1: This is no well-formed XML")
    assert isinstance(found, Taken)


def test_an_item_that_is_listed_and_not_there_is_told() -> None:
    """By its name in the list."""
    listed = MANIFEST.replace(
        b"<resources/>",
        b'<resources><resource identifier="I" type="imsqti_item_xmlv2p1" href="i/q9.xml"/>'
        b"</resources>",
    )
    found = read(packed({"imsmanifest.xml": listed, "q.xml": SINGLE}), "x.zip")
    assert isinstance(found[1], Rejected)
    assert (found[1].place, "does not hold it" in found[1].reason) == ("i/q9.xml", True)


def test_what_canvas_writes_twice_is_taken_once() -> None:
    """The poorer telling of a common cartridge is rejected, its place named."""
    poor = old_item("", old_choice(), rule(equal("a")), cc_profile="cc.multiple_choice.v0p1")
    rich = QUESTION.replace(
        "<qtimetadata>",
        "<qtimetadata><qtimetadatafield><fieldlabel>assessment_question_identifierref</fieldlabel>"
        "<fieldentry>i1</fieldentry></qtimetadatafield>",
    ).replace('ident="i1"', 'ident="i2"')
    whole = {"g/assessment_qti.xml": file(poor), "non_cc_assessments/g.xml.qti": file(rich)}
    first, second = read(packed(whole), "x.imscc")
    assert isinstance(first, Rejected)
    assert "once more, whole" in first.reason
    assert isinstance(second, Taken)
    assert second.origin == "i2"


LINK = zipfile.ZipInfo("link.xml")
LINK.external_attr = 0o120777 << 16


def linked() -> bytes:
    """Return a package with a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("q.xml", SINGLE)
        made.writestr(LINK, "/etc/passwd")
    return out.getvalue()


ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a0 "x">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (packed({"../q.xml": SINGLE}), r"\.\./q\.xml: The entry points outside"),
        (packed({"/q.xml": SINGLE}), "points outside"),
        (packed({"..\\q.xml": SINGLE}), "points outside"),
        (packed({"a/" * 30 + "q.xml": SINGLE}), "more than 20 folders deep"),
        (packed({"q.xml": SINGLE, "b.xml": b" " * 30_000_000}), "more than 250 times its size"),
        (packed({"a/q.xml": SINGLE, "a\\q.xml": SINGLE}), "holds this file twice"),
        (linked(), r"link\.xml: The entry is a link"),
        (packed({"imsmanifest.xml": MANIFEST}), "The package holds no questions"),
        (packed({"q.xml": SINGLE})[:-30], "The archive is damaged"),
    ],
)
def test_a_hostile_package_is_refused_whole(folder: BankFolder, whole: bytes, said: str) -> None:
    """With the entry in the sentence, and the bank byte for byte as it was."""
    before = content(folder.path)
    with pytest.raises(UnreadableError, match=said) as refused:
        preview(whole, "evil.zip", folder.path)
    assert str(refused.value).startswith("evil.zip")
    assert content(folder.path) == before


def test_the_number_of_entries_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any is read."""
    monkeypatch.setattr(archive, "MAX_ENTRIES", 1)
    with pytest.raises(UnreadableError, match="has 2 entries; 1 is the most"):
        read(packed({"a.xml": SINGLE, "b.xml": SINGLE}), "x.zip")


def test_a_package_inside_a_package_stays_packed() -> None:
    """It is no XML, and nothing unpacks it."""
    inner = packed({"q.xml": SINGLE})
    with pytest.raises(UnreadableError, match="holds no questions"):
        read(packed({"inner.zip": inner}), "x.zip")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"What is seen?", b"&a11;"), (b'identifier="q1"', b'identifier="&a11;"')],
)
def test_entities_that_grow_are_refused(old: bytes, new: bytes) -> None:
    """In a text or an attribute, as one rejected part with its line."""
    bomb = ENTITIES.encode() + SINGLE.replace(old, new)
    (found,) = read(packed({"q.xml": bomb}), "x.zip")
    assert isinstance(found, Rejected)
    assert found.reason.startswith("q.xml, line 1: It declares entities that grow without end")


def test_an_entity_never_reads_a_file() -> None:
    """It is left as it stands."""
    evil = OUTSIDE.encode() + SINGLE.replace(b"What is seen?", b"What is &f; seen?")
    (found,) = read(packed({"q.xml": evil}), "x.zip")
    assert "root" not in repr(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    """Whatever the file says of itself."""
    text = SINGLE.decode().replace("What is seen?", "Ödem über 2 cm?")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    (found,) = read(packed({"q.xml": declared.encode(encoding)}), "x.zip")
    assert isinstance(found, Taken)
    assert found.fields["lead_in"] == "Ödem über 2 cm?"
