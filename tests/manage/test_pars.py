"""`manage.py pars`: the queue, what would go, a batch's file, and PARS' answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import settings as configuration
from storage.connect import connect
from tests.people import signed_in
from tests.reporting import MK, claimed, consent, identified, registered
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.clock import Clock
    from tests.manage.conftest import Done


@pytest.fixture
def filled(run: Callable[..., Done], tmp_path: Path, clock: Clock) -> None:
    """A database in which Ada claimed CME and ABIM points, and can be reported."""
    run("migrate")
    url = f"sqlite:///{tmp_path / 'data' / 'service.sqlite'}"
    engine = connect(url)
    service = Service(engine, configuration.Settings(database_url=url), clock)
    ada = signed_in(service, "ada")
    identified(ada)
    consent(ada, "states")
    claimed(ada, registered(service), 4, MK)
    engine.dispose()


@pytest.mark.usefixtures("filled")
def test_a_batch_is_previewed_written_and_answered(
    run: Callable[..., Done], tmp_path: Path
) -> None:
    """From the preview to the answers, which are taken once."""
    assert "2 records of 1 person can go" in run("pars", "preview").out
    out = tmp_path / "batch.txt"
    made = json.loads(run("pars", "export", "--format", "tab", "--out", out, "--json").out)
    first, second, *_rows = out.read_text().splitlines()
    assert first == "DEMONSTRATION, NOT FOR SUBMISSION"
    assert second.startswith("Record Action\tACCME Activity ID")
    again = tmp_path / "again.txt"
    run("pars", "export", "--batch", made["batch"], "--out", again)
    assert again.read_bytes() == out.read_bytes()
    other = run("pars", "export", "--batch", made["batch"], "--format", "xml", "--out", again)
    assert (other.code, again.read_bytes()) == (2, out.read_bytes())
    assert "leave --format out" in other.err
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "ACCME Activity ID,Completion Date,Certifying Board,Certifying Board ID,Status,Reason\n"
        "202612345,12/01/2026,ABIM,123456,Accepted,\n"
    )
    taken = json.loads(run("pars", "import-response", answers, "--json").out)
    assert (taken["accepted"], taken["refused"]) == (1, [])
    assert "0 accepted" in run("pars", "import-response", answers).out


@pytest.mark.usefixtures("filled")
def test_rows_that_are_refused_end_with_one(run: Callable[..., Done], tmp_path: Path) -> None:
    """So that a script notices."""
    answers = tmp_path / "answers.csv"
    answers.write_text("CreditID,Status\nccid:example.edu:nothing,Accepted\n")
    done = run("pars", "import-response", answers)
    assert done.code == 1
    assert "row 2: No record that was sent fits this row" in done.out


@pytest.mark.usefixtures("filled")
def test_a_batch_of_nothing_is_refused(run: Callable[..., Done], tmp_path: Path) -> None:
    """And no file is written."""
    run("pars", "export", "--out", tmp_path / "first.xlsx")
    done = run("pars", "export", "--out", tmp_path / "second.xlsx")
    assert (done.code, (tmp_path / "second.xlsx").exists()) == (1, False)
    assert "No record can go" in done.err


@pytest.mark.usefixtures("filled")
def test_the_queue_is_repaired(run: Callable[..., Done]) -> None:
    """What has its records already needs nothing."""
    assert run("pars", "queue").out == "Queued: 0 completions.\n"
