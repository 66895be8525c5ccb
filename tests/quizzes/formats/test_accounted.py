"""Real files: every question accounted for, nothing of the core lost, the same after a round."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import formats as measure
from quizzes.formats.aiken import AIKEN
from quizzes.formats.all import recognised
from quizzes.formats.foreign import Rejected, Taken
from quizzes.formats.gift import GIFT
from quizzes.formats.moodle_xml import MOODLE_XML
from tests.quizzes.formats.around import around, item_of, same, scores
from tests.quizzes.formats.witness import of_gift_json

QUESTIONS = Path(__file__).parents[4] / "shared" / "data" / "questions"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not QUESTIONS.exists(), reason="no reference data beside the repository"),
]


def files(kind: str) -> list[Path]:
    """Return the files of a kind that the inventory lists."""
    listed = measure.inventory(QUESTIONS, kind) if QUESTIONS.exists() else {}
    # The inventory counts braces in the .json files, too, which are oracles and no GIFT.
    names = [name for name in listed if not name.endswith(".json")]
    return sorted(path for name in names for path in QUESTIONS.glob(f"*/{name}"))


@pytest.mark.parametrize("path", files("moodle-xml"), ids=lambda path: path.name)
def test_moodle_xml_is_accounted_for(path: Path) -> None:
    """Taken and rejected are the inventory's questions; a category is none."""
    assert MOODLE_XML.read
    counts = measure.inventory(QUESTIONS, "moodle-xml")[path.name]
    questions = sum(n for kind, n in counts.items() if kind != "moodle:category")
    assert len(MOODLE_XML.read(path.read_bytes(), path.name)) == questions


@pytest.mark.parametrize("path", files("gift"), ids=lambda path: path.name)
def test_gift_is_accounted_for(path: Path) -> None:
    """What has braces in the inventory is there; texts without braces come on top, rejected."""
    assert GIFT.read
    braced = measure.inventory(QUESTIONS, "gift")[path.name]["braced"]
    found = GIFT.read(path.read_bytes(), path.name)
    bare = [
        one for one in found if isinstance(one, Rejected) and "without a question" in one.reason
    ]
    assert len(found) - len(bare) == braced


def test_gift_agrees_with_another_parser_in_number() -> None:
    """Each .gift has as many questions as its oracle lists."""
    assert GIFT.read
    for path in sorted((QUESTIONS / "gift-grammar").glob("*.gift")):
        oracle = of_gift_json(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert len(GIFT.read(path.read_bytes(), path.name)) == len(oracle), path.name


def test_aiken_is_accounted_for() -> None:
    """Five answers stand in the inventory; the sixth question is the one that has none."""
    assert AIKEN.read
    path = QUESTIONS / "moodle" / "format_aiken_aiken_errors.txt"
    found = AIKEN.read(path.read_bytes(), path.name)
    unfinished = [one for one in found if isinstance(one, Rejected) and "missing" in one.reason]
    counts = measure.inventory(QUESTIONS, "aiken")[path.name]
    assert (len(found) - len(unfinished), len(unfinished)) == (counts["ANSWER"], 1)
    assert [one.place for one in found if isinstance(one, Taken)] == [
        "line 9",
        "line 18",
        "line 23",
    ]


def test_the_core_is_kept_and_goes_around() -> None:
    """Of each source: all accounted for, core ≥ 98 %, others ≥ 80 %, all the same after a round."""
    rows = measure.rows(QUESTIONS)
    assert len(rows) == 3
    for row in rows:
        assert row.accounted
        assert row.core_kept >= 0.98 * row.core, row.source
        assert row.other_kept >= 0.8 * row.other, row.source
        assert row.came == row.went == row.imported, row.source


@pytest.mark.parametrize("path", [*files("moodle-xml"), *files("gift")], ids=lambda path: path.name)
def test_every_answer_scores_the_same_after_a_round(path: Path) -> None:
    """Of each choice question every set of options earns what it earned."""
    format_ = MOODLE_XML if path.suffix == ".xml" else GIFT
    assert format_.read
    found = [
        one
        for one in format_.read(path.read_bytes(), path.name)
        if isinstance(one, Taken) and "options" in one.fields and "stems" not in one.fields
    ]
    for before, after in around(format_, found):
        assert isinstance(after, Taken)
        assert same(before, after)
        items = (item_of(before, 0, format_.name), item_of(after, 0, format_.name))
        assert [*scores(items[0])] == [*scores(items[1])]


def test_gift_with_media_brings_its_pictures() -> None:
    """The plug-in's example: one question whose four options each show a picture."""
    path = QUESTIONS / "moodle" / "format_giftmedia_giftmedia_example.zip"
    format_ = recognised(path.read_bytes(), path.name)
    assert format_.read
    (found,) = format_.read(path.read_bytes(), path.name)
    assert isinstance(found, Taken)
    assert len(found.images) == 4


@pytest.mark.parametrize(
    "path",
    [*files("moodle-xml"), *files("gift"), *files("aiken")],
    ids=lambda path: path.name,
)
def test_each_file_is_recognised(path: Path) -> None:
    """Nobody has to say what a file is."""
    expected = {".xml": MOODLE_XML, ".gift": GIFT, ".txt": AIKEN}[path.suffix]
    if "gift" in path.name:
        expected = GIFT
    assert recognised(path.read_bytes(), path.name).name == expected.name
