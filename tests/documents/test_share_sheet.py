from __future__ import annotations

from documents.code import modules
from documents.share_sheet import CODE, WIDTH, share_pdf
from tests.documents.papers import pages, share, text


def test_it_says_what_the_code_opens() -> None:
    """For whoever has no telephone, too."""
    said = " ".join(text(share_pdf(share())).split())
    for part in (
        "Sepsis in adults",
        "Up to 2.50 AMA PRA Category 1 Credits™",
        "learn.example.org/go/k7m3p9",
        "Code k7m3p9",
        "Open until October 31, 2027",
        "cme@example.org",
    ):
        assert part in said
    assert "Demonstration" not in said
    assert "Demonstration, not for credit" in text(share_pdf(share(demonstration=True)))


def test_the_code_is_as_large_as_it_is_printed() -> None:
    """A module measures more than a millimeter: a telephone reads it from two steps away."""
    unit = CODE / (len(modules(share().address)) + 8)
    assert unit > 72 / 25.4
    assert CODE < WIDTH


def test_a_sheet_is_one_page() -> None:
    """However much is to be said on it."""
    much = share(
        title="A very long title " * 20, summary="word " * 400, statements=("word " * 300,) * 3
    )
    assert len(pages(share_pdf(much))) == 1
    assert share_pdf(share()) == share_pdf(share())
