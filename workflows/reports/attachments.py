"""Attachments of an activity's binder: agreements, minutes and letters that staff put in.

What a file is says its content, not its name. Nothing is overwritten: whoever takes one out writes
a row that says so, and its number is not given again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal
from zipfile import BadZipFile, ZipFile

from sqlalchemy.exc import IntegrityError

from documents.file_names import file_name
from documents.names import visible
from storage import attachments
from storage.columns import keepable
from workflows.act import act
from workflows.people.profile import latest
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor

Ending = Literal["pdf", "docx", "png", "jpg"]
MEDIA: dict[Ending, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
}
MOST_BYTES = 10_000_000
LONGEST = 200  # letters of a title
_BEGINS: tuple[tuple[bytes, Ending], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
)
_PACKAGE = b"PK\x03\x04"  # a zip is read from its end: before it there could be a page or a program
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class NoSuchKind(Faulty):
    """A file that is none of the four kinds."""

    def __init__(self) -> None:
        """Say what can be put in."""
        super().__init__(
            "This is no PDF, Word document (.docx), PNG or JPEG, whatever its name says. Save it as"
            " PDF, then put it in."
        )


class HasMacros(Faulty):
    """A Word document that brings a program along."""

    def __init__(self) -> None:
        """Say how it can be put in all the same."""
        super().__init__(
            "This Word document holds macros. Save it as PDF or as .docx without them."
        )


class TooLarge(Faulty):
    """More than is kept in the database."""

    def __init__(self) -> None:
        """Say how much may be."""
        super().__init__(
            f"The file is larger than {MOST_BYTES // 1_000_000} MB. Scan it in gray or in parts."
        )


class NoTitle(Faulty):
    """Nothing to find the attachment by."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(f"Give the attachment a title of up to {LONGEST} letters.")


@dataclass(frozen=True)
class Attachment:
    """One attachment in force."""

    number: int
    seq: int
    title: str
    dated: date
    ending: Ending
    size: int
    digest: str
    by: str  # name of who put it in
    at: datetime

    @property
    def name(self) -> str:
        """What it is called in the archive and where it is saved: number, day and title."""
        return file_name(f"attachment-{self.number:02}", self.ending, self.dated, self.title)


@dataclass(frozen=True)
class File:
    """A file with its name and type."""

    name: str
    media_type: str
    content: bytes


def in_force(connection: Connection, activity_id: int) -> tuple[Attachment, ...]:
    """Return the attachments of an activity, by number, without those taken out."""
    newest = {row.number: row for row in attachments.every(connection, activity_id)}
    return tuple(_attachment(connection, row) for row in newest.values() if row.digest)


def add(actor: Actor, key: str, content: bytes, title: str, dated: date) -> Attachment:
    """Put a file into the binder of the activity `key`; the same one twice stays one.

    Raises:
        NoSuchKind, HasMacros, TooLarge, NoTitle: nothing was written.
    """
    ending, title = sniffed(content), _title(title)
    digest = hashlib.sha256(content).hexdigest()
    with act(actor, "attachment.add", on=("activity", key)) as a:
        a.receipt = _same(a, digest, title, dated)
        if a.receipt is not None:
            return _attachment(a.connection, a.receipt)
        number = attachments.next_number(a.connection, a.on.id)
        attachments.keep_file(a.connection, digest, ending, content)
        _write(a, number, 1, title=title, dated=dated, digest=digest)
        row = attachments.in_force(a.connection, a.on.id, number)
        assert row is not None  # noqa: S101 - it was just written
        return _attachment(a.connection, row)


def remove(actor: Actor, key: str, number: int, seen: int) -> None:
    """Take an attachment out of the binder; its rows and its file stay, for whoever asks.

    Raises:
        NotFound: there is no such attachment.
        Stale: somebody changed it since the page was drawn.
    """
    try:
        with act(actor, "attachment.remove", on=("activity", key)) as a:
            row = attachments.in_force(a.connection, a.on.id, number)
            if row is None:
                raise NotFound("attachment")
            if row.digest is None:
                a.receipt = row
                return
            if row.seq != seen:
                raise Stale(row.title, row.seq)
            _write(a, number, seen + 1, title=row.title, dated=row.dated, digest=None)
    except IntegrityError:  # two took it out in the same moment
        raise Stale("", seen) from None


def fetch(actor: Actor, key: str, number: str) -> File:
    """Return the file of an attachment; who took it is logged.

    Raises:
        NotFound: there is no such attachment, or it was taken out.
    """
    with act(actor, "attachment.print", on=("activity", key)) as a:
        known = _NUMBER.fullmatch(number)
        row = attachments.in_force(a.connection, a.on.id, int(number)) if known else None
        if row is None or row.digest is None:
            raise NotFound("attachment")
        a.data.update(number=row.number, digest=row.digest)
        one = _attachment(a.connection, row)
        return File(one.name, MEDIA[one.ending], attachments.file(a.connection, row.digest))


def sniffed(content: bytes) -> Ending:
    """Return what a file is, by what it holds.

    Raises:
        NoSuchKind, HasMacros, TooLarge: it is not taken.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    for begins, ending in _BEGINS:
        if content.startswith(begins):
            return ending
    if not content.startswith(_PACKAGE):
        raise NoSuchKind
    try:
        with ZipFile(BytesIO(content)) as package:
            names = {one.casefold() for one in package.namelist()}
    except (BadZipFile, ValueError, NotImplementedError):
        raise NoSuchKind from None
    if not {"[content_types].xml", "word/document.xml"} <= names:
        raise NoSuchKind
    if any(one.endswith("vbaproject.bin") for one in names):
        raise HasMacros
    return "docx"


def _title(title: str) -> str:
    found = visible(keepable(title))
    if not found or len(found) > LONGEST:
        raise NoTitle
    return found


def _same(a: Act, digest: str, title: str, dated: date) -> Row[Any] | None:
    """Return the attachment in force that is just this one: a click was doubled."""
    newest = {row.number: row for row in attachments.every(a.connection, a.on.id)}
    same = (digest, title, dated)
    return next(
        (one for one in newest.values() if (one.digest, one.title, one.dated) == same), None
    )


def _write(a: Act, number: int, seq: int, *, title: str, dated: date, digest: str | None) -> None:
    attachments.add(
        a.connection,
        activity_id=a.on.id,
        number=number,
        seq=seq,
        title=title,
        dated=dated,
        digest=digest,
        by=a.person_id,
        at=a.at,
    )
    a.seal("attachment", activity_id=a.on.id, number=number, seq=seq)
    a.data.update(number=number, seq=seq, **({"digest": digest} if digest else {}))


def _attachment(connection: Connection, row: Row[Any]) -> Attachment:
    return Attachment(
        number=row.number,
        seq=row.seq,
        title=row.title,
        dated=row.dated,
        ending=row.type,
        size=row.size,
        digest=row.digest,
        by=latest(connection, row.by)[0].shown,
        at=row.at,
    )
