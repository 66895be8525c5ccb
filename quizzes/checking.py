"""The checker: every problem of every file of the given banks, in one pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.flaws.across import Seen
from quizzes.flaws.bank import flaws, of_item, repeated, views_of
from quizzes.reading import FORMS, PROVIDER, collector_paused, read_draft, read_forms, read_provider
from quizzes.rules import (
    approval,
    evidence,
    ids,
    people,
    plausible,
    pools,
    prose,
    scoring,
    stimuli,
    terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from quizzes.bank import Draft
    from quizzes.flaws.across import Copy
    from quizzes.kinds.item import Status
    from quizzes.kinds.stimulus import Stimulus
    from quizzes.models import Activity, AnyItem, EvaluationForm, Provider
    from quizzes.problem import Fault, Problem, Severity


_WEIGHTS: tuple[Status, ...] = ("approved", "in_review")
"""The heavier first: a stimulus is judged like the furthest of the items that show it."""


def check(
    folders: Path | Iterable[Path],
    today: date,
    provider_file: Path = PROVIDER,
    forms_folder: Path = FORMS,
) -> tuple[Problem, ...]:
    """Return every problem of the banks in `folders` and of what they share, file by file."""
    banks = [folders] if isinstance(folders, Path) else list(folders)
    provider, of_provider = read_provider(provider_file)
    forms, of_forms = read_forms(forms_folder)
    problems = [*of_provider, *of_forms]
    seen = Seen()
    with collector_paused():
        for folder in banks:
            draft, found = read_draft(folder)
            problems += _sorted((*found, *_of_bank(draft, provider, forms, today, seen)))
    return tuple(problems)


def check_item(
    item: AnyItem, draft: Draft, others: Iterable[Copy], today: date
) -> tuple[Fault, ...]:
    """Return the faults of one item of a bank, weighed as `check` weighs them.

    `others` are the items of all banks as they are compared. What only shows in a whole bank (keys
    that are often longest, cues between items) is left to `check`.
    """
    found = (
        *_item_faults(item, draft, today),
        *ids.id_is_new(item, _items_beside(draft.folder)),
        *of_item(item, draft.slug, others, today),
    )
    return tuple(fault for fault in found if not _waived(item, fault))


def check_activity(
    activity: Activity, draft: Draft, today: date, provider_file: Path, forms_folder: Path
) -> tuple[Fault, ...]:
    """Return the faults of the activity of a bank, weighed as `check` weighs them."""
    provider, _ = read_provider(provider_file)
    forms, _ = read_forms(forms_folder)
    return tuple(_of_activity(activity, draft, provider, forms, today))


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: (one.file, one.line or 0))


def _of_bank(
    draft: Draft,
    provider: Provider | None,
    forms: Mapping[str, EvaluationForm],
    today: date,
    seen: Seen,
) -> Iterator[Problem]:
    """Return the problems of a bank; `seen` holds the items of the banks before it."""
    views = views_of(draft, today)
    beside = _items_beside(draft.folder)
    own = (
        (item, fault)
        for item in draft.items.values()
        for fault in (*_item_faults(item, draft, today), *ids.id_is_new(item, beside))
    )
    for item, fault in (*own, *flaws(draft, views), *repeated(seen, draft, views)):
        if item is None or not _waived(item, fault):
            yield draft.problem(fault, item)
    for stimulus in draft.stimuli.values():
        for fault in _stimulus_faults(stimulus, draft):
            yield draft.stimulus_problem(fault, stimulus)
    if draft.activity is not None:
        for fault in _of_activity(draft.activity, draft, provider, forms, today):
            yield draft.problem(fault)


def _of_activity(
    activity: Activity,
    draft: Draft,
    provider: Provider | None,
    forms: Mapping[str, EvaluationForm],
    today: date,
) -> Iterator[Fault]:
    yield from _activity_faults(activity, draft, today)
    yield from terms.evaluation_exists(activity, forms)
    if provider is not None:
        yield from people.signatory_exists(activity, provider)


def _item_faults(item: AnyItem, draft: Draft, today: date) -> Iterator[Fault]:
    yield from ids.file_is_named_as_item(item, draft)
    yield from ids.ids_in_item_stand_once(item)
    yield from prose.is_plain_markdown(item)
    yield from scoring.scoring_is_known(item)
    yield from stimuli.stimulus_exists(item, draft)
    yield from stimuli.part_belongs_to_a_stimulus(item)
    yield from stimuli.parts_differ(item, draft)
    yield from evidence.references_are_well_formed(item)
    yield from evidence.figures_can_be_read(item, draft.figures)
    yield from plausible.item_is_worth_points(item)
    yield from plausible.angoff_is_a_share(item)
    yield from plausible.item_is_of_the_past(item, today)
    yield from approval.review_is_due(item, today)
    yield from _weighed(approval.is_complete(item), item.status)
    if draft.activity is not None:
        yield from ids.objectives_exist(item, draft.activity)
        yield from ids.people_exist(item, draft.activity)
    defaults = draft.activity.rules.default_scoring if draft.activity else {}
    yield from scoring.picks_are_limited(item, {str(one): rule for one, rule in defaults.items()})


def _stimulus_faults(stimulus: Stimulus, draft: Draft) -> Iterator[Fault]:
    yield from ids.ids_in_stimulus_stand_once(stimulus)
    yield from prose.is_plain_markdown(stimulus)
    yield from evidence.figures_can_be_read(stimulus, draft.figures)
    yield from stimuli.stimulus_is_used(stimulus, draft)
    shown = {one.status for one in draft.items.values() if one.stimulus == stimulus.id}
    status: Status = next((one for one in _WEIGHTS if one in shown), "draft")
    yield from _weighed(evidence.figures_may_be_shown(stimulus), status)


def _activity_faults(activity: Activity, draft: Draft, today: date) -> Iterator[Fault]:
    yield from ids.folder_is_named_as_activity(activity, draft)
    yield from ids.ids_in_activity_stand_once(activity)
    yield from ids.planners_exist(activity)
    yield from prose.is_plain_markdown(activity)
    yield from evidence.references_are_well_formed(activity)
    yield from people.disclosures_make_sense(activity)
    yield from plausible.disclosures_are_current(activity, today)
    yield from plausible.addresses_are_written_out(activity)
    yield from plausible.credit_fits_the_time(activity)
    yield from plausible.time_limit_leaves_the_time(activity)
    yield from terms.dates_are_in_order(activity)
    yield from terms.has_not_expired(activity, today)
    yield from terms.credit_is_offered(activity)
    yield from terms.points_are_planned(activity)
    yield from terms.points_are_within_credits(activity)
    yield from terms.standard_can_be_met(activity)
    yield from terms.time_limit_is_consistent(activity)
    yield from terms.default_scoring_is_known(activity)
    yield from pools.blueprint_names_pools(activity)
    yield from pools.pools_select(activity)
    yield from pools.pools_share_no_item(activity, draft)
    yield from pools.approved_items_are_drawn(activity, draft)
    # What a file that cannot be read holds is missing nowhere: its own fault is enough.
    if draft.whole:
        yield from ids.objectives_are_used(activity, draft)
        yield from pools.selected_things_exist(activity, draft)
    # Unlike an item, an activity is planned as a whole: its draft is told what is missing, too.
    status = "in_review" if activity.status == "draft" else activity.status
    yield from _weighed(_missing_for_release(activity, draft), status)


def _missing_for_release(activity: Activity, draft: Draft) -> Iterator[Fault]:
    yield from people.disclosures_are_given(activity)
    yield from terms.is_designated(activity)
    yield from evidence.references_can_be_followed(activity.references)
    if draft.whole:
        yield from pools.pools_are_large_enough(activity, draft)
    yield from stimuli.groups_stay_together(activity, draft)


def _weighed(faults: Iterable[Fault], status: Status) -> Iterator[Fault]:
    """Return what is missing as an error once approved, a warning in review, else not at all."""
    if status == "approved":
        yield from faults
    elif status == "in_review":
        weight: Severity = "warning"
        yield from (fault._replace(severity=weight) for fault in faults)


def _waived(item: AnyItem, fault: Fault) -> bool:
    # An error is never a matter of opinion.
    return fault.severity != "error" and fault.rule in {one.rule for one in item.waivers}


def _items_beside(folder: Path) -> Mapping[str, str]:
    """Return the bank of each item file in the banks beside this one."""
    own = folder.resolve()
    files = sorted(own.parent.glob("*/items/*.yaml"))
    return {one.stem: one.parent.parent.name for one in files if one.parent.parent != own}
