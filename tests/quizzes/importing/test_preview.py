"""What a file would do to a bank: each question accounted for, and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quizzes.checking import check
from quizzes.formats import all as formats
from quizzes.formats.foreign import Format, Rejected, Taken, UnreadableError
from quizzes.importing import preview as previewing
from quizzes.importing.preview import preview
from quizzes.importing.take import take
from quizzes.reading import read_bank
from tests.quizzes.folder import TODAY
from tests.quizzes.formats.documents import picture
from tests.quizzes.importing.files import content, item, question, seen, took

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizzes.formats.foreign import Question
    from tests.quizzes.folder import BankFolder


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes every file hold given questions."""

    def held(*questions: Question, own_ids: bool = False) -> None:
        row = Format(
            "made-up", "Made up", (), lambda *_: True, lambda *_: questions, own_ids=own_ids
        )
        monkeypatch.setattr(formats, "FORMATS", (row,))

    return held


def taken(place: str = "question 1", origin: str | None = None, **fields: object) -> Taken:
    """Return a question as a format gives it."""
    options = ({"id": "a", "text": "Yes", "correct": True}, {"id": "b", "text": "No"})
    whole = {"type": "single_best_answer", "lead_in": "Is it so?", "options": options} | fields
    return Taken(place, whole, origin)


def test_every_question_is_accounted_for(tmp_path: Path) -> None:
    """Imported and rejected together are what was found, the rejected with place and reason."""
    found = seen(tmp_path / "bank", question("q1"), question("q2", correct=["X"]), question("q3"))
    assert found.found == 3
    assert [one.id for one in found.arrivals] == ["ban-001", "ban-002"]
    (rejected,) = found.rejected
    assert (rejected.place, rejected.origin) == ("line 2", "q2")
    assert "X" in rejected.reason


def test_a_preview_writes_nothing(folder: BankFolder) -> None:
    """The bank is byte for byte what it was."""
    before = content(folder.path)
    seen(folder.path, question())
    assert content(folder.path) == before


def test_what_the_source_lacks_is_left_out(tmp_path: Path) -> None:
    """An imported item is a draft without objective, rationale or reference: none is made up."""
    took(tmp_path / "renal-bank", question())
    assert item(tmp_path / "renal-bank", "rb-001") == {
        "id": "rb-001",
        "type": "single_best_answer",
        "version": 1,
        "revision": 1,
        "status": "draft",
        "lead_in": "Which drug is given first?",
        "options": [
            {"id": "a", "text": "Calcium", "correct": True},
            {"id": "b", "text": "Insulin"},
            {"id": "c", "text": "Furosemide"},
        ],
        "origin": {
            "format": "jsonl",
            "id": "q1",
            "digest": item(tmp_path / "renal-bank", "rb-001")["origin"]["digest"],
        },
    }


def test_a_question_the_model_refuses_is_rejected_in_its_words(tmp_path: Path) -> None:
    """Never dropped, and with what the checker would say."""
    found = seen(tmp_path / "bank", question(options=["x" * 501, "y", "z"]))
    (rejected,) = found.rejected
    assert rejected.reason == (
        "options[a].text: The text is longer than 500 characters. Shorten it."
    )


def test_ids_go_on_where_the_bank_ends(folder: BankFolder) -> None:
    """With the letters that its items have; a number that was used is not used again."""
    folder.change("items/one.yaml", "id: one\n", "id: sb-007\n")
    (folder.path / "items/one.yaml").rename(folder.path / "items/sb-007.yaml")
    found = seen(folder.path, question("q1"), question("q2", "What next?"))
    assert [one.id for one in found.arrivals] == ["sb-008", "sb-009"]


def test_ids_differ_from_those_of_banks_beside(tmp_path: Path) -> None:
    """Two banks of the same initials do not share an id."""
    took(tmp_path / "renal-bank", question())
    (arrival,) = took(tmp_path / "rare-bleeding", question())
    assert arrival.id != "rb-001"


