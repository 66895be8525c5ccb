"""Every act fails at each of its statements: nothing is left of it, and it can be done again."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workflows
from tests.evidence import FULL, seen
from tests.faults.failing import REPORT
from tests.faults.nursery import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.evidence
FOLDER = Path(workflows.__path__[0])
AT_ONCE = 2  # processes of a full run
SOME = (
    "tests/workflows/attempts/test_submit.py::test_a_second_submission_changes_nothing",
    "tests/workflows/credit/test_claim.py::test_credit_and_points_are_claimed_together",
    "tests/workflows/content/writing/test_write.py::test_a_new_item_gets_its_file_when_it_is_saved_first",
    "tests/workflows/content/writing/test_new.py::test_a_plan_is_written_as_a_draft_bank",
    "tests/workflows/content/writing/test_around.py::test_many_are_one_commit",
    "tests/workflows/content/writing/test_figures.py::test_a_picture_is_put_into_the_bank",
    "tests/workflows/content/test_incoming.py::test_the_last_import_is_taken_back",
    "tests/workflows/content/test_wording.py::test_it_is_logged_by_digest",
)
# They let something else happen inside an act, once: an act that is made again meets it no more.
# So do the tests that let another act overtake.
OVERTAKES = "overtaken"
RESTORED = "backup.restore"  # the line of the log that says that a database was filled
NOT = (
    "test_what_is_written_stays_when_the_rest_is_refused",
    "test_another_text_saved_in_the_same_moment_stays",
    "test_what_changes_while_the_queue_is_walked_counts",
)
# They count what leaves the database (mail, files, reads), which a call that is made anew repeats.
COUNT = (
    "test_a_message_that_is_due_is_sent_once",
    "test_a_refusal_for_now_is_tried_again_with_growing_pauses",
    "test_a_server_that_is_down_fails_no_message",
    "test_it_brings_one_question_without_its_key",
    "test_it_is_answered_where_it_was_asked",
    "test_it_is_asked_once_after_sixty_days",
    "test_many_attempts_are_read_in_small_parts",
    "test_nobody_is_written_to_at_night",
    "test_one_head_a_day",
    "test_the_account_in_use_is_written_to",
    "test_the_worker_does_it",
    "test_the_year_end_is_one_message_for_all_of_a_person",
    "test_two_mails_and_no_more",
    "test_what_a_server_refuses_for_good_is_not_tried_again",
)
COMMAND = "make evidence ONLY=statements"


def test_an_act_is_done_whole_or_not_at_all(tmp_path: Path) -> None:
    """The acts' own tests pass although each act failed at every statement before."""
    tried: Counter[str] = Counter()
    begun = [_begun(tmp_path / f"{at}.json", one) for at, one in enumerate(_parts())]
    said = [running.communicate()[0] for running, _report in begun]
    for running, report in begun:
        assert running.returncode == 0, "\n".join(one[-6000:] for one in said)
        tried.update(json.loads(report.read_text(encoding="ascii")))
    assert tried
    if FULL:
        assert set(_acts()) - set(tried) == {RESTORED}
    seen(
        "Faults",
        "failing statements",
        "An act that fails at any of its statements leaves nothing behind, and can be repeated",
        COMMAND,
        acts=len(set(_acts()) & set(tried)),
        failures=sum(tried.values()),
        left_behind=0,
    )


def _parts() -> list[tuple[str, ...]]:
    """Return the tests of each process."""
    if not FULL:
        return [SOME]
    every = sorted(str(one) for one in (ROOT / "tests" / "workflows").rglob("test_*.py"))
    return [tuple(every[at::AT_ONCE]) for at in range(AT_ONCE)]


def _begun(report: Path, chosen: tuple[str, ...]) -> tuple[subprocess.Popen[str], Path]:
    """Begin to run tests whose acts fail first, in a process that writes what it tried."""
    unwanted = " and ".join(
        f"not {one}" for one in ("postgresql", *NOT, *COUNT, *_overtaken(chosen))
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.faults.failing", "-p",
         "no:cacheprovider", "-p", "no:randomly", "-k", unwanted, *chosen],
        cwd=ROOT,
        env={**os.environ, REPORT: str(report), "EVIDENCE": ""},  # they are no trials
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    return running, report


def _overtaken(chosen: tuple[str, ...]) -> Iterator[str]:
    """Give the tests in which another act overtakes."""
    for path in {one.partition("::")[0] for one in chosen}:
        for test in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(test, ast.FunctionDef) and any(
                getattr(one, "id", "") == OVERTAKES for one in ast.walk(test)
            ):
                yield test.name


def _acts() -> Iterator[str]:
    """Every verb that is written out in a call of act()."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "act":
                yield str(ast.literal_eval(node.args[1]))
