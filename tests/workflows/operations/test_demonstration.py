"""What the demonstration lets one see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from settings import ROOT
from tests.people import signed_in
from workflows.content.editions import editions
from workflows.content.front import front
from workflows.content.publish import NotPublished, publish
from workflows.operations.demonstration import office

if TYPE_CHECKING:
    from workflows.service import Service

BANKS = ("hospital-medicine-essentials", "pediatric-foundations", "perioperative-safety")


@pytest.fixture
def published(sqlite_service: Service) -> Service:
    """The service with the demonstration's banks."""
    staff = office(sqlite_service)
    for slug in BANKS:
        assert not isinstance(publish(staff, ROOT / "quizzes" / "banks" / slug), NotPublished)
    return sqlite_service


def test_ben_wrote_one_bank_and_is_named_in_it(published: Service) -> None:
    """He earns no credit where the faculty list says that he wrote it, and only there."""
    ben = signed_in(published, "ben")
    pages = [front(ben, one.key) for one in editions(office(published))]
    own = [one for one in pages if one.in_control]
    assert len(pages) == len(BANKS)
    assert [one.front.title for one in own] == ["Perioperative safety: a self-assessment"]
    named = {one.name: one.roles for one in own[0].front.faculty}
    assert named["Ben Adeyemi-Larsen, MD"] == ("author",)


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_the_others_wrote_nothing(published: Service, who: str) -> None:
    """Whoever only learns may earn credit everywhere."""
    learner = signed_in(published, who)
    assert not any(front(learner, one.key).in_control for one in editions(office(published)))
