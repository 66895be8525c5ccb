"""Publication: a checked bank is frozen as an edition of an activity, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from quizzes.checking import check
from quizzes.digest import body, digest, frozen
from quizzes.edition import Manifest, Terms
from quizzes.figures import Figure, read_figure
from quizzes.models import AnyItem
from quizzes.problem import Problem
from quizzes.reading import read_bank, read_forms, read_provider
from storage import content
from workflows.act import act, view
from workflows.content import compose, terms
from workflows.content.disclosed import put_over, standings, without_theirs
from workflows.content.refusing import board_faults, refusals
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from quizzes.bank import Bank
    from quizzes.models import EvaluationForm, Provider
    from settings import Settings
    from workflows.act import Act, Actor
    from workflows.content.disclosed import Stands


class TermsChanged(Refused):
    """What was designated may not change; other terms are another accreditation period."""

    status = 409

    def __init__(self, key: str, fields: tuple[str, ...]) -> None:
        super().__init__(
            f"The terms of {key} changed ({', '.join(fields)}), and an activity keeps its terms."
            " Change them back, or open a new activity for a new accreditation period, which needs"
            " its own ACCME activity ID."
        )


class NothingToRenew(Refused):
    """A new period was asked for, but the terms are those of the activity there is."""

    status = 409

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The terms are those of {key}, so there is no new period to open. Publish within"
            f" {key}, or give the bank the dates of its new period first."
        )


class DisclosedMeanwhile(Refused):
    """Somebody's disclosure changed between the look and the publication."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Somebody's disclosure changed a moment ago. Look at the page again, then publish."
        )


@dataclass(frozen=True)
class Published:
    """The receipt of a publication."""

    key: str
    title: str
    period: int
    number: int
    sha256: str
    items: int
    created: bool  # False: this very content was published before


