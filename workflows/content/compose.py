"""What publication freezes of a bank: its front matter with all statements, and its manifest."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from credit import boards
from credit.statements import consent, resolve, statements
from quizzes.digest import digest
from quizzes.drawing import pools_of
from quizzes.edition import FrontMatter, Manifest, Person, PoolItems, Terms
from workflows.content.instructions import feedback, how_to_complete, marking

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.models import (
        Activity,
        AnyItem,
        EvaluationForm,
        Faculty,
        Provider,
        Signatory,
        Support,
    )

# Kept in the text until a physician is asked about one board.
BOARD = "{board}"


def terms(activity: Activity) -> Terms:
    """Return what may not change within an activity."""
    return Terms(
        title=activity.title,
        demonstration=activity.demonstration,
        accreditation=activity.accreditation,
        boards=activity.boards,
        rules=activity.rules,
    )


def manifest(
    activity: Activity,
    provider: Provider,
    form: EvaluationForm,
    items: Mapping[str, AnyItem],
    frozen: Mapping[str, AnyItem],
) -> Manifest:
    """Return the manifest of an edition; `frozen` holds the drawable items as they are kept."""
    pools = tuple(
        PoolItems(id=pool, draw=draw, items=tuple(digest(frozen[one]) for one in ids))
        for pool, draw, ids in pools_of(activity, items)
    )
    questions = sum(one.draw for one in pools)
    return Manifest(
        terms=terms(activity),
        front=front_matter(activity, provider, questions, frozen.values()),
        planning=activity.planning,
        pools=pools,
        evaluation=form,
        in_control=tuple(sorted({one.email for one in activity.faculty if one.email})),
        variants={one: of for one in frozen if (of := items[one].variant_of) is not None},
    )


def drawable(activity: Activity, items: Mapping[str, AnyItem]) -> tuple[str, ...]:
    """Return the ids of the items that an attempt may draw, pool after pool, each once."""
    return tuple(
        dict.fromkeys(one for _pool, _draw, ids in pools_of(activity, items) for one in ids)
    )


def canonical(one: Manifest) -> str:
    """Return a manifest as the text that is stored and digested."""
    values = one.model_dump(mode="json")
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(body: str, digests: Iterable[str]) -> str:
    """Return the digest of an edition: its manifest and the ordered digests of its items."""
    return hashlib.sha256("\n".join((body, *digests)).encode()).hexdigest()


def front_matter(
    activity: Activity, provider: Provider, questions: int, frozen: Iterable[AnyItem]
) -> FrontMatter:
    """Return all that is shown before question 1, every statement resolved."""
    stated = statements(provider, activity, boards.load(), activity.accreditation.release_date)
    return FrontMatter(
        title=activity.title,
        summary=activity.summary,
        audience=activity.audience,
        specialties=activity.specialties,
        demonstration=activity.demonstration,
        objectives=activity.objectives,
        faculty=tuple(_person(one) for one in activity.faculty),
        disclosure=_disclosure(activity, provider),
        support=_support(activity.accreditation.commercial_support, provider),
        how_to_complete=how_to_complete(
            activity.rules,
            questions,
            gain="points" if activity.accreditation.held_elsewhere else "credit",
        ),
        feedback=feedback(activity.rules),
        marking=marking(activity.rules, frozen),
        accreditation=stated.accreditation.text,
        designation=stated.designation.text,
        recognition=tuple(one.text for one in stated.recognition),
        participation=stated.participation.text,
        privacy=_own(provider, "privacy"),
        attestation=_own(provider, "attestation"),
        report_consent=consent(provider, BOARD).text,
        state_consent=_own(provider, "state_consent") if provider.state_consent else "",
        joint_providers=activity.planning.joint_providers,
        placeholders=(*stated.unapproved, *_unapproved(provider)),
        references=activity.references,
        contact=provider.contact,
        provider=provider.name,
        office=provider.office,
        signatory=_signatory(activity, provider),
    )


def _person(one: Faculty) -> Person:
    said = one.disclosure
    return Person(
        name=one.name,
        title=one.title,
        roles=one.roles,
        biography=one.biography,
        relationships=said.relationships if said is not None else (),
        mitigation=said.mitigation if said is not None else None,
    )


def _disclosure(activity: Activity, provider: Provider) -> str:
    said = (one.disclosure for one in activity.faculty)
    any_relationship = any(one is not None and one.has_relationships for one in said)
    return _own(provider, "mitigation" if any_relationship else "no_relationships")


def _support(given: tuple[Support, ...], provider: Provider) -> str:
    if not given:
        return _own(provider, "no_support")
    return f"Commercial support: {'; '.join(_gift(one) for one in given)}."


def _gift(one: Support) -> str:
    kind = "an educational grant" if one.kind == "grant" else "support in kind"
    what = f" ({one.description})" if one.description else ""
    return f"{one.company}, {kind}{what}"


_OWN = (
    "mitigation", "no_relationships", "no_support", "privacy", "attestation", "state_consent",
)  # fmt: skip


def _own(provider: Provider, name: str) -> str:
    """Resolve one of the provider's own texts."""
    values = {"provider": provider.name, "office": provider.office}
    return resolve(name, getattr(provider, name), values, frozenset()).text


def _unapproved(provider: Provider) -> tuple[str, ...]:
    texts = ((name, getattr(provider, name)) for name in (*_OWN, "report_consent"))
    return tuple(name for name, text in texts if text is not None and not text.approved)


def _signatory(activity: Activity, provider: Provider) -> Signatory:
    """Return who signs: the one the activity names, else the provider's first."""
    named = (one for one in provider.signatories if one.id == activity.signatory)
    return next(named, provider.signatories[0])
