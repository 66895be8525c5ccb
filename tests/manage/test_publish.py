"""`manage.py publish` and `activities`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.manage.conftest import Done
    from tests.quizzes.folder import BankFolder


def test_a_bank_is_published_and_listed(run: Callable[..., Done], folder: BankFolder) -> None:
    """On a database that did not exist before."""
    done = run("publish", folder.path, "--as", "cora@example.edu")
    assert done.code == 1  # nobody is enrolled yet
    assert "Nobody signs in by the address" in done.err
    made = run("publish", folder.path)
    assert (made.code, made.err) == (0, "")
    assert "edition 1 of small-bank.1" in made.out
    listed = run("activities").out
    assert "small-bank.1  Small bank" in listed
    for term in (
        "designated_on: 1 Oct 2026",
        "boards: ABA Lifelong Learning",
        "retake: The same questions",
    ):
        assert term in listed


def test_json_says_what_was_made(run: Callable[..., Done], folder: BankFolder) -> None:
    """And that a repeat made nothing."""
    first = json.loads(run("publish", folder.path, "--json").out)
    again = json.loads(run("publish", folder.path, "--json").out)
    assert first == {**again, "created": True}
    assert again["created"] is False
    (activity,) = json.loads(run("activities", "--json").out)["activities"]
    assert activity["key"] == first["key"]
    assert activity["editions"][0]["sha256"] == first["sha256"]
    assert activity["terms"]["rules"]["passing_percent"] == "75"


def test_a_faulty_bank_is_not_published(run: Callable[..., Done], folder: BankFolder) -> None:
    """The problems are those of check."""
    folder.change("items/one.yaml", "correct: true", "correct: false")
    done = run("publish", folder.path, "--json")
    assert done.code == 1
    assert "one" in {one["item"] for one in json.loads(done.out)["problems"]}
    assert "Nothing is published yet." in run("activities").out


def test_changed_terms_are_a_sentence(run: Callable[..., Done], folder: BankFolder) -> None:
    """On standard error, without a trace; renew does it."""
    run("publish", folder.path)
    folder.change("activity.yaml", 'passing_percent: "75"', 'passing_percent: "50"')
    done = run("publish", folder.path)
    assert (done.code, done.out) == (1, "")
    assert "Here that is --renew." in done.err
    assert "edition 1 of small-bank.2" in run("publish", folder.path, "--renew").out


def test_in_production_the_person_is_named(
    run: Callable[..., Done], folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No demonstration person stands in."""
    monkeypatch.setenv("APP_MODE", "production")
    done = run("publish", folder.path)
    assert done.code == 2
    assert "--as EMAIL" in done.err
