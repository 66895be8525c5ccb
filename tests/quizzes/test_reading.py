"""Reading a bank folder: all of it, whatever is wrong with parts of it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.reading import Memory, read_bank, read_draft, read_forms, read_provider
from tests.quizzes.folder import ACTIVITY, ONE, TWO, BankFolder

EXAMPLE = Path(__file__).parents[3] / "shared" / "reference" / "example_bank"


def test_good_bank(folder: BankFolder) -> None:
    """A good bank is read whole and without a problem."""
    bank, problems = read_bank(folder.path)

    assert problems == ()
    assert bank is not None
    assert bank.slug == "small-bank"
    assert bank.files == {"one": "items/one.yaml", "two": "items/two.yaml"}
    assert bank.items["two"].keyed_answer == ["a", "b"]
    assert len(bank.digests["media/one.png"]) == 64


def test_one_bad_file_hides_nothing(folder: BankFolder) -> None:
    """Every fault of every file is found in one pass, each with its file and line."""
    folder.change("items/one.yaml", "lead_in: What", "lead_in: What: now")
    folder.change("items/two.yaml", "version: 2\n", "version: two\n")
    folder.change("activity.yaml", "estimated_minutes: 30", "estimated_minutes: 0")

    bank, problems = read_bank(folder.path)

    assert bank is None
    found = [(Path(one.file).name, one.line, one.field, one.item) for one in problems]
    assert found == [
        ("activity.yaml", 22, "accreditation.estimated_minutes", "small-bank"),
        ("one.yaml", 18, None, None),
        ("two.yaml", 2, "version", "two"),
    ]


def test_with_a_memory_only_what_changed_is_read_again(folder: BankFolder) -> None:
    """The other items are the very same values; what is gone is forgotten."""
    memory = Memory()
    before, _ = read_draft(folder.path, memory)
    folder.change("items/one.yaml", "What is done first?", "What comes first?")
    after, _ = read_draft(folder.path, memory)
    assert after.items["one"].lead_in == "What comes first?"
    assert after.items["two"] is before.items["two"]
    (folder.path / "items" / "two.yaml").unlink()
    assert set(read_draft(folder.path, memory)[0].items) == {"one"}


def test_field_faults_do_not_hide_the_key(folder: BankFolder) -> None:
    """What is wrong with the fields together is said along with what is wrong with one."""
    folder.change("items/one.yaml", "    correct: true\n", "")
    folder.change("items/one.yaml", "review_due: 2028-10-01", "review_due: soon")

    _, problems = read_bank(folder.path)

    assert [one.field for one in problems] == ["review_due", "options"]
    assert "0 options are marked correct: true" in problems[1].message


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is a problem and no exception."""
    bank, problems = read_bank(tmp_path / "nowhere")

    assert bank is None
    assert [one.rule for one in problems] == ["file-missing", "no-items"]


def test_empty_file(folder: BankFolder) -> None:
    """An empty file is named."""
    folder.write("items/three.yaml", "# nothing yet\n")

    assert folder.rules() == ["error empty-file"]


@pytest.mark.parametrize("name", ["three.yml", "three.yaml.txt", "Thumbs.db"])
def test_stray_file(folder: BankFolder, name: str) -> None:
    """A file that would be passed over in silence is pointed out."""
    folder.write(f"items/{name}", ONE)

    assert folder.rules() == ["error stray-file"]


def test_id_twice(folder: BankFolder) -> None:
    """Two files with one id are a problem of the second."""
    folder.write("items/zwei.yaml", TWO)

    problem = folder.only()
    assert (problem.rule, problem.line, problem.field) == ("id-twice", 1, "id")
    assert problem.file.endswith("zwei.yaml")


def test_collector_runs_again(folder: BankFolder) -> None:
    """The garbage collector is paused only while a bank is read."""
    read_bank(folder.path)

    assert gc.isenabled()


@pytest.mark.shared
def test_example_bank_of_the_reference() -> None:
    """Items of all types are read; an older dialect gives problems in its own lines."""
    if not EXAMPLE.is_dir():
        pytest.skip("the reference data is not beside this repository")

    draft, problems = read_draft(EXAMPLE)

    assert {one.type for one in draft.items.values()} == {
        "multiple_response", "extended_matching", "ordered", "numeric", "true_false_cluster",
    }  # fmt: skip
    assert {Path(one.file).name for one in problems} == {"activity.yaml", "umm-hk-0001.yaml"}
    assert all(one.line and one.message and one.fix for one in problems)


def _mutated(text: str) -> st.SearchStrategy[bytes]:
    """Return the bytes of a text with a stretch of it replaced by anything."""
    data = text.encode()
    place = st.integers(0, len(data))
    odd = st.sampled_from([*"\t[{'\"|>", ": ", " #", "- ", "&a ", "*a", "!!x ", "---\n"])
    some = st.one_of(odd, st.text(max_size=5)).map(str.encode)
    new = st.one_of(some, st.binary(max_size=20))
    return st.builds(
        lambda start, length, put: data[:start] + put + data[start + length :],
        place,
        st.integers(0, 40),
        new,
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [("activity.yaml", ACTIVITY), ("items/one.yaml", ONE), ("items/two.yaml", TWO)],
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_bytes(folder: BankFolder, file: str, text: str, data: st.DataObject) -> None:
    """Whatever bytes a file holds, the checker says what and where, and never breaks."""
    folder.write(file, data.draw(_mutated(text)))

    for problem in folder.check():
        assert problem.file.startswith(folder.path.as_posix())
        assert problem.message
        assert problem.fix
        assert problem.line is None or problem.line >= 1


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300))
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Bytes that were never a bank are a problem in their file, and never an exception."""
    path = tmp_path_factory.mktemp("bank") / "provider.yaml"
    path.write_bytes(content)

    provider, problems = read_provider(path)

    assert provider is None
    assert problems
    assert {one.file for one in problems} == {path.as_posix()}


def test_no_forms(tmp_path: Path) -> None:
    """A folder without forms gives none."""
    assert read_forms(tmp_path) == ({}, ())
