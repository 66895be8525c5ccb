"""What a board's rule says of an activity that somebody asks about; a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from credit.amounts import as_text, in_quarters
from credit.findings import Planned, findings
from quizzes.models import BoardPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credit.board_rule import Feature
    from credit.boards import Boards
    from credit.findings import Finding

Verdict = Literal["eligible", "needs change", "not eligible"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What follows from a board's dated rule alone."""

    board: str
    verdict: Verdict
    reasons: str
    rests_on: tuple[str, ...]  # the rule's day and source, and what of it is not confirmed
    rule_from: date | None
    source: str


def suggest(
    acronyms: Iterable[str],
    credit: str,
    has: Iterable[Feature],
    days: tuple[date, date],
    boards: Boards,
) -> tuple[Suggestion, ...]:
    """Suggest an answer for each board, under the rule of the activity's first day.

    `credit` is the most that can be claimed, `days` the first and the last one. All of it is taken
    as the board's first type of points; a person may know that less of it qualifies.
    """
    plans = tuple(_plan(one, credit, days[0], boards) for one in acronyms)
    asked = Planned(
        credits=in_quarters(credit),
        has=frozenset(has),
        released=days[0],
        expires=days[1],
        plans=plans,
        outline=(),
    )
    return tuple(map(_suggestion, findings(asked, boards)))


def _plan(acronym: str, credit: str, on: date, boards: Boards) -> BoardPlan:
    board = boards.board(acronym)
    begun = [one for one in board.rules if one.effective_from <= on] or board.rules[:1]
    plan = {"board": acronym, "credit_type": begun[-1].type_names[0], "points": credit}
    return BoardPlan.model_validate(plan)


def _suggestion(found: Finding) -> Suggestion:
    rules = {one.rule for one in found.faults}
    verdict: Verdict = "eligible"
    if rules - {"board-requires"}:
        verdict = "not eligible"
    elif rules or found.missing:
        verdict = "needs change"
    return Suggestion(
        board=found.board,
        verdict=verdict,
        reasons=_reasons(found),
        rests_on=found.rests_on,
        rule_from=found.rule_from,
        source=found.source,
    )


def _reasons(found: Finding) -> str:
    faults = [_sentence(one.message.removeprefix(f"{found.board}: ")) for one in found.faults]
    given = [f"Up to {as_text(count)} {name} points." for name, count in found.most]
    asked = [f"{one.partition('; ')[0]}; name them." for one in found.missing]
    return " ".join((*(faults or given), *asked, *found.notes))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
