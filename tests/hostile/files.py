"""Files that mean harm or are broken, by a name that says how; each is made when it is needed."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING

from tests.quizzes.folder import PNG
from tests.quizzes.formats.documents import Draft
from tests.quizzes.formats.workbooks import saved, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHEET, DOCUMENT = "xl/worksheets/sheet1.xml", "word/document.xml"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY l0 "ha">' + LAUGHS + b"]>"
XXE = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<?xml version="1.0"?><!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/evil.dtd">'
QUESTION = (
    b'<question type="multichoice"><name><text>n</text></name><questiontext format="html"><text>%s'
    b'</text></questiontext><answer fraction="100"><text>a</text></answer>'
    b'<answer fraction="0"><text>b</text></answer></question>'
)
CROWD = b" ".join(b'a%d="x"' % one for one in range(50_000))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
FORMULA = b"email,name,affiliation,credits\n=cmd|'/c calc'!A1,=1+1,own,1\n@SUM(1),+1,own,=1\n"


def book(first: str = "What?") -> bytes:
    """Return a small workbook."""
    return saved(workbook((None, None, first, "x", "y", None, "A")))


def paper() -> bytes:
    """Return a small document."""
    return Draft().lines("1. What?\nA. x\nB. y\nAnswer: A").file()


def package(**entries: bytes) -> bytes:
    """Return an archive of entries; `__` stands for a dot, and nothing is checked."""
    return zipped({name.replace("__", "."): data for name, data in entries.items()})


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Return an archive of entries by their names, as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return file.getvalue()


def changed(whole: bytes, name: str, data: bytes) -> bytes:
    """Return an archive with another content of one entry."""
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        entries = {one: old.read(one) for one in old.namelist()}
    return zipped(entries | {name: data})


def renamed(whole: bytes, name: str, new: str) -> bytes:
    """Return an archive with another name of one entry."""
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        return zipped({new if one == name else one: old.read(one) for one in old.namelist()})


def stirred(whole: bytes, name: str) -> bytes:
    """Return an archive in which the packed bytes of an entry are others."""
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        entry = old.getinfo(name)
    begins = entry.header_offset + 30 + len(name)
    return whole[:begins] + b"\xff" * 40 + whole[begins + 40 :]


def linked() -> bytes:
    """Return an archive with a symbolic link in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        entry = zipfile.ZipInfo("imsmanifest.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    return file.getvalue()


def twice() -> bytes:
    """Return an archive that holds one name twice, with different contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("imsmanifest.xml", b"<manifest/>")
        with_warning = zipfile.ZipInfo("imsmanifest.xml")
        made.filelist.append(with_warning)  # so that zipfile does not warn of what is meant
        made.NameToInfo.clear()
        made.filelist.pop()
        made.writestr("imsmanifest.xml", b"<other/>")
    return file.getvalue()


def locked(whole: bytes) -> bytes:
    """Return an archive that says it is encrypted."""
    found = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found[found.find(mark) + offset] |= 1
    return bytes(found)


def nested(levels: int) -> bytes:
    """Return an archive in an archive in an archive."""
    held = b" " * 5_000_000
    for _ in range(levels):
        held = package(inner__zip=held)
    return held


def lying() -> bytes:
    """Return an archive whose index says ten bytes where millions follow."""
    whole = bytearray(changed(paper(), DOCUMENT, b"<a>" + b" " * 8_000_000))
    size = (8_000_003).to_bytes(4, "little")
    while (at := whole.find(size)) >= 0:
        whole[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(whole)


def moodle(text: bytes) -> bytes:
    """Return a Moodle file with one question."""
    return b"<quiz>" + QUESTION % text + b"</quiz>"


def png(more: bytes) -> bytes:
    """Return a picture with something behind its end."""
    return PNG + more


FILES: dict[str, Callable[[], bytes]] = {
    # archives and office files
    "bomb.xlsx": lambda: changed(book(), SHEET, b"<a>" + b" " * 20_000_000),
    "bomb.docx": lambda: changed(paper(), DOCUMENT, b"<a>" + b" " * 20_000_000),
    "bomb.zip": lambda: package(imsmanifest__xml=b" " * 20_000_000),
    "slip.xlsx": lambda: renamed(book(), SHEET, "../../evil.xml"),
    "slip.docx": lambda: renamed(paper(), DOCUMENT, "/etc/passwd"),
    "slip.zip": lambda: zipped({"imsmanifest.xml": b"<manifest/>", "..\\..\\evil": b"x"}),
    "drive.zip": lambda: zipped({"C:/evil": b"x", "imsmanifest.xml": b"<manifest/>"}),
    "deep.docx": lambda: renamed(paper(), DOCUMENT, "a/" * 40 + "x.xml"),
    "many.zip": lambda: zipped({f"{number}.xml": b"" for number in range(6_000)}),
    "link.zip": linked,
    "twice.zip": twice,
    "locked.xlsx": lambda: locked(book()),
    "locked.docx": lambda: locked(paper()),
    "nested.zip": lambda: nested(8),
    "lying.docx": lying,
    "cut.xlsx": lambda: book()[: len(book()) // 2],
    "cut.docx": lambda: paper()[: len(paper()) // 2],
    "cut.zip": lambda: package(imsmanifest__xml=b"<manifest/>" * 90)[:60],
    "end.zip": lambda: b"PK\x05\x06" + b"\x00" * 18,
    "head.zip": lambda: b"PK\x03\x04 and no more",
    "laughs.xlsx": lambda: changed(book(), SHEET, DOCTYPE + b"<worksheet>&l9;</worksheet>"),
    "laughs.docx": lambda: changed(paper(), DOCUMENT, DOCTYPE + b"<w:document>&l9;</w:document>"),
    "xxe.docx": lambda: changed(paper(), DOCUMENT, XXE + b"<w:document>&x;</w:document>"),
    "xxe-utf16.docx": lambda: changed(paper(), DOCUMENT, (XXE + b"<a>&x;</a>").decode()
                                      .encode("utf-16")),
    "other.docx": lambda: changed(paper(), DOCUMENT, b"<other/>"),
    "other.xlsx": lambda: changed(book(), SHEET, b"<other/>"),
    "macro.docx": lambda: changed(paper(), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    "formula.xlsx": lambda: book('=HYPERLINK("http://evil.example")'),
    "wide.xlsx": lambda: saved(workbook(*([tuple(["x"] * 400)] * 5))),
    "crowded.xlsx": lambda: changed(book(), SHEET, b"<worksheet %s/>" % CROWD),
    "crowded.docx": lambda: changed(paper(), DOCUMENT, b"<w:document %s/>" % CROWD),
    "bits.xlsx": lambda: stirred(book(), SHEET),
    "bits.docx": lambda: stirred(paper(), DOCUMENT),
    "old.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4_000,
    # XML
    "laughs.xml": lambda: DOCTYPE + b"<quiz>&l9;</quiz>",
    "xxe.xml": lambda: XXE + moodle(b"&x;"),
    "remote.xml": lambda: REMOTE + moodle(b"x"),
    "deep.xml": lambda: b"<quiz>" + b"<a>" * 20_000 + b"</a>" * 20_000 + b"</quiz>",
    "crowded.xml": lambda: b"<quiz %s/>" % CROWD,
    "crowded-utf16.xml": lambda: (b'<?xml version="1.0"?><quiz %s/>' % CROWD).decode()
                                 .encode("utf-16"),
    "cut.xml": lambda: moodle(b"x")[:90],
    "script.xml": lambda: moodle(b"<![CDATA[<script>alert(1)</script><img src=x onerror=a()>]]>"),
    "utf7.xml": lambda: b'<?xml version="1.0" encoding="UTF-7"?><quiz>+ADw-script+AD4-</quiz>',
    "include.xml": lambda: b'<quiz xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include '
                           b'href="file:///etc/passwd" parse="text"/></quiz>',
    "stylesheet.xml": lambda: b'<?xml-stylesheet href="http://evil.example/x.xsl"?>' + moodle(b"x"),
    # text
    "empty.txt": lambda: b"",
    "spaces.txt": lambda: b" \n" * 1_000,
    "nul.txt": lambda: b"1. What?\nA. x\n\x00\nB. y\nAnswer: A",
    "bom.txt": "\ufeff1. What?\nA. x\nB. y\nAnswer: A".encode,
    "utf16.txt": lambda: "1. What?\nA. x\nB. y\nAnswer: A".encode("utf-16"),
    "utf32.txt": lambda: "1. What?\nA. x\nB. y\nAnswer: A".encode("utf-32"),
    "latin.csv": lambda: "email,name,affiliation\nä@example.org,Müller,own\n".encode("latin-1"),
    "bits.bin": lambda: bytes(range(256)) * 2_000,
    "line.txt": lambda: b"1. " + b"x" * 3_000_000 + b"\nA. x\nB. y\nAnswer: A",
    "lines.txt": lambda: b"A. x\n" * 100_000,
    "direction.txt": "1. What\u202e?\nA. x\nB. y\nAnswer: A".encode,
    "open.csv": lambda: b'email,credits\n"open' + b"x" * 200_000,
    "quotes.csv": lambda: b"email,credits\n" + b'"' * 99_999,
    "formula.csv": lambda: FORMULA,
    "columns.csv": lambda: b"email," + b"x," * 50_000 + b"credits\n",
    "deep.jsonl": lambda: b'{"stem": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "number.jsonl": lambda: b'{"stem": 1e999999, "options": [NaN], "correct": [-Infinity]}',
    "digits.jsonl": lambda: b'{"stem": ' + b"9" * 60_000 + b"}",
    "braces.gift": lambda: b"::x::" + b"{" * 20_000 + b"~" * 20_000,
    "regex.gift": lambda: b"What? {" + b"=" + b" \\" * 30_000 + b"}",
    "tex.txt": lambda: b"1. $`" + b"\\frac{1}{" * 2_000 + b"}" * 2_000 + b"`$\nA. x\nB. y",
    # pictures
    "script.svg": lambda: SVG % b"<script>alert(1)</script>",
    "handler.svg": lambda: SVG % b'<rect width="1" height="1" onload="alert(1)"/>',
    "foreign.svg": lambda: SVG % b"<foreignObject><body/></foreignObject>",
    "away.svg": lambda: SVG % b'<use href="http://evil.example/x.svg#a"/>',
    "style.svg": lambda: SVG % b"<style>@import url(http://evil.example)</style>",
    "copies.svg": lambda: SVG % b"".join(
        b'<g id="a%d">%s</g>' % (one, b'<use href="#a%d"/>' % (one - 1) * 10) for one in range(9)
    ),
    "laughs.svg": lambda: DOCTYPE.replace(b"quiz", b"svg") + SVG % b"<text>&l9;</text>",
    "crowded.svg": lambda: SVG % (b"<rect %s/>" % CROWD),
    "crowd.svg": lambda: SVG % (b"<g/>" * 60_000),
    "page.png": lambda: b"<!DOCTYPE html><script>alert(1)</script>",
    "behind.png": lambda: png(b"<script>alert(1)</script>"),
    "archive.png": lambda: png(package(evil__html=b"x")),
    "cut.png": lambda: PNG[:40],
    "wide.png": lambda: PNG[:16] + (2**31 - 1).to_bytes(4, "big") * 2 + PNG[24:],
    "cut.jpg": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "script.pdf": lambda: b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
    "page.pdf": lambda: b"<html><script>alert(1)</script>%PDF-1.7",
}  # fmt: skip
