"""Why an activity gives as much as it says, for who asks before anything is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit import boards
from credit.amounts import quarters
from credit.boards import NoRule
from credit.statements import ama_credits
from credit.why import Reason, why_maximum, why_planned
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.credit.reasons import Explained
from workflows.credit.said import points_said
from workflows.people.profile import hears_of_points

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from quizzes.edition import Terms
    from quizzes.models import BoardPlan
    from workflows.act import Actor


def planned(actor: Actor, key: str) -> tuple[Explained, ...]:
    """Return why each amount that a physician is shown of an activity is what it is.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "activity.see", on=("activity", key)) as a:
        edition = content.newest_edition(a.connection, a.on.id)
        day = min(max(a.today, a.on.released), a.on.expires)
        terms = frozen.manifest(a.connection, edition.id).terms
        return tuple(_explained(terms, day)) if hears_of_points(a) else ()


def _explained(terms: Terms, on: date) -> Iterator[Explained]:
    accreditation = terms.accreditation
    maximum = quarters(accreditation.credits)
    if accreditation.held_elsewhere is None:
        what = f"Up to {ama_credits(maximum)}"
        yield Explained(what, why_maximum(maximum, accreditation.estimated_minutes))
    for plan in terms.boards:
        what = points_said(quarters(plan.points), plan.board, plan.credit_type)
        yield Explained(f"Up to {what}", _of_board(plan, terms, maximum, on))


def _of_board(plan: BoardPlan, terms: Terms, maximum: int, on: date) -> tuple[Reason, ...]:
    try:
        return why_planned(plan, terms.boards, maximum, boards.load(), on)
    except NoRule as none:
        return (Reason(str(none)),)
