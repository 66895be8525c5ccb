"""Item files: what is written is what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.notation import read
from quizzes.reading import BANKS
from quizzes.writing import changed_text, item_text, reviewed_text

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = sorted(BANKS.glob("*/items/*.yaml"))
ACTIVITIES = sorted(BANKS.glob("*/activity.yaml"))
CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n\t"
)
NO_TEXT = set("\ufeff\ufffe\uffff\u202a\u202e")
TEXT = st.text(CHARACTERS, max_size=200).filter(lambda text: not set(text) & NO_TEXT)


def stripped(value: object) -> object:
    """Return a value with texts as models read them, without blanks at their ends."""
    if isinstance(value, dict):
        return {name: stripped(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [stripped(one) for one in value]
    return value.strip() if isinstance(value, str) else value


@given(TEXT, TEXT, TEXT)
def test_any_text_comes_back(stem: str, line: str, word: str) -> None:
    """Colons, hashes, quotes, brackets, numbers and words that YAML takes for something else."""
    fields = {
        "id": "x-1",
        "stem": stem.strip() or "x",
        "lead_in": line,
        "options": ({"id": "a", "text": line, "correct": True}, {"id": "b", "text": word}),
        "objectives": (word, "yes", "1.5", "a: b"),
        "answer": {"value": "1.10", "unit_required": False},
    }
    sheet = read(item_text(fields))
    assert sheet.faults == ()
    assert stripped(sheet.value) == stripped(fields)


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "null", "~", "1.10", "0123", "1:30", "- x", "# x", "a # b", "a: b", "a:", "[x]",
     "{x}", "*x*", "&x", "!x", "%x", "@x", "`x`", "'x'", '"x"', "> x", "| x", "? x", "--- x",
     "2026-12-01", ""],
)  # fmt: skip
def test_the_traps_of_yaml_are_quoted(text: str) -> None:
    """Each is text, whatever YAML would make of it."""
    sheet = read(item_text({"lead_in": text, "objectives": (text,)}))
    assert (sheet.value, sheet.faults) == ({"lead_in": text, "objectives": (text,)}, ())


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: path.stem)
def test_real_items_are_written_as_their_authors_wrote_them(path: Path) -> None:
    """A file of the same fields means the same, and an update without a change changes nothing."""
    text = path.read_text(encoding="utf-8")
    value = read(text).value
    assert isinstance(value, dict)
    assert stripped(read(item_text(value)).value) == stripped(value)
    assert changed_text(text, value) == text


def test_a_change_leaves_the_rest_of_the_file_alone() -> None:
    """One line changes, one comes, one goes; comments and quotes stay."""
    text = (
        'id: x-1  # never again\nversion: 1\nlead_in: "What?"\noptions:\n'
        "  # in the order of the alphabet\n  - {id: a, text: Calcium, correct: true}\n"
        "  - {id: b, text: Insulin}\nkey_point: Old.\n"
    )
    value = read(text).value
    assert isinstance(value, dict)
    fields = {name: one for name, one in value.items() if name != "key_point"}
    fields["version"] = 2
    fields["stem"] = "A man.\n\nHe is pale."
    assert changed_text(text, fields) == (
        "id: x-1  # never again\nversion: 2\nstem: |\n  A man.\n\n  He is pale.\n"
        'lead_in: "What?"\noptions:\n'
        "  # in the order of the alphabet\n  - {id: a, text: Calcium, correct: true}\n"
        "  - {id: b, text: Insulin}\n"
    )


def test_a_day_and_nothing_are_written_as_they_were() -> None:
    """Another day comes without quotes where the old one had none, and null stays null."""
    text = "release_date: 2026-11-01\nexpiration_date: 2029-10-31\nsignatory: null\n"
    fields = {"release_date": "2029-11-01", "expiration_date": "31 Oct", "signatory": None}
    assert changed_text(text, fields) == (
        "release_date: 2029-11-01\nexpiration_date: 31 Oct\nsignatory: null\n"
    )


@pytest.mark.parametrize("path", ACTIVITIES, ids=lambda path: path.parent.name)
def test_what_is_not_changed_in_an_activity_stays_as_it_is(path: Path) -> None:
    """To the letter: a save shows in the history of its file by what was changed."""
    text = path.read_text(encoding="utf-8")
    value = read(text).value
    assert isinstance(value, dict)
    assert changed_text(text, value) == text


def test_options_change_one_by_one() -> None:
    """By their ids: one is new, one goes, one has another text."""
    text = "options:\n  - id: a\n    text: x  # mine\n  - id: b\n    text: y\n"
    fields = {"options": ({"id": "c", "text": "z"}, {"id": "a", "text": "x"})}
    assert changed_text(text, fields) == (
        "options:\n  - id: c\n    text: z\n  - id: a\n    text: x  # mine\n"
    )


@pytest.mark.parametrize(
    ("day", "line"), [("2027-01-31", "2027-01-31"), ("2027-01-32", "'2027-01-32'"), ("", "''")]
)
def test_a_day_stays_without_quotes(day: str, line: str) -> None:
    """As its author wrote it; what is no day is a text like any other."""
    text = "review_due: 2026-12-01\nversion: 1\n"
    assert changed_text(text, {"review_due": day, "version": 1}) == (
        f"review_due: {line}\nversion: 1\n"
    )


REVIEW = {"by": "fac-ben", "date": "2026-12-01", "verdict": "approve", "note": "It: holds, [now]."}


@pytest.mark.parametrize(
    "reviews",
    ["", "reviews: []\n", "reviews:\n  - {by: fac-al, date: 2026-11-01, verdict: approve}\n"],
)
def test_a_verdict_is_added_where_verdicts_stand(reviews: str) -> None:
    """Before the history, with the status that follows; comments and all else stay."""
    text = (
        "id: one\nstatus: in_review  # since May\nlead_in: What now?\n"
        f"{reviews}# what changed\nhistory: []\n"
    )
    value = read(reviewed_text(text, "approved", REVIEW)).value
    assert isinstance(value, dict)
    assert value["status"] == "approved"
    assert list(value) == ["id", "status", "lead_in", "reviews", "history"]
    held = value["reviews"]
    assert isinstance(held, tuple)
    assert held[-1] == REVIEW
    assert len(held) == 1 + ("fac-al" in reviews)
    assert "# since May" in reviewed_text(text, "approved", REVIEW)
    assert "# what changed" in reviewed_text(text, "approved", REVIEW)
