"""JSON lines: one question a line, as data sets have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizzes.formats.foreign import Rejected, Taken
from quizzes.formats.json_lines import read, recognises
from quizzes.importing.preview import preview
from tests.quizzes.formats.telling import all_told, taken, told

MEDICAL = Path(__file__).parents[4] / "shared" / "data" / "medical"
FILES = sorted(MEDICAL.glob("*/*.jsonl"))


def line(**more: object) -> bytes:
    """Return a question as a line."""
    options = [{"key": "1", "text": "x"}, {"key": "2", "text": "nan"}]
    fields = {
        "id": "q1",
        "stem": "A man is pale. What is it?",
        "options": options,
        "correct": ["2"],
    }
    return json.dumps(fields | more).encode()


def test_a_line_is_a_question() -> None:
    """With its id, its options as they are, its rationale as the explanation."""
    (one,) = read(line(rationale="Because.", license="MIT"), "x.jsonl")
    assert isinstance(one, Taken)
    assert (one.origin, one.place) == ("q1", "line 1")
    assert told(one) == ["A man is pale.", "What is it?", "x", "*nan"]
    assert taken(one)["explanation"] == "Because."
    assert one.warnings == ("not taken, as an item has no place for it: license",)


def test_other_names_of_the_fields_are_known() -> None:
    """As in sets for language models: question, choices, answer."""
    content = json.dumps({"question": "Who?", "choices": ["x", "y"], "answer": "B"}).encode()
    assert all_told(read(content, "x.jsonl")) == [["Who?", "x", "*y"]]
    assert recognises(content, "x.jsonl")


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[1]",
        line(options=[]),
        line(correct=[]),
        line(options=[{"key": "1"}]),
        line(options=5),
    ],
)
def test_a_line_that_is_no_question_is_rejected(content: bytes) -> None:
    """And the next one is read."""
    first, second = read(content + b"\n" + line(), "x.jsonl")
    assert isinstance(first, Rejected)
    assert first.place == "line 1"
    assert isinstance(second, Taken)


def test_brackets_without_end_are_no_json() -> None:
    """Looked at before anybody says which format it is, by everybody who drops a file."""
    assert not recognises(b'{"stem": ' + b"[" * 50_000, "x.jsonl")


@pytest.mark.shared
@pytest.mark.skipif(not FILES, reason="the reference data are not beside the repository")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_real_question_is_accounted_for(path: Path, tmp_path: Path) -> None:
    """None is lost and none rejected, and the options are those of the file."""
    lines = [json.loads(one) for one in path.read_text(encoding="utf-8").split("\n") if one.strip()]
    found = preview(path.read_bytes(), path.name, tmp_path / "bank")
    assert (found.found, found.rejected) == (len(lines), ())
    for one, source in zip(found.arrivals, lines, strict=True):
        item = one.item
        assert item.origin is not None
        assert item.origin.id == source["id"]
        assert bool(item.explanation) == bool((source["rationale"] or "").strip())