@dataclass(frozen=True)
class NotPublished:
    """A bank with faults: nothing was written."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Edition:
    """A bank, ready to be written."""

    slug: str
    manifest: Manifest
    body: str
    items: Mapping[str, AnyItem]  # by digest, in order
    figures: tuple[Figure, ...]
    sha256: str
    lines: tuple[str, ...]  # the office's own, to be ticked before
    advice: tuple[Problem, ...]  # what the checker advises of its items, and nobody waived


def publish(actor: Actor, folder: Path, *, renew: bool = False) -> Published | NotPublished:
    """Publish the bank in `folder`, or say what keeps it from being published.

    Raises:
        TermsChanged, NothingToRenew, DisclosedMeanwhile: nothing was written.
    """
    with view(actor, "problems.see") as a:
        stands = people_of(a, folder)
        today = a.today
    read = prepare(actor.service.settings, folder, today, stands)
    if isinstance(read, NotPublished):
        return read
    try:
        return _in_one(actor, folder, *read, stands, renew=renew)
    except IntegrityError:
        # Somebody published it in the same moment: it is there now, and is found.
        return _in_one(actor, folder, *read, stands, renew=renew)


def _in_one(
    actor: Actor,
    folder: Path,
    bank: Bank,
    ready: Edition,
    stands: tuple[Stands, ...],
    *,
    renew: bool,
) -> Published | NotPublished:
    with act(actor, "edition.publish") as a:
        if people_of(a, folder) != stands:
            raise DisclosedMeanwhile
        found = refusals(a.connection, bank, ready, a.today, stands)
        if found:
            refused = a.receipt = NotPublished(found)  # nothing happened: nothing is logged
            return refused
        return _publish(a, ready, renew=renew)


def people_of(a: Act, folder: Path) -> tuple[Stands, ...]:
    """Return where everybody on the list of a bank stands; nobody where it cannot be read."""
    bank, _ = read_bank(folder)
    provider, _ = read_provider(a.actor.service.settings.banks / "provider.yaml")
    if bank is None or provider is None:
        return ()
    months = provider.disclosure_months
    return standings(a.connection, bank.activity, bank.slug, months, a.today)


def prepare(
    settings: Settings, folder: Path, today: date, stands: tuple[Stands, ...]
) -> tuple[Bank, Edition] | NotPublished:
    """Return the bank in `folder` with the edition it makes, or what keeps it from making one.

    What people disclosed by link (`stands`) goes over what the file says of them.
    """
    provider_file = settings.banks / "provider.yaml"
    found = without_theirs(check(folder, today, provider_file, settings.forms), stands)
    bank, _ = read_bank(folder)
    provider, _ = read_provider(provider_file)
    forms, _ = read_forms(settings.forms)
    errors = tuple(one for one in found if one.severity == "error")
    if bank is None or provider is None or errors:
        return NotPublished(errors)
    bank = put_over(bank, stands)
    unknown = board_faults(bank)
    if unknown:
        return NotPublished(unknown)
    form = forms[bank.activity.rules.evaluation_form]
    return bank, _edition(bank, provider, form, found)


def _edition(
    bank: Bank, provider: Provider, form: EvaluationForm, found: tuple[Problem, ...]
) -> Edition:
    activity = bank.activity
    defaults = {str(kind): rule for kind, rule in activity.rules.default_scoring.items()}
    kept = {
        one: frozen(bank.items[one], bank.digests, defaults, bank.stimuli)
        for one in compose.drawable(activity, bank.items)
    }
    manifest = compose.manifest(activity, provider, form, bank.items, kept)
    items = {digest(one): one for one in kept.values()}
    body = compose.canonical(manifest)
    return Edition(
        slug=bank.slug,
        manifest=manifest,
        body=body,
        items=items,
        figures=tuple(_figures(bank, kept)),
        sha256=compose.sha256(body, items),
        lines=provider.before_publication,
        advice=tuple(one for one in found if one.item in kept and one.severity == "warning"),
    )


def _figures(bank: Bank, kept: Mapping[str, AnyItem]) -> Iterator[Figure]:
    shown = [bank.items[one] for one in kept]
    shared = [bank.stimuli[one.stimulus] for one in shown if one.stimulus is not None]
    for file in dict.fromkeys(one.file for each in (*shown, *shared) for one in each.media):
        figure = read_figure(bank.folder, file)
        if isinstance(figure, Figure):
            yield figure


def _publish(a: Act, ready: Edition, *, renew: bool) -> Published:
    periods = content.periods(a.connection, ready.slug)
    if not periods:
        return _write(a, _open_period(a, 1, ready), 1, 1, ready)
    newest = periods[-1]
    key = f"{newest.slug}.{newest.period}"
    before = Terms.model_validate_json(newest.terms)
    changed = tuple(one.field for one in terms.changed(before, ready.manifest.terms))
    if changed and not renew:
        raise TermsChanged(key, changed)
    if renew and not changed:
        raise NothingToRenew(key)
    if not changed:
        return _next_edition(a, newest.id, newest.period, ready)
    period = newest.period + 1
    return _write(a, _open_period(a, period, ready), period, 1, ready)


def _next_edition(a: Act, activity_id: int, period: int, ready: Edition) -> Published:
    before = content.editions(a.connection, activity_id)
    for one in before:
        if one.sha256 == ready.sha256:
            receipt = a.receipt = _receipt(ready, period, one.number, created=False)
            return receipt
    return _write(a, activity_id, period, before[-1].number + 1, ready)


def _open_period(a: Act, period: int, ready: Edition) -> int:
    frozen_terms = ready.manifest.terms
    dates = frozen_terms.accreditation
    made = content.add_activity(
        a.connection,
        slug=ready.slug,
        period=period,
        terms=frozen_terms.model_dump_json(),
        released=dates.release_date,
        expires=dates.expiration_date,
        claim_by=dates.claim_by,
        now=a.at,
    )
    a.seal("activity", id=made)
    return made


def _write(a: Act, activity_id: int, period: int, number: int, ready: Edition) -> Published:
    front = ready.manifest.front
    content.keep_text(a.connection, front.digest, front.model_dump_json())
    for one in ready.figures:
        content.keep_media(a.connection, one.digest, one.media_type, one.content)
    for key, item in ready.items.items():
        content.keep_item(a.connection, key, _columns(item))
    content.add_edition(
        a.connection,
        activity_id=activity_id,
        number=number,
        sha256=ready.sha256,
        manifest=ready.body,
        items=tuple(ready.items),
        by=a.person_id,
        now=a.at,
    )
    a.seal("edition", activity_id=activity_id, number=number)
    receipt = _receipt(ready, period, number, created=True)
    a.object = f"activity:{receipt.key}"
    a.data.update(number=number, sha256=ready.sha256, items=len(ready.items))
    return receipt


def _columns(item: AnyItem) -> dict[str, object]:
    return {
        "item_id": item.id,
        "version": item.version,
        "revision": item.revision,
        "body": body(item),
    }


def _receipt(ready: Edition, period: int, number: int, *, created: bool) -> Published:
    return Published(
        key=f"{ready.slug}.{period}",
        title=ready.manifest.terms.title,
        period=period,
        number=number,
        sha256=ready.sha256,
        items=len(ready.items),
        created=created,
    )
