"""Text as Markdown that says just that text, with as few backslashes as will do.

A bank's Markdown may hold no HTML, no picture and no link that is not one (quizzes/rules/prose.py,
whose rules look at the written text): what would look like any of them is taken apart here.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_ENTITY = re.compile(r"&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_STAR = re.compile(r"(?<!\S)\*(?!\S)|\*")
_LOW_LINE = re.compile(r"(?<=\w)_+(?=[^\W_])|(?<!\S)_+(?!\S)|_")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_JOINT = re.compile(r"\](?=[(\[:])")
_PICTURE = re.compile(r"!(?=\[)")
_SCRIPT = re.compile(r"(javascript|vbscript)(\s*):", re.IGNORECASE)
_BLOCK = re.compile(
    r"^(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|={1,}\s*$|-{2,}\s*$|_{3,}\s*$|~{3,}|[|:-][\s|:-]*$)"
)
_TASK = re.compile(r"^\[(?=[ xX]\] )")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def clean(text: str) -> str:
    """Return text with every white space a space and without characters that nobody sees."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def escaped(text: str) -> str:
    """Return text as Markdown that stands inside a line."""
    text = _BACKSLASH.sub(r"\\\\", text)
    text = _ENTITY.sub("&amp;", text).replace("`", "\\`")
    text = _STAR.sub(lambda found: found[0] if _alone(found) else "\\*", text)
    text = _LOW_LINE.sub(lambda found: found[0] if _is_literal(found) else "\\_", text)
    text = _PICTURE.sub(r"!\\", _JOINT.sub(r"]\\", text))
    return _SCRIPT.sub(r"\1\2&#58;", _TAG.sub("&lt;", text))


def begun(line: str) -> str:
    """Return a line of Markdown so that it begins no list, heading or table."""
    line = _NUMBERED.sub(r"\1\\\2", _TASK.sub(r"\\[", line))
    return f"\\{line}" if _BLOCK.match(line) else line


def is_doubtful(text: str) -> bool:
    """Say whether text could be taken for HTML or a link even inside code."""
    return any(one.search(text) for one in (_TAG, _SCRIPT, _JOINT, _PICTURE))


def _alone(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before[-1:].isspace() and after[:1].isspace()


def _is_literal(found: re.Match[str]) -> bool:
    """Say whether low lines inside a word, or a gap between spaces, need no backslash."""
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() :]
    if before.isalnum() and after[:1].isalnum():
        return True
    return len(found[0]) > 1 and not before.strip() and not after[:1].strip()
