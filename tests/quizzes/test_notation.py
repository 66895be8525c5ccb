"""YAML as bank files use it, with the traps that authors fall into."""

from __future__ import annotations

import pytest

from quizzes.notation import Value, field_name, read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("country: NO", {"country": "NO"}),
        ("answer: yes", {"answer": "yes"}),
        ("flag: true", {"flag": True}),
        ("flag: True", {"flag": "True"}),
        ("{by: x, on: 2026-10-02}", {"by": "x", "on": "2026-10-02"}),
        ("ratio: 1:30", {"ratio": "1:30"}),
        ("time: 12:30:45", {"time": "12:30:45"}),
        ("octal: 0123", {"octal": "0123"}),
        ("pmid: 036327391", {"pmid": "036327391"}),
        ("pmid: 36327391", {"pmid": 36327391}),
        ("below: -3", {"below": -3}),
        ('dose: "0.50"', {"dose": "0.50"}),
        ("doi: 10.1056/NEJMra1003327", {"doi": "10.1056/NEJMra1003327"}),
        ("empty:", {"empty": None}),
        ("null: ~", {"null": None}),
        ("text: {a}", {"text": {"a": None}}),
        ("list: [a, 1, true]", {"list": ("a", 1, True)}),
        ("kept: |\n  one\n  two\n", {"kept": "one\ntwo\n"}),
        ("folded: >\n  one\n  two\n", {"folded": "one two\n"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("", None),
    ],
)
def test_values(written: str, value: Value) -> None:
    """A value is what its author sees: only true and false are booleans, a date is text."""
    sheet = read(written)

    assert sheet.value == value
    assert sheet.faults == ()


@pytest.mark.parametrize("number", ["1.10", "0.50", ".5", "1e3", "12e03", "-2.5", "7."])
def test_decimal_without_quotes(number: str) -> None:
    """A decimal has to be quoted, or 1.10 would be 1.1 for the next program."""
    (fault,) = read(f"version: 1\ndose: {number}").faults

    assert (fault.rule, fault.line) == ("decimal-unquoted", 2)
    assert f'"{number}"' in fault.fix


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("text: Na 140: Cl 98", 'There is a ":" followed by a space'),
        ("text: > 5 mg/dL", "begins with > or |"),
        ("text: *bold*", "may not begin with * or &"),
        ("text: &bold", "Anchors (&)"),
        ("text: %5", "may not begin with %"),
        ("text: @x", "may not begin with @"),
        ("text: `c`", "may not begin with `"),
        ("text: - x", 'begins with "- "'),
        ("text: ? x", 'may not begin with "? "'),
        ("text: , x", "may not begin with a comma"),
        ("text: !x y", "tags (!)"),
        ("text: [Na+] is high", "ends too early"),
        ("text: 'patient's'", "ends too early"),
        ('text: "C:\\d"', "A backslash"),
        ("text: {a: 1", "does not end with }"),
        ("text: [a, b", "does not end with ]"),
        ("text:\n\t- x", "indented with a tab"),
        ("text: a\n---\ntext: b", "second document"),
        ("[a]: b", "where a field name belongs"),
        ("- a\nb: c", "A list is followed"),
    ],
)
def test_no_yaml(written: str, words: str) -> None:
    """What YAML refuses is said in plain words, with what to do."""
    fault = read(written).faults[0]

    assert words in fault.message
    assert fault.fix
    assert fault.line in {1, 2}


@pytest.mark.parametrize(
    ("written", "line"),
    [('a: 1\nb: "open\nc: 2\n', 2), ("a: 1\nb\nc: 2\n", 2), ("a: 1\nb: c: d\n", 2)],
)
def test_line_of_syntax_error(written: str, line: int) -> None:
    """The line is the one to change, also where YAML notices only later."""
    assert read(written).faults[0].line == line


def test_field_twice() -> None:
    """A field that is written twice is a fault, and the first one counts."""
    sheet = read("text: one\nother: x\ntext: two")

    assert sheet.value == {"text": "one", "other": "x"}
    assert sheet.faults[0].rule == "field-twice"
    assert sheet.faults[0].line == 3
    assert "line 1" in sheet.faults[0].message


def test_aliases_are_refused() -> None:
    """Aliases are refused, so that no small file grows into a large one."""
    sheet = read("a: &x [1, 2]\nb: [*x, *x]")

    assert [fault.rule for fault in sheet.faults] == ["yaml-name"] * 3
    assert sheet.value == {"a": (1, 2), "b": (None, None)}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_limited(opening: str) -> None:
    """Nesting without end is refused before it costs anything."""
    assert "nested more than 20 deep" in read(opening * 5_000).faults[0].message


@pytest.mark.parametrize(
    ("written", "value"),
    [("dose: 5 mg # per kg", "5 mg"), ("dose: # hidden", None)],
)
def test_text_lost_behind_a_hash(written: str, value: str | None) -> None:
    """Text that YAML takes as a comment is pointed out."""
    sheet = read(written)

    assert sheet.value == {"dose": value}
    assert [(one.rule, one.severity) for one in sheet.faults] == [("text-after-hash", "warning")]


@pytest.mark.parametrize(
    "written",
    ["version: 2   # +1 when the key changes", "# first\na: b c", 'a: "b c" # d', "a: b#c d"],
)
def test_ordinary_comments(written: str) -> None:
    """A comment after a word, a number or quoted text is nothing to talk about."""
    assert read(written).faults == ()


def test_every_value_has_its_line() -> None:
    """A field stands where its name is written, an element of a list where it begins."""
    sheet = read("a:\n  - b: |\n      text\n      text\n    c: 1\n  - [x,\n     y]\n")

    assert sheet.line(("a", 0, "b")) == 2
    assert sheet.line(("a", 0, "c")) == 5
    assert sheet.line(("a", 1, 1)) == 7
    assert sheet.line(("a", 0, "missing")) == 2


def test_field_name() -> None:
    """A field is named as its author knows it: by ids where there are any, else counted from 1."""
    value = read("options: [{id: a}, {id: b, text: x}]\nnames: [x, y]").value

    assert field_name(value, ("options", 1, "text")) == "options[b].text"
    assert field_name(value, ("names", 1)) == "names[2]"
    assert field_name(value, ()) is None
