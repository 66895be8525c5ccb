"""Corrections while others work: nobody is marked by half of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.amending import account, colleague
from tests.correcting import ITEM, REASON, REKEY
from tests.editions import publish
from tests.learning import unsealed
from tests.taking import RIGHT, answer, count, start_at, take
from tests.together import together
from workflows.attempts.settle import submit
from workflows.corrections.apply import apply, apply_all
from workflows.corrections.correct import confirm, propose
from workflows.operations.doctor import doctor
from workflows.people.session import system

if TYPE_CHECKING:
    import pytest

    from workflows.act import Actor
    from workflows.service import Service

ALL = dict.fromkeys(range(1, 5), RIGHT)
PHYSICIANS = 8


def physicians(service: Service) -> list[Actor]:
    """Sign several learners in."""
    return [account(service, f"p{one}@example.edu", f"P {one}") for one in range(PHYSICIANS)]


def faults(service: Service) -> list[str]:
    """Return what the doctor finds in answers, corrections, sheets, and the rows of these acts."""
    wanted = {"answers", "corrections", "sheets", "log"}
    examined = [one for one in doctor(system(service)) if one.about in wanted]
    found = [one.what for check in examined for one in check.findings]
    return found + unsealed(system(service), ("result", "correction", "task", "task_note"))


def test_submissions_meet_a_confirmation(service: Service, cora: Actor) -> None:
    """Each is marked by what is in force when its turn comes; the batches do the others."""
    key, second = publish(service), colleague(service)
    open_now = []
    for one in physicians(service):
        attempt = start_at(one, key)
        answer(one, attempt, ALL)
        open_now.append(partial(submit, one, attempt))
    made = propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    halves = open_now[: PHYSICIANS // 2], open_now[PHYSICIANS // 2 :]
    done = together(*halves[0], partial(confirm, second, ITEM, made), *halves[1])
    assert done == [None] * len(done)
    apply_all(system(service))
    assert faults(service) == []


def test_two_workers_share_the_batches(
    service: Service, cora: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each attempt is marked anew once, whoever does it."""
    monkeypatch.setattr("workflows.corrections.apply.BATCH", 1)
    key = publish(service)
    for one in physicians(service):
        take(one, key, ALL)
    made = propose(cora, ITEM, REKEY, seen=0, reason=REASON)
    confirm(colleague(service), ITEM, made)
    done = together(*[partial(apply, system(service), made)] * 3)
    assert [one.marked.changed for one in done] == [PHYSICIANS] * 3
    assert count(service, "result") == 2 * PHYSICIANS
    assert faults(service) == []
