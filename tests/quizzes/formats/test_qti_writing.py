"""QTI packages as they are written: what comes back the same, and what is said to be lost."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quizzes.formats.foreign import Paper, Taken
from quizzes.formats.moodle_xml import MOODLE_XML
from quizzes.formats.qti import QTI_2, QTI_3
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.stimulus import Stimulus
from quizzes.models import ITEM
from tests.quizzes.formats.around import around, item_of, same, scores, written
from tests.quizzes.formats.test_moodle_xml import SINGLE as MOODLE_SINGLE
from tests.quizzes.formats.test_moodle_xml import quiz

if TYPE_CHECKING:
    from decimal import Decimal

    from quizzes.formats.foreign import Format

BOTH = pytest.mark.parametrize("format_", [QTI_2, QTI_3], ids=["2.1", "3.0"])
PNG = b"\x89PNG\r\n\x1a\n picture"
OPTIONS = (
    {"id": "a", "text": "AF & *flutter* &lt;x", "rationale": "Irregular.\n\nTwice."},
    {"id": "b", "text": "Flutter", "correct": True},
    {"id": "c", "text": "CO₂", "correct": True, "rationale": "Right."},
)
STEMS = (
    {"id": "s1", "text": "A man.\n\nHe is pale.", "correct": "b", "rationale": "He bleeds."},
    {"id": "s2", "text": "A woman.", "correct": "a"},
)
ENTRIES = ({"id": "a", "text": "Anemia"}, {"id": "b", "text": "Bleeding"})
TYPES: dict[str, dict[str, Any]] = {
    "single": {"type": "single_best_answer", "options": (OPTIONS[0], OPTIONS[1])},
    "in order": {"type": "single_best_answer", "options": OPTIONS[:2], "shuffle": False},
    "multiple": {"type": "multiple_response", "options": OPTIONS, "select": 2,
                 "scoring": {"method": "all_or_nothing", "points": "2.5"}},
    "matching": {"type": "extended_matching", "options": ENTRIES, "stems": STEMS},
    "cluster": {"type": "true_false_cluster", "statements": (
        {"id": "a", "text": "It is.", "correct": "true", "rationale": "So it is."},
        {"id": "b", "text": "It is not.", "correct": "false"})},
    "ordered": {"type": "ordered", "scoring": {"method": "exact"}, "items_in_order": (
        {"id": "a", "text": "Second in the alphabet"}, {"id": "b", "text": "First"})},
    "numeric": {"type": "numeric", "answer": {
        "value": "0.5", "unit": "mg/kg", "tolerance": {"kind": "absolute", "value": "0.05"},
        "common_errors": ({"value": "5", "rationale": "Ten times too much."},)}},
    "range": {"type": "numeric", "answer": {
        "value": "-2", "tolerance": {"kind": "range", "low": "-3", "high": "-1.5"}}},
    "percent": {"type": "numeric", "answer": {
        "value": "40", "tolerance": {"kind": "relative_percent", "value": "2.5"}}},
}  # fmt: skip
SHARED = {
    "stem": "A 60-year-old woman.\n\n| K | Na |\n| --- | --- |\n| 3 | 140 |",
    "lead_in": "What is **seen** here?",
    "explanation": "Because.\n\n- one\n- two",
    "media": ({"id": "figure-1", "file": "ecg 1.png", "alt": "An ECG"},),
}


@BOTH
@pytest.mark.parametrize("name", TYPES)
def test_every_type_comes_back_the_same(format_: Format, name: str) -> None:
    """Stem, lead-in, entries in order, key, rationales, explanation, points, figure and id."""
    question = Taken("q", {**SHARED, **TYPES[name]}, "id-1", {"ecg 1.png": PNG})
    ((before, after),) = around(format_, [question])
    assert isinstance(after, Taken)
    assert after.fields == before.fields
    assert same(before, after)
    assert after.warnings == ()


@BOTH
@pytest.mark.parametrize(
    ("kind", "method"),
    [("multiple", one) for one in MultipleResponse.methods]
    + [("ordered", one) for one in Ordered.methods],
)
def test_every_marking_rule_comes_back(format_: Format, kind: str, method: str) -> None:
    """Those that QTI has no words for are told in a class, and to the author."""
    question = Taken(
        "q", {**SHARED, **TYPES[kind], "scoring": {"method": method}, "media": ()}, "i"
    )
    file = written(format_, [question])
    assert format_.read
    (after,) = format_.read(file.content, "x.zip")
    assert isinstance(after, Taken)
    assert after.fields["scoring"] == {"method": method}
    native = {
        "all_or_nothing",
        "plus_minus",
        "ps1m_pickn",
        "balanced_plus_minus",
        "subset",
        "exact",
    }
    assert bool(file.warnings) == (method not in native)


@BOTH
def test_a_package_lists_each_item_with_its_pictures(format_: Format) -> None:
    """And the same items give the same bytes."""
    question = Taken("q", {**SHARED, **TYPES["single"]}, "id-1", {"ecg 1.png": PNG})
    file = written(format_, [question])
    assert file.content == written(format_, [question]).content
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.namelist() == [
            "imsmanifest.xml", "items/0001/item.xml", "items/0001/images/ecg 1.png",
        ]  # fmt: skip
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
    listed = [one.get("href") for one in manifest.iterfind(".//{*}file")]
    assert listed == archive.namelist()[1:]


def test_a_shared_text_is_written_into_each_item() -> None:
    """With its figures; a warning says so."""
    stimulus = Stimulus(id="case", stem="A man.")
    item = ITEM.validate_python({"id": "q-1", **TYPES["single"], "lead_in": "What now?"})
    paper = Paper("T", [item.model_copy(update={"shared": stimulus})], {})
    assert QTI_3.write
    assert QTI_3.read
    file = QTI_3.write(paper)
    (found,) = QTI_3.read(file.content, "x.zip")
    assert isinstance(found, Taken)
    assert found.fields["stem"] == "A man."
    assert "written into each" in file.warnings[0]


def test_an_item_that_qti_cannot_hold_is_left_out() -> None:
    """By its id and with the reason."""
    answer = {"value": "0.5", "tolerance": {"kind": "significant_figures", "value": "2"}}
    question = Taken("q", {"type": "numeric", "lead_in": "How many?", "answer": answer})
    (left,) = written(QTI_3, [question]).left_out
    assert (left.place, "significant figures" in left.reason) == ("q-0", True)


def test_what_came_from_moodle_goes_through_qti() -> None:
    """The fields that both have are the same, the figure too."""
    assert MOODLE_XML.read
    (before,) = MOODLE_XML.read(quiz(MOODLE_SINGLE), "m.xml")
    assert isinstance(before, Taken)
    ((_, after),) = around(QTI_3, [before])
    assert isinstance(after, Taken)
    assert after.fields == before.fields
    assert after.images == before.images


@given(
    texts=st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]),
                           min_size=1, max_size=12).filter(str.strip),
                   min_size=2, max_size=5, unique=True),
    points=st.decimals("0.1", 20, places=1),
)  # fmt: skip
def test_any_question_scores_the_same_after_a_round(texts: list[str], points: Decimal) -> None:
    """Every set of options earns what it earned, whatever the texts."""
    options = tuple(
        {"id": letter, "text": f"x{number}", **({"correct": True} if number % 2 == 0 else {})}
        for number, letter in enumerate("abcde"[: len(texts)])
    )
    marks = {"method": "plus_minus", "points": f"{points.normalize():f}"}
    question = Taken(
        "q",
        {"type": "multiple_response", "lead_in": "Which?", "options": options, "scoring": marks},
        "i",
    )
    ((before, after),) = around(QTI_3, [question])
    assert isinstance(after, Taken)
    assert [*scores(item_of(before, 0, "qti-3"))] == [*scores(item_of(after, 0, "qti-3"))]
