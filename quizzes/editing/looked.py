"""An item as it stands in a form, looked at: what is wrong with it, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from quizzes.checking import check_activity, check_item
from quizzes.editing.plainer import plainer
from quizzes.editing.references import cited_twice
from quizzes.editing.trimmed import trimmed
from quizzes.figures import Figure, read_figure
from quizzes.flaws.registry import RULES
from quizzes.models import ACTIVITY_FILE, ITEM, Activity, AnyItem
from quizzes.notation import Sheet, Value
from quizzes.problem import Place, Severity
from quizzes.rules.approval import is_complete
from quizzes.validating import validated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from quizzes.bank import Draft
    from quizzes.flaws.across import Copy
    from quizzes.problem import Fault

_BY_OTHERS = frozenset({"review-missing", "changes-requested", "history-behind"})
"""What only a reviewer can give, or saving does by itself."""


_GROUPS: Mapping[str, Value] = {"planning": {}, "accreditation": {}, "rules": {}}
"""The groups of fields that every activity has."""


@dataclass(frozen=True)
class Finding:
    """What is wrong at one place of a form, or missing there."""

    place: Place
    severity: Severity
    rule: str
    message: str
    fix: str
    why: str


@dataclass(frozen=True)
class Looked:
    """An item of a form: None as long as it has no question, answers and key yet."""

    item: AnyItem | None
    findings: tuple[Finding, ...]
    lacking: tuple[Finding, ...]
    """What is to be done before the item goes to review."""


def look(fields: Mapping[str, Value], draft: Draft, others: Iterable[Copy], today: date) -> Looked:
    """Return what the checker says of an item as it would be saved now.

    `others` are the items of all banks as they are compared.
    """
    written = trimmed(fields)
    item, faults = validated(ITEM, Sheet(written, {}, ()))
    if item is None:
        found = tuple(_finding(one) for one in faults)
        return Looked(None, found, ())
    beside = _with(draft, item)
    neighbours = [one for one in draft.items.values() if one.id != item.id]
    faults = [*check_item(item, beside, others, today), *cited_twice(item, neighbours)]
    # Where it is not approved yet, its review and its history come with the next steps.
    later = frozenset() if item.status == "approved" else _BY_OTHERS
    found = tuple(_finding(one) for one in faults if one.rule not in later)
    told = {(one.rule, one.place) for one in found}
    lacking = tuple(
        _finding(one)
        for one in is_complete(item)
        if one.rule not in _BY_OTHERS and (one.rule, one.place) not in told
    )
    return Looked(item, found, lacking)


def with_(found: Looked, faults: Iterable[Fault]) -> Looked:
    """Return what was found with what others know of it besides."""
    return replace(found, lacking=(*found.lacking, *map(_finding, faults)))


@dataclass(frozen=True)
class LookedOver:
    """The activity of a form: None as long as something that every activity has is missing."""

    activity: Activity | None
    findings: tuple[Finding, ...]


def look_over(
    fields: Mapping[str, Value], draft: Draft, today: date, provider: Path, forms: Path
) -> LookedOver:
    """Return what the checker says of an activity as it would be saved now."""
    # A group of which nothing is said lacks each of its fields, not itself.
    written = {**_GROUPS, **trimmed(fields)}
    activity, faults = validated(ACTIVITY_FILE, Sheet(written, {}, ()))
    if activity is not None:
        whole = replace(draft, activity=activity)
        faults = list(check_activity(activity, whole, today, provider, forms))
    return LookedOver(activity, tuple(map(_finding, faults)))


def _with(draft: Draft, item: AnyItem) -> Draft:
    """Return the bank with the item as if it were saved."""
    return replace(
        draft,
        items={**draft.items, item.id: item},
        files={**draft.files, item.id: f"items/{item.id}.yaml"},
        figures={**draft.figures, **dict(_figures(draft, item))},
    )


def _figures(draft: Draft, item: AnyItem) -> Iterator[tuple[str, str | Fault]]:
    for one in item.media:
        found = read_figure(draft.folder, one.file)
        yield one.file, found.digest if isinstance(found, Figure) else found


def _finding(fault: Fault) -> Finding:
    rule = RULES.get(fault.rule)
    why = f"{rule.why} {rule.source}." if rule else ""
    message, fix = plainer(fault)
    return Finding(fault.place, fault.severity, fault.rule, message, fix, why)


def ordered(looked: Looked) -> tuple[Finding, ...]:
    """Return everything there is to do, the gravest first."""
    weights: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
    every = chain(looked.findings, looked.lacking)
    return tuple(sorted(every, key=lambda one: weights[one.severity]))
