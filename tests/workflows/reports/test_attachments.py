"""Attachments of a binder: what is taken, that nothing is overwritten, who gets it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from storage import attachments as rows_of
from storage import things
from storage.connect import reading
from tests.editions import publish
from tests.learning import unsealed
from tests.people import signed_in
from tests.taking import lines
from workflows.people.session import system
from workflows.refusals import NotFound, Stale
from workflows.reports.attachments import (
    MOST_BYTES,
    HasMacros,
    NoSuchKind,
    NoTitle,
    TooLarge,
    add,
    fetch,
    remove,
)
from workflows.reports.binder.look import overview

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Actor
    from workflows.service import Service

PDF, PNG = b"%PDF-1.7 agreement", b"\x89PNG\r\n\x1a\n-"
DAY = date(2026, 9, 14)
WORD = ("[Content_Types].xml", "word/document.xml")


def package(*names: str) -> bytes:
    """Return a zip of empty files with these names."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


def kept(service: Service, key: str) -> list[Row[object]]:
    """Return every row of an activity's attachments."""
    with reading(service.engine) as connection:
        found = things.find(connection, "activity", key, None)
        assert found is not None
        return list(rows_of.every(connection, found.id))


def test_a_file_is_put_in_and_fetched(service: Service, cora: Actor) -> None:
    """Under a number, by its content's kind, with a name that says what it is; both are logged."""
    key = publish(service)
    made = add(cora, key, PDF, "  Agreement on support ", DAY)
    assert (made.number, made.title, made.ending, made.size) == (
        1, "Agreement on support", "pdf", len(PDF),
    )  # fmt: skip
    file = fetch(cora, key, "1")
    assert (file.content, file.media_type) == (PDF, "application/pdf")
    assert file.name == "attachment-01-2026-09-14-agreement-on-support.pdf"
    acts = [(one.act, one.on) for one in lines(service) if one.act.startswith("attachment")]
    assert acts == [("attachment.add", f"activity:{key}"), ("attachment.print", f"activity:{key}")]
    assert unsealed(system(service), ("attachment",)) == []


def test_the_log_tells_digests_and_no_titles(service: Service, cora: Actor) -> None:
    """A title may name somebody."""
    add(cora, publish(service), PDF, "Letter of Dr. Example", DAY)
    line = next(one for one in lines(service) if one.act == "attachment.add")
    assert "Example" not in str(line.data)
    assert line.data["number"] == 1


def test_a_double_click_puts_it_in_once(service: Service, cora: Actor) -> None:
    """The same file, title and day is the same attachment."""
    key = publish(service)
    first, again = (add(cora, key, PDF, "Minutes", DAY) for _ in range(2))
    assert first == again
    assert len(kept(service, key)) == 1


def test_taken_out_it_is_gone_from_the_list_and_kept_in_the_rows(
    service: Service, cora: Actor
) -> None:
    """Its number is not given again, and its file cannot be fetched."""
    key = publish(service)
    add(cora, key, PDF, "Minutes", DAY)
    remove(cora, key, 1, 1)
    remove(cora, key, 1, 1)  # a double click
    assert overview(cora, key).attachments == ()
    with pytest.raises(NotFound):
        fetch(cora, key, "1")
    assert add(cora, key, PNG, "Scan", DAY).number == 2
    assert [(row.number, row.seq, row.digest is None) for row in kept(service, key)] == [
        (1, 1, False), (1, 2, True), (2, 1, False),
    ]  # fmt: skip


def test_a_stale_page_takes_nothing_out(service: Service, cora: Actor) -> None:
    """Somebody else may have changed it since."""
    key = publish(service)
    add(cora, key, PDF, "Minutes", DAY)
    with pytest.raises(Stale):
        remove(cora, key, 1, 7)
    assert len(overview(cora, key).attachments) == 1


def test_each_activity_has_its_own(service: Service, cora: Actor) -> None:
    """A number of one names nothing in another."""
    first, second = publish(service), publish(service, slug="other")
    add(cora, first, PDF, "Minutes", DAY)
    assert overview(cora, second).attachments == ()
    with pytest.raises(NotFound):
        fetch(cora, second, "1")


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PDF, "pdf"), (PNG, "png"), (b"\xff\xd8\xff\xe0", "jpg"), (package(*WORD), "docx")],
)
def test_the_content_says_what_it_is(sqlite_service: Service, content: bytes, ending: str) -> None:
    """Whatever the file was called."""
    cora = signed_in(sqlite_service, "cora")
    assert add(cora, publish(sqlite_service), content, "Anything", DAY).ending == ending


@pytest.mark.parametrize(
    ("content", "title", "refusal"),
    [
        (b"<html><script>", "A page", NoSuchKind),
        (b"MZ program", "A program", NoSuchKind),
        (b"", "Nothing", NoSuchKind),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "An old Word file", NoSuchKind),
        (package("word/document.xml"), "A zip that is no document", NoSuchKind),
        (b"<html>" + package(*WORD), "A page before a document", NoSuchKind),
        (package("[Content_Types].xml", "xl/workbook.xml"), "A sheet", NoSuchKind),
        (package(*WORD, "word/vbaProject.bin"), "With macros", HasMacros),
        (PDF + bytes(MOST_BYTES), "Large", TooLarge),
        (PDF, " \u200b ", NoTitle),
        (PDF, "x" * 201, NoTitle),
    ],
)
def test_nothing_else_is_taken(
    sqlite_service: Service, content: bytes, title: str, refusal: type[Exception]
) -> None:
    """Neither pages nor programs, nor what is too large or has no title; nothing is written."""
    key, cora = publish(sqlite_service), signed_in(sqlite_service, "cora")
    with pytest.raises(refusal):
        add(cora, key, content, title, DAY)
    assert kept(sqlite_service, key) == []


@pytest.mark.parametrize("number", ["0", "2", "x", "1" * 40, "-1", "١"])
def test_an_unknown_number_is_refused(sqlite_service: Service, number: str) -> None:
    """It comes from an address."""
    key, cora = publish(sqlite_service), signed_in(sqlite_service, "cora")
    add(cora, key, PDF, "Minutes", DAY)
    with pytest.raises(NotFound):
        fetch(cora, key, number)
