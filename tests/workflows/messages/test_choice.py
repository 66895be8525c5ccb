from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.mail import CREDIT, KINDS
from storage.connect import reading
from tests.amending import account, merged
from tests.taking import count, lines
from workflows.messages.choice import (
    TOPICS,
    WEEKLY,
    NoSuchTopic,
    choices,
    set_choice,
    topic_of,
    wants,
)
from workflows.operations.doctor import doctor

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_what_is_wanted_until_it_is_not(service: Service, ada: Actor, dan: Actor) -> None:
    """All but the week's question; and one person's choice is not another's."""
    first = {one.name: one.name != WEEKLY for one in TOPICS}
    assert choices(ada) == first
    set_choice(ada, "answers", wanted=False)
    assert choices(ada) == first | {"answers": False}
    assert choices(dan) == first
    set_choice(ada, "answers", wanted=True)
    assert choices(ada)["answers"]
    assert count(service, "choice") == 2


def test_a_repeat_changes_nothing(service: Service, ada: Actor) -> None:
    """Neither in the table nor in the log."""
    for wanted in (True, False, False):
        set_choice(ada, "follow-up", wanted=wanted)
    assert count(service, "choice") == 1
    assert [one.data for one in lines(service, "choice.set")] == [
        {"topic": "follow-up", "wanted": False}
    ]


@pytest.mark.parametrize("topic", ["year-end", "", "everything"])
def test_credit_matters_cannot_be_chosen(service: Service, ada: Actor, topic: str) -> None:
    """Nor what does not exist."""
    with pytest.raises(NoSuchTopic):
        set_choice(ada, topic, wanted=False)
    assert count(service, "choice") == 0


def test_every_kind_is_a_credit_matter_or_has_a_topic() -> None:
    """One or the other, and no kind has two."""
    for kind in KINDS:
        assert (topic_of(kind) is None) == (kind in CREDIT)
    assert sum(len(one.kinds) for one in TOPICS) + len(CREDIT) == len(KINDS)


def test_choices_are_sealed(ada: Actor, system: Actor) -> None:
    """The log proves them."""
    set_choice(ada, "answers", wanted=False)
    assert [one.findings for one in doctor(system) if one.about == "records"] == [()]


def test_the_last_word_holds_in_whichever_account(
    service: Service, cora: Actor, clock: Clock
) -> None:
    """A message about what the other account did heeds it, and the kept one may change its mind."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    set_choice(old, "answers", wanted=False)
    kept = merged(cora, old, kept)
    assert choices(kept)["answers"] is False
    clock.move(minutes=1)
    set_choice(kept, "answers", wanted=True)
    clock.move(minutes=1)
    set_choice(kept, "answers", wanted=False)
    with reading(service.engine) as connection:
        assert not wants(connection, old.person_id or 0, "appeal-answer")
    assert count(service, "choice") == 3
