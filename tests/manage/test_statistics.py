"""`manage.py statistics`: any response table, as JSON and for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.manage.conftest import Done


def test_a_table_with_its_key(run: Callable[..., Done], tmp_path: Path) -> None:
    """One JSON object; what is not defined is null."""
    responses, key = tmp_path / "r.csv", tmp_path / "k.csv"
    responses.write_text("who,q1,q2\nx,A,B\ny,B,B\nz,A,\n", encoding="utf-8")
    key.write_text("item,key\nq1,A\nq2,C\n", encoding="utf-8")
    done = run("statistics", responses, "--key", key, "--json")
    found = json.loads(done.out)
    assert done.code == 0
    assert (found["n"], found["k"], found["ignored"]) == (3, 2, ["who"])
    one, two = found["items"]
    assert (one["item"], round(one["facility"], 3), one["options"]["A"]["n"]) == ("q1", 0.667, 2)
    assert (two["r_item_rest"], two["omitted"], one["flags"]) == (None, 1, ["too_few"])


def test_a_table_for_people(run: Callable[..., Done], tmp_path: Path) -> None:
    """A line for the test, and one for each item."""
    responses = tmp_path / "r.csv"
    responses.write_text("a,b\n1,0\n0,0\n1,1\n", encoding="utf-8")
    done = run("statistics", responses)
    assert done.code == 0
    assert done.out.splitlines()[0].startswith("3 people, 2 items: mean 1.000")


def test_what_cannot_be_read_ends_with_1(run: Callable[..., Done], tmp_path: Path) -> None:
    """Without a key a mark above one has no meaning."""
    responses = tmp_path / "r.csv"
    responses.write_text("a\n2\n", encoding="utf-8")
    done = run("statistics", responses)
    assert (done.code, done.out) == (1, "")
    assert 'Row 2, "a": "2"' in done.err
    problems = json.loads(run("statistics", responses, "--json").out)["problems"]
    assert len(problems) == 1
    responses.write_bytes(b"a\n\xff\n")
    assert run("statistics", responses).code == 1


def test_a_missing_file_is_wrong_use(run: Callable[..., Done], tmp_path: Path) -> None:
    """It is named."""
    done = run("statistics", tmp_path / "none.csv")
    assert done.code == 2
    assert "none.csv" in done.err


def test_a_column_of_people_is_told_what_to_do(run: Callable[..., Done], tmp_path: Path) -> None:
    """Without a key every column is an item; with one, only those that it names."""
    responses, key = tmp_path / "responses.csv", tmp_path / "key.csv"
    responses.write_text("person,one,two\nada,1,0\nben,0,1\n")
    done = run("statistics", responses)
    assert done.code == 1
    assert '"person" holds no mark at all' in done.err
    key.write_text("item,key,max\none,,1\ntwo,,1\n")
    assert run("statistics", responses, "--key", key).code == 0
