"""The fixed texts that belong to others, resolved for one activity: credit, boards, consent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit.amounts import as_text, quarters
from credit.held_elsewhere import in_place_of_designation, in_place_of_participation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from credit.board_rule import BoardRule
    from credit.boards import Boards
    from quizzes.models import Activity, BoardPlan, FixedText, Provider

# The AMA's trademarked phrase: italic wherever it can be, always with its mark.
AMA_CREDIT = "AMA PRA Category 1 Credit™"
AMA_CREDITS = "AMA PRA Category 1 Credits™"

_PHRASE = re.compile(r"\*?(AMA PRA Category 1 Credit(?:\(s\)|s)?)\*?(?:™|\(TM\))?")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

# What each text must leave room for; without it the statement would lack a mandated element.
REQUIRED: Mapping[str, frozenset[str]] = {
    "accreditation": frozenset({"provider"}),
    "joint_accreditation": frozenset({"provider", "partners"}),
    "designation": frozenset({"provider", "format", "credits"}),
    "participation": frozenset({"credits"}),
}
RECOGNITION = frozenset({"provider", "points", "credit_type"})


class MissingPlaceholder(ValueError):
    """A text lacks a placeholder that it must have."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        wanted = ", ".join(f"{{{one}}}" for one in self.names)
        super().__init__(f"The {text} text must contain {wanted}; add it where the value belongs.")


class UnknownPlaceholder(ValueError):
    """A text has a placeholder that nothing fills."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        found = ", ".join(f"{{{one}}}" for one in self.names)
        super().__init__(f"The {text} text contains {found}, which nothing fills; remove it.")


@dataclass(frozen=True, slots=True)
class Statement:
    """A resolved text, and whether its owner's wording has been approved."""

    name: str
    text: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything an activity says about its credit; one recognition for each board's plan."""

    accreditation: Statement
    designation: Statement
    participation: Statement
    recognition: tuple[Statement, ...]

    @property
    def unapproved(self) -> tuple[str, ...]:
        """Names of the texts that are still placeholders."""
        own = (self.accreditation, self.designation, self.participation, *self.recognition)
        return tuple(one.name for one in own if not one.approved)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    italic: bool


def statements(provider: Provider, activity: Activity, boards: Boards, on: date) -> Statements:
    """Resolve the credit statements of an activity under the board rules of a day."""
    values = _values(provider, activity)

    def own(name: str, text: FixedText) -> Statement:
        return resolve(name, text, values, REQUIRED[name])

    joint, held = bool(activity.planning.joint_providers), activity.accreditation.held_elsewhere
    return Statements(
        accreditation=own("joint_accreditation", provider.joint_accreditation)
        if joint
        else own("accreditation", provider.accreditation),
        # Where the credit is another activity's, none is designated here and none is named.
        designation=Statement("designation", in_place_of_designation(held), approved=True)
        if held
        else own("designation", provider.designation),
        participation=Statement("participation", in_place_of_participation(held), approved=True)
        if held
        else own("participation", provider.participation),
        recognition=tuple(
            recognition(boards.rule(plan.board, on), plan, values) for plan in activity.boards
        ),
    )


def recognition(rule: BoardRule, plan: BoardPlan, values: Mapping[str, str]) -> Statement:
    """Resolve what a board's recognition of an activity says about one credit type."""
    own = {"points": as_text(quarters(plan.points)), "credit_type": plan.credit_type}
    found = resolve(f"{plan.board} recognition", rule.statement, {**values, **own}, RECOGNITION)
    if found.approved:
        return found
    # The boards' files hold a text of ours until the board's own is in: it must not look like it.
    marked = f"Placeholder for the statement of the {plan.board}: {found.text}"
    return Statement(found.name, marked, approved=False)


def consent(provider: Provider, board: str) -> Statement:
    """Resolve what a physician agrees to when completions are reported to a board."""
    values = {"provider": provider.name, "board": board}
    return resolve("report_consent", provider.report_consent, values, frozenset({"board"}))


def resolve(
    name: str, text: FixedText, values: Mapping[str, str], required: frozenset[str]
) -> Statement:
    """Put values in a text's placeholders, or refuse a text that lacks or invents one."""
    found = frozenset(_PLACEHOLDER.findall(text.text))
    if lacking := required - found:
        raise MissingPlaceholder(name, lacking)
    if unknown := found - values.keys():
        raise UnknownPlaceholder(name, unknown)
    filled = _PLACEHOLDER.sub(lambda one: values[one[1]], text.text)
    return Statement(name, filled, text.approved)


def ama_credits(count: int) -> str:
    """Return 4 quarters as "1.00 AMA PRA Category 1 Credit™", other amounts in the plural."""
    return f"{as_text(count)} {AMA_CREDIT if count == 4 else AMA_CREDITS}"  # noqa: PLR2004 - one hour


def runs(text: str) -> tuple[Run, ...]:
    """Cut a text so that the AMA's phrase can be set in italics; its mark is added if absent."""
    pieces: list[Run] = []
    end = 0
    for found in _PHRASE.finditer(text):
        pieces += [Run(text[end : found.start()], italic=False), Run(found[1], italic=True)]
        pieces.append(Run("™", italic=False))
        end = found.end()
    pieces.append(Run(text[end:], italic=False))
    return tuple(one for one in pieces if one.text)


def as_markdown(text: str) -> str:
    """Return a text with the AMA's phrase in Markdown italics and its mark."""
    return "".join(f"*{one.text}*" if one.italic else one.text for one in runs(text))


def _values(provider: Provider, activity: Activity) -> dict[str, str]:
    return {
        "provider": provider.name,
        "office": provider.office,
        "title": activity.title,
        "format": activity.accreditation.format,
        "credits": as_text(quarters(activity.accreditation.credits)),
        "partners": _listed(activity.planning.joint_providers),
    }


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
