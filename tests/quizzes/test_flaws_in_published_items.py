"""What the rules must catch in published examination questions, no part of the project."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quizzes.flaws import across
from quizzes.flaws.registry import ITEM_RULES
from quizzes.flaws.view import View
from quizzes.models import ITEM

MEDICAL = Path(__file__).parents[3] / "shared" / "data" / "medical"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not MEDICAL.is_dir(), reason="the data is not beside this repository"),
]


def lines(pattern: str) -> list[dict[str, Any]]:
    """Return the questions of some files."""
    files = sorted(MEDICAL.glob(pattern))
    texts = (file.read_text(encoding="utf-8") for file in files)
    # Some texts hold line separators of Unicode, at which splitlines() would break them.
    return [json.loads(line) for text in texts for line in text.split("\n") if line]


def view(line: dict[str, Any], *texts: str) -> View:
    """Return a question as a draft, with its general rationale as the explanation."""
    written = texts or tuple(one["text"] for one in line["options"])
    keyed = {one["key"] in line["correct"]: one for one in line["options"]}[True]["text"]
    options = tuple(
        {"id": "abcdefgh"[place], "text": text[:500], "correct": text == keyed}
        for place, text in enumerate(written)
    )
    fields = {
        "id": line["id"].lower().replace("_", "-"),
        "type": "single_best_answer",
        "stem": line["stem"],
        "lead_in": line["stem"][-490:],
        "options": options,
        **({"explanation": line["rationale"]} if line["rationale"] else {}),
    }
    if sum(one["correct"] for one in options) != 1:
        fields["type"] = "multiple_response"
    return View(ITEM.validate_python(fields), date(2026, 12, 1))


def found(one: View) -> set[str]:
    """Return the ids of the rules that flag a question."""
    return {rule.id for rule in ITEM_RULES for _ in rule.find(one)}


def test_questions_without_a_rationale() -> None:
    """Each one is noted, and no question that explains itself is."""
    for line in lines("*/*.jsonl"):
        assert ("rationale-missing" in found(view(line))) is (not line["rationale"]), line["id"]


def test_rationales_that_name_an_option() -> None:
    """At least seventeen of twenty of those that the source itself marks as such."""
    named = [one for one in lines("casimedicos-en/*.jsonl") if one["rationale_names_option"]]

    caught = sum("letter-named" in found(view(one)) for one in named)

    assert len(named) > 100
    assert caught * 20 >= len(named) * 17


def test_cells_that_a_spreadsheet_spoiled() -> None:
    """Ranges that became dates, and a formula's error, are no options; neither is "nan"."""
    caught = Counter(
        line["id"] for line in lines("m*/*.jsonl") if "option-placeholder" in found(view(line))
    )
    assert set(caught) == {
        "medmcqa-22353c7c",
        "medmcqa-3aab1eeb",
        "medmcqa-ce006581",
        "medmcqa-f4affb3a",
        "mmlu-medical_genetics-test-48",
    }
    line = lines("casimedicos-en/*.jsonl")[0]
    texts = [one["text"] for one in line["options"]]
    assert "option-placeholder" in found(view(line, *texts, "nan"))


def test_questions_with_two_options() -> None:
    """What is left of a question after empty options is too little to choose from."""
    line = lines("casimedicos-en/*.jsonl")[0]
    texts = [one["text"] for one in line["options"] if one["key"] in line["correct"]]
    assert "option-count" in found(view(line, *texts, "Another test."))


def test_questions_that_are_there_twice() -> None:
    """Five of them, in whatever file, and more that nearly repeat each other."""
    seen = across.Seen()
    told = Counter[str]()
    for line in lines("*/*.jsonl"):
        same, near = seen.add(across.copy_of(view(line), "medical"))
        told["same"] += same is not None
        told["near"] += near is not None
    assert told["same"] == 5
    assert told["near"] >= 15
