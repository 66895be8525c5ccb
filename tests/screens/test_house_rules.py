"""What no screen does, read from the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SCREENS = sorted((ROOT / "screens").rglob("*.py"))
WORKFLOWS = sorted((ROOT / "workflows").rglob("*.py"))
# Their addresses are answered without asking who is there.
UNGUARDED = {"image", "download_button", "audio", "video", "logo"}


def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Give every call in a file with the last part of its name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def imported(path: Path) -> Iterator[str]:
    """Give every module a file imports, at its top or anywhere else."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def at(path: Path, node: ast.Call) -> str:
    """Say where a call stands."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def does_nothing(function: ast.FunctionDef) -> bool:
    """Say whether the body of a function is its docstring alone."""
    return all(isinstance(one, ast.Expr | ast.Pass) for one in function.body) and not any(
        isinstance(one, ast.Call) for one in ast.walk(function)
    )


def harmless(path: Path, value: ast.expr) -> bool:
    """Say whether a callback is a word for Streamlit or a function that does nothing."""
    if isinstance(value, ast.Constant):
        return value.value in {None, "ignore", "rerun"}
    idle = {
        one.name
        for one in tree(path).body
        if isinstance(one, ast.FunctionDef) and does_nothing(one)
    }
    return isinstance(value, ast.Name) and value.id in idle


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_callback_does_anything(path: Path) -> None:
    """A callback can be called after its button is gone, and twice: clicks are read in the body."""
    found = [
        at(path, node)
        for _, node in calls(path)
        for one in node.keywords
        if one.arg and one.arg.startswith("on_") and not harmless(path, one.value)
    ]
    assert found == []


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_screen_reaches_past_the_workflows(path: Path) -> None:
    """Screens ask acts and views; what a row looks like is none of their business."""
    rooms = {name.partition(".")[0] for name in imported(path)}
    assert rooms.isdisjoint({"storage", "sqlalchemy", "routes"})


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_goes_out_by_an_open_address(path: Path) -> None:
    """Figures and papers have routes that ask who is there; Streamlit's own files do not."""
    found = [
        at(path, node)
        for name, node in calls(path)
        if name in UNGUARDED
        and isinstance(node.func, ast.Attribute)
        and not isinstance(node.func.value, ast.Constant)
    ]
    assert found == []


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_becomes_markup(path: Path) -> None:
    """Markup is written here or escaped here: what somebody typed stays text."""
    found = [
        at(path, node)
        for _, node in calls(path)
        for one in node.keywords
        if one.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]
    assert found == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_workflow_draws(path: Path) -> None:
    """An act that drew would be stopped in its middle by the next click."""
    assert "streamlit" not in {name.partition(".")[0] for name in imported(path)}
    names = {one.id for one in ast.walk(tree(path)) if isinstance(one, ast.Name)}
    assert "st" not in names


def test_the_rules_see_a_fault(tmp_path: Path) -> None:
    """A callback that writes is found, one that does nothing is let be."""
    path = tmp_path / "screen.py"
    path.write_text(
        'def idle():\n    """Nothing."""\n\n\ndef busy():\n    """Act."""\n    submit()\n\n\n'
        "st.button('a', on_click=busy)\nst.button('b', on_click=idle)\n"
        "st.button('c', on_click=lambda: submit())\nst.text_input('d', on_change='ignore')\n"
    )
    told = [
        harmless(path, one.value)
        for _, node in calls(path)
        for one in node.keywords
        if one.arg and one.arg.startswith("on_")
    ]
    assert told == [False, True, False, True]


def spaced(path: Path) -> Iterator[str]:
    """Give every text in a file in which a percent sign stands apart from its number."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            after = zip(node.values, node.values[1:], strict=False)
            texts = [
                str(one.value) for number, one in after
                if isinstance(number, ast.FormattedValue) and isinstance(one, ast.Constant)
            ]  # fmt: skip
            yield from (one for one in texts if one.startswith(" %"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\d %[^\n]*", node.value)


def test_a_percent_sign_stands_at_its_number(tmp_path: Path) -> None:
    """As American English writes it, to everybody."""
    path = tmp_path / "screen.py"
    path.write_text("a = f'{b} %'\nc = '95 % of all'\nd = f'{b}% of {e % 2}'\n")
    assert list(spaced(path)) == [" %", "5 % of all"]
    found = {str(one): list(spaced(one)) for one in (*SCREENS, *WORKFLOWS)}
    assert {file: texts for file, texts in found.items() if texts} == {}