def test_a_rejected_question_takes_no_number(tmp_path: Path) -> None:
    """Ids have no gaps for what was not taken."""
    found = seen(tmp_path / "bank", question("q1", options=["x" * 501, "y"]), question("q2"))
    assert [one.id for one in found.arrivals] == ["ban-001"]


def test_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    """Everything is unchanged, identical questions without id each for itself."""
    twins = (question(None), question(None), question("q1"))
    took(tmp_path / "bank", *twins)
    before = content(tmp_path / "bank")
    again = took(tmp_path / "bank", *twins)
    assert [(one.id, one.change) for one in again] == [
        ("ban-001", "unchanged"),
        ("ban-002", "unchanged"),
        ("ban-003", "unchanged"),
    ]
    assert content(tmp_path / "bank") == before


def test_an_item_edited_here_stays_unchanged(tmp_path: Path) -> None:
    """While its source says the same, the work on it is kept."""
    took(tmp_path / "bank", question())
    path = tmp_path / "bank/items/ban-001.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("given first", "best"), encoding="utf-8"
    )
    (arrival,) = took(tmp_path / "bank", question())
    assert arrival.change == "unchanged"
    assert item(tmp_path / "bank", "ban-001")["lead_in"] == "Which drug is best?"


@pytest.mark.parametrize(
    ("edit", "version", "revision"),
    [
        ({"stem": "Which drug is to be given first?"}, 1, 2),
        ({"correct": ["B"]}, 2, 1),
        ({"options": ["Calcium", "Insulin", "Furosemide", "Patiromer"]}, 2, 1),
        ({"options": ["Calcium salts", "Insulin", "Furosemide"]}, 1, 2),
        ({"rationale": "It acts at once."}, 1, 2),
    ],
)
def test_an_edited_question_updates_its_item(
    tmp_path: Path, edit: dict[str, Any], version: int, revision: int
) -> None:
    """By the id of its source: a change of meaning is a version, one of wording a revision."""
    took(tmp_path / "bank", question())
    (arrival,) = took(tmp_path / "bank", question(**edit))
    now = item(tmp_path / "bank", "ban-001")
    assert (arrival.id, arrival.change) == ("ban-001", "updated")
    assert (now["version"], now["revision"]) == (version, revision)
    (again,) = took(tmp_path / "bank", question(**edit))
    assert again.change == "unchanged"


def test_a_changed_number_is_a_version(tmp_path: Path) -> None:
    """As quizzes/changes.py has it."""
    took(tmp_path / "bank", question(stem="Potassium is 7.1. What is first?"))
    took(tmp_path / "bank", question(stem="Potassium is 7.4. What is first?"))
    assert item(tmp_path / "bank", "ban-001")["version"] == 2


def test_an_update_keeps_what_was_written_here(tmp_path: Path) -> None:
    """Comments, order, objectives, rationales of options that did not change."""
    took(tmp_path / "bank", question())
    path = tmp_path / "bank/items/ban-001.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("status: draft\n", "status: draft  # not yet read\nobjectives: [OBJ-1]\n")
    text = text.replace("text: Insulin\n", "text: Insulin\n    rationale: Comes next.\n")
    path.write_text(text, encoding="utf-8")
    took(tmp_path / "bank", question(options=["Calcium salt", "Insulin", "Furosemide"]))
    now = path.read_text(encoding="utf-8")
    assert "status: draft  # not yet read\nobjectives: [OBJ-1]\n" in now
    assert "text: Insulin\n    rationale: Comes next.\n" in now
    assert "text: Calcium salt\n    correct: true\n" in now


def test_options_keep_their_ids_when_their_order_changes(tmp_path: Path) -> None:
    """An id belongs to a text, wherever it stands in the file; a new text gets a new id."""
    took(tmp_path / "bank", question())
    took(tmp_path / "bank", question(options=["Dialysis", "Insulin", "Calcium"], correct=["C"]))
    options = item(tmp_path / "bank", "ban-001")["options"]
    assert [(one["id"], one["text"]) for one in options] == [
        ("d", "Dialysis"),
        ("b", "Insulin"),
        ("a", "Calcium"),
    ]


