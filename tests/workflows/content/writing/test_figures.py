"""Figures of a bank before it is published, and the page on which an item is tried."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.quizzes.folder import PNG
from tests.taking import lines
from workflows.content.figure import figure
from workflows.content.writing.figures import NoFigure, add_figure
from workflows.content.writing.looking import look
from workflows.content.writing.opening import open_form
from workflows.content.writing.trying import try_item
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from tests.quizzes.folder import BankFolder
    from workflows.act import Actor
    from workflows.service import Service

BANK = "small-bank"
DIGEST = hashlib.sha256(PNG).hexdigest()


def item(actor: Actor) -> AnyItem:
    """Return the item one as its form says it."""
    found = look(actor, BANK, open_form(actor, BANK, "one").form.fields).item
    assert found is not None
    return found


def test_a_picture_is_put_into_the_bank(here: Service, ben: Actor, folder: BankFolder) -> None:
    """Under a name of the item's own, once however often it is sent; the log has its digest."""
    assert add_figure(ben, BANK, "two", "My ECG (1).PNG", PNG) == "media/two-my-ecg-1.png"
    assert add_figure(ben, BANK, "two", "My ECG (1).PNG", PNG) == "media/two-my-ecg-1.png"
    assert folder.files()["media/two-my-ecg-1.png"] == PNG
    assert lines(here, "figure.add")[0].data == {"bank": BANK, "sha256": DIGEST}


def test_another_picture_of_the_same_name_replaces_none(ben: Actor, folder: BankFolder) -> None:
    """It gets a name that says which it is."""
    folder.write("media/two-ecg.png", b"something else")
    assert add_figure(ben, BANK, "two", "ecg.png", PNG) == f"media/two-ecg-{DIGEST[:8]}.png"
    assert folder.files()["media/two-ecg.png"] == b"something else"


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.png", b"no picture"), ("x.gif", PNG), ("x.png", PNG[:-8]), ("x.png", b"x" * 2_000_001),
     ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
)  # fmt: skip
def test_what_is_no_safe_picture_is_refused(
    ben: Actor, folder: BankFolder, name: str, content: bytes
) -> None:
    """Nothing is written."""
    files = folder.files()
    with pytest.raises(NoFigure):
        add_figure(ben, BANK, "two", name, content)
    assert folder.files() == files


def test_only_the_desk_sees_figures_before_publication(here: Service, ben: Actor) -> None:
    """For a learner they are not there."""
    assert figure(ben, DIGEST).content == PNG
    with pytest.raises(NotFound):
        figure(signed_in(here, "ada"), DIGEST)
    with pytest.raises(NotFound):
        figure(ben, "0" * 64)


def test_an_item_is_tried_as_physicians_meet_it(ben: Actor) -> None:
    """Its page has no key and no rationale before the answer, and its feedback after it."""
    page = try_item(ben, BANK, item(ben), "try", None)
    assert page.feedback is None
    assert [one.digest for one in page.item.figures] == [DIGEST]
    assert "No carbon dioxide" not in page.item.model_dump_json()
    after = try_item(ben, BANK, item(ben), "try", "a", "sure")
    assert after.feedback is not None
    assert after.feedback.outcome == "Correct"
    assert after.attempt == page.attempt


def test_an_item_whose_figure_is_missing_is_tried_without_it(
    ben: Actor, folder: BankFolder
) -> None:
    """What is missing is a finding, not a broken page."""
    (folder.path / "media" / "one.png").unlink()
    found = look(ben, BANK, open_form(ben, BANK, "one").form.fields)
    assert found.item is not None
    assert any(one.place[0] == "media" for one in found.findings)
    assert try_item(ben, BANK, found.item, "try", None).item.figures == ()
