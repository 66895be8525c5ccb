"""`manage.py work`: once, and until it is told to stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workflows.operations import work
from workflows.operations.work import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.manage.conftest import Done

ROOT = Path(__file__).parents[2]


def test_what_is_due_is_done_once(run: Callable[..., Done]) -> None:
    """And said; again at the same moment nothing is due."""
    done = run("work", "--once")
    assert done.code == 0
    assert done.out.splitlines() == [
        "anchor: 0 heads anchored",
        "backup: 0 backups made",
        "correct: 0 corrections marked",
        "follow-up: 0 follow-ups put",
        "initiatives: 0 messages of initiatives put",
        "letters: 0 letters about accounts sent",
        "remind: 0 reminders put",
        "send: 0 messages sent",
        "settle: 0 attempts settled",
        "weekly: 0 questions of the week put",
    ]
    assert run("work", "--once").out == "Nothing is due.\n"
    assert json.loads(run("work", "--once", "--json").out) == {"jobs": []}


def test_a_fault_is_said_and_ends_with_one(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a timer's mail tells the operator."""

    def fails(_service: object, _worker: str) -> int:
        message = "the disk is full"
        raise OSError(message)

    whole = work.JOBS["send"]
    monkeypatch.setitem(work.JOBS, "send", Job(whole.every, fails, whole.said))
    done = run("work", "--once")
    assert done.code == 1
    assert "send: OSError: the disk is full" in done.out


def test_json_goes_with_once(run: Callable[..., Done]) -> None:
    """Without it there is no end to print at."""
    done = run("work", "--json")
    assert done.code == 2
    assert "--once" in done.err


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_it_is_told(tmp_path: Path, how: signal.Signals) -> None:
    """By a service manager or by Ctrl-C, without a trace."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'service.sqlite'}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr is not None
    assert worker.stderr.readline() == "Working. Stop with Ctrl-C.\n"
    worker.send_signal(how)
    assert worker.communicate(timeout=60)[1] == "Stopped.\n"
    assert worker.returncode == 0
