"""Hostile files at every door that takes files: a sentence, and limits of memory and time hold."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from settings import ROOT
from tests.evidence import FULL, seen
from tests.hostile.files import FILES

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = "make evidence ONLY=hostile_files"
BACKSTOP = 900  # seconds after which a reader hangs; on a quiet machine all takes half a minute
# Broken at every door, whoever is asked.
BROKEN = ("bomb.xlsx", "bomb.docx", "slip.xlsx", "locked.docx", "laughs.xlsx", "xxe.docx",
          "bits.xlsx", "bits.docx", "crowded.xml", "crowded.xlsx", "deep.xml",
          "cut.docx")  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What every reader said of every file, from a process with little memory."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-m", "tests.hostile.reader", str(folder), *(["all"] * FULL)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=BACKSTOP, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    assert list(folder.iterdir()) == []
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.evidence
def test_no_file_ends_in_a_traceback(told: dict[str, Any]) -> None:
    """Every reader answers every file with a value or a sentence."""
    assert told["raised"] == []
    reads = sum(len(one) for one in told["said"].values())
    seen("Hostile", "hostile_files", "A hostile file gives no traceback, and limits hold.",
         COMMAND, files=len(told["said"]), readings=reads, tracebacks=0,
         megabytes_at_the_most=told["megabytes"])  # fmt: skip


@pytest.mark.evidence
def test_every_refusal_is_a_sentence(told: dict[str, Any]) -> None:
    """It says what is wrong and what to do, and names the file where one was named."""
    for name, by_reader in told["said"].items():
        for reader, said in by_reader.items():
            if said.startswith("refused"):
                text = said.removeprefix("refused: ")
                assert len(text.split()) > 4, (name, reader, said)
                assert len(text) < 1_000, (name, reader)
                if reader.startswith("import"):
                    assert name in text, (name, reader, said)


@pytest.mark.evidence
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_taken_by_nobody(told: dict[str, Any], name: str) -> None:
    """Not as questions, not as a roster, not as answers; a figure it never was."""
    takers = {reader: said for reader, said in told["said"][name].items() if reader != "attachment"}
    assert [one for one in takers.values() if one.startswith("read") and " 0 " not in one] == []


@pytest.mark.evidence
def test_no_drawing_that_acts_is_a_figure(told: dict[str, Any]) -> None:
    """Scripts, handlers, references to elsewhere, copies of copies, entities, crowds."""
    drawings = [name for name in FILES if name.endswith(".svg")]
    assert len(drawings) > 7
    assert [one for one in drawings if not told["said"][one]["figure"].startswith("refused")] == []


@pytest.mark.evidence
def test_nothing_of_this_machine_is_read(told: dict[str, Any]) -> None:
    """No entity, include or link brings a file of the server's into what is said."""
    assert "root:" not in json.dumps(told["said"])
