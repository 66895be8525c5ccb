"""A bank explained: what it gives at each board, and what its amount of credit rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credit import boards
from credit.amounts import as_text, in_quarters
from credit.estimate import Estimate, estimate, minutes_said
from credit.findings import Finding, findings, planned
from quizzes.length import Length, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.bank import Bank
    from quizzes.models import CreditBasis


@dataclass(frozen=True, slots=True)
class Explained:
    """What staff and authors are told of one bank; credits in quarters."""

    slug: str
    title: str
    credits: int
    estimated_minutes: int
    findings: tuple[Finding, ...]
    attempt: Length
    estimate: Estimate

    @property
    def eligible(self) -> bool:
        """Whether every board of the plan gives points."""
        return all(one.eligible for one in self.findings)

    def lines(self) -> Iterator[str]:
        """Say all of it in lines of text."""
        yield self.title
        yield from self._boards()
        yield ""
        yield f"Credit: {as_text(self.credits)} planned, {self.estimated_minutes} minutes."
        yield (
            f"One attempt: {self.attempt.questions} questions, {round(self.attempt.asked)} words"
            f" before answering and {round(self.attempt.taught)} of feedback, on average."
        )
        yield f"Estimate: {self.estimate.sentence} Source: {self.estimate.source}."
        if self.estimate.quarters is not None and self.estimate.quarters < self.credits:
            yield "The plan is more than the estimate: say why in the planning, or plan less."

    def as_data(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        minutes, count = self.estimate.minutes, self.estimate.quarters
        return {
            "bank": self.slug,
            "title": self.title,
            "credits": as_text(self.credits),
            "estimated_minutes": self.estimated_minutes,
            "boards": [_data(one) for one in self.findings],
            "attempt": {
                "questions": self.attempt.questions,
                "words_before_answering": round(self.attempt.asked),
                "words_of_feedback": round(self.attempt.taught),
            },
            "estimate": {
                "minutes": minutes_said(minutes) if minutes is not None else None,
                "credits": as_text(count) if count is not None else None,
                "sentence": self.estimate.sentence,
                "source": self.estimate.source,
            },
        }

    def _boards(self) -> Iterator[str]:
        if not self.findings:
            yield "No points are planned at any board."
        for one in self.findings:
            yield one.sentence
            yield from (f"  Fix: {fault.fix}" for fault in one.faults)
            yield from (f"  Missing: {text}" for text in one.missing)
            yield from (f"  {text}" for text in one.notes)
            yield from (f"  {text}" for text in one.rests_on)


def explained(bank: Bank, basis: CreditBasis | None) -> Explained:
    """Explain a bank, its credit by `basis`: what its planning names, or what somebody asks for."""
    activity, one = bank.activity, length(bank)
    return Explained(
        slug=bank.slug,
        title=activity.title,
        credits=in_quarters(activity.accreditation.credits),
        estimated_minutes=activity.accreditation.estimated_minutes,
        findings=findings(planned(activity, activity.planning), boards.load()),
        attempt=one,
        estimate=estimate(basis, one),
    )


def _data(one: Finding) -> dict[str, Any]:
    return {
        "board": one.board,
        "eligible": one.eligible,
        "sentence": one.sentence,
        "points": {name: as_text(count) for name, count in one.most},
        "fixes": [fault.fix for fault in one.faults],
        "missing": one.missing,
        "notes": one.notes,
        "rule_from": one.rule_from,
        "source": one.source,
        "from_memory": one.from_memory,
    }