def test_an_approved_item_becomes_a_draft_again(tmp_path: Path) -> None:
    """And the report says so: its review is of what it said before."""
    took(tmp_path / "bank", question())
    path = tmp_path / "bank/items/ban-001.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("draft", "approved"), encoding="utf-8")
    found = seen(tmp_path / "bank", question(correct=["B"]))
    take(found)
    assert item(tmp_path / "bank", "ban-001")["status"] == "draft"
    assert found.warnings == (
        "line 1: ban-001 was approved; it is a draft again until it is reviewed",
    )


def test_without_an_id_an_edited_question_is_new_and_resembles(tmp_path: Path) -> None:
    """Nothing says that it is the same; a person decides."""
    long = "A woman with chronic kidney disease has a potassium of 7.4. Which drug is given first?"
    took(tmp_path / "bank", question(None, long))
    found = seen(
        tmp_path / "bank", question(None, long.replace("given first", "to be given first"))
    )
    assert [(one.id, one.change) for one in found.arrivals] == [("ban-002", "added")]
    assert "resembles ban-001" in found.warnings[0]


def test_the_same_options_below_an_edited_stem_resemble(tmp_path: Path) -> None:
    """A short stem changes much by two words."""
    took(tmp_path / "bank", question(None, "Which drug is second?"))
    found = seen(tmp_path / "bank", question(None, "Which drug is the second one?"))
    assert [one.change for one in found.arrivals] == ["added"]
    assert "resembles ban-001" in found.warnings[0]


def test_another_question_of_the_same_id_is_not_an_update(tmp_path: Path) -> None:
    """Two people number their questions alike: neither question is written over."""
    took(tmp_path / "bank", question("1"))
    other = question(
        "1", "How long is a newborn observed?", options=["24 hours", "Two weeks"], correct=["B"]
    )
    (arrival,) = took(tmp_path / "bank", other)
    assert (arrival.id, arrival.change) == ("ban-002", "added")


def test_our_own_ids_update_our_own_items(folder: BankFolder, pretend: Callable[..., None]) -> None:
    """A template that was exported and edited finds its items without an origin."""
    pretend(taken(origin="two", lead_in="Which of the following lower the risk?"), own_ids=True)
    (arrival,) = preview(b"x", "x", folder.path).arrivals
    assert (arrival.id, arrival.change) == ("two", "updated")
    assert "origin" not in arrival.changed


def test_our_own_ids_become_ids(tmp_path: Path, pretend: Callable[..., None]) -> None:
    """Where they are free and can be ids; else the next number."""
    pretend(taken(origin="renal-5"), taken("question 2", origin="Renal 6"), own_ids=True)
    found = preview(b"x", "x", tmp_path / "bank")
    assert [one.id for one in found.arrivals] == ["renal-5", "ban-001"]


def test_an_id_that_comes_again_in_a_file_is_said(
    tmp_path: Path, pretend: Callable[..., None]
) -> None:
    """The second question gets a number, and not without a word."""
    again = taken("row 3", origin="renal-5", lead_in="Which of the following lower the risk?")
    pretend(taken(origin="renal-5"), again, own_ids=True)
    found = preview(b"x", "x", tmp_path / "bank")
    assert [one.id for one in found.arrivals] == ["renal-5", "ban-001"]
    (said,) = found.warnings
    assert said.startswith('row 3: the ID "renal-5" is taken already')
    assert said.endswith("the question becomes ban-001")


def test_a_control_character_rejects_the_question(tmp_path: Path) -> None:
    """With the character's number; the others are taken."""
    found = seen(tmp_path / "bank", question("q1", "A\x00B?"), question("q2"))
    (rejected,) = found.rejected
    assert rejected.reason == (
        "The text holds a control character (U+0000); "
        "delete it in the source and type the text anew."
    )
    assert len(found.arrivals) == 1


