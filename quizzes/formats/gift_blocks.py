"""The questions of a GIFT file as blocks of text, each with its line and the comments above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGNS = "\\~=#{}:n"
_HIDDEN = {f"\\{sign}": chr(0xE000 + number) for number, sign in enumerate(_SIGNS)}
_SHOWN = {ord(hidden): "\n" if sign == "\\n" else sign[1] for sign, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")


@dataclass
class Block:
    """Lines that belong to one question, signs with a backslash hidden."""

    line: int
    """The number of its first line."""
    category: str
    comments: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines).strip()


def hidden(text: str) -> str:
    """Return text in which a sign after a backslash is no sign of the format any more."""
    bare = re.sub(f"[{chr(0xE000)}-{chr(0xE000 + len(_SIGNS))}]", "", text)
    return _ESCAPE.sub(lambda found: _HIDDEN[found[0]], bare)


def shown(text: str) -> str:
    """Return text with the hidden signs as themselves, the one for a line as a line's end."""
    return text.translate(_SHOWN)


def blocks(text: str) -> Iterator[Block]:
    """Return the blocks of a file: an empty line ends one, unless its braces are open."""
    lines = hidden(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    category, number = "", 0
    block = Block(1, category)
    while number < len(lines):
        line = lines[number].strip()
        number += 1
        if found := _CATEGORY.match(line):
            category = shown(found[1]).strip()
        elif line:
            _take(block, lines[number - 1], number, category)
        else:
            end = _closed(lines, number) if _is_open(block.lines) else None
            block.lines += lines[number:end] if end else ()
            number = end or number
            if block.lines and not end:
                yield block
                block = Block(number, category)
    if block.lines:
        yield block


def _take(block: Block, line: str, number: int, category: str) -> None:
    if line.strip().startswith("//"):
        block.comments.append(line.strip().removeprefix("//").strip())
        return
    if not block.lines:
        block.line, block.category = number, category
    block.lines.append(line)


def _is_open(lines: Sequence[str]) -> bool:
    depth = sum(line.count("{") - line.count("}") for line in lines)
    return depth > 0


def _closed(lines: Sequence[str], start: int) -> int | None:
    """Return where open braces close after an empty line, None where another opens first."""
    for number in range(start, len(lines)):
        line = lines[number]
        opens, closes = line.find("{"), line.find("}")
        if closes >= 0 and (opens < 0 or closes < opens):
            return number + 1
        if opens >= 0:
            return None
    return None
