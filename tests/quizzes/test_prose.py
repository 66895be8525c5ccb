"""Prose is Markdown that can do no more than be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A <b>bold</b> word", "raw-html"),
        ("<script>alert(1)</script>", "raw-html"),
        ('<img src="https://example.org/x.png">', "raw-html"),
        ("<!-- hidden -->", "raw-html"),
        ("![ECG](https://example.org/x.png)", "picture-in-text"),
        ("![ECG][1]", "picture-in-text"),
        ("![a[b]](http://example.org/t.png) [log in](http://example.org/login)", "picture-in-text"),
        (r"![a\]b](http://example.org/t.png)", "picture-in-text"),
        ("![r]", "picture-in-text"),
        ("- [r]: http://example.org/x.png", "link-unsafe"),
        ("> 1. [r]: https://example.org/x.png", "link-unsafe"),
        (r"* [a\]b]: https://example.org/x.png", "link-unsafe"),
        ("[here](http://example.org)", "link-unsafe"),
        ("<http://example.org>", "link-unsafe"),
        ("[here](javascript:alert(1))", "link-unsafe"),
        ("[here](&#106;avascript:alert(1))", "link-unsafe"),
        ("[here]( <data:text/html;x> )", "link-unsafe"),
        ("[here](/sign-out)", "link-unsafe"),
        ("<javascript:alert(1)>", "link-unsafe"),
        ("JavaScript : alert(1)", "link-unsafe"),
        ("[Na+]: 140", "link-unsafe"),
    ],
)
@pytest.mark.parametrize(
    ("file", "line"),
    [
        (
            "items/one.yaml",
            "  After intubation the capnogram is as shown. The patient weighs 70 kg.",
        ),
        ("items/one.yaml", "    rationale: There is no cardiac arrest."),
        ("activity.yaml", "summary: Two questions."),
    ],
)
def test_refused(folder: BankFolder, file: str, line: str, text: str, rule: str) -> None:
    """HTML, pictures and links to anything but web and mail are refused in every text."""
    name, colon, _ = line.rpartition(": ")
    new = f"{name}{colon}'{text}'" if colon else f"  {text}"
    folder.change(file, line, new)

    assert f"error {rule}" in folder.rules()


@pytest.mark.parametrize(
    "text",
    [
        "Potassium < 3.5 and sodium > 145 mmol/L",
        "pH <7.2 or >7.5",
        "See [the guideline](https://example.org/g) or <https://example.org>",
        "Write to [us](mailto:cme@example.edu)",
        "The anion gap [Na+] - [Cl-] is 12: normal",
        "**Bold**, *italic*, and a list:\n\n  - one\n  - two",
        "Laboratory data: normal",
        "Beware! [Na+] of 120 mmol/L",
        "- one [Na+]: normal\n  - two",
    ],
)
def test_allowed(folder: BankFolder, text: str) -> None:
    """Comparison signs, brackets, emphasis and web links are what physicians write."""
    old = "After intubation the capnogram is as shown. The patient weighs 70 kg."
    folder.change("items/one.yaml", old, text)

    assert folder.rules() == []
