"""What the form of a self-assessment offers to choose, and what its plan comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from credit import boards
from credit.estimate import estimate
from quizzes.length import length
from quizzes.models import EvaluationForm
from quizzes.reading import read_forms, read_provider
from workflows.act import view
from workflows.content.writing.folder import bank_of, every_bank
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from quizzes.length import Length
    from quizzes.models import Activity
    from workflows.act import Actor


@dataclass(frozen=True)
class Offered:
    """What stands once for all banks."""

    signatories: Mapping[str, str]  # name and position by id
    forms: Mapping[str, EvaluationForm]
    boards: Mapping[str, tuple[str, ...]]  # the types of credit of each board
    specialties: tuple[str, ...]  # that the banks name
    initiatives: tuple[str, ...]


@dataclass(frozen=True)
class Estimated:
    """How long one attempt is, and the credit that can rest on that, in sentences."""

    attempt: str
    sentence: str
    source: str


def offered(actor: Actor) -> Offered:
    """Return what can be chosen in the form of any self-assessment."""
    with view(actor, "writing.see") as a:
        settings = a.actor.service.settings
        provider, _ = read_provider(settings.banks / "provider.yaml")
        forms, _ = read_forms(settings.forms)
        signatories = provider.signatories if provider is not None else ()
        every = [one.bank.activity for one in every_bank(a) if one.bank is not None]
        return Offered(
            signatories={one.id: f"{one.name}, {one.title}" for one in signatories},
            forms=forms,
            boards={one.board: one.rules[-1].type_names for one in boards.load().all},
            specialties=_all(one.specialties for one in every),
            initiatives=_all(one.planning.initiatives for one in every),
        )


def estimated(actor: Actor, slug: str, activity: Activity) -> Estimated:
    """Return what the plan of a form comes to, with the questions that are approved now.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        bank = replace(bank_of(a, slug), activity=activity).bank
        if bank is None:
            raise NotFound("bank")
        one = length(bank)
        found = estimate(activity.planning.credit_basis, one)
        return Estimated(_attempt(one), found.sentence, found.source)


def _all(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return each word once: spelled alike, a filter and a count find it in every bank."""
    return tuple(sorted({word for words in found for word in words}))


def _attempt(one: Length) -> str:
    return (
        f"One attempt: {one.questions} questions, {round(one.asked)} words before answering and"
        f" {round(one.taught)} of feedback, on average."
    )
