"""Real files: every question accounted for, nothing of the core lost, the same after a round."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import formats as measure
from quizzes.formats.aiken import AIKEN
from quizzes.formats.all import recognised
from quizzes.formats.foreign import Rejected, Taken, UnreadableError
from quizzes.formats.gift import GIFT
from quizzes.formats.moodle_xml import MOODLE_XML
from quizzes.formats.qti import QTI_2, QTI_3
from quizzes.formats.qti import read as read_qti
from tests.quizzes.formats.around import around, item_of, same, scores
from tests.quizzes.formats.witness import of_gift_json

ROWS = 17
"""Formats and sources for which there are files."""
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


@pytest.fixture(scope="module")
def rows() -> list[measure.Row]:
    """Every row of the measured table."""
    return measure.rows(QUESTIONS)


def test_the_core_is_kept_and_goes_around(rows: list[measure.Row]) -> None:
    """Of each source: all accounted for, core ≥ 98 %, all the same after a round."""
    assert len(rows) == ROWS
    for row in rows:
        assert row.accounted, row
        assert row.core_kept >= 0.98 * row.core, row
        assert row.came == row.went == row.imported, row


def test_other_types_are_kept(rows: list[measure.Row]) -> None:
    """Of each format: ≥ 80 %."""
    for title in {row.format for row in rows}:
        own = [row for row in rows if row.format == title]
        assert sum(row.other_kept for row in own) >= 0.8 * sum(row.other for row in own), title


def test_the_page_says_what_is_measured(rows: list[measure.Row]) -> None:
    """docs/formats.md is what the command writes."""
    assert measure.PAGE.read_text(encoding="utf-8") == measure.page(rows)


def qti_files() -> list[tuple[str, str, int]]:
    """Return source, name and number of items of each QTI file that the inventory lists."""
    if not QUESTIONS.exists():
        return []
    return [
        (source, name, measure.items_in(counts))
        for kind, source, name, _, counts in measure.listed(QUESTIONS)
        if kind.startswith("qti") or (kind == "package" and source != "moodle")
    ]


@pytest.mark.parametrize(("source", "name", "items"), qti_files())
def test_qti_is_accounted_for(source: str, name: str, items: int) -> None:
    """Taken and rejected are the inventory's items; what a file only names comes on top."""
    content = (QUESTIONS / source / name).read_bytes()
    try:
        found = read_qti(content, name)
    except UnreadableError:
        found = ()
    held = [
        one
        for one in found
        if isinstance(one, Taken) or not one.reason.startswith(measure.NAMED_ONLY)
    ]
    assert len(held) == items


@pytest.mark.parametrize(("source", "name", "items"), qti_files())
def test_every_answer_to_qti_scores_the_same_after_a_round(
    source: str, name: str, items: int
) -> None:
    """In 2.1 and in 3.0, of each choice question every set of options earns what it earned."""
    if not items:
        return
    found = [
        one
        for one in read_qti((QUESTIONS / source / name).read_bytes(), name)
        if isinstance(one, Taken) and "options" in one.fields and "stems" not in one.fields
    ]
    for format_ in (QTI_2, QTI_3):
        for before, after in around(format_, found):
            assert isinstance(after, Taken)
            items_ = [item_of(one, 0, format_.name) for one in (before, after)]
            assert [*scores(items_[0])] == [*scores(items_[1])]


@pytest.mark.parametrize("path", files("moodle-xml"), ids=lambda path: path.name)
def test_moodle_goes_through_qti_3(path: Path) -> None:
    """All that both have is the same; a topic is Moodle's alone."""
    assert MOODLE_XML.read
    found = [x for x in MOODLE_XML.read(path.read_bytes(), path.name) if isinstance(x, Taken)]
    for before, after in around(QTI_3, found):
        assert isinstance(after, Taken)
        fields = {name: one for name, one in before.fields.items() if name != "blueprint"}
        assert after.fields == fields
        assert [*after.images.values()] == [*before.images.values()]


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
