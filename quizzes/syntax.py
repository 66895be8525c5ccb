"""What is wrong with a text that is no YAML, in words for people who write questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

SECOND_DOCUMENT = "a second document"
NAME_IS_NO_TEXT = "a field name that is no text"
TOO_DEEP = "too deep"

_BLOCK = "Put the text in quotes, or below the field name in a | block."
_MORE = " More may follow below it."

# Beginnings of libyaml's messages, and what they mean to somebody who typed the line.
_WORDS: dict[str, tuple[str, str]] = {
    "mapping values are not allowed": (
        'There is a ":" followed by a space inside unquoted text, or a line is indented wrongly.',
        _BLOCK,
    ),
    "did not find expected comment or line break": (
        "Text that begins with > or | is taken as the start of a block.",
        _BLOCK,
    ),
    "block sequence entries are not allowed": (
        'Text that begins with "- " is taken as a list.',
        _BLOCK,
    ),
    "mapping keys are not allowed": ('Text may not begin with "? ".', _BLOCK),
    "did not find expected alphabetic": ("Text may not begin with * or & without quotes.", _BLOCK),
    "found undefined tag handle": ("Text may not begin with ! without quotes.", _BLOCK),
    "did not find expected node content": (
        "Text may not begin with a comma or a bracket, and every [ or { needs its partner.",
        _BLOCK,
    ),
    "found unexpected end of stream": (
        "A quotation mark that is opened here is never closed.",
        'Close it; inside \'…\' write an apostrophe twice, inside "…" write \\" for a quote.',
    ),
    "found unknown escape character": (
        'A backslash inside "…" begins a code that does not exist.',
        "Write the backslash twice, or use '…' or a | block.",
    ),
    "could not find expected ':'": (
        "A line here has no field name with a colon.",
        "Write `name: value`, or indent the line so that it belongs to the text above it.",
    ),
    "did not find expected ',' or ']'": (
        "A list that begins with [ does not end with ].",
        "Close it with ], or put text that begins with [ in quotes.",
    ),
    "did not find expected ',' or '}'": (
        "A group that begins with { does not end with }.",
        "Close it with }, or put text that begins with { in quotes.",
    ),
    "did not find expected '-' indicator": (
        "A list is followed by something that is not part of it.",
        'Begin each element of the list with "- ", all in the same column.',
    ),
    "did not find expected key": (
        "The text before this ends too early, by an apostrophe or a bracket, or is out of line.",
        'Put the text in a | block or in "…", and line the field names up.',
    ),
    "found a tab character": (
        "The line is indented with a tab.",
        "Indent with spaces, two for each step.",
    ),
    SECOND_DOCUMENT: (
        "A line of --- begins a second document.",
        "One file holds one thing: move the rest to a file of its own.",
    ),
    NAME_IS_NO_TEXT: (
        "A list or a group stands where a field name belongs.",
        "Put text that begins with [ or { in quotes.",
    ),
    TOO_DEEP: (
        "Lists and groups are nested more than 20 deep.",
        "No field of a bank file needs that: write the text in quotes or in a | block.",
    ),
}


def words_for(problem: str) -> tuple[str, str]:
    """Return what a message of libyaml (or of notation.py) means, and what to do."""
    for beginning, (message, fix) in _WORDS.items():
        if problem.startswith(beginning):
            return message + _MORE, fix
    return (
        f"This cannot be read as YAML ({problem}).{_MORE}",
        "Compare the line with the same field in another item.",
    )


def in_plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """Return the line of a YAML error, what it means and what to do."""
    problem = error.problem or ""
    # An open quote or a line without a colon is noticed late: the context says where it began.
    late = problem.startswith(("found unexpected end of stream", "could not find expected ':'"))
    mark = error.context_mark if late and error.context_mark else error.problem_mark
    line, column = (mark.line + 1, mark.column) if mark else (1, 0)
    if problem.startswith("found character that cannot start"):
        return (line, *_stray(_character(text, line, column)))
    return (line, *words_for(problem))


def _character(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    return lines[line - 1][column : column + 1] if line <= len(lines) else ""


def _stray(character: str) -> tuple[str, str]:
    if character == "\t":
        return f"The line is indented with a tab.{_MORE}", "Indent with spaces, two for each step."
    return f"Text may not begin with {character} without quotes.{_MORE}", _BLOCK
