"""The binder's screen: what is printed, what is attached, what an audit would miss."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import html, links, words
from workflows.reports.attachments import add
from workflows.reports.binder.look import overview

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service

PEDIATRICS = (("ABP", "Lifelong Learning & Self-Assessment", "1.00"),)


def test_it_offers_the_binder_of_the_activity_in_the_address(
    screen: Drawn, sqlite_service: Service
) -> None:
    """As PDF and with all files; without attachments it says what belongs there."""
    key = publish(sqlite_service)
    publish(sqlite_service, slug="other")
    at = screen("cora", "binder", id=key)
    assert f"/export/binder?activity={key}&as=pdf" in str(links(at))
    assert f"/export/binder?activity={key}&as=zip" in str(links(at))
    assert "1 edition · 4 questions · 0 attachments · no ACCME ID yet" in words(at)
    assert "Agreements on support" in words(at)


def test_an_attachment_is_listed_and_taken_out(screen: Drawn, sqlite_service: Service) -> None:
    """With its number and a link of its own; a title is no markup."""
    key, cora = publish(sqlite_service), signed_in(sqlite_service, "cora")
    add(cora, key, b"%PDF-1.7", "Minutes <b>of May</b>", date(2026, 5, 4))
    at = screen("cora", "binder", id=key)
    assert f'<a href="/attachment/{key}/1">1. Minutes &lt;b&gt;of May&lt;/b&gt;</a>' in html(at)
    at.button(key=f"FormSubmitter:{cora.public_id}-{key}-detach-Take out").click().run()
    assert [one.value for one in at.success] == ["Attachment 1 is taken out."]
    assert overview(cora, key).attachments == ()


def test_nothing_chosen_is_told(screen: Drawn, sqlite_service: Service) -> None:
    """A form that was sent without a file writes nothing."""
    key, cora = publish(sqlite_service), signed_in(sqlite_service, "cora")
    at = screen("cora", "binder", id=key)
    at.button(key=f"FormSubmitter:{cora.public_id}-{key}-attach-Put in").click().run()
    assert "Choose a file first." in words(at)
    assert overview(cora, key).attachments == ()


def test_a_file_is_put_in(screen: Drawn, sqlite_service: Service) -> None:
    """Under the title that was written; what it is not taken for is said."""
    key, cora = publish(sqlite_service), signed_in(sqlite_service, "cora")
    at = screen("cora", "binder", id=key)
    own = f"{cora.public_id}-{key}-attach"
    at.file_uploader(key=f"{own}-file").set_value(("a.pdf", b"MZ", "application/pdf"))
    at.button(key=f"FormSubmitter:{own}-Put in").click().run()
    assert "This is no PDF" in words(at)
    at.file_uploader(key=f"{own}-file").set_value(("a.pdf", b"%PDF-1.7", "application/pdf"))
    at.text_input(key=f"{own}-title").set_value("Agreement")
    at.button(key=f"FormSubmitter:{own}-Put in").click().run()
    assert [one.value for one in at.success] == ["Attachment 1: Agreement."]
    assert [one.title for one in overview(cora, key).attachments] == ["Agreement"]


def test_what_an_audit_would_miss_stands_first(screen: Drawn, sqlite_service: Service) -> None:
    """With what each point rests on; where no points are planned that is said."""
    planned = publish(sqlite_service, plans=PEDIATRICS, registered=())
    said = html(screen("cora", "binder", id=planned))
    assert said.index("✗ missing") < said.index("✓ yes")
    assert "Memory: ask the board" in said
    other = publish(sqlite_service, slug="other")
    assert "No points of the ABP are planned" in words(screen("cora", "binder", id=other))


def test_before_anything_is_published(screen: Drawn) -> None:
    """It says so."""
    assert "Nothing is published yet." in words(screen("cora", "binder"))