def test_marks_and_old_encodings_are_put_right(tmp_path: Path) -> None:
    """And the report says so, once for all questions that it holds for."""
    found = seen(
        tmp_path / "bank",
        question("q1", "It\x92s \u202ewhat?"),
        question("q2", "It\x92s \u202ewho?"),
    )
    assert found.arrivals[0].item.lead_in == "It’s what?"
    assert found.warnings == (
        "line 1, line 2: Characters in the encoding of old Windows programs were put right.",
        "line 1, line 2: Invisible marks that turn the direction of text were left out.",
    )


def test_a_file_that_cannot_be_read_is_noted(folder: BankFolder) -> None:
    """Its question may be there a second time."""
    folder.write("items/broken.yaml", "id: [")
    found = seen(folder.path, question())
    assert found.notes == (
        "items/broken.yaml cannot be read, so its question may be added once more.",
    )


def test_too_many_questions_are_refused(
    tmp_path: Path, pretend: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit with a sentence."""
    monkeypatch.setattr(previewing, "MAX_ITEMS", 1)
    pretend(taken(), taken())
    with pytest.raises(UnreadableError, match="2 questions, more than 1; split it"):
        preview(b"x", "x", tmp_path / "bank")


def test_pictures_come_along_each_once(tmp_path: Path, pretend: Callable[..., None]) -> None:
    """Under a safe name; the same picture of two questions is one file; no alt text is made up."""
    red, blue = picture("red"), picture("blue")
    media = (
        {"id": "one", "file": "../../ECG é 1.PNG"},
        {"id": "two", "file": "b.png", "alt": "A line."},
    )
    first = Taken(
        "q1", {**taken().fields, "media": media}, None, {"../../ECG é 1.PNG": red, "b.png": blue}
    )
    second = Taken(
        "q2",
        {**taken(lead_in="And this?").fields, "media": ({"id": "x", "file": "c.png"},)},
        None,
        {"c.png": red},
    )
    pretend(first, second)
    take(preview(b"x", "x", tmp_path / "bank"))
    files = content(tmp_path / "bank")
    assert files["media/ban-001-ecg-e-1.png"] == red
    assert files["media/ban-001-b.png"] == blue
    assert sum(one.startswith("media/") for one in files) == 2
    assert item(tmp_path / "bank", "ban-002")["media"] == [
        {"id": "x", "file": "media/ban-001-ecg-e-1.png"}
    ]


def test_a_picture_that_is_missing_or_none_is_said(
    tmp_path: Path, pretend: Callable[..., None]
) -> None:
    """The question comes without it, with a warning."""
    media = ({"id": "one", "file": "a.png"}, {"id": "two", "file": "b.emf"})
    pretend(Taken("q1", {**taken().fields, "media": media}, None, {"b.emf": b"\x01\x00\x00\x00"}))
    found = preview(b"x", "x", tmp_path / "bank")
    assert found.arrivals[0].item.media == ()
    assert found.warnings == (
        "q1: The picture a.png is not in the file; add it to the question by hand.",
        "q1: The picture b.emf is none that browsers show; save it as PNG and add it by hand.",
    )


def test_the_checker_reports_what_is_missing(tmp_path: Path) -> None:
    """A new bank is a draft that can be read and says what is to do."""
    took(tmp_path / "new-bank", question())
    found = check(tmp_path / "new-bank", TODAY)
    inside = [one for one in found if one.file.startswith(tmp_path.as_posix())]
    assert [one.rule for one in inside if one.severity == "error"] == []
    bank, _ = read_bank(tmp_path / "new-bank")
    assert bank is not None
    assert bank.activity.title == "To do: title of new-bank"
    assert bank.activity.pools[0].select.items == ("nb-001",)


def test_a_rejected_question_of_a_format_stays_rejected(
    tmp_path: Path, pretend: Callable[..., None]
) -> None:
    """With the format's own reason."""
    pretend(Rejected("question 1", "An essay cannot be marked.", "e1"))
    found = preview(b"x", "x", tmp_path / "bank")
    assert found.rejected == (Rejected("question 1", "An essay cannot be marked.", "e1"),)
    assert found.found == 1
