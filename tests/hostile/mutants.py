"""Banks that somebody damaged: one change each, as slips, editors and malice make them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    Mutation = Callable[[bytes, Random], bytes]

WORDS = (
    b"~", b"yes", b"-1", b".nan", b".inf", b"1e999", b"99999999999999999999", b"0x7fffffffffff",
    b"2026-13-45", b"12:30:45", b"012", b"''", b"[]", b"{}", b"[[[]]]", b"{a: {b: {c: []}}}",
    b"!!python/object/apply:os.system ['true']", b"!!binary aGVsbG8=", b"&a [*a, *a]", b"*nobody",
    b"<<: *nobody", b"? complex", b"| \n", b"%TAG ! tag:evil,2000:", b"---", b"...", b"\t",
    b"@x", b"`x`", b'"open', b"'open", b"{open", b"[open", b"# nothing", b'=HYPERLINK("x")',
    b"<script>alert(1)</script>", b"$`\\frac{1}{`$", b"$`\\input{/etc/passwd}`$",
    b"../../../../etc/passwd", b"/dev/zero", b"media/../../x", b"file:///etc/passwd", b"CON",
    "\u202e".encode(), "\ufeff".encode(), "\u0000".encode(), "\U0001f600".encode(), b"\xff\xfe",
    b"\xc3\x28", b"\xed\xa0\x80", b"x" * 20_000, b"[" * 5_000, b"- " * 3_000, b"{a: " * 3_000,
)  # fmt: skip


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True) or [b""]


def drop_line(data: bytes, chance: Random) -> bytes:
    """Leave a line out."""
    lines = _lines(data)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def double_line(data: bytes, chance: Random) -> bytes:
    """Write a line twice: the same key, the same id."""
    lines = _lines(data)
    at = chance.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at:]])


def swap_lines(data: bytes, chance: Random) -> bytes:
    """Change two lines' places."""
    lines = _lines(data)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def indent(data: bytes, chance: Random) -> bytes:
    """Move a line to the right or to the left."""
    lines = _lines(data)
    at = chance.randrange(len(lines))
    more = chance.choice([b" ", b"  ", b"\t", b"    "])
    lines[at] = more + lines[at] if chance.random() < 0.5 else lines[at].lstrip()
    return b"".join(lines)


def other_value(data: bytes, chance: Random) -> bytes:
    """Give a field another value."""
    lines = _lines(data)
    fields = [at for at, line in enumerate(lines) if b":" in line] or [0]
    at = chance.choice(fields)
    lines[at] = lines[at].partition(b":")[0] + b": " + chance.choice(WORDS) + b"\n"
    return b"".join(lines)


def typed(data: bytes, chance: Random) -> bytes:
    """Type something in the middle of anything."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(WORDS) + data[at:]


def flip(data: bytes, chance: Random) -> bytes:
    """Change one bit."""
    changed = bytearray(data or b" ")
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: Random) -> bytes:
    """End in the middle."""
    return data[: chance.randrange(len(data) + 1)]


def spliced(data: bytes, chance: Random) -> bytes:
    """Put a piece of the file into another place of it."""
    begins = chance.randrange(len(data) + 1)
    piece = data[begins : begins + chance.randrange(400)]
    at = chance.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def recoded(data: bytes, chance: Random) -> bytes:
    """Save it with another encoding or other line ends."""
    text = data.decode("utf-8", "replace")
    codes = ("utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig", "cp1252")
    return chance.choice(
        [
            text.encode(chance.choice(codes), "replace"),
            data.replace(b"\n", b"\r\n"),
            data.replace(b"\n", b"\r"),
            data.replace(b"\n", "\u2028".encode()),
        ]
    )


def emptied(_data: bytes, chance: Random) -> bytes:
    """Hold nothing, or something else altogether."""
    return chance.choice([b"", b"\n", b"- 1\n", b"text\n", b"{}\n", b"\x00" * 64, b"PK\x03\x04"])


MUTATIONS: tuple[Mutation, ...] = (
    drop_line, double_line, swap_lines, indent, other_value, other_value, other_value, typed,
    typed, flip, flip, cut, spliced, recoded, emptied,
)  # fmt: skip


def _linked(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def _looped(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _renamed(path: Path) -> None:
    path.rename(path.with_name(f"{path.stem} copy{path.suffix}"))


def _grown(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"# more\n" * 400_000)


MOVES: tuple[Callable[[Path], None], ...] = (_linked, _looped, _folder, _pipe, _renamed, _grown)
"""What is done to a file rather than in it."""
