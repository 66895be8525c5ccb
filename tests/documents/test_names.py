from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.faces import FOLDER, Face, covers
from documents.names import spelled, unprintable

NAMES = [
    "Nguyễn Thị Hồng Ánh",
    "Đặng Thị Ngọc Hân",
    "Παπαδόπουλος",
    "Ἀθανάσιος Ἠλιάδης",
    "Żółć Gęślą",
    "Щербаков Її Ґалаґан",
    "Ђорђевић Ћирић Џон",
    "Łukasz Šťastný",
    "O’Neil O'Neil",
    "Þórdís Æsir Ðagur",
    "Ștefan Țurcanu",
    "Gülşen İnönü Ağaoğlu",
    "Jürgen Groß-Müller",
    "María José Núñez Peña",
    "Ɔkɔmfo Ẹniọlá",
]


@pytest.mark.parametrize("name", NAMES)
def test_real_names_are_printable(name: str) -> None:
    """Names in Latin, Greek, Cyrillic and Vietnamese spelling need no other form."""
    assert unprintable(name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_decomposed_names_are_composed_first(name: str) -> None:
    """A name typed with loose accents is the same name."""
    assert unprintable(unicodedata.normalize("NFD", name)) == ()
    assert spelled(unicodedata.normalize("NFD", name)) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("王小明 Wang", ("王", "小", "明")),
        ("محمد", ("م", "ح", "د")),
        ("כהן Cohen", ("כ", "ה", "ן")),
        ("Anna 😀", ("😀",)),
        ("x̄ Ray", ("\u0304",)),
        ("An\x07na", ("\x07",)),
        ("An\u00adna", ("\u00ad",)),
        ("An\u200bna", ("\u200b",)),
        ("\u202eAnna", ("\u202e",)),
        ("Anna\uffff", ("\uffff",)),
    ],
)
def test_what_cannot_be_printed_is_named(name: str, missing: tuple[str, ...]) -> None:
    """Each character without a glyph is named once, in the order it stands."""
    assert unprintable(name) == missing


def test_a_name_is_on_one_line_with_single_spaces() -> None:
    """Line ends, tabs and doubled spaces are one space."""
    assert spelled("  Ana\n Maria\t\tSilva ") == "Ana Maria Silva"


@given(st.text(max_size=60))
def test_every_character_is_either_printable_or_named(text: str) -> None:
    """Nothing falls between: what is not named has a glyph in upright and in bold."""
    named = set(unprintable(text))
    for character in spelled(text):
        both = covers(Face.REGULAR, character) and covers(Face.BOLD, character)
        both = both and unicodedata.category(character)[0] != "C"
        assert both != (character in named)


def test_the_italic_cut_has_the_letters_of_the_upright_one() -> None:
    """An italic line of a transcript can hold any printable title or provider."""
    letters = [c for c in map(chr, range(0x20, 0x2000)) if unicodedata.category(c)[0] == "L"]
    assert [c for c in letters if covers(Face.REGULAR, c) and not covers(Face.ITALIC, c)] == []


def test_the_license_of_the_typeface_is_beside_it() -> None:
    """The fonts travel with their open license and stay small."""
    assert "SIL Open Font License" in (FOLDER / "OFL.txt").read_text("utf-8")
    assert sum(one.stat().st_size for one in FOLDER.iterdir()) < 1_500_000
